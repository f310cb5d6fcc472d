"""Files a minute by kind that are opened for the archive, on two threads, beside the bare tools. By hand:

    nice .venv/bin/python -m tests.bench.bench_open [--files 20] [--scans 4]

The bare tools, in the same run: a cold soffice for office files, pdftotext for PDFs, tesseract alone on the same pages
for scans. They isolate nothing, read no letters of before Unicode and put no paragraph together.
"""

import argparse
import io
import subprocess
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

from doc_templates.form import load_forms, sample_document
from doc_templates.imported.opened import open_brought
from doc_templates.pdf import PdfPool
from tests.legacy_letters import old_document, saved
from tests.old_files import saved_as
from tests.scanned_paper import as_pdf, sheets

LINES = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Điều 1. Ưu tiên xây dựng đường sá ở các thôn, ấp."] * 12


def samples(pool: PdfPool, folder: Path) -> dict[str, bytes]:
    """A file of each kind, of one or two pages."""
    docx = sample_document(load_forms()["quyet-dinh"])
    pdf = pool.convert(docx)
    pages = sheets(pdf)
    for page in pages:
        page.encoderinfo = {}
    pages[0].save(made := io.BytesIO(), "TIFF", save_all=True, append_images=pages[1:], dpi=(200, 200))
    old = saved_as(docx, folder / "old", "doc", "rtf", "odt")
    tcvn3 = saved_as(saved(old_document(LINES, "tcvn3")), folder / "tcvn3", "doc")["doc"]
    return {
        "docx": docx,
        **old,
        "doc in TCVN3": tcvn3,
        "pdf": pdf,
        "scan, pdf of 2 pages": as_pdf(sheets(pdf)),
        "scan, tif of 2 pages": made.getvalue(),
    }


def a_minute(work: Callable[[int], object], files: int) -> float:
    """How many of so many are done a minute by two threads."""
    started = time.perf_counter()
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(work, range(files)))
    return files / (time.perf_counter() - started) * 60


def bare(kind: str, file: Path, folder: Path) -> list[str]:
    """The command that only makes a PDF, or only says the words."""
    if kind.startswith("scan"):
        return ["tesseract", str(file.with_suffix(".tif")), str(folder / "words"), "-l", "vie"]
    if kind == "pdf":
        return ["pdftotext", "-layout", str(file), str(folder / "words.txt")]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    return ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(file)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=20)
    parser.add_argument("--scans", type=int, default=4)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder, numbers = Path(place), count()
        pool = PdfPool(folder / "pdf.sock", workers=2)
        pool.warm()
        made = samples(pool, folder)
        print(f"{'kind':24}{'files a minute':>16}{'bare tool':>12}{'ratio':>8}")
        for kind, content in made.items():
            file = folder / f"{len(kind)}-{kind.split(',')[0].split()[0]}"
            file.write_bytes(content)
            if kind.startswith("scan"):
                file.with_suffix(".tif").write_bytes(made["scan, tif of 2 pages"])
            files = options.scans if kind.startswith("scan") else options.files
            ours = a_minute(
                lambda _, file=file: open_brought(file, file.name, folder / f"o{next(numbers)}", pool), files
            )
            theirs = a_minute(lambda _, kind=kind, file=file: run(kind, file, folder / f"b{next(numbers)}"), files)
            print(f"{kind:24}{ours:16.0f}{theirs:12.0f}{ours / theirs:8.2f}")
        pool.stop()


def run(kind: str, file: Path, folder: Path) -> None:
    """The bare tool, once."""
    folder.mkdir()
    subprocess.run(bare(kind, file, folder), check=True, capture_output=True)


if __name__ == "__main__":
    main()

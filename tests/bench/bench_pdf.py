"""How long one document takes from .docx to PDF/A, beside unoserver and a bare soffice in the same run. By hand:

    .venv/bin/python -m tests.bench.bench_pdf [--rounds 30] [--cold 3]

Every round asks all of them in turn, so that what else the machine does meets each alike. Prints medians in
milliseconds and ratios to the pool. Then how many documents a second two workers make for four callers.
"""

import argparse
import contextlib
import json
import os
import shutil
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from unoserver.client import UnoClient

from doc_templates.form import load_forms, sample_document
from doc_templates.pdf import PdfPool
from doc_templates.pdf_keeper import WORKER
from doc_templates.pdf_needs import SYSTEM_PYTHON, soffice
from tests import pdf_samples

Convert = Callable[[bytes], bytes]
PDFA = ["SelectPdfVersion=2"]
FILTER = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}}'


def documents() -> dict[str, bytes]:
    forms = load_forms()
    made = {f"{name} (sample)": sample_document(forms[name]) for name in ("cong-van", "quyet-dinh", "ke-hoach")}
    return {"small decision": pdf_samples.saved(pdf_samples.decision()), **made}


@contextlib.contextmanager
def our_pool(folder: Path) -> Iterator[PdfPool]:
    pool = PdfPool(folder / "pdf.sock", workers=2)
    pool.warm()
    try:
        yield pool
    finally:
        pool.stop()


@contextlib.contextmanager
def our_worker(folder: Path) -> Iterator[Convert]:
    """One warm soffice asked without pool or socket: what the pool's ways cost."""
    folder.mkdir()
    command = [SYSTEM_PYTHON, "-I", str(WORKER), str(soffice()), str(folder), str(os.getpid())]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as worker:
        assert worker.stdin and worker.stdout
        worker.stdout.readline()

        def convert(docx: bytes) -> bytes:
            (folder / "in.docx").write_bytes(docx)
            job: dict[str, Any] = {"docx": f"{folder}/in.docx", "pdf": f"{folder}/out.pdf", "title": ""}
            worker.stdin.write(json.dumps(job).encode() + b"\n")
            worker.stdin.flush()
            assert json.loads(worker.stdout.readline())["ok"]
            return (folder / "out.pdf").read_bytes()

        yield convert
        worker.kill()


@contextlib.contextmanager
def unoserver(folder: Path) -> Iterator[Convert]:
    """As it is installed, but run by the python that has uno: it sees a folder with this one package."""
    folder.mkdir()
    packages = Path(str(distribution("unoserver").locate_file("")))
    for found in packages.glob("unoserver*"):
        (folder / found.name).symlink_to(found)
    port, inner = free_port(), free_port()
    command = [SYSTEM_PYTHON, "-m", "unoserver.server", "--port", str(port), "--uno-port", str(inner)]
    environment = {**os.environ, "PYTHONPATH": str(folder), "HOME": str(folder)}
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=environment, stderr=quiet, stdout=quiet, start_new_session=True) as server:
        client = UnoClient(port=str(port))
        wait_for(lambda: client.convert(indata=pdf_samples.saved(pdf_samples.decision()), convert_to="pdf"))

        def convert(docx: bytes) -> bytes:
            return bytes(client.convert(indata=docx, convert_to="pdf", filter_options=PDFA))

        try:
            yield convert
        finally:
            os.killpg(server.pid, 9)


def wait_for(call: Callable[[], object]) -> None:
    for _ in range(300):
        with contextlib.suppress(OSError):
            call()
            return
        time.sleep(0.1)
    raise TimeoutError("unoserver does not answer")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def cold_start(folder: Path) -> Convert:
    """soffice --convert-to on a profile of its own that is already made: the usual way of scripts."""

    def convert(docx: bytes) -> bytes:
        (folder / "cold.docx").write_bytes(docx)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        command += ["--convert-to", FILTER, "--outdir", str(folder), str(folder / "cold.docx")]
        subprocess.run(command, check=True, capture_output=True)
        return (folder / "cold.pdf").read_bytes()

    return convert


def timed(convert: Convert, docx: bytes) -> float:
    start = time.perf_counter()
    assert convert(docx).startswith(b"%PDF-")
    return (time.perf_counter() - start) * 1000


def measure(ways: dict[str, Convert], docx: bytes, rounds: int, cold: int) -> None:
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(rounds):
        for name, convert in ways.items():
            if name != "soffice --convert-to" or turn < cold:
                taken[name].append(timed(convert, docx))
    pool = statistics.median(taken["pool"])
    for name, values in taken.items():
        middle = statistics.median(values)
        print(f"  {name:24} {middle:8.1f} ms   (best {min(values):7.1f})   {middle / pool:5.2f} × pool")


def throughput(pool: PdfPool, docx: bytes, count: int) -> None:
    start = time.perf_counter()
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: pool.convert(docx), range(count)))
    print(f"  {count} documents, 4 callers, 2 workers: {count / (time.perf_counter() - start):.1f} a second")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--cold", type=int, default=3)
    options = parser.parse_args()
    base = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
    folder = Path(tempfile.mkdtemp(prefix="bench-pdf-", dir=base))
    try:
        with our_pool(folder) as pool, our_worker(folder / "w") as worker, unoserver(folder / "u") as server:
            cold = cold_start(folder)
            ways = {"pool": pool.convert, "worker alone": worker, "unoserver": server, "soffice --convert-to": cold}
            for name, docx in documents().items():
                print(f"{name}, {len(docx)} bytes")
                for convert in ways.values():
                    timed(convert, docx)
                measure(ways, docx, options.rounds, options.cold)
                throughput(pool, docx, 60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()

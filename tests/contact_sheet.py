"""Our pages beside the decree's models at equal scale, for people to look at:

    python -m tests.contact_sheet --models ../shared/nd30/phu-luc-3.docx --out DIR

One PNG for each form, copy and attachment: on the left the page of Phụ lục III, on the right ours with its sample, a
ruler of 10 mm between them; `index.html` shows them all.
"""

import argparse
import re
import subprocess
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from doc_templates.copies import attachments, blocks, copied
from doc_templates.fill import fill
from doc_templates.form import Form, clean, load_forms, sample_document, samples
from doc_templates.kinds import copies, kinds
from doc_templates.sample import letterhead_for, signer_for, stamp_for

SCALE = 1.6  # pixels for a point
BETWEEN = 60
MM = 72 / 25.4
WITHOUT_MODEL = {"hop-dong": "1.9", "ban-ghi-nho": "1.9", "ban-thoa-thuan": "1.9", "thu-cong": "1.4"}
OWN_MODEL = {"quyet-dinh-ban-hanh": "1.3", "phu-luc": "2.2", "van-ban-kem-theo": "1.3 (điện tử)"}
_TITLE = re.compile(r"^Mẫu ?(\d\.\d+)|^(Mẫu văn bản \(được)")
APPENDICES = [
    {
        "title": "Danh sách hộ tham gia mô hình",
        "body": "| STT | Họ và tên chủ hộ | Địa chỉ |\n| --- | --- | --- |\n| 1 | Trần Quốc Bảo | Thôn Suối Đá |",
    },
    {"title": "Phân công nhiệm vụ", "body": "1. Phòng Kinh tế chủ trì.\n2. Các thôn phối hợp thực hiện."},
]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--models", type=Path, required=True)
    asked.add_argument("--out", type=Path, required=True)
    asked.add_argument("forms", nargs="*")
    given = asked.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    ours = {name: docx for name, docx in documents().items() if not given.forms or name in given.forms}
    with tempfile.TemporaryDirectory() as folder:
        printed = _printed(Path(folder), {"models": given.models.read_bytes(), **ours})
        models = dict(_models(printed["models"]))
        for name in ours:
            _sheet(name, models, printed[name]).save(given.out / f"{name}.png")
    _index(given.out, list(ours))


def documents() -> dict[str, bytes]:
    """Every output there is: forms, a document with appendices and stamps, copies on paper, electronic attachments."""
    made = {name: sample_document(form) for name, form in load_forms().items()}
    plan = load_forms()["ke-hoach"]
    extra = {
        "body": f"{samples(plan)['body']}\nDanh sách, phân công tại Phụ lục I, Phụ lục II kèm theo Kế hoạch này.",
        "appendices": APPENDICES,
        "urgency": "THƯỢNG KHẨN",
        "circulation": "LƯU HÀNH NỘI BỘ",
        "contact": ["Địa chỉ: thôn Trung Tâm, xã Suối Ngọc", "ĐT: 0262 1234 567; thư điện tử: suoingoc@example.gov.vn"],
    }
    made["phu-luc-giay"] = _filled(plan, extra)
    made |= {name: copied(made["phieu-chuyen"], sample_document(block)) for name, block in blocks().items()}
    return made | {name: sample_document(form) for name, form in attachments().items()}


def _filled(form: Form, changes: dict[str, object]) -> bytes:
    values = clean(form, samples(form) | changes)
    return fill(form, values, letterhead_for(form), signer_for(form), stamp_for(form))


def _printed(folder: Path, documents: dict[str, bytes]) -> dict[str, list[Image.Image]]:
    """The pages of each .docx, by LibreOffice started once."""
    for name, docx in documents.items():
        (folder / f"{name}.docx").write_bytes(docx)
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    files = [str(folder / f"{name}.docx") for name in documents]
    subprocess.run([*command, "--outdir", folder, *files], check=True, capture_output=True, timeout=600)
    return {name: _pages(folder / f"{name}.pdf") for name in documents}


def _pages(pdf: Path) -> list[Image.Image]:
    with pdfium.PdfDocument(pdf) as document:
        pages = []
        for page in document:
            image = page.render(scale=SCALE).to_pil()
            image.info["words"] = page.get_textpage().get_text_bounded()
            pages.append(image)
        return pages


def _models(pages: list[Image.Image]) -> Iterator[tuple[str, Image.Image]]:
    """Number of the model and its page: a model's title stands above it, sometimes at the foot of the page before."""
    attached = iter(("1.3 (giấy)", "1.3 (điện tử)"))
    for page, following in zip(pages, [*pages[1:], pages[-1]], strict=True):
        lines = [line.strip() for line in page.info["words"].splitlines() if line.strip()]
        for at, line in enumerate(lines):
            if found := _TITLE.match(line):
                yield found[1] or next(attached), following if at > len(lines) - 6 else page


def _sheet(name: str, models: dict[str, Image.Image], pages: list[Image.Image]) -> Image.Image:
    kind = (kinds() | copies()).get(name)
    number = OWN_MODEL.get(name) or WITHOUT_MODEL.get(name) or (kind.model if kind else "2.1")
    shown = [models[number], *pages]
    if name == "quyet-dinh-ban-hanh":
        shown.insert(2, models["1.3 (giấy)"])
    width = sum(page.width for page in shown) + BETWEEN * len(shown)
    sheet = Image.new("RGB", (width, shown[0].height + 40), "#b8b8b8")
    draw = ImageDraw.Draw(sheet)
    draw.text((10, 12), f"{name}  |  {number}", fill="black")
    left = 0
    for page in shown:
        sheet.paste(page, (left, 40))
        left += page.width
        _ruler(draw, left, page.height)
        left += BETWEEN
    return sheet


def _ruler(draw: ImageDraw.ImageDraw, left: int, height: int) -> None:
    for number in range(30):
        y = 40 + number * 10 * MM * SCALE
        if y < height + 40:
            draw.line((left + 10, y, left + BETWEEN - 10, y), fill="#666")
            draw.text((left + 14, y + 2), str(number * 10), fill="#333")


def _index(out: Path, names: list[str]) -> None:
    images = "".join(f"<h2>{escape(name)}</h2><img src='{escape(name)}.png' width='100%'>" for name in names)
    (out / "index.html").write_text(f"<!doctype html><meta charset='utf-8'><title>Contact sheet</title>{images}")


if __name__ == "__main__":
    main()

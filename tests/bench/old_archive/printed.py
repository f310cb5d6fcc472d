"""An invented document on paper: by our own forms, or as an office of its time typed it in Word."""

import io
import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell

from doc_templates.fill import Stamp, fill
from doc_templates.form import Form, clean, samples
from doc_templates.kinds import kinds
from tests.bench.old_archive.invented import ADDRESSED, DECIDING, Invented, written

_MOTTO, _SLOGAN = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
_OLD_TONES = {
    "Ủy": "Uỷ",
    "ủy": "uỷ",
    "ỦY": "UỶ",
    "Hòa": "Hoà",
    "hòa": "hoà",
    "HÒA": "HOÀ",
    "Thúy": "Thuý",
    "THÚY": "THUÝ",
    "hóa": "hoá",
    "HÓA": "HOÁ",
    "Hóa": "Hoá",
    "khỏe": "khoẻ",
}


def by_form(form: Form, made: Invented) -> bytes:
    """The .docx of our own form, filled."""
    values = {**samples(form), **made.words}
    for name in {"unit", "urgency", "circulation"} - made.words.keys():
        values.pop(name, None)
    stamp = Stamp(made.printed_symbol, made.number, made.on)
    return fill(form, clean(form, values), made.letterhead, made.signer, stamp)


def old_tones(made: Invented) -> Invented:
    """The same with the tone on the second vowel, as most wrote before 2010: "Hoà", "Uỷ ban"."""
    return Invented(**{key: _old(value) for key, value in made.__dict__.items()})


def _old(value: Any) -> Any:
    if isinstance(value, str):
        for new, old in _OLD_TONES.items():
            value = value.replace(new, old)
        return value
    if isinstance(value, dict):
        return {key: _old(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(_old, value))
    return (
        type(value)(**{key: _old(each) for key, each in value.__dict__.items()})
        if hasattr(value, "__dataclass_fields__")
        else value
    )


def typed(made: Invented, dice: random.Random) -> bytes:
    """As offices type: letterhead and signature in tables without borders, slips of spacing, V/v under the title."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    style.paragraph_format.space_after = Pt(4)
    section = document.sections[0]
    section.left_margin, section.right_margin, section.page_width, section.page_height = Cm(3), Cm(2), Cm(21), Cm(29.7)
    letter = made.kind == "cong-van"
    _head(document, made, dice, letter)
    if not letter:
        _title(document, made, dice)
    _middle(document, made, dice)
    _tail(document, made, dice)
    document.save(saved := io.BytesIO())
    return saved.getvalue()


def _head(document: Document, made: Invented, dice: random.Random, letter: bool) -> None:
    number = dice.choice(("Số: {}", "Số: {}", "Số:{}", "Số {}", "Số : {}")).format(
        f"{made.number:02d}/{made.printed_symbol}"
    )
    place = f"{made.office.place}, ngày {written(made.on)}"
    left = [(line, False) for line in made.office.superior] + [(line, True) for line in made.office.lines]
    left += [("_______", False)] if dice.random() < 0.5 else []
    right = [(_MOTTO, True), (_SLOGAN, True), ("______________", False)]
    below = [(number, False)] + ([(f"V/v {made.words['subject']}", False)] if letter else [])
    below += [(made.words["urgency"], True)] if "urgency" in made.words else []
    if dice.random() < 0.5:
        _two(document, [(left, right), (below, [(place, False)])])
    else:
        _two(document, [(left + below, [*right, (place, False)])])


def _two(document: Document, rows: Sequence[tuple[Sequence[tuple[str, bool]], Sequence[tuple[str, bool]]]]) -> None:
    table = document.add_table(rows=len(rows), cols=2)
    for row, sides in zip(table.rows, rows, strict=True):
        for cell, lines, width in zip(row.cells, sides, (Cm(6.6), Cm(9.6)), strict=True):
            cell.width = width
            _lines(cell, lines)


def _lines(
    cell: _Cell, lines: Sequence[tuple[str, bool]], align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.CENTER
) -> None:
    for at, (words, strong) in enumerate(lines):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        paragraph.alignment = align
        run = paragraph.add_run(words)
        run.bold, run.font.size = strong, Pt(12)


def _title(document: Document, made: Invented, dice: random.Random) -> None:
    subject = made.words.get("subject", "")
    if subject.startswith("Về việc") and dice.random() < 0.4:
        subject = f"V/v {subject.removeprefix('Về việc ')}"
    for words in (kinds()[made.kind].name.upper(), subject):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(words).bold = True


def _middle(document: Document, made: Invented, dice: random.Random) -> None:
    words = made.words
    if made.kind in ADDRESSED and "addressees" in words:
        listed = words["addressees"]
        document.add_paragraph(f"Kính gửi: {listed[0]}." if len(listed) == 1 else "Kính gửi:")
        for at, one in enumerate(listed if len(listed) > 1 else [], 1):
            document.add_paragraph(f"- {one}{'.' if at == len(listed) else ';'}")
    if made.kind in DECIDING:
        document.add_paragraph(made.office.name.upper())
    for base in words.get("bases", ()) if made.kind != "cong-van" else ():
        document.add_paragraph(f"{dice.choice(('', '', '- '))}{base};")
    if made.kind in DECIDING:
        enacting = document.add_paragraph("QUYẾT ĐỊNH:" if made.kind == "quyet-dinh" else "QUYẾT NGHỊ:")
        enacting.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in words.get("body", "").splitlines():
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    document.paragraphs[-1].add_run("/.")


def _tail(document: Document, made: Invented, dice: random.Random) -> None:
    first = ["- Như trên;"] if made.kind in ADDRESSED else ["- Như Điều 2;"] if made.kind in DECIDING else []
    kept = dice.choice(("- Lưu: {}.", "- Lưu {}.", "- Lưu: {}")).format(made.words["kept_at"])
    left = [
        ("Nơi nhận:", True),
        *((line, False) for line in (*first, *(f"- {one};" for one in made.words["recipients"]), kept)),
    ]
    name = made.signer.name if dice.random() < 0.9 else made.signer.name.upper()
    gap = dice.choice(([""] * 4, [""] * 3, ["", "(Đã ký)", ""]))
    table = document.add_table(rows=1, cols=2)
    _lines(table.rows[0].cells[0], left, WD_ALIGN_PARAGRAPH.LEFT)
    _lines(table.rows[0].cells[1], [(line, True) for line in (*made.signer.lines, *gap, name)])


def as_typed(made: Invented) -> Invented:
    """What is true of the typed paper: no fields but those it prints."""
    printed = dict(made.truth)
    if made.kind == "cong-van":
        printed.pop("bases", None)
    if made.kind not in ADDRESSED:
        printed.pop("addressees", None)
    if made.kind in DECIDING:
        printed["recipients"] = ["Như Điều 2", *printed["recipients"]]
    return replace(made, truth=printed)

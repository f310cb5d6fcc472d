"""What only paper shows: judges our own PDF by the rules [[paper]] of the rule set (size, frame, page number, font)."""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

import pypdfium2
from pypdf import PageObject, PdfReader

from doc_templates.errors import BrokenPdf
from doc_templates.layout.check import Finding, Place
from doc_templates.layout.rules import RULES, rule_set
from doc_templates.page_images import LOCK

PAPER = "paper"  # the part of a place that only the printed page has
_MM = 72 / 25.4
_SLACK = 0.5  # mm that letters may lean over the frame
_MIDDLE = 4.0  # mm a centred page number may stand beside the middle
_QUOTED = 120

Rule = Mapping[str, object]
Numbers = Mapping[str, float]


@dataclass(frozen=True)
class Line:
    """Letters side by side on a page; edges in millimetres from the left and the top of the paper."""

    words: str
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Sheet:
    """One printed page, from 1; lengths in millimetres."""

    number: int
    width: float
    height: float
    lines: Sequence[Line]
    fonts: frozenset[str]


def check_paper(pdf: bytes, on: date | None = None) -> tuple[Finding, ...]:
    """Where a PDF made of one of our forms is not as the decree wants paper. Raises BrokenPdf."""
    sheets = _sheets(pdf)
    found = []
    for rule in _rules(rule_set(on).id):
        for count, (sheet, words, shown, wanted) in enumerate(_CHECKS[str(rule["id"])](sheets, rule)):
            found.append(_finding(rule, count, sheet, words, shown, wanted))
    return tuple(found)


@cache
def _rules(rules_id: str) -> tuple[Rule, ...]:
    file = RULES / rules_id / "paper.toml"
    return tuple(tomllib.loads(file.read_text("utf-8"))["paper"]) if file.exists() else ()


def _sheets(pdf: bytes) -> list[Sheet]:
    fonts = [_fonts(page) for page in PdfReader(BytesIO(pdf)).pages]
    with LOCK:
        try:
            with pypdfium2.PdfDocument(pdf) as document:
                return [_sheet(number, page, fonts[number - 1]) for number, page in enumerate(document, 1)]
        except pypdfium2.PdfiumError as why:
            raise BrokenPdf(detail=str(why)) from why


def _sheet(number: int, page: pypdfium2.PdfPage, fonts: frozenset[str]) -> Sheet:
    wide, high = page.get_size()
    text = page.get_textpage()
    lines = []
    for at in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(at)
        words = text.get_text_bounded(left, bottom, right, top).strip()
        if words:
            lines.append(Line(words, left / _MM, right / _MM, (high - top) / _MM, (high - bottom) / _MM))
    return Sheet(number, wide / _MM, high / _MM, lines, fonts)


def _fonts(page: PageObject) -> frozenset[str]:
    """The families a page is set in: "BAAAAA+LiberationSerif-Bold" → "LiberationSerif"."""
    resources: Any = page["/Resources"].get_object()
    named = resources.get("/Font", {}).get_object() if "/Font" in resources else {}
    full = (str(font.get_object()["/BaseFont"]).lstrip("/") for font in named.values())
    return frozenset(name.partition("+")[2].split("-")[0] or name for name in full)


Wrong = Iterator[tuple[Sheet, str, str, str]]  # where, the words, what is there, what should be


def _size(sheets: Sequence[Sheet], rule: Rule) -> Wrong:
    wanted = sorted(_numbers(rule))
    for sheet in sheets:
        if any(abs(has - wants) > 1 for has, wants in zip(sorted((sheet.width, sheet.height)), wanted, strict=True)):
            yield sheet, "", f"{sheet.width:.0f} × {sheet.height:.0f} mm", f"{wanted[0]:.0f} × {wanted[1]:.0f} mm"


def _frame(sheets: Sequence[Sheet], rule: Rule) -> Wrong:
    """Left, right and bottom; above the frame stand the page number, the circulation and the copy's own line."""
    left, right, bottom = _numbers(rule)
    for sheet in sheets:
        for line in sheet.lines:
            sides = (line.left - left, sheet.width - line.right - right, sheet.height - line.bottom - bottom)
            if min(sides) < -_SLACK:
                yield sheet, line.words, f"{-min(sides):.1f} mm", "0 mm"


def _page_number(sheets: Sequence[Sheet], rule: Rule) -> Wrong:
    """Counted from 1, in the middle of the top margin, not on the first page of a document or an appendix."""
    expected = 1
    for sheet in sheets:
        number = _printed_number(sheet, rule)
        if expected > 1 and number is None and not _begins_anew(sheet, rule):
            yield sheet, "", "", str(expected)
        elif number and (number.words != str(expected) or expected == 1 or _off_middle(number, sheet, rule)):
            yield sheet, number.words, number.words, str(expected)
        expected = 2 if _begins_anew(sheet, rule) else expected + 1


def _printed_number(sheet: Sheet, rule: Rule) -> Line | None:
    top = _numbers(rule)[0]
    return next((line for line in sheet.lines if line.bottom < top and line.words.isdigit()), None)


def _begins_anew(sheet: Sheet, rule: Rule) -> bool:
    """An appendix, an attached document and a copy's block number their own pages."""
    begins = rule["begins"]
    assert isinstance(begins, list)
    first = [line.words.casefold() for line in sorted(sheet.lines, key=lambda line: line.top)[:6]]
    return any(words.startswith(tuple(begins)) for words in first)


def _off_middle(line: Line, sheet: Sheet, rule: Rule) -> bool:
    """Centred between the margins, which differ, or on the paper."""
    _, left, right = _numbers(rule)
    middle = (line.left + line.right) / 2
    return min(abs(middle - sheet.width / 2), abs(middle - (left + sheet.width - right) / 2)) > _MIDDLE


def _font(sheets: Sequence[Sheet], rule: Rule) -> Wrong:
    allowed = rule["families"]
    assert isinstance(allowed, list)
    for sheet in sheets:
        for font in sorted(sheet.fonts - set(allowed)):
            yield sheet, "", font, str(allowed[0])


_CHECKS: dict[str, Callable[[Sequence[Sheet], Rule], Wrong]] = {
    "paper.size": _size,
    "paper.frame": _frame,
    "paper.page_number": _page_number,
    "paper.font": _font,
}


def _numbers(rule: Rule) -> tuple[float, ...]:
    numbers = rule["numbers"]
    assert isinstance(numbers, list)
    return tuple(map(float, numbers))


def _finding(rule: Rule, count: int, sheet: Sheet, words: str, shown: str, wanted: str) -> Finding:
    say = rule["say"]
    assert isinstance(say, dict)
    message = {language: sentence.format(found=shown, expected=wanted) for language, sentence in say.items()}
    place = Place(PAPER, -1, 0, sheet.number, words[:_QUOTED])
    return Finding(
        f"{rule['id']}@{sheet.number}.{count}", str(rule["id"]), str(rule["article"]), str(rule["severity"]), "page",
        place, shown, wanted, message, repairable=False,
    )  # fmt: skip

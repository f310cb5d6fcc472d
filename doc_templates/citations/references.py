"""Number and symbol of a document wherever they stand in a text, blurred figures and lost strokes put right."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from doc_templates.citations.page import Page, fold
from doc_templates.citations.words import parts_with_marks


class Reference(NamedTuple):
    """ "30/2020/NĐ-CP" at start to end; `kind_part`: what of its symbol may be a kind's abbreviation, "NĐ"."""

    text: str
    kind_part: str
    dashed: bool
    start: int
    end: int


_BLUR = "OolI"
_NUMBER = rf"(?:\d{{1,7}}|(?=[{_BLUR}]{{0,3}}\d)[\d{_BLUR}]{{2,7}})[a-kmnp-zđ]?"
_YEAR = rf"(?=[12l])[12l][\d{_BLUR}]{{3}}"
_PART = r"[A-ZĐ]+[a-zđ]?[A-ZĐ0-9]*(?:[.&][A-ZĐ0-9]+)*(?![^\W_])"
_SPACED = r"\s{0,2}"
_NOT_INSIDE = r"(?<![^\W_])(?<!\d[/.,-])(?<![^\W_]/)"
REFERENCE = re.compile(
    rf"{_NOT_INSIDE}(?:(?P<number>{_NUMBER}){_SPACED}/{_SPACED}(?:(?P<year>{_YEAR}){_SPACED}/{_SPACED})?"
    rf"(?P<symbol>{_PART}(?:{_SPACED}-{_SPACED}{_PART})?(?:-{_PART}){{0,5}}(?:/{_PART}(?:-{_PART}){{0,5}})?)"
    rf"|(?P<party>{_NUMBER}){_SPACED}-{_SPACED}(?P<party_symbol>{_PART}{_SPACED}/{_SPACED}{_PART}(?:-{_PART}){{0,5}}))"
)


def references(page: Page, start: int = 0) -> Iterator[Reference]:
    """All that have the form of a number with a symbol, in order."""
    return map(_reference, REFERENCE.finditer(page.plain, start))


def _reference(found: re.Match[str]) -> Reference:
    number = figures(found["number"] or found["party"])
    symbol = _symbol(found["symbol"] or found["party_symbol"])
    year = figures(found["year"]) if found["year"] else ""
    text = f"{number}-{symbol}" if found["party"] else "/".join(filter(None, (number, year, symbol)))
    return Reference(text, re.split(r"[-/.]", symbol)[0], bool(re.search("[-/.]", symbol)), *found.span())


def figures(written: str) -> str:
    """ "l2O" → "120": letters that a scan makes of figures."""
    return written.translate(_FIGURES)


_FIGURES = {ord("O"): "0", ord("o"): "0", ord("l"): "1", ord("I"): "1"}


def _symbol(written: str) -> str:
    parts = re.split(r"([-/.&])", "".join(written.split()))
    return "".join(parts_with_marks().get(fold(part), part) if _lost(part) else part for part in parts)


def _lost(part: str) -> bool:
    """Whether the table may say how the part is written: its strokes may be gone, or its small letters."""
    return part.isupper() and "Đ" not in part

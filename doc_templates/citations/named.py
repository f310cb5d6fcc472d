"""The kind in front of a number, and the part of the document that is meant: "khoản 1 Điều 5 của Quyết định số"."""

import re
from functools import cache

from doc_templates.citations.page import Page, one_of, tidy
from doc_templates.citations.words import abbreviations, kind_names, table

LOOK_BACK = 160


@cache
def _names() -> str:
    return one_of(list(kind_names()))


@cache
def _in_front() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])({_names()})(?:\s+{one_of(table()['kinds']['kept_on'])})?\s*$")


@cache
def _abbreviated() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, abbreviations()), key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?<![/-])({names})\s*$")


@cache
def _farther() -> re.Pattern[str]:
    """A kind with other words up to the number, none of which ends the sentence."""
    return re.compile(rf"(?<![^\W_])({_names()})(?=(?:\s[^.;:\n|]*)?:?\s*$)")


SAID_NUMBER = re.compile(r"(?<![^\W_])so\s*[:.]?\s*$")
"""“số” in front of the number, in folded text."""


def kind_before(page: Page, end: int) -> tuple[str, int] | None:
    """The kind whose name or abbreviation ends at `end`, and where it begins."""
    start = max(0, end - LOOK_BACK)
    found = _in_front().search(page.folded[start:end])
    if found:
        return kind_names()[tidy(found[1])], start + found.start(1)
    found = _abbreviated().search(page.plain[start:end])
    return (abbreviations()[found[1]], start + found.start(1)) if found else None


def kind_farther(page: Page, start: int, end: int, kind: str) -> int | None:
    """Where the kind is named between start and end, with words up to the number: “Kế hoạch thi đua số 3/KH-UBND”."""
    start = max(start, end - LOOK_BACK)
    found = [each for each in _farther().finditer(page.folded[start:end]) if kind_names()[tidy(each[1])] == kind]
    return start + found[-1].start(1) if found else None


_UNIT = r"(?:diem|doan|tiet|khoan|dieu|muc|tieu\s+muc|chuong|phan|phu\s+luc)"
_MARK = r"(?:\d{1,3}[a-zd]?|[a-zd]{1,2}(?![^\W_])\)?|[ivxlc]{1,7}(?![^\W_])|thu\s+[^\W\d_]+)"
_PIECE = rf"{_UNIT}\s+{_MARK}(?:\.\d{{1,2}})*(?:(?:\s*,\s*|\s+va\s+|\s*-\s*){_MARK}(?![^\W_]))*"
_WITHIN = re.compile(
    rf"(?<![^\W_])({_PIECE}(?:(?:\s*[,;]?\s+(?:va\s+|cua\s+|tai\s+)?(?:cac\s+)?){_PIECE})*)(?:\s*,)?\s+(?:cua\s+|tai\s+|,\s*)?(?:cac\s+)?$"
)


def within_before(page: Page, start: int, end: int) -> tuple[str, int]:
    """The part that is meant, named right in front of `end` and not before `start`: its words and where it begins."""
    start = max(start, end - LOOK_BACK)
    found = _WITHIN.search(page.folded[start:end])
    if found is None:
        return "", end
    return tidy(page.text[start + found.start(1) : start + found.end(1)]), start + found.start(1)

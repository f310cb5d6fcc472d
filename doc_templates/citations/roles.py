"""What a text does with each document it names: rests on it, replaces, amends, repeals, recalls, corrects it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from doc_templates.citations.citation import Citation
from doc_templates.citations.page import Page, one_of
from doc_templates.citations.words import table

_SENTENCE = re.compile(r"[.!?](?=\s)|\n(?![^\W\d_A-ZĐ])")
_BASIS = re.compile(r"(?<![^\W_])can\s+cu(?:\s+vao)?(?:\s+(?:theo|cac|vao|noi\s+dung|quy\s+dinh|tai|cua|ve|va))*\s*$")
_BASES = re.compile(r"\W*can\s+cu(?![^\W_])")
_ALSO = re.compile(r"(?:,|;|(?<![^\W_])va|(?<![^\W_])hoac)\s*(?:cac\s+)?$")
_ENDED = re.compile(r"(?<![^\W_])(?:het|cham\s+dut|ngung)\s+hieu\s+luc(?![^\W_])")
_SUBJECT_OF_SENTENCE = re.compile(
    r"[\W\d]*(?:[a-zd]\)\s*)?(?:dieu\s+\d+\W*|khoan\s+\d+\W*)?(?:ke\s+tu\s+ngay[^.;]{0,80}?hieu\s+luc(?:\s+thi\s+hanh)?\s*,?\s*)?(?:cac|cac\s+van\s+ban(?:\s+sau)?\s*:?)?\s*"
)
_BESIDE = re.compile(r"(?<![^\W_])(?:theo|tai|boi|bang|cua)\s+(?:cac\s+)?$")
NESTED = "nested"
"""Named in the subject of the document before: “Nghị định số 9 sửa đổi Nghị định số 1”."""


def with_roles(page: Page, found: Sequence[Citation]) -> list[Citation]:
    """The same, each with its role; `NESTED` where it belongs to the one before."""
    given: list[Citation] = []
    for one in found:
        given.append(replace(one, role=_role(page, one, given)))
    return _ended(page, given)


def _role(page: Page, one: Citation, before: Sequence[Citation]) -> str:
    sentence = _sentence_start(page, one.start)
    last = before[-1] if before and before[-1].start >= sentence else None
    left = max(sentence, min(last.end, one.start)) if last else sentence
    gap = page.folded[left : one.start]
    if last and (not gap.strip(" ,;") or last.start == one.start):
        return last.role
    nested = last is not None and bool(_opener().match(gap))
    if last and _ALSO.search(gap) and len(gap) < 240:
        return last.role
    if nested:
        return NESTED
    if _BASIS.search(gap) or (gap.rstrip().endswith(";") and _BASES.match(page.folded, sentence)):
        return "basis"
    return _done(page, sentence, left, one.start)


def _done(page: Page, sentence: int, left: int, start: int) -> str:
    for role, pattern in _verbs().items():
        found = pattern.search(page.folded[left:start])
        if found:
            before = page.folded[sentence : left + found.start()]
            return "mention" if _not_done().search(before) or _asked().search(before) else role
    return "mention"


def _ended(page: Page, found: list[Citation]) -> list[Citation]:
    """“Quyết định số 1 và Quyết định số 2 hết hiệu lực kể từ ngày …”: all that the sentence begins with."""
    for at in range(len(found) - 1, -1, -1):
        stop = found[at + 1].start if at + 1 < len(found) else len(page.folded)
        stop = min(stop, found[at].end + 260)
        end = _SENTENCE.search(page.plain, found[at].end, stop)
        if _ENDED.search(page.folded, found[at].end, end.start() if end else stop):
            _end_all(page, found, at)
    return found


def _end_all(page: Page, found: list[Citation], at: int) -> None:
    sentence = _sentence_start(page, found[at].start)
    first = at
    while first and found[first - 1].start >= sentence:
        first -= 1
    if not _SUBJECT_OF_SENTENCE.fullmatch(page.folded, sentence, found[first].start):
        return
    meant = True  # but not what the sentence names beside: “đã được sửa đổi theo Luật số 44/2009/QH12”
    for place in range(first, at + 1):
        gap = page.folded[found[place - 1].end : found[place].start] if place > first else ""
        meant = not _BESIDE.search(gap) and (meant or gap.strip() not in ("", ",", "va", ";", ", va"))
        if meant and found[place].role == "mention":
            found[place] = replace(found[place], role="repeals")


def _sentence_start(page: Page, at: int) -> int:
    ends = [found.end() for found in _SENTENCE.finditer(page.plain, max(0, at - 1500), at)]
    return ends[-1] if ends else max(0, at - 1500)


@cache
def _opener() -> re.Pattern[str]:
    """What begins the subject of a document right behind its facts."""
    words = (
        "về|quy định|ban hành|phê duyệt|sửa đổi|bổ sung|hướng dẫn|công bố|thông qua|bãi bỏ|điều chỉnh|đính chính|"
        "thay thế|hợp nhất|thu hồi|chi tiết|triển khai|thực hiện|tổ chức"
    )
    return re.compile(r"\s*,?\s*" + one_of(words.split("|"), r"(?![^\W_])"))


@cache
def _verbs() -> dict[str, re.Pattern[str]]:
    roles = table()["roles"]
    between = rf"(?:\s*{one_of(roles['between'])}(?![^\W_]))*"  # words or a colon
    names = ("replaces", "amends", "repeals", "recalls", "corrects")
    return {name: re.compile(rf"(?<![^\W_]){one_of(roles[name])}{between}\s*$") for name in names}


@cache
def _not_done() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){one_of(table()['roles']['before'])}\s*$")


@cache
def _asked() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){one_of(table()['roles']['near'])}(?![^\W_])")

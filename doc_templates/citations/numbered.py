"""Documents named by number: kind, number and symbol, alone or several in a row with one kind or one symbol."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from doc_templates.citations.behind import Facts, facts_behind
from doc_templates.citations.citation import Citation
from doc_templates.citations.named import SAID_NUMBER, kind_before, kind_farther, within_before
from doc_templates.citations.page import Page, one_of, tidy
from doc_templates.citations.references import Reference, references
from doc_templates.citations.words import abbreviations, kind_names, table

NEAR = 25
_NEXT = re.compile(r"\s*(?:,|;|,?\s*va(?![^\W_])|,?\s*hoac(?![^\W_]))\s*(?:cac\s+)?")
_FIRST_NUMBERS = re.compile(r"(?<![^\W_])so\s*:?\s*((?:\d{1,5}[a-z]?\s*(?:,|;|\s+va(?![^\W_]))\s*(?:so\s*:?\s*)?)+)$")
_SEVERAL = re.compile(r"(?<![^\W_])(?:cac|nhung|hai|ba|02|03)\s+$")
_LETTERHEAD = re.compile(r"(?<![^\W_])S[ốỐ]\s*:?\s*$")


def numbered(page: Page, taken: Sequence[Citation]) -> list[Citation]:
    """All documents named by number outside of `taken`, both in order."""
    found: list[Citation] = []
    others, left = list(taken), 0
    for reference in references(page):
        while others and others[0].end <= reference.start:
            left = max(left, others.pop(0).end)
        if others and others[0].start <= reference.start:
            continue
        named = _named(page, reference, left, found[-1] if found and found[-1].end == left else None)
        found += named
        left = named[-1].end if named else left
    return _shared(page, _with_those_without_symbol(page, found, taken))


def _with_those_without_symbol(page: Page, found: list[Citation], taken: Sequence[Citation]) -> list[Citation]:
    spans = sorted((each.start, each.end) for each in (*found, *taken))
    starts = [start for start, _ in spans]
    for one in _without_symbol(page):
        at = bisect_right(starts, one.start)
        free = (at == 0 or spans[at - 1][1] <= one.start) and (at == len(spans) or one.end <= starts[at])
        if free:
            found.append(one)
    return sorted(found, key=lambda each: each.start)


def _named(page: Page, reference: Reference, left: int, before: Citation | None) -> list[Citation]:
    """The document of this reference, and those in front that share its symbol: “số 12, 13/QĐ-UBND”."""
    front, others = _front(page, reference, left)
    kind = _kind(page, reference, left, front, before)
    if kind is None:
        return []
    name, start = kind
    within, begin = within_before(page, left, start)
    facts = facts_behind(page, reference.end, reference.text.rpartition("-")[2])
    one = _citation(page, name, reference.text, facts, within, begin, facts.end)
    tail = reference.text.partition("/")[2] if "/" in reference.text else ""
    dated = facts if facts.shared else replace(facts, dated=None, year=None)
    firsts = [
        _citation(page, name, f"{number}/{tail}", dated, within, begin, reference.start) for number in others if tail
    ]
    return [*firsts, replace(one, start=front if firsts else begin, within="" if firsts else within)]


def _citation(page: Page, kind: str, reference: str, facts: Facts, within: str, start: int, end: int) -> Citation:
    words = tidy(page.text[start:end]).rstrip(" ,;")
    return Citation("mention", kind, reference, "", facts.issuer, facts.dated, facts.year, within, words, start, end)


def _front(page: Page, reference: Reference, left: int) -> tuple[int, list[str]]:
    """Where “số …” begins, and the numbers between it and the reference."""
    start = max(left, reference.start - 60)
    before = page.folded[start : reference.start]
    firsts = _FIRST_NUMBERS.search(before)
    if firsts:
        return start + firsts.start(), re.findall(r"\d+[a-z]?", firsts[1])
    said = SAID_NUMBER.search(before)
    return (start + said.start() if said else reference.start), []


def _kind(page: Page, reference: Reference, left: int, front: int, before: Citation | None) -> tuple[str, int] | None:
    """What kind it is and where its words begin; None for what may be no document at all."""
    said = front < reference.start
    by_symbol = abbreviations().get(reference.kind_part)
    letterhead = said and _LETTERHEAD.search(page.plain[front : reference.start])
    named = kind_before(page, front)
    if letterhead and not (named and "\n" not in page.plain[named[1] : front]):
        return None  # “Số: 12/KH-UBND”: the document's own, or an example of one
    if named and named[1] >= left:
        name, start = named
        if by_symbol and by_symbol != name:  # “Thông báo kết luận số 250/TB-VPCP”
            nearer = kind_farther(page, max(left, start - NEAR), start, by_symbol)
            name, start = (by_symbol, nearer) if nearer is not None else (name, start)
        return (by_symbol if by_symbol and name in table()["kinds"]["any"] else name), start
    if before and _NEXT.fullmatch(page.folded, before.end, front) and _alike(reference, by_symbol, before):
        return before.kind, front
    if by_symbol and reference.dashed:
        farther = kind_farther(page, left, front, by_symbol)
        return by_symbol, front if farther is None else farther
    return ("", front) if said and reference.dashed else None


def _alike(reference: Reference, by_symbol: str | None, before: Citation) -> bool:
    """Whether the kind of the one before is that of this one too: “các Công văn số 5/SNV-VP, số 6/SNV-VP”."""
    kind_of_before = abbreviations().get(re.split(r"[-/.]", before.symbol)[0])
    return by_symbol == before.kind or (by_symbol is None and kind_of_before is None and reference.dashed)


@cache
def _numbers_alone() -> re.Pattern[str]:
    kinds = one_of(list(kind_names()))
    kept_on = one_of(table()["kinds"]["kept_on"])
    return re.compile(
        rf"(?<![^\W_])({kinds})(?:\s+{kept_on})?\s+so\s*:?\s*(\d{{1,7}}[a-z]?(?:/(?:19|20)\d\d)?)(?![\w/]|\s*[/-]\s*\w|\.\d)"
    )


def _without_symbol(page: Page) -> Iterator[Citation]:
    """“Kế hoạch số 15 ngày 05/01/2026”: a number without symbol needs its day, or the year in the number."""
    for found in _numbers_alone().finditer(page.folded):
        facts = facts_behind(page, found.end())
        within, start = within_before(page, 0, found.start())
        if facts.dated or "/" in found[2]:
            yield _citation(page, kind_names()[tidy(found[1])], found[2], facts, within, start, facts.end)


def _shared(page: Page, found: list[Citation]) -> list[Citation]:
    """“các Quyết định số 1/…, số 2/… của UBND tỉnh”: issuer of all, with “cùng ngày” the day too."""
    result = list(found)
    for at in range(len(result) - 2, -1, -1):
        one, after = result[at], result[at + 1]
        if not one.issuer and after.issuer and one.kind == after.kind and _in_a_row(page, result, at):
            result[at] = one = replace(one, issuer=after.issuer)
        if one.dated is None and after.dated and "cùng ngày" in after.words and one.kind == after.kind:
            result[at] = replace(one, dated=after.dated)
    return result


def _in_a_row(page: Page, found: list[Citation], at: int) -> bool:
    """Whether this and the next stand side by side, and in front of the row stands “các”."""
    if not _side_by_side(page, found[at], found[at + 1]):
        return False
    while at and _side_by_side(page, found[at - 1], found[at]):
        at -= 1
    return bool(_SEVERAL.search(page.folded[max(0, found[at].start - 8) : found[at].start]))


def _side_by_side(page: Page, one: Citation, other: Citation) -> bool:
    return one.start == other.start or bool(_NEXT.fullmatch(page.folded, one.end, max(one.end, other.start)))

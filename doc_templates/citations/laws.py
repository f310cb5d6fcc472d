"""Laws, codes, ordinances and the constitution, which are named by name and day or year: where does the name end?"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from doc_templates.citations.behind import Facts, facts_behind
from doc_templates.citations.citation import Citation
from doc_templates.citations.named import within_before
from doc_templates.citations.page import Page, one_of, tidy
from doc_templates.citations.references import references

_KIND = re.compile(r"(?<![^\W_])(Hiến\s+pháp|Bộ\s+[Ll]uật|Luật|Pháp\s+lệnh)(?=\s)")
_CONSTITUTION = re.compile(r"(?:\s+nuoc\s+cong\s+hoa\s+xa\s+hoi\s+chu\s+nghia\s+viet\s+nam)?")
_NO_NAME = r"[^.;:()|\"“”\n]|\n(?=[^\W\d_A-ZĐ])"
_OVER = (
    "quy định|và các|được|đã|này|là|theo|căn cứ|hướng dẫn|ban hành|có hiệu lực|nghị định|quyết định|thông tư|nghị quyết"
)
_TO_ITS_DAY = re.compile(
    rf"\s+(?P<name>(?:(?!(?:{_OVER}|Luật|Bộ luật|Pháp lệnh)(?![^\W_]))(?:{_NO_NAME})){{2,140}}?)"
    r"(?=,?\s+(?:\(?(?:Luật\s+)?số\s*:?\s*\d|ngày\s+\d|năm\s+(?:19|20)\d\d|(?:19|20)\d\d(?![\d/])))",
    re.IGNORECASE,
)
_AMENDING = re.compile(
    rf"\s+(?P<name>sửa\s+đổi,?\s+bổ\s+sung\s+(?:{_NO_NAME}){{2,260}}?)(?=,?\s+(?:\(?số\s*:?\s*\d|ngày\s+\d|năm\s+(?:19|20)\d\d))"
)
_NUMBER = re.compile(r"\s*,?\s*\(?\s*(?:luat\s+)?so\s*:?\s*(?=\d)")
_AMENDED = re.compile(r"\s*\(\s*sua\s+doi(?:,\s*bo\s+sung)?\s*\)")
_BARE_YEAR = re.compile(r"\s+((?:19|20)\d\d)(?![\d/])")
CONSTITUTION = "Hiến pháp"


@cache
def _known() -> dict[str, re.Pattern[str]]:
    names = tomllib.loads(Path(__file__).with_name("laws.toml").read_text("utf-8"))
    return {kind: re.compile(_without_commas(one_of(each)) + r"(?![^\W_])") for kind, each in names.items()}


def _without_commas(pattern: str) -> str:
    """Names are found with and without their commas: “Luật Thi đua khen thưởng”."""
    return pattern.replace(",", ",?")


def laws(page: Page) -> Iterator[Citation]:
    """Laws named by name, in order."""
    done = 0
    for found in _KIND.finditer(page.plain):
        if found.start() >= done and (law := _law(page, found, done)):
            done = law.end
            yield law


def _law(page: Page, found: re.Match[str], left: int) -> Citation | None:
    kind = tidy(found[1]).replace("Bộ Luật", "Bộ luật")
    name = _name_span(page, kind, found.end())
    if name is None:
        return None
    begin, end = name
    number, at = _number(page, end)
    facts = _facts(page, at)
    if kind == CONSTITUTION and not (facts.dated or facts.year):
        return None  # “Hiến pháp và pháp luật”
    within, start = within_before(page, left, found.start())
    return Citation(
        "mention", kind, number, tidy(page.text[begin:end]), facts.issuer, facts.dated, facts.year, within,
        tidy(page.text[start : facts.end]), start, facts.end,
    )  # fmt: skip


def _name_span(page: Page, kind: str, at: int) -> tuple[int, int] | None:
    """Where the name stands: one of the table, else all up to day, year or number; None where no end is seen."""
    if kind == CONSTITUTION:
        found = _CONSTITUTION.match(page.folded, at)
        return (at, found.end()) if found else None
    blank = len(page.plain) - len(page.plain[at:].lstrip())
    if not page.plain[blank : blank + 1].isupper():
        amending = _AMENDING.match(page.plain, at)
        return amending.span("name") if amending else None
    dated = _TO_ITS_DAY.match(page.plain, at)
    known = _known()[kind].match(page.folded, blank)
    if known and not (dated and _longer(page, known.end(), dated.end("name"))):
        return known.span()
    return dated.span("name") if dated else None


def _longer(page: Page, end: int, other: int) -> bool:
    """Whether the name goes on behind one of the table: with small letters up to its day, no comma or “và” between."""
    more = page.plain[end:other]
    return bool(more.strip()) and not re.match(r"\s*,|\s+(?:và|hoặc|tại|của)\s", more)


def _number(page: Page, at: int) -> tuple[str, int]:
    said = _NUMBER.match(page.folded, at)
    reference = next(references(page, said.end()), None) if said else None
    if said is None or reference is None or reference.start != said.end():
        return "", at
    end = reference.end
    closed = "(" in said[0] and page.plain[end : end + 1] == ")"
    return reference.text, end + closed


def _facts(page: Page, at: int) -> Facts:
    amended = _AMENDED.match(page.folded, at)
    at = amended.end() if amended else at
    facts = facts_behind(page, at)
    bare = _BARE_YEAR.match(page.plain, at)
    return Facts(None, int(bare[1]), "", bare.end()) if bare and facts.end == at else facts

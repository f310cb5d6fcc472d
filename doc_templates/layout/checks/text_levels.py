"""Reads the lines of a body as numbered levels: what each says it is, and which one (Phụ lục I, Phần I, II.6.đ).

Lenient on purpose: "1)" is read as a khoản, "a." as a điểm, so that text_numbering.py can say what is wrong with them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from doc_templates.layout.checks.text_fault import plain
from doc_templates.layout.components import Part, Span

ALPHABET = "abcdđeghiklmnopqrstuvxy"
"""The letters of points as the decree itself uses them: no ă, â, ê, ô, ơ, ư, and no f, j, w, z."""
LATIN = "abcdefghijklmnopqrstuvwxyz"
GROUP = re.compile(r"(?P<word>phần|chương|mục|tiểu mục)\s+(?P<number>(?:thứ\s+)?\w+)(?P<rest>.*)$", re.IGNORECASE)
_ARTICLE = re.compile(
    r"điều(?:\s+(?P<number>\d+|[IVXLC]+)(?P<letter>[a-zđ]?))?(?P<mark>\s*[.:)\-]?)(?P<rest>.*)$", re.IGNORECASE
)
_HEADING = re.compile(r"(?P<number>[IVXLC]+|[A-H](?!\)))(?P<mark>\s*[.)/:]|\s+[-–])\s*(?P<rest>[^\W\d].*)$")
_CLAUSE = re.compile(r"(?P<number>\d{1,3}|[ivx]{2,})(?P<mark>\s*[.)/:]|\s+[-–](?=\s+[^\W\d]))\s*(?P<rest>(?!\d).*)$")
_POINT = re.compile(r"\(?(?P<number>[^\W\d_])(?P<mark>\s*[.)/])\s*(?P<rest>\S.*)$")
_ROMAN = re.compile(r"(?=[IVXLC])(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_NAMES = {"Phần": "part", "Chương": "chapter", "Mục": "section", "Tiểu mục": "subsection"}
BELOW = {
    "part": ("chapter", "section", "subsection", "heading", "clause", "point"),
    "chapter": ("section", "subsection", "clause", "point"),
    "section": ("subsection", "clause", "point"),
    "subsection": ("clause", "point"),
    "article": ("clause", "point"),
    "heading": ("clause", "point"),
    "clause": ("point",),
    "point": (),
}
"""The levels that count anew below each."""


@dataclass(frozen=True)
class Level:
    """One line of the body. `level`: one of BELOW, "title", "dash" or "text". `number` as typed; `order`: which one
    that is, 0 unknown. `end`: of number and mark. `automatic`: the number is a list's, not typed."""

    line: int
    level: str
    number: str = ""
    order: int = 0
    end: int = 0
    rest: str = ""
    automatic: bool = False


def read(part: Part) -> tuple[list[Span], list[Level]]:
    """The lines of a part's body and the level of each."""
    names = {id(span): name for name, found in part.found.items() if name not in ("body", "appendix_body")
             for span in found}  # fmt: skip
    spans = part["body"]
    levels = [_level(at, span, names.get(id(span), "text")) for at, span in enumerate(spans)]
    return spans, list(_headings_by_place(levels, [_in_capitals(span) for span in spans]))


def _headings_by_place(levels: Sequence[Level], capitals: Sequence[bool]) -> Iterator[Level]:
    """ "2. TỒN TẠI" after "I. KẾT QUẢ" and its khoản: a heading numbered as a khoản."""
    heading = clause = 0
    for level in levels:
        if (
            level.level == "clause"
            and capitals[level.line]
            and level.order == heading + 1 > 1
            and level.order != clause + 1
        ):
            level = replace(level, level="heading")
        if level.level == "heading":
            heading, clause = level.order or heading + 1, 0
        elif level.level == "clause":
            clause = level.order
        yield level


def _level(line: int, span: Span, name: str) -> Level:
    first = not span.paragraph.text[: span.start].strip()
    automatic = span.paragraph.number if first else ""
    text = f"{automatic} {plain(span.text)}" if automatic else plain(span.text)
    level = level_of(line, text, name, capitals=_in_capitals(span))
    if automatic:
        return Level(line, level.level, level.number, level.order, 0, level.rest, automatic=True)
    return level


def _in_capitals(span: Span) -> bool:
    letters = [letter for letter in span.printed if letter.isalpha()]
    return len(letters) > 4 and all(letter.isupper() for letter in letters)


def level_of(line: int, text: str, name: str = "text", *, capitals: bool = False) -> Level:
    """The level of one line of words. `name`: the component it looks like; `capitals`: it prints in capitals."""
    titled = name in ("part_title", "section_title")
    if not titled:
        for found in filter(None, (_group(line, text, name), _article(line, text, name))):
            return found
    if name == "dash":
        return Level(line, "dash", rest=text)
    running = next(_running(line, text, name, capitals), None)
    if titled and (running is None or running.level != "heading"):
        return Level(line, "title", rest=text)  # a numbered heading is no title of the part above it
    return running or Level(line, "text", rest=text)


def _group(line: int, text: str, name: str) -> Level | None:
    found = GROUP.match(text)
    if found is None:
        return None
    rest = found["rest"].strip()
    if name not in ("part", "section") and not re.fullmatch(r"[.:]?|[.:\-–]\s*\S.*", rest):
        return None
    level = _NAMES[found["word"].capitalize()]
    return Level(line, level, found["number"], arabic(found["number"]), found.end("number"), rest)


def _article(line: int, text: str, name: str) -> Level | None:
    found = _ARTICLE.match(text)
    if found is None or (name != "article" and not found["mark"].strip()):
        return None
    number = (found["number"] or "") + (found["letter"] or "")
    order = 0 if found["letter"] else arabic(number)
    return Level(line, "article", number, order, found.end("mark"), found["rest"].strip())


def _running(line: int, text: str, name: str, capitals: bool) -> Iterator[Level]:
    heading = _HEADING.match(text)
    if heading and (name == "heading" or capitals or re.match(r"[IVX]+\. ", text)):
        yield Level(line, "heading", heading["number"], arabic(heading["number"]), heading.end("mark"), heading["rest"])
    for pattern, level in ((_CLAUSE, "clause"), (_POINT, "point")):
        found = pattern.match(text)
        if found:
            number = found["number"]
            order = ALPHABET.find(number.lower()) + 1 if level == "point" else int(number) if number.isdigit() else 0
            yield Level(line, level, number, order, found.end("mark"), found["rest"])


def rows(levels: Sequence[Level]) -> list[list[Level]]:
    """Lines that count on from each other: of one level, under one line of the level above."""
    closed: list[list[Level]] = []
    running: dict[str, list[Level]] = {}
    announced = False
    for level in levels:
        if level.level in BELOW:
            again = level.order == 1 and (announced or not running.get(level.level))
            if again or level.level not in running:
                running[level.level] = []
                closed.append(running[level.level])
            running[level.level].append(level)
            for below in BELOW[level.level]:
                running.pop(below, None)
        ends = level.rest.rstrip().endswith(":")
        announced = ends or (announced and level.level == "dash")
    return closed


def arabic(number: str) -> int:
    """1 for I and for 1; 0 for what is neither."""
    if number.isdigit():
        return int(number)
    if not _ROMAN.fullmatch(number.upper()):
        return 0
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[letter] for letter in number.upper()]
    return sum(-one if one < following else one for one, following in zip(values, [*values[1:], 0], strict=True))


def roman(number: int) -> str:
    """La Mã, 1 to 89."""
    text = ""
    for value, letters in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        text, number = text + letters * (number // value), number % value
    return text


def ordinal(level: str, number: int) -> str:
    """How a number of a level is written."""
    if level in ("part", "chapter", "heading"):
        return roman(number)
    return ALPHABET[number - 1] if level == "point" and number <= len(ALPHABET) else str(number)

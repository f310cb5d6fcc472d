"""The numbers of the body's levels: their form, their order, their titles (Phụ lục I, Phần I, II.6.d-đ)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from doc_templates.layout.checks.text_fault import Fault, flaws, plain
from doc_templates.layout.components import Components, Part, Span
from doc_templates.layout.flaws import Flaw
from doc_templates.layout.model import Document
from doc_templates.layout.rules import Rule

ALPHABET = "abcdđeghiklmnopqrstuvxy"
"""The letters of points as the decree itself uses them: no ă, â, ê, ô, ơ, ư, and no f, j, w, z."""
_ROMAN = re.compile(r"(?=[IVXLC])(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_GROUP = re.compile(r"(?P<word>phần|chương|mục|tiểu mục)\s+(?P<number>(?:thứ\s+)?\w+)(?P<rest>.*)$", re.IGNORECASE)
_ARTICLE = re.compile(
    r"(?P<word>điều)(?:\s+(?P<number>\d+|[IVXLC]+)(?P<letter>[a-zđ]?))?(?P<mark>\s*[.:)\-]?)(?P<rest>.*)$", re.I
)
_HEADING = re.compile(r"(?P<number>[IVXLC]+|[A-H])\s*(?P<mark>[.)/:]|\s[-–])\s*(?P<rest>\S.*)$")
_CLAUSE = re.compile(r"(?P<number>\d{1,3})\s*(?P<mark>[.)/:]|\s[-–]\s)(?P<rest>(?!\d).*)$")
_CLAUSE_IN_LETTERS = re.compile(r"(?P<number>[ivx]+)(?P<mark>[.)])\s(?P<rest>.*)$")
_POINT = re.compile(r"\(?(?P<number>[^\W\d_])(?P<mark>\s*[.)/]|\s-)\s*(?P<rest>\S.*)$")
_NAMES = {"Phần": "part", "Chương": "chapter", "Mục": "section", "Tiểu mục": "subsection"}
_BELOW = {
    "part": ("chapter", "section", "subsection", "heading", "clause", "point"),
    "chapter": ("section", "subsection", "clause", "point"),
    "section": ("subsection", "clause", "point"),
    "subsection": ("clause", "point"),
    "article": ("clause", "point"),
    "heading": ("clause", "point"),
    "clause": ("point",),
}


@dataclass(frozen=True)
class Level:
    """One line of the body. `level`: "text" where it has no number. `order`: which one it says it is, 0 unknown."""

    line: int
    level: str
    number: str
    order: int
    start: int
    end: int
    rest: str
    automatic: bool = False


def form(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.6.đ: Phần I, Chương I, Mục 1, Điều 1., I., 1., a)."""
    for part in components.parts:
        spans, levels = read(part)
        typed = [each for each in levels if not each.automatic]
        yield from flaws(spans, form_faults([plain(span.text) for span in spans], typed))


def sequence(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.6.đ: numbers run on without gaps, letters in the order of the Vietnamese alphabet."""
    for part in components.parts:
        spans, levels = read(part)
        yield from flaws(spans, sequence_faults([plain(span.text) for span in spans], levels))


def titles(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.6.d: phần, chương, mục, tiểu mục and, in a text that has chapters, điều have a title."""
    for part in components.parts:
        spans, levels = read(part)
        named = {id(span) for name in ("part_title", "section_title") for span in part[name]}
        below = {at for at, span in enumerate(spans) if id(span) in named and levels[at].level == "title"}
        yield from flaws(spans, title_faults([plain(span.text) for span in spans], levels, below))


def read(part: Part) -> tuple[list[Span], list[Level]]:
    """The lines of a part's body and the level of each."""
    names = {id(span): name for name, found in part.found.items() if name not in ("body", "appendix_body")
             for span in found}  # fmt: skip
    spans = part["body"]
    return spans, [_level(at, span, names.get(id(span), "text")) for at, span in enumerate(spans)]


def _level(line: int, span: Span, name: str) -> Level:
    if name.endswith("_title") and _HEADING.match(plain(span.text)):
        name = "heading"  # no title: the part has none, and this is what comes next
    automatic = span.paragraph.number if span.start == 0 or not span.paragraph.text[: span.start].strip() else ""
    text = f"{automatic} {plain(span.text)}" if automatic else plain(span.text)
    level = level_of(line, text, name)
    if automatic:
        return Level(line, level.level, level.number, level.order, 0, 0, level.rest, automatic=True)
    return level


def level_of(line: int, text: str, name: str = "text") -> Level:
    """The level of one line of words. `name`: what it looks like, where that decides."""
    for pattern, reader in ((_GROUP, _group), (_ARTICLE, _article)):
        found = pattern.match(text)
        if found and name not in ("part_title", "section_title") and (level := reader(line, found, name)):
            return level
    if name in ("part_title", "section_title", "dash"):
        return Level(line, "title" if name != "dash" else "dash", "", 0, 0, 0, text)
    return _running(line, text, name)


def _group(line: int, found: re.Match[str], name: str) -> Level | None:
    word, rest = found["word"].capitalize(), found["rest"].strip()
    if name not in ("part", "section") and not re.fullmatch(r"[.:]?|[.:\-–]\s*\S.*", rest):
        return None
    order = _arabic(found["number"])
    return Level(line, _NAMES[word], found["number"], order, 0, found.end("number"), rest)


def _article(line: int, found: re.Match[str], name: str) -> Level | None:
    if name != "article" and not found["mark"].strip():
        return None
    number = found["number"] or ""
    order = 0 if found["letter"] or number == "" else _arabic(number)
    return Level(line, "article", number, order, 0, found.end("mark"), found["rest"].strip())


def _running(line: int, text: str, name: str) -> Level:
    heading = _HEADING.match(text)
    if heading and (name == "heading" or (heading["rest"] == heading["rest"].upper() and len(heading["rest"]) > 3)):
        return Level(
            line, "heading", heading["number"], _arabic(heading["number"]), 0, _after(heading), heading["rest"]
        )
    for pattern, level in ((_CLAUSE, "clause"), (_CLAUSE_IN_LETTERS, "clause"), (_POINT, "point")):
        found = pattern.match(text)
        if found and not (level == "point" and found["mark"].strip() in ("", "-") and name == "text"):
            number = found["number"]
            order = ALPHABET.find(number.lower()) + 1 if level == "point" else int(number) if number.isdigit() else 0
            return Level(line, level, number, order, 0, _after(found), found["rest"])
    return Level(line, "text", "", 0, 0, 0, text)


def _after(found: re.Match[str]) -> int:
    return found.end("mark")


def _arabic(number: str) -> int:
    """1 for I and for 1; 0 for what is neither."""
    if number.isdigit():
        return int(number)
    if not _ROMAN.fullmatch(number.upper()):
        return 0
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[letter] for letter in number.upper()]
    return sum(-one if one < following else one for one, following in zip(values, [*values[1:], 0], strict=True))


def roman(number: int) -> str:
    """La Mã, 1 to 89."""
    pieces = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, letters in pieces:
        text, number = text + letters * (number // value), number % value
    return text


def form_faults(lines: Sequence[str], levels: Sequence[Level]) -> Iterator[Fault]:
    """Numbers that are not written as the decree writes those of their level."""
    for level in levels:
        text = lines[level.line]
        check = _FORMS.get(level.level)
        if check:
            yield from check(text, level)


def _group_form(text: str, level: Level) -> Iterator[Fault]:
    found = _GROUP.match(text)
    if found is None:
        return
    word = found["word"].capitalize()
    number = roman(level.order) if level.level in ("part", "chapter") else str(level.order)
    wanted = f"{word} {number}" if level.order else f"{word} {'I' if level.level in ('part', 'chapter') else '1'}"
    rest = found["rest"].strip()
    certain = level.order > 0 and not rest.strip(".:")
    if text.strip() != wanted and not (found["word"].isupper() and text.strip().upper() == wanted.upper()):
        yield Fault(0, len(text), wanted, wanted if certain else None, level.line)
    elif found["word"].isupper():
        yield Fault(*found.span("word"), word, word, level.line)


def _article_form(text: str, level: Level) -> Iterator[Fault]:
    number = str(level.order) if level.order else level.number
    if re.match(r"Điều [1-9]\d*[a-zđ]?\.(?: |$)", text) or not number:
        if not number:
            yield Fault(0, level.end, "Điều 1.", None, level.line)
        return
    letter = text[len(text[: level.end].rstrip(" .:)-")) - 1 : len(text[: level.end].rstrip(" .:)-"))]
    number += letter if letter.isalpha() and letter.islower() else ""
    new = f"Điều {number}." + (" " if level.rest and not text[level.end : level.end + 1].isspace() else "")
    yield Fault(0, level.end, f"Điều {number}.", new, level.line)


def _heading_form(text: str, level: Level) -> Iterator[Fault]:
    if re.match(r"[IVXLC]+\. ", text):
        return
    certain = level.order > 0
    space = "" if text[level.end : level.end + 1] == " " else " "
    yield Fault(
        0, level.end, f"{level.number if certain else 'I'}.", f"{level.number}.{space}" if certain else None, level.line
    )


def _clause_form(text: str, level: Level) -> Iterator[Fault]:
    if re.match(r"[1-9]\d*\.(?: |$)", text) or re.match(r"\d+\.[^\W\d]", text):
        return
    certain = level.number.isdigit() and int(level.number) > 0
    space = "" if text[level.end : level.end + 1] == " " else " "
    new = f"{int(level.number)}." if certain else None
    yield Fault(0, level.end, new or "1.", new and new + space, level.line)


def _point_form(text: str, level: Level) -> Iterator[Fault]:
    if re.match(r"[^\W\d_]\)(?: |$|\S)", text) and level.number.islower():
        return
    new = f"{level.number.lower()})"
    space = "" if text[level.end : level.end + 1] == " " else " "
    yield Fault(0, level.end, new, new + space, level.line)


_FORMS = {
    **dict.fromkeys(("part", "chapter", "section", "subsection"), _group_form),
    "article": _article_form,
    "heading": _heading_form,
    "clause": _clause_form,
    "point": _point_form,
}


def sequence_faults(lines: Sequence[str], levels: Sequence[Level]) -> Iterator[Fault]:
    """Numbers that do not follow on the one before. Repairable where one changed number puts the whole row right."""
    last: dict[str, int] = {}
    opened = False
    for at, level in enumerate(levels):
        if level.level not in _COUNTED:
            opened = level.rest.rstrip().endswith(":") or opened and level.level == "dash"
            continue
        expected = last.get(level.level, 0) + 1
        restarted = level.order == 1 and (opened or level.level == "chapter" and "part" in last)
        if level.order != expected and not restarted and not _unknown(level):
            yield _out_of_order(level, expected, levels[at + 1 :], lines)
        last[level.level] = level.order or expected
        for below in _BELOW.get(level.level, ()):
            last.pop(below, None)
        opened = level.rest.rstrip().endswith(":")


_COUNTED = ("part", "chapter", "section", "subsection", "article", "heading", "clause", "point")


def _unknown(level: Level) -> bool:
    """Numbers the form rule already speaks of; letters that are none of the alphabet are out of order."""
    return level.order == 0 and level.level != "point"


def _out_of_order(level: Level, expected: int, following: Sequence[Level], lines: Sequence[str]) -> Fault:
    shown = ordinal(level.level, expected)
    text = lines[level.line]
    at = text.find(level.number) if level.number else 0
    heals = not level.automatic and _heals(level.level, expected, following)
    return Fault(at, at + len(level.number), shown, shown if heals else None, level.line)


def _heals(level: str, expected: int, following: Sequence[Level]) -> bool:
    """Whether the next of its level goes on behind the expected number."""
    above = [name for name, below in _BELOW.items() if level in below]
    for each in following:
        if each.level == level:
            return each.order == expected + 1
        if each.level in above:
            return False
    return False


def ordinal(level: str, number: int) -> str:
    """How a number of a level is written."""
    if level in ("part", "chapter", "heading"):
        return roman(number)
    return ALPHABET[number - 1] if level == "point" and number <= len(ALPHABET) else str(number)


def title_faults(lines: Sequence[str], levels: Sequence[Level], below: set[int]) -> Iterator[Fault]:
    """`below`: lines that are the title of the part, chapter or section above them."""
    grouped = any(level.level in ("part", "chapter") for level in levels if level.level != "heading")
    chapters = grouped and any(level.level == "article" for level in levels)
    for level in levels:
        if level.level in ("part", "chapter", "section", "subsection"):
            if level.line + 1 not in below and not level.rest.strip(".: "):
                yield Fault(0, len(lines[level.line]), "tiêu đề ở dòng dưới", None, level.line)
        elif chapters and level.level == "article" and not level.rest:
            yield Fault(0, len(lines[level.line]), "tiêu đề của điều", None, level.line)

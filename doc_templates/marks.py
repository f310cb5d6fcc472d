"""What one typed line is: the mark of structure at its start, its number, and the words that follow.

First step of body.py. The marks are those of Phụ lục I, Phần I, II.6.đ, and of Markdown that clerks paste.
"""

import re
from dataclasses import dataclass
from typing import Literal

Level = Literal[
    "part",
    "chapter",
    "section",
    "subsection",
    "article",
    "heading",
    "clause",
    "point",
    "dash",
    "text",
    "table",
]
GROUPS: dict[str, Level] = {"Phần": "part", "Chương": "chapter", "Mục": "section", "Tiểu mục": "subsection"}
TITLE_LENGTH = 150
"""Letters of the longest line that may be a title without being marked as one."""

_ORDINAL = r"(?i:thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười))"
_GROUP = re.compile(
    r"(?P<word>Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Tiểu mục|TIỂU MỤC)\s+"
    rf"(?P<number>[IVXLC]+|\d{{1,3}}[a-zđ]?|{_ORDINAL})(?:\s*[.:](?!\d)\s*|\s+[-–—]\s+|$)(?P<rest>.*)$"
)
_ARTICLE = re.compile(r"(?:Điều|ĐIỀU)\s+(?P<number>\d{1,4}[a-zđ]?)\s*(?:[.:](?!\d)\s*|$)(?P<rest>.*)$")
_ROMAN = re.compile(r"(?P<number>(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3}))\.(?:\s+|(?=[^\W\d_]{2}))(?P<rest>\S.*)$")
_LETTER = re.compile(r"(?P<number>[A-ZĐ])\.\s+(?P<rest>\S.*)$")
_CLAUSE = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,4})\.(?:\s+|(?=[^\W\d_]))(?P<rest>\S.*)$")
# the Vietnamese alphabet: f, j, w and z number no points, their lines stay words
_POINT = re.compile(r"(?P<number>[a-eg-ik-vxyđăâêôơư])\)\s*(?P<rest>\S.*)$")
_DASH = re.compile(
    r"(?P<mark>[-–—+*•●▪■◦‣⁃·\uf0b7\uf0a7])\s+(?P<rest>\S.*)$"
    r"|(?P<tight>[-–—+•●▪■◦‣\uf0b7\uf0a7])(?P<after>[^\W\d_].*)$"
)
_HASHES = re.compile(r"(?:#{1,6}\s+)+")
_STRONG_MARK = re.compile(
    r"\*\*\s*(?P<mark>(?:Điều|ĐIỀU)\s+\d{1,4}[a-zđ]?\b[.:]?|\d{1,3}(?:\.\d{1,3})*\.|[IVX]{1,8}\.|[a-zđ]\))"
    r"(?P<words>[^*]*)\*\*"
    r"(?:(?<=\W\*\*)|(?=\W|$))(?P<rest>.*)$"  # never runs two words together
)


@dataclass(frozen=True)
class Marked:
    """A line read. `number` as typed, "+" of a dash item so marked; `strong`: bold or a heading in Markdown.

    `bold`: all of the words in `rest` stood between `**`. `escaped`: a backslash said that they are words alone.
    """

    level: Level
    number: str
    rest: str
    strong: bool = False
    bold: bool = False
    escaped: bool = False


def read_line(line: str) -> Marked:
    """The line's level, number and words. Text it does not know is level "text", whole."""
    words = line.replace("\t", " ").strip()
    if words.startswith("\\") and not is_plain(words.lstrip("\\")):
        return Marked("text", "", words[1:], escaped=True)
    return _read(words)


def is_plain(words: str) -> bool:
    """Whether a line of these words is a paragraph of just them, no mark of structure among them."""
    line = _read(words)
    return line.level == "text" and line.rest == without_stars(words) and not line.rest.startswith("|")


def points_behind_dash(words: str) -> bool:
    r"""Whether "- " and these words are read as a point, as converters write them; "- \a) x" is none."""
    return _POINT.match(without_stars(words.lstrip("\\"))) is not None


def _read(line: str) -> Marked:
    words, strong = unmarked(line)
    bold = without_stars(_without_hashes(line)) != _without_hashes(line)
    for reader in (_group, _article, _heading, _clause, _item):
        if found := reader(words, strong, bold):
            return found
    return Marked("text", "", words, strong, bold)


def unmarked(line: str) -> tuple[str, bool]:
    """The line without Markdown's marks of a heading or of a line all in bold, and whether it had them.

    Twice is enough: bold around a bold line is read at once, so that marks can nest no deeper than # ** #.
    """
    stripped = line.strip()
    words = _without_hashes(without_stars(_without_hashes(stripped)))
    strong = words != stripped
    if found := _STRONG_MARK.match(words):
        # "**Điều 1.** Ban hành": the bold number is structure too; bold words behind it stay bold
        inner = f" **{found['words'].strip()}**" if found["words"].strip() else found["words"]
        words = (found["mark"] + inner + found["rest"]).strip()
    return words, strong


def _without_hashes(words: str) -> str:
    found = _HASHES.match(words)
    return words[found.end() :].strip() if found else words


def without_stars(words: str) -> str:
    """Words without the ** around all of them; bold inside a line is left to the clerk."""
    leading = len(words) - len(words.lstrip("*"))
    trailing = len(words) - len(words.rstrip("*"))
    core = words[leading : len(words) - trailing]
    if (len(core) - len(core.rstrip("\\"))) % 2:
        trailing, core = trailing - 1, f"{core}*"  # an asterisk that the clerk has written as a letter
    if min(leading, trailing) < 2 or not core.strip() or "**" in core:
        return words
    pairs = min(leading, trailing) // 2 * 2
    return words[pairs : len(words) - pairs].strip()


def is_upper(words: str) -> bool:
    """Whether all letters are capitals, and there are some."""
    return words.isupper()


def may_be_title(words: str) -> bool:
    """Whether a line reads as a title: short, and not ended as a sentence or an announcement is."""
    ended = words.rstrip('”"’»)').endswith((".", ";", ":", ",", "!", "?", "…"))
    return len(words) <= TITLE_LENGTH and not ended


def is_heading_title(words: str, strong: bool = False) -> bool:
    """Whether the words behind "I." are a title; otherwise the line is a sentence that happens to start so."""
    return strong or is_upper(words) or may_be_title(words)


def _group(words: str, strong: bool, bold: bool) -> Marked | None:
    found = _GROUP.match(words)
    if not found:
        return None
    level = GROUPS[found["word"].capitalize()]
    return Marked(level, found["number"], without_stars(found["rest"].strip()), strong, bold)


def _article(words: str, strong: bool, bold: bool) -> Marked | None:
    found = _ARTICLE.match(words)
    return _marked("article", found, strong, bold) if found else None


def _heading(words: str, strong: bool, bold: bool) -> Marked | None:
    if found := _ROMAN.match(words):
        heading = _marked("heading", found, strong, bold)
        return heading if is_heading_title(heading.rest, heading.strong) else None
    if found := _LETTER.match(words):
        heading = _marked("heading", found, strong, bold)
        return heading if heading.strong or is_upper(heading.rest) else None
    return None


def _clause(words: str, strong: bool, bold: bool) -> Marked | None:
    found = _CLAUSE.match(words)
    return _marked("clause", found, strong, bold) if found else None


def _item(words: str, strong: bool, bold: bool) -> Marked | None:
    """A point, also behind a bullet that a converter has put before it, or a dash item."""
    if point := _POINT.match(words):
        return _marked("point", point, strong, bold)
    dash = _DASH.match(words)
    if not dash:
        return None
    typed = (dash["rest"] or dash["after"]).strip()
    if typed.startswith("\\") and points_behind_dash(typed):
        return Marked("dash", _dash_number(dash), typed[1:], strong, escaped=True)
    rest = without_stars(typed)
    bold = bold or rest != typed
    if point := _POINT.match(rest):
        return _marked("point", point, strong, bold)
    return Marked("dash", _dash_number(dash), rest, strong, bold)


def _dash_number(dash: re.Match[str]) -> str:
    return "+" if (dash["mark"] or dash["tight"]) == "+" else ""


def _marked(level: Level, found: re.Match[str], strong: bool, bold: bool) -> Marked:
    typed = found["rest"].strip()
    words = without_stars(typed)
    return Marked(level, found["number"], words, strong or words != typed, bold or words != typed)

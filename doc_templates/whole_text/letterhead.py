"""The letterhead of a pasted document: what the office prints itself, and a công văn's subject (ô 1 to 5b).

Part of head.py's reading. Two columns may stand on one line.
"""

import re
from collections.abc import Iterator, Sequence

from doc_templates.whole_text.lines import Found, Line, columns, ends_column, is_capitals, is_rule, plain

FAR = 40
"""Lines, blank ones not counted, within which a letterhead ends and a title stands."""
TO = re.compile(r"kinh gui\s*(?::\s*|$)")

_DOTS = r"[\s.…_]*"
_KNOWN = re.compile(
    r"(?<!\w)(?:(?P<national_motto>cong hoa xa hoi chu nghia viet nam|doc lap\s*[-–—]\s*tu do\s*[-–—]\s*hanh phuc)"
    rf"|(?P<number>\bso\s*(?::{_DOTS}\d*{_DOTS}|\d+\s*)/\s*[a-z0-9.…_]+(?:\s?[-–]\s?[a-z0-9.…_&]+)*|\bso\s*:\s*\d+)"
    rf"|(?P<place_and_date>(?:[^\s,|]+\s{{1,2}}){{0,7}}[^\s,|]+\s?,\s*ngay{_DOTS}\d{{0,2}}{_DOTS}"
    rf"thang{_DOTS}\d{{0,2}}{_DOTS}nam{_DOTS}\d{{0,4}}))(?!\w)"
)
_STAMPS = {
    "hoa toc": "urgency",
    "thuong khan": "urgency",
    "khan": "urgency",
    "mat": "secrecy",
    "toi mat": "secrecy",
    "tuyet mat": "secrecy",
    "xem xong tra lai": "circulation",
    "luu hanh noi bo": "circulation",
}
_ABOUT = re.compile(r"v/v\b\s*:?\s*")


def letterhead_end(lines: Sequence[Line]) -> int:
    """Where a letterhead without a title below it ends: at Kính gửi, or behind the last line that is surely its."""
    end = 0
    for at, line in enumerate(lines[:FAR]):
        if TO.match(line.plain):
            return at
        if line.level != "text" or len(line.words) > 200:
            break
        whats = [what for what, _ in _pieces(line)]
        if "" not in whats and set(whats) - {"agency", "rule"}:
            end = at + 1
    return end


def read_letterhead(lines: Sequence[Line], found: Found) -> None:
    """Sorts the pieces of a letterhead. What stands under V/v and is nothing else is more of the subject."""
    for line in lines:
        for what, words in _pieces(line):
            if what == "subject":
                label = _ABOUT.match(plain(words))
                cut = label.end() if label else 0
                found.know("subject", words[:cut].strip())
                found.extend("subject", words[cut:].strip())
            elif what:
                found.know(what, words)
            elif "subject" in found.values:
                found.extend("subject", words)
            else:
                found.leave(line.number, words)


def _pieces(line: Line) -> Iterator[tuple[str, str]]:
    """The parts of a line of a letterhead, with what they are; "" for words it does not know."""
    end = 0
    for known in _KNOWN.finditer(line.plain):
        before = line.words[end : known.start()]
        if not (ends_column(before) or _what(before.strip()) in ("agency", "rule")):
            continue  # cited inside a sentence: "V/v triển khai Nghị định số 30/2020/NĐ-CP"
        yield from _gap(before)
        yield str(known.lastgroup), line.words[known.start() : known.end()].strip()
        end = known.end()
    yield from _gap(line.words[end:])


def _gap(words: str) -> Iterator[tuple[str, str]]:
    for part in columns(words):
        yield _what(part), part


def _what(words: str) -> str:
    looked_at = plain(words)
    if is_rule(words):
        return "rule"
    if looked_at in _STAMPS:
        return _STAMPS[looked_at]
    if _ABOUT.match(looked_at):
        return "subject"
    return "agency" if is_capitals(words) else ""


def take_unit(found: Found) -> None:
    """A công văn's symbol names the unit that drafted it: "05/UBND-VX" (Phụ lục I, II.3.b)."""
    number = next((words for what, words in found.recognised if what == "number"), "")
    _, *units = groups(number)
    if units and units[-1]:
        found.values["unit"] = units[-1]


def groups(number: str) -> list[str]:
    """The groups of a symbol: "Số: 15/KH-UBND" → "KH", "UBND"."""
    return [group.strip(" .…_") for group in re.split(r"[-–]", number.partition("/")[2])]

"""From the first line of a pasted document to where its body begins: letterhead, title, addressees, bases.

First reader of whole_text.py. The order is the decree's: letterhead, title, Kính gửi, căn cứ (Phụ lục I, Phần I, IV).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from doc_templates.kinds import kinds
from doc_templates.marks import may_be_title
from doc_templates.whole_text.letterhead import FAR, TO, groups, letterhead_end, read_letterhead, take_unit
from doc_templates.whole_text.lines import Found, Line, bare_item, has_bullet, is_capitals, is_rule, items, plain

_ENACTING = re.compile(r"(quyet dinh|quyet nghi)\s*:?")
_BASE = re.compile(r"(?:[-–+*]\s*)?(?:can cu|xet|theo de nghi)\b")
_WEAK_BASE = re.compile(r"(?:[-–+*]\s*)?(?:thuc hien|theo|tren co so|sau khi)\b")
_PROPOSED = re.compile(r"(?:[-–+*]\s*)?theo de nghi cua [^,:]{3,250}\.?")
_DECIDING = ("quyet-dinh", "nghi-quyet")
_NAMES = {plain(kind.name): kind.id for kind in kinds().values()}
_ABBREVIATIONS = {kind.abbreviation: kind.id for kind in kinds().values() if kind.abbreviation}


@dataclass(frozen=True)
class Title:
    """Where the name of the kind stands, its words, and the words of the subject behind it on the same line."""

    at: int
    kind: str
    words: str
    subject: str


def read_head(lines: Sequence[Line], found: Found) -> tuple[str | None, int]:
    """Sorts the lines above the body into `found`; the kind, and the index of the body's first line."""
    title = _title(lines)
    if title:
        read_letterhead(lines[: title.at], found)
        found.know("kind", title.words)
        kind: str | None = title.kind
        start = _subject(lines, title, found)
    else:
        start = letterhead_end(lines)
        read_letterhead(lines[:start], found)
        kind = _kind_without_title(lines, start, found)
    if kind is None:
        return None, start
    if kind == "cong-van":
        take_unit(found)
    return kind, _opening(lines, start, kind, found)


def _title(lines: Sequence[Line]) -> Title | None:
    """The kind alone on its line; failing that, the first line that begins with a kind in capitals."""
    begun = None
    for at, line in enumerate(lines[:FAR]):
        if line.level not in ("text", "dash") or TO.match(line.plain) or _BASE.match(line.plain):
            break
        if line.plain in _NAMES:
            return Title(at, _NAMES[line.plain], line.words, "")
        begun = begun or _title_and_subject(at, line)
    return begun


def _title_and_subject(at: int, line: Line) -> Title | None:
    for name, kind in _NAMES.items():
        words, subject = line.words[: len(name)], line.words[len(name) :].strip()
        named = line.plain.startswith(f"{name} ") and words.isupper()
        if named and len(line.words) <= 300 and not subject.endswith((":", ";")):
            return Title(at, kind, words, subject)
    return None


def _kind_without_title(lines: Sequence[Line], start: int, found: Found) -> str | None:
    """The kind told by "QUYẾT ĐỊNH:", else by the symbol, else by Kính gửi or V/v, which make it a công văn."""
    for line in lines[:FAR]:
        if enacting := _ENACTING.fullmatch(line.plain):
            return "quyet-dinh" if enacting[1] == "quyet dinh" else "nghi-quyet"
    for what, words in found.recognised:
        if what == "number" and (kind := _ABBREVIATIONS.get(groups(words)[0])):
            return kind
    addressed = start < len(lines) and TO.match(lines[start].plain)
    return "cong-van" if addressed or "subject" in found.values else None


def _subject(lines: Sequence[Line], title: Title, found: Found) -> int:
    """Takes the subject under the title, also where it is wrapped; the index of the line behind it."""
    at = title.at + 1
    if title.subject:
        found.extend("subject", title.subject)
    elif at < len(lines) and _may_be_subject(lines, at, title.kind):
        found.extend("subject", lines[at].words)
        at += 1
    else:
        return at
    while at < len(lines) and _continues_subject(lines, at, title.kind):
        found.extend("subject", lines[at].words)
        at += 1
    return at


def _may_be_subject(lines: Sequence[Line], at: int, kind: str) -> bool:
    line = lines[at]
    authority = kind in _DECIDING and is_capitals(line.words) and at + 1 < len(lines) and _is_base(lines[at + 1])
    return _is_free(line) and not authority and len(line.words) <= 300 and not line.words.endswith((":", ";"))


def _continues_subject(lines: Sequence[Line], at: int, kind: str) -> bool:
    """More of the subject: it begins small, or is marked as the line above, or both stand apart from the rest."""
    before, line = lines[at - 1], lines[at]
    if not _is_free(line):
        return False
    if line.words[0].islower():
        return True
    capitals = is_capitals(line.words)
    alike = capitals == is_capitals(before.words) and not (capitals and kind in _DECIDING)
    marked = line.strong and before.strong and len(line.words) <= 300
    return alike and (marked or capitals or (may_be_title(line.words) and _ends_group(lines, at)))


def _ends_group(lines: Sequence[Line], at: int) -> bool:
    """Whether a line has the one above it at its side, and below it a blank or drawn line."""
    if lines[at - 1].number + 1 != lines[at].number or at + 1 == len(lines):
        return False
    return lines[at + 1].number > lines[at].number + 1 or is_rule(lines[at + 1].words)


def _is_free(line: Line) -> bool:
    """Whether a line is none of those that may stand under a title for reasons of their own."""
    known = TO.match(line.plain) or _ENACTING.fullmatch(line.plain) or _BASE.match(line.plain)
    return line.level == "text" and not known and not is_rule(line.words) and not line.words.startswith("(")


def _opening(lines: Sequence[Line], at: int, kind: str, found: Found) -> int:
    """Takes Kính gửi, the issuing authority and the bases; the index of the body's first line."""
    enacting = _enacting(lines, at) if kind in _DECIDING else None
    while at < len(lines):
        line = lines[at]
        if at == enacting:
            found.know("enacting", line.words)
            return at + 1
        if TO.match(line.plain):
            at = _addressees(lines, at, found)
            continue
        if is_rule(line.words):
            found.know("rule", line.words)
        elif kind in _DECIDING and "bases" not in found.values and is_capitals(line.words):
            found.extend("issuing_authority", line.words)
        elif enacting is not None or (kind != "cong-van" and _is_base(line)):
            found.add("bases", bare_item(line.words))
        else:
            break
        at += 1
    return at


def _enacting(lines: Sequence[Line], start: int) -> int | None:
    """The line "QUYẾT ĐỊNH:" above the first article: all between it and the title is căn cứ (mẫu 1.1 to 1.3)."""
    for at, line in enumerate(lines[start : start + FAR], start):
        if _ENACTING.fullmatch(line.plain):
            return at
        if line.level not in ("text", "dash"):
            break
    return None


def _is_base(line: Line) -> bool:
    """A legal basis, not a first sentence that begins like one and announces what follows."""
    if _WEAK_BASE.match(line.plain) and not _PROPOSED.fullmatch(line.plain):
        return line.words.endswith(";")
    announces = line.words.endswith(":") or "nhu sau" in plain(line.words[-80:])
    return _BASE.match(line.plain) is not None and not announces


def _addressees(lines: Sequence[Line], at: int, found: Found) -> int:
    """Takes Kính gửi with one addressee on its line, or with several below; the index of the line behind them."""
    label = TO.match(lines[at].plain)
    cut = label.end() if label else 0
    found.know("addressees", lines[at].words[:cut].strip())
    typed = lines[at].words[cut:]
    at += 1
    for item in items(typed):
        found.add("addressees", item)
    while at < len(lines) and _is_next_addressee(typed, lines[at]):
        typed = lines[at].words
        for item in items(typed):
            found.add("addressees", item)
        at += 1
    return at


def _is_next_addressee(before: str, line: Line) -> bool:
    """One more in the list: the one before ended with ";", or nothing has been named, or both have dashes."""
    if not before:
        return line.level in ("text", "dash") and len(line.words) <= 300
    if before.endswith("."):
        return False
    return before.endswith(";") or (has_bullet(before) and has_bullet(line.words))

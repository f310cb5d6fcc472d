"""The document that a decision puts into force, behind its signature: letterhead, kind, subject, "(Kèm theo …)", text.

Fourth reader of whole_text.py (mẫu 2.2; quyết định ban hành quy chế, quy định, kế hoạch …).
"""

import re
from collections.abc import Sequence

from doc_templates.kinds import kinds
from doc_templates.whole_text.appendix import NEAR, is_appended, text_below
from doc_templates.whole_text.letterhead import read_letterhead
from doc_templates.whole_text.lines import Found, Line, is_capitals, is_rule, plain

_NAMES = {plain(kind.name): kind.name for kind in kinds().values()}
_RECIPIENTS = re.compile(r"noi nhan\s*[:.]?")
_MOTTO = re.compile(r"cong hoa xa hoi chu nghia|doc lap\s*[-–—]|so\s*[:\d]")
_LETTERHEAD = 8
"""Lines that a letterhead may have."""


def first_attached(lines: Sequence[Line]) -> int:
    """Where the attached document begins, with its letterhead; the end of the lines if there is none."""
    title = _title(lines)
    if title is None:
        return len(lines)
    start = title
    while start > title - _LETTERHEAD and _may_be_letterhead(lines[start - 1]):
        start -= 1
    return start


def read_attached(lines: Sequence[Line], typed: Sequence[str], found: Found) -> None:
    """Sorts the lines of the attached document into `found`: attached_kind, attached_subject, attached_body."""
    title = next((at for at, line in enumerate(lines) if line.plain in _NAMES), None)
    if title is None:
        return
    read_letterhead(lines[:title], found)
    found.values["attached_kind"] = _NAMES[lines[title].plain]
    at = next(at for at, line in enumerate(lines) if at > title and is_appended(line))
    found.values["attached_subject"] = " ".join(line.words for line in lines[title + 1 : at] if not is_rule(line.words))
    found.know("appended_to", lines[at].words)
    found.values["attached_body"] = text_below(lines, at + 1, typed, found)


def _title(lines: Sequence[Line]) -> int | None:
    """A kind in capitals behind Nơi nhận, with "(Kèm theo …)" close below it."""
    ended = False
    for at, line in enumerate(lines):
        ended = ended or _RECIPIENTS.fullmatch(line.plain) is not None
        titled = line.plain in _NAMES and line.words.isupper()
        if ended and titled and any(map(is_appended, lines[at + 1 : at + NEAR])):
            return at
    return None


def _may_be_letterhead(line: Line) -> bool:
    return is_rule(line.words) or is_capitals(line.words) or _MOTTO.match(line.plain) is not None

"""Lines of an old document as they were meant: dust swept off, what ran together parted, what was broken whole again.

Between opening and taking apart (sheet.py); what is shown to people as the words read from stays as it stood.
"""

import re
from collections.abc import Sequence

from doc_templates.imported.agencies import begins_agency
from doc_templates.imported.titles import title_of
from doc_templates.whole_text.lines import is_capitals, is_rule, plain

_BASE = re.compile(r"(?:[-–+*]\s*)?(?:can cu|xet|theo de nghi|thuc hien)\b")
_ENDS_SUBJECT = re.compile(r"kinh gui|can cu|dieu \d|[ivx]+\.|phan \w+$|chuong \w+$|\(ban hanh|\(kem")
_SPECK = re.compile(r"\s*[^\w\s]{1,3}\s*")
_DUST = re.compile(r"(?<=\S)(?:\t|\s{2,})[^\w\s;/]{1,2}$")
_DUST_BEHIND = re.compile(r"^(\s*[Kk][íi]nh g[ửu]i\s*:)\s*[.,:;'_-]{1,2}\s*$")
_DATE_AND_MORE = re.compile(r"(.*\bnăm\s+\d{4})\s+(\S.*)")
_HEAD = 24  # lines among which the date stands
_SUBJECT, _WIDE = 7, 110  # lines that a subject has at most, letters of one of them
_ENDS_BASES = re.compile(r"(?:quyet (?:dinh|nghi)\s*:|dieu \d|[ivx]+\.|\d+\.|[-+*]|kinh gui|noi nhan)")


def without_specks(lines: Sequence[str]) -> list[str]:
    """Without lines, ends of lines and a first mark behind Kính gửi that are dust on a scanner's glass."""
    swept = [_DUST.sub("", line) for line in lines]
    kept = (line for line in swept if line.strip() in ("", "./.") or not _SPECK.fullmatch(line))
    return [_DUST_BEHIND.sub(r"\1", line) for line in kept]


def apart_from_date(lines: Sequence[str]) -> list[str]:
    """A title that came onto the line of the date is a line of its own: "… năm 2023 THÔNG BÁO"."""
    made: list[str] = []
    for at, line in enumerate(lines):
        found = _DATE_AND_MORE.fullmatch(line) if at < _HEAD and len(line) < 150 else None
        made += [found[1], found[2]] if found and title_of(found[2]) else [line]
    return made


def authority_apart(lines: Sequence[str]) -> list[str]:
    """The line in capitals above the bases that came onto the subject's: "… tố cáo PHÒNG VĂN HÓA VÀ THÔNG TIN"."""
    made: list[str] = []
    for at, line in enumerate(lines):
        cut = _capitals_from(line) if at < _SUBJECT and len(line) < 500 else 0
        made += [line[:cut].rstrip(), line[cut:]] if cut and begins_agency(line[cut:]) else [line]
    return made


def _capitals_from(line: str) -> int:
    """Where the capitals at the end of a line begin, three words at least behind others; 0 for none."""
    words = list(re.finditer(r"\S+", line))
    at = len(words)
    while at and words[at - 1][0] == words[at - 1][0].upper():
        at -= 1
    while at < len(words) and not re.search(r"[^\W\d_]", words[at][0]):
        at += 1  # "… năm 2016 PHÒNG NỘI VỤ"
    return words[at].start() if 0 < at <= len(words) - 3 else 0


def whole_subject(lines: Sequence[str]) -> list[str]:
    """The lines under a title that only together are its subject: short, without an end, then something else."""
    bracketed = re.fullmatch(r"\s*\(((?:V/v|V/V|v/v|Về việc|Về)\b.*)\)\s*", lines[0]) if lines else None
    if bracketed:
        return [bracketed[1], *lines[1:]]
    for at, line in enumerate(lines[:_SUBJECT]):
        looked_at = plain(line).strip()
        if at and (_BASE.match(looked_at) or _ENDS_SUBJECT.match(looked_at) or is_rule(line) or is_capitals(line)):
            return [" ".join(" ".join(lines[:at]).split()), *lines[at:]]
        if len(line) > _WIDE or line.rstrip().endswith((".", ";", ":")):
            break
    return list(lines)


def rejoined(lines: Sequence[str]) -> list[str]:
    """Bases that were broken at the page's edge, whole again: what follows one that has no end belongs to it."""
    made: list[str] = []
    open_base = False
    for line in lines:
        looked_at = plain(line).strip()
        begins = bool(made) and _BASE.match(looked_at) is not None
        goes_on = open_base and looked_at and not begins and not _ENDS_BASES.match(looked_at)
        if goes_on:
            made[-1] = f"{made[-1].rstrip()} {line.strip()}"
        elif looked_at or (made and not open_base):
            made.append(line)
        if looked_at:
            open_base = (begins or bool(goes_on)) and not line.rstrip().endswith((";", ".", ":", ","))
    return made

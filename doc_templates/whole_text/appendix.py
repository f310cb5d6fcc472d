"""The appendices behind a pasted document: "Phụ lục I", its title, to what it is appended, its text (mẫu 2.1).

Third reader of whole_text.py, called first: what it takes, the others need not look at.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from doc_templates.body import parse, to_text
from doc_templates.whole_text.lines import Found, Line, is_rule

_LABEL = re.compile(r"phu luc(?:\s+(?:so\s+)?(?:[ivxlc]{1,6}|\d{1,2}))?\s*[.:]?")
_APPENDED = re.compile(r"\(\s*(?:ban hanh )?kem theo\b")
_RECIPIENTS = re.compile(r"noi nhan\s*[:.]?")
_LONGEST_TITLE = 300
NEAR = 6
"""Lines below "Phụ lục" within which "(Kèm theo …)" stands."""


def first_appendix(lines: Sequence[Line]) -> int:
    """Where the first appendix begins; the end of the lines if there is none.

    "Phụ lục" alone on a line is one only behind Nơi nhận, or above "(Kèm theo …)": a body may speak of appendices too.
    """
    ended = False
    for at, line in enumerate(lines):
        ended = ended or _RECIPIENTS.fullmatch(line.plain) is not None
        if _LABEL.fullmatch(line.plain) and (ended or any(map(is_appended, lines[at + 1 : at + NEAR]))):
            return at
    return len(lines)


def read_appendices(lines: Sequence[Line], typed: Sequence[str], found: Found) -> None:
    """Sorts the lines of all appendices into `found`: the value `appendices` is a list of title and body."""
    starts = [at for at, line in enumerate(lines) if _LABEL.fullmatch(line.plain)]
    for start, end in pairwise([*starts, len(lines)]):
        found.know("appendix", lines[start].words)
        appendices = found.values.setdefault("appendices", [])
        if isinstance(appendices, list):
            appendices.append(_appendix(lines[start + 1 : end], typed, found))


def _appendix(lines: Sequence[Line], typed: Sequence[str], found: Found) -> dict[str, str]:
    appended = next((at for at, line in enumerate(lines[:NEAR]) if is_appended(line)), None)
    at = _title_end(lines) if appended is None else appended
    title = " ".join(line.words for line in lines[:at] if not is_rule(line.words))
    if appended is not None:
        found.know("appended_to", lines[appended].words)
        at += 1
    return {"title": title, "body": text_below(lines, at, typed, found)}


def text_below(lines: Sequence[Line], at: int, typed: Sequence[str], found: Found) -> str:
    """The text from line `at` on, as a body; the drawn lines above it are known and left out."""
    while at < len(lines) and is_rule(lines[at].words):
        found.know("rule", lines[at].words)
        at += 1
    body = typed[lines[at].number - 1 : lines[-1].number] if at < len(lines) else []
    return to_text(parse("\n".join(body)))


def _title_end(lines: Sequence[Line]) -> int:
    """Without "(Kèm theo …)" the title is the first line, if it may be one."""
    if not lines or lines[0].level != "text" or len(lines[0].words) > _LONGEST_TITLE:
        return 0
    return 0 if lines[0].words.startswith("|") or lines[0].words.endswith((".", ";", ":")) else 1


def is_appended(line: Line) -> bool:
    """Whether a line says to what the words above it are appended."""
    return _APPENDED.match(line.plain) is not None

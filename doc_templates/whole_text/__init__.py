"""A whole pasted document into the fields of a form: what it is called, what it says, to whom, signed by whom.

Before a draft exists. Reads the head, then the tail; the body is what stands between. No word is dropped or
corrected: what has no place is handed to the clerk with the number of its line and its neighbours.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter

from doc_templates.body import parse, to_text
from doc_templates.whole_text.appendix import first_appendix, read_appendices
from doc_templates.whole_text.attached import first_attached, read_attached
from doc_templates.whole_text.head import read_head
from doc_templates.whole_text.kinds import read_kind
from doc_templates.whole_text.lines import Found, Line, lines_of
from doc_templates.whole_text.tail import read_tail

_SEEN = 60
"""Letters of each neighbour shown with an unplaced line."""


@dataclass(frozen=True)
class Unplaced:
    """Words without a place. `line`: its number from 1; `near`: the end of the line before … the start of the next."""

    line: int
    words: str
    near: str


@dataclass(frozen=True)
class WholeText:
    """A document taken apart. `kind`: None if unknown; `values`: by the names all forms use, `signer` being a name.

    `recognised`: what and words, of what the office prints itself or of labels: agency, national_motto, number,
    place_and_date, kind, rule, urgency, secrecy, circulation, enacting, signer_lines, signature_note,
    appendix, appended_to, and the labels of subject, addressees, recipients, kept_at.
    """

    kind: str | None
    values: dict[str, object]
    signer_lines: tuple[str, ...]
    recognised: tuple[tuple[str, str], ...]
    unplaced: tuple[Unplaced, ...]


def split(text: str, marked: Sequence[str] | None = None) -> WholeText:
    """Takes plain text or Markdown apart. A text without any structure is all body, of no kind.

    `marked`: the same lines with the marks of bold and italic that the body is to have, as from_word/ knows them.
    """
    typed = unicodedata.normalize("NFC", text).splitlines()
    worded = typed if marked is None else [unicodedata.normalize("NFC", line) for line in marked]
    lines = lines_of(typed)
    found = Found()
    appendices = first_appendix(lines)
    read_appendices(lines[appendices:], worded, found)
    end_of_main = first_attached(lines[:appendices])
    attached, lines = lines[end_of_main:appendices], lines[:end_of_main]
    kind, start = read_head(lines, found)
    end = read_tail(lines, start, kind is not None, found)
    read_attached(attached, worded, found)
    own = read_kind(kind, lines[start:end], found)
    if own:
        body = _between(worded, lines[start:end], own)
        found.values["body"] = to_text(parse("\n".join(body)))
    left = tuple(_unplaced(lines, number, words) for number, words in sorted(found.left, key=itemgetter(0)))
    return WholeText(kind, found.values, tuple(found.signer_lines), tuple(found.recognised), left)


def _between(worded: Sequence[str], lines: Sequence[Line], own: Sequence[Line]) -> list[str]:
    """The source of the body's own lines, blank ones between them too."""
    taken = {line.number for line in lines} - {line.number for line in own}
    first, last = own[0].number, own[-1].number
    return [worded[number - 1] for number in range(first, last + 1) if number not in taken]


def _unplaced(lines: Sequence[Line], number: int, words: str) -> Unplaced:
    at = bisect_left(lines, number, key=attrgetter("number"))
    before = lines[at - 1].words[-_SEEN:] if at else ""
    after = lines[at + 1].words[:_SEEN] if at + 1 < len(lines) else ""
    return Unplaced(number, words, f"{before} … {after}".strip())

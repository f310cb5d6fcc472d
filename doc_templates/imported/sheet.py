"""An old document taken apart: its head and end by their columns, all between by whole_text/ in the decree's order.

Before the fields are told (reading.py). Nothing is corrected in what is shown: only the lines by which a document is
known (title, number, Nơi nhận) are put as the decree prints them, so that whole_text/ knows them again.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from doc_templates.imported.agencies import Issuer, abbreviations_of, read_issuer
from doc_templates.imported.dated import Dated, read_dated
from doc_templates.imported.file_name import NameClues, clues_of
from doc_templates.imported.head import Head, head_of
from doc_templates.imported.mended import apart_from_date, authority_apart, rejoined, whole_subject, without_specks
from doc_templates.imported.noise import letters_of
from doc_templates.imported.numbered import Numbered, read_number
from doc_templates.imported.signed import Tail, tail_of
from doc_templates.imported.spelled import Spellings
from doc_templates.imported.titles import title_of
from doc_templates.kinds import kinds
from doc_templates.whole_text import WholeText, split

_NEAR = 8
"""Lines below the head within which the title stands."""
_LONGEST = 400_000
"""Letters that are looked at: some two hundred pages."""


@dataclass(frozen=True)
class Title:
    """`kind`: an id, or the name of another kind; `exact`: printed letter for letter."""

    kind: str
    exact: bool
    words: str


@dataclass(frozen=True)
class Sheet:
    """What was found where. `about`: a công văn's subject; `whole`: body, bases, addressees, recipients, appendices;
    `below`: the words under the head."""

    head: Head
    title: Title | None
    numbered: Numbered | None
    dated: Dated | None
    issuer: Issuer | None
    about: str
    tail: Tail | None
    whole: WholeText
    clues: NameClues
    below: Spellings


def sheet_of(
    text: str, pages: Sequence[str], name: str, agencies: Sequence[str] = (), abbreviated: Sequence[str] = ()
) -> Sheet:  # fmt: skip
    """Takes a document apart; `pages` give the head where the text has none (letterheads in text boxes)."""
    lines = apart_from_date(without_specks(unicodedata.normalize("NFC", text[:_LONGEST]).splitlines()))
    head = head_of(lines)
    printed = head if head.first("number") or head.first("dated") or not pages else head_of(_lines(pages[0]))
    at = next((at for at in range(head.end, min(len(lines), head.end + _NEAR)) if title_of(lines[at])), None)
    title = _title(lines[at]) if at is not None else None
    issuer = read_issuer(_letterhead(printed), agencies)
    known = {*abbreviated, *(short for agency in agencies for short in abbreviations_of(agency))}
    known |= abbreviations_of(issuer.name) if issuer else set()
    numbered = _number(printed, title.kind if title else "", known)
    piece = printed.first("dated")
    dated = read_dated(piece.found, piece.words) if piece and piece.found else None
    about = _about(printed)
    begins = head.end if at is None else at + 1
    tail = tail_of(lines, begins)
    whole = split("\n".join(_in_order(lines, begins, title, numbered, about, tail)))
    return Sheet(printed, title, numbered, dated, issuer, about, tail, whole, clues_of(name), Spellings(lines[begins:]))


def _lines(page: str) -> list[str]:
    return unicodedata.normalize("NFC", page[:20_000]).splitlines()


def _title(line: str) -> Title:
    kind, _, exact = title_of(line) or ("", "", False)
    return Title(kind, exact, line.strip())


def _letterhead(head: Head) -> list[str]:
    """Lines in capitals above the number; without a number those before the motto ends."""
    lines: list[str] = []
    for piece in head.pieces:
        if piece.what == "number":
            break
        if piece.what == "capitals" and letters_of(piece.words) not in ("vietnam", "so"):
            lines.append(piece.words)
    return lines


def _number(head: Head, kind: str, known: set[str]) -> Numbered | None:
    """The number whose symbol is known best: a stamp "ĐẾN Số: …" may stand beside it."""
    found = [read_number(piece.found, kind, known) for piece in head.pieces if piece.what == "number" and piece.found]
    return max(found, key=lambda each: (bool(each.kinds), each.known, bool(each.number)), default=None)


def _about(head: Head) -> str:
    """V/v and the lines under it, whatever stands in the other column beside them."""
    told: list[str] = []
    for piece in head.pieces:
        if piece.what == "about" or (told and piece.what == ""):
            told.append(piece.words)
    return " ".join(told)


def _in_order(
    lines: Sequence[str], begins: int, title: Title | None, numbered: Numbered | None, about: str, tail: Tail | None
) -> list[str]:  # fmt: skip
    """The document as whole_text/ expects it: number, V/v, title, what follows, then the end in its order."""
    number = f"Số: {numbered.number:02d}/{numbered.symbol.replace('/', '-')}" if numbered else ""
    stand_in = kinds()[title.kind].name if title and title.kind in kinds() else "Quyết định"
    made = [number, "" if title else about, stand_in.upper() if title else ""]
    made += rejoined(whole_subject(authority_apart(lines[begins : tail.start if tail else len(lines)])))
    if tail is None:
        return made
    made += ["", *tail.listed, *tail.signs, tail.name]
    return made if _is_copy(lines, tail) else [*made, *lines[tail.end :]]


def _is_copy(lines: Sequence[str], tail: Tail) -> bool:
    """Whether a certified copy's own block follows: no part of the document."""
    return tail.end < len(lines) and letters_of(lines[tail.end]).startswith(("saoy", "trichsao", "saoluc"))

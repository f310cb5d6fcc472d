"""The end of an old document, its two columns pulled apart: Nơi nhận, the lines above a signature, and the name.

A scanner's reader puts Nơi nhận and the signature on the same lines: "- Lưu: VT, NV. PHÓ CHỦ TỊCH".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from doc_templates.imported.noise import is_noise, loosely
from doc_templates.imported.signers import bare, has_surname, is_sign, name_in, rank
from doc_templates.whole_text.lines import columns, has_bullet, is_rule, plain

_HEADING = re.compile(rf"(?:\d\s*)?(?:{loosely('noi nhan')})\s*[:;.,]?\s*(?=$|[-–—•A-ZĐ\s])")
_KEPT = re.compile(r"[-–—+*•]?\s*luu\b\s*(?:[:;.]|vt\b|v[1il]\b|van thu|van phong|$|(?=[a-z]{1,4}[,.]))")
_KEPT_BADLY = re.compile(r"[-–—+*•]\s*[LI][uưừứũ]u\s*[.:;,]?\s*(V[TITÍÌ1l](?!\w))?(?![a-zà-ỹ]*\s+(?:hành|ý|trữ))")
_COPY = re.compile(r"(?:sao y(?: ban chinh)?|trich sao|sao luc)(?:\s*;.*)?")
_SCRAPS = re.compile(r"(?:(?<=[;.])|(?<=\w)(?=\s+\W))\s+(?:[^\w;]|\w\b){1,4}$")
"""What a reader makes of a signature's strokes, behind the end of an item."""
_LONGEST = 300  # letters of a line in which two columns may stand
_MARK = re.compile(r"(?:TUQ|TM|KT|TL|Q)\.\s")
_NOTE = re.compile(r"\(?\s*(?:da ky|da ky va dong dau|ky ten|ky, dong dau|da duyet)[^a-z]*\)?")
FAR = 45
"""Lines behind Nơi nhận within which everything of it and of the signature stands."""


@dataclass(frozen=True)
class Tail:
    """Lines of the end in the order of the decree: Nơi nhận with its items, then titles and name.

    `signs`: the lines above the name; `name`: "" where none is read; `ranked`: what stands before the name.
    """

    start: int
    end: int
    listed: tuple[str, ...]
    signs: tuple[str, ...]
    name: str
    ranked: str
    surname: bool


def tail_of(lines: Sequence[str], after: int) -> Tail | None:
    """The end of a document behind line `after`; None without Nơi nhận."""
    start = next((at for at in range(after, len(lines)) if _is_heading(lines[at])), None)
    if start is None:
        start = _listed(lines, after)
    if start is None:
        return None
    last = min(len(lines), start + FAR)
    end = next((at for at in range(start + 1, last) if _ends(lines[at])), last)
    listed: list[str] = []
    signs: list[str] = []
    name, ranked, kept = "", "", False
    for line in lines[start:end]:
        for part in _parts(line):
            if not name and not has_bullet(part) and (person := _signer(part, bool(signs), kept)):
                name, ranked = person, rank(part)
            elif not name and is_sign(part):
                signs.append(bare(part))
            elif not name or has_bullet(part):
                _list(part, listed)
            kept = kept or _KEPT.match(plain(part)) is not None
    listed = listed if any(_HEADING.match(plain(part)) for part in listed) else ["Nơi nhận:", *listed]
    return Tail(start, end, tuple(_sorted_out(listed)), tuple(signs), name, ranked, has_surname(name))


def _listed(lines: Sequence[str], after: int) -> int | None:
    """Where a list that ends with Lưu begins, when its heading was not read."""
    kept = next((at for at in range(len(lines) - 1, after, -1) if _KEPT.match(plain(lines[at]).strip())), None)
    if kept is None:
        return None
    while kept - 1 > after and has_bullet(lines[kept - 1].strip()) and len(lines[kept - 1]) < 150:
        kept -= 1
    return kept


def _signer(part: str, titled: bool, kept: bool) -> str:
    """The name that a piece is: below a title any, below Lưu one with a surname and two more words."""
    name = name_in(part)
    return name if titled or (kept and has_surname(name) and len(name.split()) >= 3) else ""


def _list(part: str, listed: list[str]) -> None:
    """One more piece of Nơi nhận: an item, more of the one before, or what a seal left between two."""
    item = _kept_rightly(re.sub(r"^[^\w\s(-]{1,3}(?=[-–—•]\s)|^_+(?=\s?[-–—•]\s)", "", part))
    before = listed[-1] if listed else ""
    if has_bullet(item) or not has_bullet(before):
        listed.append(item)
    elif not before.endswith((";", ".")):
        listed[-1] = f"{before} {item}"


def _kept_rightly(item: str) -> str:
    """Lưu as the decree prints it, where its colon or VT was read wrongly: "- Lưu VI, TH" → "- Lưu: VT, TH"."""
    found = _KEPT_BADLY.match(item)
    return f"- Lưu: {'VT' if found[1] else ''}{item[found.end() :]}" if found else item


def _is_heading(line: str) -> bool:
    return len(line) < 400 and any(_HEADING.match(plain(part)) for part in columns(line))


def _ends(line: str) -> bool:
    looked_at = plain(line).strip()
    return _COPY.fullmatch(looked_at) is not None or re.match(r"phu luc\b(?!.*[;.]$)", looked_at) is not None


def _parts(line: str) -> list[str]:
    """The pieces of a line of the end: columns, and what a scanner ran together."""
    found: list[str] = []
    for column in columns(line):
        column = re.sub(r"^[~=_»«]+[\s-]*(?=\w)", "- ", _SCRAPS.sub("", column))
        cut = _cut(column)
        found += [part for part in (column[:cut].strip(), column[cut:].strip()) if part]
    return [part for part in found if not (is_rule(part) or is_noise(part) or _is_scrap(part))]


def _is_scrap(part: str) -> bool:
    """What a reader made of a signature or a seal."""
    letters = sum(map(str.isalpha, part))
    return (
        letters < 3 or _NOTE.fullmatch(plain(part).strip()) is not None or (len(part) > 4 and letters < len(part) * 0.5)
    )


def _cut(column: str) -> int:
    """Where the right column begins in a run of both; the whole is one column at its length or at 0."""
    if len(column) > _LONGEST:
        return len(column)
    if _KEPT.match(plain(column)) and (glued := _glued(column)):
        return glued
    heading = _HEADING.match(plain(column))
    if heading and (is_sign(column[heading.end() :]) or name_in(column[heading.end() :])):
        return heading.end()
    for start in (found.end() for found in re.finditer(r"\s+", column)):
        rest, before = column[start:], column[:start].rstrip()
        listed = has_bullet(column) or before.endswith((";", "."))
        if listed and is_sign(rest) and not before.endswith(("TM.", "KT.", "TL.", "TUQ.", "Q.")):
            return start
        if before.endswith((";", ".", ",", ")")) and has_surname(rest) and name_in(rest):
            return start
    return len(column)


def _glued(column: str) -> int:
    """Where a title begins that came without a gap behind Lưu: "VT, VHXH.Q. TRƯỞNG PHÒNG"; 0 for none."""
    starts = [at for at in range(4, len(column) - 3) if column[at].isupper() and not column[at - 1].islower()]
    signs = [at for at in starts if is_sign(column[at:])]
    marked = [at for at in signs if _MARK.match(column[at:])]
    own = [at for at in signs if not column[at - 1].isalpha()]  # no "KT.GIÁM ĐỐC" out of "TĐKT.GIÁM ĐỐC"
    return (marked[-1:] or own or signs or [0])[0]


def _sorted_out(listed: Sequence[str]) -> list[str]:
    """The heading first."""
    return sorted(listed, key=lambda part: _HEADING.match(plain(part)) is None)

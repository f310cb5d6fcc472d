"""The head of an old document, its two columns pulled apart: which words are letterhead, number, place and date, stamp.

A scanner's reader, and many a PDF, put both columns on one line: "XÃ TÂN HÒA Độc lập - Tự do - Hạnh phúc".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from doc_templates.imported.dated import HOUR
from doc_templates.imported.noise import FIGURE, is_noise, letters_of, loosely, words
from doc_templates.imported.titles import abbreviation_of, title_of
from doc_templates.whole_text.letterhead import FAR, TO
from doc_templates.whole_text.lines import columns, is_capitals, is_rule, plain

_BASE = re.compile(r"(?:[-–+*]\s*)?(?:can cu|xet|theo de nghi|thuc hien|dieu \d)\b")
_ABOUT = re.compile(r"(?:v\s?/\s?v|v\.v|ve viec)\b\s*[.:]?\s*")
_FIRST_WORDS = re.compile(r"(?:i|1|a)\s*[.)]\s")
_DOTS = r"[\s.…_:,]*"
_O, _A = "oòóỏõọôồốổỗộơờớởỡợ06", "aàáảãạăằắẳẵặâầấẩẫậ4"
_LABEL = rf"(?<![^\W_])s[{_O}]\s*[:.;,]?"
_SYMBOL = r"[^\W_][^\s,;|]*(?:\s?[-–/.]\s?(?!(?:ngay)\b)[A-ZĐÐ0-9&][^\s,;|]*)*"
_NUMBER = re.compile(
    rf"(?i:{_LABEL}){_DOTS}(?P<number>(?=[\dOoQlI|S])(?:\d{{1,2}}\.\d{{3}}|{FIGURE}{{1,6}})(?:\s?[a-zđ](?=\s*[/-]))?)?{_DOTS}"
    rf"(?:/\s?(?P<year>[12oOlI]{FIGURE}{{3}}))?\s*(?P<mark>[/|\\-]|\s)\s*(?P<symbol>{_SYMBOL})"
)
_BARE = re.compile(
    r"(?P<number>\d{1,5}[a-zđ]?)(?:/(?P<year>[12]\d{3}))?\s?(?P<mark>[/-])\s?"
    rf"(?P<symbol>(?=[A-ZĐÐ]){_SYMBOL})"
)
_DAY = re.compile(
    rf"ng[{_A}]y{_DOTS}(?P<day>{FIGURE}{{1,2}})?{_DOTS}th[{_A}]ng{_DOTS}(?P<month>{FIGURE}{{1,2}})?{_DOTS}"
    rf"n[{_A}]m{_DOTS}(?P<year>{FIGURE}{{2,4}})?(?![^\W_])",
    re.IGNORECASE,
)
_SHORT_DAY = re.compile(
    r"(?:ng[àa]y\s+)?(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>(?:19|20)\d\d)(?![\d/])",
    re.IGNORECASE,
)
_BLANKS = re.compile(
    rf"(?<=\bs[{_O}])\s{{3,}}(?=[:/\d])|(?<=\bs[{_O}]:)\s{{3,}}(?=[/\d])|(?<=\bs[{_O}] :)\s{{3,}}(?=[/\d])"
    rf"|(?<=ng[{_A}]y)\s{{3,}}(?=th|\d)|(?<=th[{_A}]ng)\s{{3,}}(?=n|\d)|(?<=n[{_A}]m)\s{{3,}}(?=\d)",
    re.IGNORECASE,
)
"""Room left for the pen inside number and date: no gap between columns."""


@dataclass(frozen=True)
class Piece:
    """A part of a line: what it is (motto, slogan, party, number, dated, urgency, secrecy, circulation, rule, noise,
    about, capitals, "") and its words; `found`: how number or date matched."""

    what: str
    words: str
    found: re.Match[str] | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Head:
    """The pieces above title or Kính gửi in reading order, and the index of the first line that is no head."""

    pieces: tuple[Piece, ...]
    end: int

    def first(self, what: str) -> Piece | None:
        return next((piece for piece in self.pieces if piece.what == what), None)


def head_of(lines: Sequence[str]) -> Head:
    """The head of a document; without pieces where there is none."""
    end = _end(lines)
    pieces = tuple(piece for line in lines[:end] for piece in _pieces(line))
    known = {piece.what for piece in pieces} & {"motto", "slogan", "party", "number", "dated"}
    return Head(pieces, end) if known else Head((), 0)


def _end(lines: Sequence[str]) -> int:
    """The line of the title or of Kính gửi; else behind the last line with something only a head has."""
    last = 0
    seen = 0
    for at, line in enumerate(lines):
        looked_at = plain(line).strip()
        if not looked_at:
            continue
        seen += 1
        if seen > FAR or len(line) > 600:
            break
        if TO.match(looked_at) or (title_of(line) and not _number_ahead(lines, at)):
            return at
        if _BASE.match(looked_at) or _FIRST_WORDS.match(looked_at):
            break
        if {piece.what for piece in _pieces(line)} & {"motto", "slogan", "party", "number", "dated", "about"}:
            last = at + 1
    return last


def _number_ahead(lines: Sequence[str], at: int) -> bool:
    """Whether the number stands below: then "KẾ HOẠCH" is the end of an agency's name that was broken."""
    below = [piece.what for line in lines[at + 1 : at + 6] for piece in _pieces(line)]
    above = [piece.what for line in lines[:at] for piece in _pieces(line)]
    return "number" in below and "number" not in above


def _pieces(line: str) -> Iterator[Piece]:
    if is_noise(line):
        yield Piece("noise", line.strip())
        return
    for part in columns(_BLANKS.sub(" ", line)):
        yield from _cut(part)


def _cut(part: str) -> Iterator[Piece]:
    """A part cut where number, date or motto begin; what is left between is told by its look."""
    known = next(filter(None, (_known(part, what) for what in ("motto", "slogan", "party", "dated", "number"))), None)
    if known is None:
        if part.strip():
            yield Piece(_look(part), part.strip())
        return
    piece, start, end = known
    yield from _cut(part[:start]) if part[:start].strip() else ()
    yield piece
    yield from _cut(part[end:]) if part[end:].strip() else ()


def _known(part: str, what: str) -> tuple[Piece, int, int] | None:
    if what in ("motto", "slogan", "party"):
        found = _phrase(what).search(plain(part))
        return (Piece(what, part[found.start() : found.end()]), found.start(), found.end()) if found else None
    if what == "number":
        numbered = _numbered(part)
        return (Piece(what, numbered[0].strip(), numbered), numbered.start(), numbered.end()) if numbered else None
    dated = _dated(part)
    if dated is None or _is_cited(part):
        return None
    start = _place_start(part, dated.start())
    return Piece(what, part[start : dated.end()].strip(), dated), start, dated.end()


def _numbered(part: str) -> re.Match[str] | None:
    if _is_cited(part):
        return None
    labelled = _NUMBER.search(part)
    if labelled and (labelled["mark"].strip() or (labelled["number"] and _begins_with_kind(labelled["symbol"]))):
        return labelled
    bare = _BARE.match(part.strip())
    return bare if bare and bare.end() == len(part.strip()) else None


def _begins_with_kind(symbol: str) -> bool:
    """ "Số 15 QĐ/UB" of old, not "Số 512 ngày …"."""
    return abbreviation_of(re.split(r"[-/.\s]", symbol)[0], "") != ""


def _dated(part: str) -> re.Match[str] | None:
    found = _DAY.search(part)
    if found:
        return found
    short = _SHORT_DAY.search(part)
    return short if short and len(part) <= 60 and (short.start() == 0 or "," in part[: short.start()]) else None


def _is_cited(part: str) -> bool:
    """A line that speaks of another document: "V/v triển khai Nghị định số 30/2020/NĐ-CP", "(Kèm theo … số …)"."""
    looked_at = plain(part).strip()
    return bool(re.match(r"\(|\|?kem theo|can cu|thuc hien", looked_at)) or (
        _ABOUT.match(looked_at) is not None and not re.search(r"[A-ZĐ][^\s,]*,\s*ng", part)
    )


def _place_start(part: str, day: int) -> int:
    """Where the place before "ngày" begins: the words with capitals before the comma."""
    before = HOUR.sub("", part[:day]).rstrip(" ,.;…")
    if numbered := _numbered(before):
        return numbered.end()
    start = len(before)
    for word in reversed(list(re.finditer(r"\S+", before))[-6:]):
        if not (word[0][0].isupper() or word[0].isdecimal()):
            break
        start = word.start()
    return start if start < len(before) else day


def _look(part: str) -> str:
    """What a piece is by its look alone."""
    looked_at = plain(part).strip(" .:;*_-")
    for kind, names in words()["stamps"].items():
        if any(letters_of(part) == name.replace(" ", "") for name in names) and part.strip("[]() .").isupper():
            return str(kind)
    if is_rule(part) or not re.search(r"[^\W\d_]{2}", part):
        return "rule"
    if _ABOUT.match(looked_at):
        return "about"
    return "capitals" if is_capitals(part) else ""


@cache
def _phrase(what: str) -> re.Pattern[str]:
    phrase = words()["head"][what]
    if what == "motto":  # "VIỆT NAM" may be on the next line
        loose = loosely("cong hoa xa hoi chu nghia")
        return re.compile(rf"{loose}(?:[\s]*{loosely('viet nam')})?")
    return re.compile(loosely(phrase) + r"(?!\w)")

"""Signs for and against each fact of an old document: what agrees with it, what contradicts it, how it was read.

A sign is a word that certainty.toml weighs; this file only sees them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from doc_templates.imported.agencies import abbreviations_of
from doc_templates.imported.file_name import same_symbol
from doc_templates.imported.known import Known
from doc_templates.imported.noise import letters_of
from doc_templates.imported.sheet import Sheet
from doc_templates.imported.signers import has_surname, is_sign
from doc_templates.legal_basis import parse as parse_basis

_OPENS = re.compile(r"(?i)(?:v[ềe] |phê|ban |khen|tổ chức|triển|đề |kết|công|tặng|báo|xin|mời)")
_TERRITORY = re.compile(r"(?i)\b(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu)\s+(.+)$")
_TWO_SIGN = ("hop-dong", "ban-ghi-nho", "ban-thoa-thuan", "bien-ban")
_ODD = re.compile(r"[|\\~^{}<>_=]|\d{6}")


@dataclass(frozen=True)
class Seen:
    """A fact beside all that was read and all that is known."""

    value: object
    sheet: Sheet
    known: Known

    @property
    def text(self) -> str:
        return str(self.value)

    @property
    def signs(self) -> tuple[str, ...]:
        """The lines above the name."""
        return (self.sheet.tail.signs if self.sheet.tail else ()) or self.sheet.whole.signer_lines


def of(key: str, seen: Seen, letters: float) -> set[str]:
    """The signs of one fact; "scanned" and "badly_scanned" where the letters were guessed."""
    found = {sign for sign, holds in _EYES[key](seen).items() if holds}
    return found | ({"scanned"} if letters < 1 else set()) | ({"badly_scanned"} if letters < 0.85 else set())


def _kind(seen: Seen) -> dict[str, bool]:
    sheet, value = seen.sheet, seen.value
    meant, named = (sheet.numbered.kinds if sheet.numbered else ()), sheet.clues.kinds
    letter = value == "cong-van"
    return {
        "titled": sheet.title is not None,
        "exact": sheet.title is not None and sheet.title.exact,
        "symbol_agrees": value in meant or (letter and sheet.numbered is not None and not meant),
        "symbol_differs": bool(meant) and value not in meant,
        "name_agrees": value in named,
        "name_differs": bool(named) and value not in named,
        "about": letter and bool(sheet.about),
        "addressed": letter and "addressees" in sheet.whole.values,
    }


def _number(seen: Seen) -> dict[str, bool]:
    numbered, clues = seen.sheet.numbered, seen.sheet.clues
    printed = numbered is not None and numbered.number == seen.value
    return {
        "printed": printed,
        "clean": printed and numbered is not None and numbered.clean,
        "kind_agrees": printed and _kind_agrees(seen.sheet),
        "name_agrees": clues.number == seen.value,
        "name_differs": bool(clues.number) and clues.number != seen.value,
        "long": len(seen.text) > 4,
    }


def _kind_agrees(sheet: Sheet) -> bool:
    """Whether title and symbol name one kind; a công văn's symbol names none."""
    kind = sheet.title.kind if sheet.title else sheet.whole.kind
    if sheet.numbered is None or not kind:
        return False
    return kind in sheet.numbered.kinds or (kind == "cong-van" and not sheet.numbered.kinds)


def _symbol(seen: Seen) -> dict[str, bool]:
    numbered = seen.sheet.numbered
    symbol = numbered.symbol if numbered else ""
    groups = set(re.split(r"[-/]", symbol))
    agency = abbreviations_of(seen.sheet.issuer.name) if seen.sheet.issuer else set()
    return {
        "clean": numbered is not None and numbered.clean,
        "known": numbered is not None and numbered.known,
        "kind_agrees": _kind_agrees(seen.sheet),
        "agency_agrees": bool(groups & agency),
        "office_agrees": bool(groups & {*seen.known.abbreviations}),
        "name_agrees": bool(seen.sheet.clues.symbol) and same_symbol(symbol, seen.sheet.clues.symbol),
        "odd": re.search(r"[^\w&./-]|[a-z]{2}", symbol.replace("TTg", "TTG")) is not None,
    }


def _reference(seen: Seen) -> dict[str, bool]:
    numbered = seen.sheet.numbered
    of_number = _number(Seen(numbered.number if numbered else 0, seen.sheet, seen.known))
    return _symbol(seen) | {f"number_{sign}": holds for sign, holds in of_number.items()}


def _dated(seen: Seen) -> dict[str, bool]:
    day, dated, clues = seen.value, seen.sheet.dated, seen.sheet.clues
    if not isinstance(day, date):
        return {}
    printed = dated is not None and dated.day == day
    cited = _latest_cited(seen.sheet)
    return {
        "printed": printed,
        "clean": printed and dated is not None and dated.clean,
        "in_words": printed and dated is not None and dated.in_words,
        "placed": printed and dated is not None and bool(dated.place),
        "name_agrees": clues.day == day,
        "year_agrees": day.year in {clues.year, seen.sheet.numbered.year if seen.sheet.numbered else 0},
        "name_differs": bool(clues.year) and clues.year != day.year,
        "after_bases": cited is not None and cited <= day and day.year - cited.year < 10,
        "before_bases": cited is not None and cited > day,
        "in_future": seen.known.today is not None and day > seen.known.today,
    }


def _latest_cited(sheet: Sheet) -> date | None:
    """The latest day among the bases: a document is no older than what it rests on."""
    bases = sheet.whole.values.get("bases")
    days = [parse_basis(str(basis)).dated for basis in bases] if isinstance(bases, list) else []
    return max((day for day in days if day), default=None)


def _place(seen: Seen) -> dict[str, bool]:
    letters, issuer, dated = letters_of(seen.text), seen.sheet.issuer, seen.sheet.dated
    places = _places(issuer.superior, issuer.name) if issuer else []
    return {
        "of_issuer": bool(letters) and letters in map(letters_of, places),
        "in_text": seen.sheet.below.of(seen.text)[1],
        "known": letters in map(letters_of, seen.known.places),
        "capitals": all(word[:1].isupper() or word[:1].isdigit() for word in seen.text.split()),
        "long": len(seen.text) > 30,
        "dated": dated is not None and dated.day is not None,
    }


def _places(*names: str) -> list[str]:
    """The names of territories in names of agencies: "Ủy ban nhân dân huyện Mai Sơn" → "Mai Sơn"."""
    return [
        found[1]
        for name in names
        for found in re.finditer(r"(?i)\b(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu)\s+(.+)$", name)
    ]


def _issuer(seen: Seen) -> dict[str, bool]:
    issuer, numbered, dated = seen.sheet.issuer, seen.sheet.numbered, seen.sheet.dated
    if issuer is None:
        return {}
    groups = set(re.split(r"[-/]", numbered.symbol)) if numbered else set()
    place = letters_of(dated.place) if dated else ""
    return {
        "begins": issuer.begins,
        "known": issuer.known,
        "symbol_agrees": bool(groups & abbreviations_of(issuer.name)),
        "in_text": seen.sheet.below.of(seen.text)[1],
        "broken": len(seen.text.split()) > 14 or letters_of(seen.text).count("nhandan") > 1,
        "headed": any(seen.sheet.head.first(what) for what in ("motto", "slogan", "party")),
        "few": len(issuer.lines) <= 3,
        "place_agrees": bool(place) and place in letters_of(f"{issuer.superior} {issuer.name}"),
        "odd": _ODD.search(seen.text) is not None,
    }


def _subject(seen: Seen) -> dict[str, bool]:
    subject, named = seen.text, {*map(letters_of, seen.sheet.clues.words.split())}
    shared = {letters_of(word) for word in subject.split() if len(word) > 1} & named
    return {
        "titled": seen.sheet.title is not None,
        "about": bool(seen.sheet.about),
        "opens": _OPENS.match(subject) is not None,
        "long": len(subject) > 300,
        "short": len(subject) < 12,
        "capitals": subject.isupper(),
        "name_agrees": len([word for word in shared if word.isalpha()]) >= 2,
        "bases_follow": bool({"bases", "addressees"} & seen.sheet.whole.values.keys()),
        "odd": _ODD.search(subject) is not None,
    }


def _stamp(seen: Seen) -> dict[str, bool]:
    return {"numbered": seen.sheet.numbered is not None, "headed": seen.sheet.head.first("motto") is not None}


def _signer(seen: Seen) -> dict[str, bool]:
    return {
        "known": letters_of(seen.text) in map(letters_of, seen.known.signers),
        "surname": has_surname(seen.text),
        "titled": any(map(is_sign, seen.signs)),
        "listed": seen.sheet.tail is not None,
        "full": 3 <= len(seen.text.split()) <= 4,
        "two_sign": seen.sheet.title is not None and seen.sheet.title.kind in _TWO_SIGN,
    }


def _signing(seen: Seen) -> dict[str, bool]:
    tail, issuer = seen.sheet.tail, seen.sheet.issuer
    marked = any("." in sign for sign in seen.signs)
    return {
        "sure": all(map(is_sign, seen.signs)),
        "few": len(seen.signs) <= 3,
        "listed": tail is not None,
        "signed": bool(tail and tail.name) or "signer" in seen.sheet.whole.values,
        "marked": marked,
        "committee_unmarked": not marked and issuer is not None and issuer.name.startswith(("Ủy ban", "Hội đồng")),
        "lone": len(seen.signs) == 1,
        "two_sign": seen.sheet.title is not None and seen.sheet.title.kind in _TWO_SIGN,
    }


def _list(seen: Seen) -> dict[str, bool]:
    lines = seen.value if isinstance(seen.value, tuple) else (seen.text,)
    return {
        "titled": seen.sheet.title is not None or bool(seen.sheet.about),
        "listed": seen.sheet.tail is not None,
        "long": any(len(line) > 400 for line in lines),
        "odd": any(len(line) < 2 or _ODD.search(line) for line in lines),
        "unplaced": bool(seen.sheet.whole.unplaced),
    }


_EYES: dict[str, Callable[[Seen], dict[str, bool]]] = {
    "kind": _kind, "number": _number, "symbol": _symbol, "reference": _reference, "dated": _dated, "place": _place,
    "issuer": _issuer, "superior": _issuer, "subject": _subject, "urgency": _stamp, "secrecy": _stamp, "bases": _list,
    "addressees": _list, "recipients": _list, "signer": _signer, "signer_title": _signing, "authority": _signing,
    "kept_at": _list, "body": _list, "appendix": _list,
}  # fmt: skip
"""Each field's eye; the keys are those of read_fields."""

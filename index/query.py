"""What people type → Query. Never raises: whatever is not understood is searched as words and noted.

Words · "phrases" · document numbers (15/KH-UBND, số 15) · dates · fields loại: năm: người ký: số: (also without marks,
and kind: year: signer: number:) with a value in quotes or up to the next field. There are no operators: AND, *, ( ),
~ and : are at most words.
"""

import re
from functools import cache

from .asked import Asked, Note, Query, Unit
from .text import Token, Word, clean, exact_key, folded_key, is_quiet, key, kinds, plain_words, tokens
from .units import Day, Reference, days, typed_references, typed_symbols

__all__ = ["Asked", "Note", "Query", "Unit", "parse_query"]

LONGEST_QUERY = 2000
"""Characters that are read; nobody types more, and a pasted document is not a question."""
MOST_WORDS = 40


def parse_query(text: str) -> Query:
    """Read what was typed. Any string is a query."""
    draft = _Draft(text)
    rest = draft.take_fields(_QUOTES.sub('"', clean(text[:LONGEST_QUERY])))
    rest = draft.take_phrases(rest)
    draft.take_words(rest)
    return draft.query()


_QUOTES = re.compile("[“”„‟«»＂]")
_FIELD = re.compile(r"(?<![^\W_])(?P<name>ng[ưu][ờơo]i\s+k[ýyíi]|[^\W\d_]+)\s*:(?!//)", re.IGNORECASE)
_FIELDS = {
    "loai": "kind", "kind": "kind", "nam": "year", "year": "year", "nguoi ki": "signer", "signer": "signer",
    "so": "number", "number": "number",
}  # fmt: skip
_PHRASE = re.compile(r'"([^"]*)"')
_NUMBER = re.compile(r"(?<![^\W_])s[ốo]\s+(?P<number>\d{1,7})(?![^\W_]|\s*/|[.,]\d)", re.IGNORECASE)
_LEAD = re.compile(r"(?<![^\W_])(?:s[ốo]|ng[àa]y)\s*:?\s*$", re.IGNORECASE)


class _Draft:
    """A query in the making: each step takes what it understands and hands on the rest of the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.kind: str | None = None
        self.year: int | None = None
        self.number: int | None = None
        self.signer: str | None = None
        self.units: list[Unit] = []
        self.phrases: list[str] = []
        self.segments: list[str] = []
        self.notes: list[Note] = []

    def take_fields(self, text: str) -> str:
        """Fields with their values; returns the text without them, unknown ones left in."""
        found = [match for match in _FIELD.finditer(text) if not _inside_quotes(text, match.start())]
        known = [(match, _FIELDS[name]) for match in found if (name := _field_name(match)) in _FIELDS]
        self.notes += [
            Note("unknown_field", {"field": match["name"]}) for match in found if _field_name(match) not in _FIELDS
        ]
        ends = [match.start() for match, _ in known[1:]] + [len(text)]
        rest = text[: known[0][0].start()] if known else text
        for (match, name), end in zip(known, ends, strict=False):
            rest += "\n" + self._take_field(name, match["name"], text[match.end() : end].strip())
        return rest

    def _take_field(self, name: str, shown: str, value: str) -> str:
        """One field; returns what of its value is not part of it."""
        quoted = re.match(r'"([^"]*)"?', value)
        inner, rest = (quoted[1].strip(), value[quoted.end() :]) if quoted else (value, "")
        taken = getattr(self, f"_take_{name}")(inner, bool(quoted))
        if taken is None:
            self.notes.append(Note("bad_value", {"field": shown, "value": inner}))
            return f"{inner}\n{rest}"
        return f"{taken}\n{rest}"

    def _take_kind(self, value: str, quoted: bool) -> str | None:
        found = list(tokens(value))
        for count in range(min(4, len(found)), 0, -1):
            if kind := _kind_named(value[found[0].start : found[count - 1].end]):
                self.kind = kind
                return value[found[count - 1].end :]
        if quoted and found:
            self.kind = "-".join(word.folded for word in plain_words(value))
            return ""
        return None

    def _take_year(self, value: str, _quoted: bool) -> str | None:
        match = re.match(r"\d{4}(?!\d)", value)
        if not match:
            return None
        self.year = int(match[0])
        return value[4:]

    def _take_number(self, value: str, _quoted: bool) -> str | None:
        if any(found.start == 0 for found in typed_references(value)):
            return value
        match = re.match(r"\d{1,7}(?![^\W_])", value)
        if not match:
            return None
        self.number = int(match[0])
        return value[match.end() :]

    def _take_signer(self, value: str, quoted: bool) -> str | None:
        if not plain_words(value):
            return None
        name = re.match(r'[^",;\n]+', value)
        self.signer = name[0].strip() if name and not quoted else value
        return value[name.end() :] if name and not quoted else ""

    def take_phrases(self, text: str) -> str:
        """Phrases in quotes; a quoted number or date stays in the text, a lone quote is nothing."""

        def take(match: re.Match[str]) -> str:
            units: list[Reference | Day] = [*typed_references(match[1]), *days(match[1])]
            if units and units[0].end - units[0].start == len(match[1].strip()):
                return f"\n{match[1]}\n"
            if plain_words(match[1]):
                self.phrases.append(match[1].strip())
            return "\n"

        return _PHRASE.sub(take, text)

    def take_words(self, text: str) -> None:
        """Dates and document numbers, then the words between them."""
        units: list[Reference | Day] = [*typed_references(text), *days(text)]
        for found in units:
            text = self._take_unit(text, found)
        text = _NUMBER.sub(lambda match: self._take_bare_number(match, text), text)
        self.segments = [segment for segment in text.split("\n") if plain_words(segment)]

    def _take_unit(self, text: str, found: Reference | Day) -> str:
        """Blank out a unit, with the "số" or "ngày" before it, keeping all other places."""
        start = found.start
        if lead := _LEAD.search(text[:start]):
            start = lead.start()
        shown = text[found.start : found.end]
        if isinstance(found, Reference):
            self.units.append(Unit("reference", found.whole, shown))
        else:
            self.units.append(Unit("date", found.unit, shown, found.day))
        return text[:start] + "\n" * (found.end - start) + text[found.end :]

    def _take_bare_number(self, match: re.Match[str], text: str) -> str:
        """`số 15` at the beginning or after a kind's name is a document's number; in `dân số 15` it is not."""
        before = plain_words(text[: match.start()].rpartition("\n")[2])
        if before and not _ends_with_kind(before):
            return match[0]
        self.units.append(Unit("number", str(int(match["number"])), match[0]))
        return "\n"

    def query(self) -> Query:
        typed = [_typed_words(segment) for segment in self.segments]
        phrases = [_typed_words(phrase) for phrase in self.phrases]
        marked = any(word.marked for run in (*typed, *phrases) for word in run)
        runs, cut = _cut([_with_quiet(run, marked) for run in typed])
        if cut:
            self.notes.append(Note("too_long", {"words": MOST_WORDS}))
        return Query(
            text=self.text,
            runs=tuple(tuple(run) for run in runs if run),
            phrases=tuple(tuple(phrase[:MOST_WORDS]) for phrase in phrases),
            units=tuple(dict.fromkeys(self.units)),
            kind=self.kind,
            year=self.year,
            signer=tuple(_typed_words(self.signer or "", names=True)),
            number=self.number,
            typed=tuple(_as_typed(self.segments)),
            typed_phrases=tuple(self.phrases),
            typed_signer=self.signer,
            notes=tuple(self.notes),
        )


def _inside_quotes(text: str, place: int) -> bool:
    """Within a pair of quotes; a quote that never closes opens nothing."""
    return any(match.start() < place < match.end() for match in _PHRASE.finditer(text))


def _field_name(match: re.Match[str]) -> str:
    return " ".join(word.folded for word in plain_words(match["name"]))


def _kind_named(value: str) -> str | None:
    """The kind that has this name or abbreviation; with its marks first (đề án is ĐA, dự án DA)."""
    return _kind_keys().get(exact_key(value)) or _kind_keys().get(folded_key(value))


@cache
def _kind_keys() -> dict[str, str]:
    named = [(name, kind) for kind, names in kinds().items() for name in names]
    return {folded_key(name): kind for name, kind in reversed(named)} | {exact_key(name): kind for name, kind in named}


def _ends_with_kind(before: list[Word]) -> bool:
    return any(_kind_named(" ".join(word.folded for word in before[-count:])) for count in (1, 2, 3))


def _typed_words(text: str, names: bool = False) -> list[Asked]:
    """Words with what was meant by their marks. Written-out abbreviations count as typed without marks."""
    symbols = [match.span() for match in typed_symbols(text)]
    asked: list[Asked] = []
    for token in tokens(text):
        plain = names or any(start <= token.start < end for start, end in symbols)
        asked += _asked(token, text, plain)
    return asked


def _asked(token: Token, text: str, plain: bool) -> list[Asked]:
    written = [key(text[token.start : token.end])] if plain else token.words
    return [Asked(word.exact, word.folded, word.marked and len(written) == 1) for word in written]


def _with_quiet(run: list[Asked], marked: bool) -> list[Asked]:
    return [word._replace(quiet=is_quiet(Word(word.exact, word.folded), marked)) for word in run]


def _cut(runs: list[list[Asked]]) -> tuple[list[list[Asked]], bool]:
    """At most MOST_WORDS different words."""
    seen: set[Asked] = set()
    kept: list[list[Asked]] = []
    for run in runs:
        kept.append([])
        for word in run:
            seen.add(word)
            if len(seen) > MOST_WORDS:
                return kept, True
            kept[-1].append(word)
    return kept, False


def _as_typed(segments: list[str]) -> list[str]:
    return [segment[token.start : token.end] for segment in segments for token in tokens(segment)][:MOST_WORDS]

"""What is found by the name of its field (trích yếu: …, nơi nhận: …, hạn trả lời: …): terms "name:word" of an entry.

Names are those of Entry (subject, party, basis, issuer) and of its facts (urgency, due_on, note, …), so that a new fact
is searchable by name without a new index. A word stands there with its marks and without; numbers of documents and
days as units, also a day's month and year.
"""

import re
from collections.abc import Iterator
from hashlib import blake2b

from .abbreviations import DEFAULT
from .asked import Named
from .entry import Entry
from .text import Reading, Word, clean, folded_key
from .units import mentioned_units, own_references

_DAY = re.compile(r"(?P<month>(?P<year>\d{4})-\d\d)-\d\d")
_COUNT = re.compile(r"\d{1,7}")


def named_terms(entry: Entry, reading: Reading = DEFAULT) -> set[str]:
    """The terms of an entry's named fields."""
    terms = {f"{name}:{term}" for name, text in _fields(entry) for term in _terms(clean(text), reading)}
    terms |= {f"reference:{unit}" for unit in own_references(entry.reference, entry.symbol)}
    return terms | {whole_subject(entry.subject)}


def whole_subject(subject: str) -> str:
    """The one term that all entries with the same subject share, marks aside."""
    return f"subject={blake2b(folded_key(subject).encode(), digest_size=8).hexdigest()}"


def asked_terms(named: Named) -> list[str]:
    """The terms that an entry must all have to answer a field of a query."""
    keys = [named.unit] if named.unit else [word.exact if word.marked else word.folded for word in named.words]
    return [f"{named.name}:{key}" for key in keys]


def fact_words(entry: Entry) -> list[str]:
    """The facts that are also searched without their name: words and days, not bare numbers such as of pages."""
    return [_read_aloud(text) for _, text in entry.facts if not _COUNT.fullmatch(text.strip())]


def _fields(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "subject", entry.subject
    yield "issuer", entry.issuer
    yield from (("party", party) for party in entry.parties)
    yield from (("basis", basis) for basis in entry.bases)
    yield from entry.facts


def _terms(text: str, reading: Reading) -> set[str]:
    if day := _DAY.fullmatch(text.strip()):
        return {f"@{day[0]}", f"@{day['month']}", f"@{day['year']}"}
    found: list[Word] = []
    found += reading.words(text, found)
    return {word.exact for word in found} | {word.folded for word in found} | mentioned_units(text)


def _read_aloud(text: str) -> str:
    """A day as documents write it, so that it is read as one."""
    return "/".join(reversed(text.split("-"))) if _DAY.fullmatch(text) else text

"""Entry → the fields that every engine keeps: terms to find it by, columns, and what is shown of it."""

import json
import zlib
from datetime import date

import numpy as np

from .abbreviations import Abbreviations
from .collation import sort_key
from .entry import Entry
from .entry_tokens import analyse
from .text import clean

LONGEST_NAME = 200
"""Characters of a party's name that can be suggested."""

FACTS = np.dtype(
    [
        ("issued_on", "<i4"), ("number", "<i4"), ("year", "<i4"), ("length", "<i4"), ("due_on", "<i4"),
        ("by_reference", "S12"), ("by_subject", "S24"),
    ]
)  # fmt: skip
"""One row a document: days as their ordinals (0: none), and the beginnings of what lists are sorted by."""

CODED = ("agency", "kind", "signer", "issuer", "status", "origin", "urgency")
"""Columns that keep each value once and a number for every document."""


def fields_of(entry: Entry, table: Abbreviations) -> dict[str, object]:
    """An entry as an engine keeps it, abbreviations read by the index's own table."""
    terms = analyse(entry, table)
    coded = {
        "agency": entry.agency_id,
        "kind": json.dumps([entry.kind, entry.kind_name, entry.symbol.partition("-")[0]]),
        "signer": entry.signer,
        "issuer": entry.issuer,
        "status": entry.status,
        "origin": entry.origin,
        "urgency": entry.fact("urgency"),
    }
    return {
        "id": {entry.id: 1},
        "exact": terms.exact,
        "folded": terms.folded,
        "pairs": terms.pairs,
        "units": dict.fromkeys(terms.units, 1),
        "named": dict.fromkeys(terms.named, 1),
        "parties": dict.fromkeys(filter(None, map(_party, entry.parties)), 1),
        "readers": dict.fromkeys(entry.readers, 1),
        "facts": _facts(entry, terms.length),
        **{name: value.encode("utf-8", "replace") for name, value in coded.items()},
        "label": json.dumps([entry.reference, entry.subject]).encode(),
        "tokens": terms.packed,
        "shown": _shown(entry, terms.body),
    }


def _party(name: str) -> str:
    return " ".join(clean(name).split())[:LONGEST_NAME]


def _facts(entry: Entry, length: int) -> bytes:
    row = (
        entry.issued_on.toordinal(), entry.number, entry.year, length, _day(entry.fact("due_on")),
        sort_key(entry.symbol or entry.reference, 12), sort_key(entry.subject, 24),
    )  # fmt: skip
    return np.array([row], FACTS).tobytes()


def _day(iso: str) -> int:
    """Its ordinal; 0 for what is no day."""
    try:
        return date.fromisoformat(iso).toordinal()
    except ValueError:
        return 0


def _shown(entry: Entry, body: str) -> bytes:
    """What a hit shows, with the body its snippet is cut from."""
    values = (
        entry.id, entry.reference, entry.kind, entry.kind_name, entry.subject, entry.signer, entry.issuer, entry.status,
        entry.origin, entry.facts, body,
    )  # fmt: skip
    return zlib.compress(json.dumps(values, ensure_ascii=False).encode("utf-8", "replace"), 3)

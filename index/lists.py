"""What stands around a list: how many there are of each sort, and the order people choose."""

import json
from collections import Counter
from collections.abc import Iterable

import numpy as np

from .engine import Facets, Order
from .leaf import Coded, Mask, Numbers
from .restrict import name_key
from .snapshot import Snapshot

NAMES, CODES = ("signer", "issuer", "urgency"), ("status", "origin")
"""Facets of what people write, each in several ways, and of what the program does."""


def sorted_by(order: Order, snapshot: Snapshot, ids: Numbers) -> Numbers:
    """The documents in a chosen order."""
    day, number = snapshot.issued_on[ids], snapshot.number[ids]
    keys = {
        "newest": (-number, -day),
        "oldest": (number, day),
        "reference": (-day, number, -snapshot.year[ids], snapshot.by_reference[ids]),
        "subject": (-number, -day, snapshot.by_subject[ids]),
    }[order]
    return ids[np.lexsort(keys)]


def facets_of(snapshot: Snapshot, listed: Mask, share: float = 1.0) -> Facets:
    """How the listed documents fall by kind, year, signer, …; with a share below 1 they stand for more."""
    ids = np.flatnonzero(listed)
    kinds: Counter[tuple[str, str]] = Counter()
    for value, count in counted(snapshot.coded["kind"], ids):
        kind, name, _ = json.loads(value or '["", "", ""]')
        kinds[kind, name] += count
    often = np.bincount(np.maximum(snapshot.year[ids], 0))
    years = np.flatnonzero(often)
    facets = {
        "kind": _by_count((kind, name, count) for (kind, name), count in kinds.items() if kind or name),
        "year": [(str(year), str(year), int(often[year])) for year in years[::-1]],
        **{name: _by_count(_one_a_name(counted(snapshot.coded[name], ids))) for name in NAMES},
        **{name: _by_count((v, v, count) for v, count in counted(snapshot.coded[name], ids)) for name in CODES},
    }
    if share == 1.0:
        return facets
    return {name: [(value, label, round(n / share)) for value, label, n in each] for name, each in facets.items()}


def _one_a_name(values: Iterable[tuple[str, int]]) -> Iterable[tuple[str, str, int]]:
    """Names that are only written differently as one, written as most often."""
    spellings: dict[str, list[tuple[int, str]]] = {}
    for value, count in values:
        if value:
            spellings.setdefault(name_key(value) or value, []).append((-count, value))
    for same in spellings.values():
        written = min(same)[1]
        yield written, written, -sum(count for count, _ in same)


def counted(coded: Coded, ids: Numbers) -> list[tuple[str, int]]:
    """The values of a column that the documents have, and how many have each."""
    counts = np.bincount(coded.codes[ids], minlength=len(coded.values))
    return [(coded.values[code], int(counts[code])) for code in np.flatnonzero(counts)]


def _by_count(values: Iterable[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    return sorted(values, key=lambda value: (-value[2], value[1]))

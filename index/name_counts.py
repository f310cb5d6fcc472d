"""How many of the visible documents have each name: signers, issuers, kinds, parties; kept with the view."""

import json
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from .leaf import Leaf, Mask, Numbers
from .snapshot import Snapshot, View

MOST_KEPT = 8
"""Views whose counts are kept."""


class _Parties(NamedTuple):
    """The parties of a leaf, the documents of each one after another, and where each one's begin."""

    names: list[str]
    documents: Numbers
    begins: Numbers


_PARTIES: "WeakKeyDictionary[Leaf, _Parties]" = WeakKeyDictionary()
"""A leaf never changes: what was read of it serves every later state of the index."""


def name_counts(snapshot: Snapshot, view: View, what: str) -> dict[str, int]:
    """Name → how many visible documents have it, without those that none has."""
    counts = view.names.get(what)
    if counts is None:
        counts = _of_parties(snapshot, view.seen) if what == "party" else _of_column(snapshot, view, what)
        _keep(snapshot, view)
        view.names[what] = counts
    return counts


def _keep(snapshot: Snapshot, view: View) -> None:
    """The counts of the last few views are kept: a large archive has tens of thousands of names."""
    if view not in snapshot.named:
        snapshot.named.append(view)
        while len(snapshot.named) > MOST_KEPT:
            snapshot.named.popleft().names.clear()


def _of_column(snapshot: Snapshot, view: View, what: str) -> dict[str, int]:
    coded = snapshot.coded[what]
    often = np.bincount(coded.codes[view.seen], minlength=len(coded.values)).tolist()
    counts: dict[str, int] = {}
    for value, count in zip(coded.values, often, strict=True):
        if count:
            name = json.loads(value or '["", "", ""]')[1] if what == "kind" else value
            counts[name] = counts.get(name, 0) + count
    return counts


def _of_parties(snapshot: Snapshot, seen: Mask) -> dict[str, int]:
    counts: dict[str, int] = {}
    for start, leaf in snapshot.started():
        parties = _parties(leaf)
        if parties.names:
            visible = seen[start : start + leaf.size][parties.documents]
            often = np.add.reduceat(visible.astype(np.int64), parties.begins).tolist()
            for name, count in zip(parties.names, often, strict=True):
                if count:
                    counts[name] = counts.get(name, 0) + count
    return counts


def _parties(leaf: Leaf) -> _Parties:
    if leaf not in _PARTIES:
        found = list(leaf.terms.beginning("parties", b""))
        lists = [np.zeros(0, np.uint32), *(leaf.terms.read(place)[0] for _, place in found)]
        begins = np.cumsum([len(documents) for documents in lists[:-1]], dtype=np.int64)
        names = [name.decode("utf-8", "replace") for name, _ in found]
        _PARTIES[leaf] = _Parties(names, np.concatenate(lists).astype(np.int64), begins)
    return _PARTIES[leaf]

"""Which documents may be seen and were chosen beside the words: agency, filters, fields of the query.

The agency is always part of it: whoever asks never learns of another agency's documents, not even their number."""

import json
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from .asked import Asked, Query
from .engine import Filters
from .text import exact_key, folded_key
from .whoosh_snapshot import Coded, Snapshot

Mask = NDArray[np.bool_]


def allowed(query: Query, filters: Filters, snapshot: Snapshot) -> Mask:
    """What may be seen and was chosen beside the words."""
    allowed = snapshot.alive & _holding_one_of(snapshot.agency, [filters.agency_id])
    for kind in filter(None, (filters.kind, query.kind)):
        allowed &= _holding_one_of(snapshot.kind, [value for value in snapshot.kind.values if _is_kind(value, kind)])
    for year in filter(None, (filters.year, query.year)):
        allowed &= snapshot.year == year
    if filters.signer is not None:
        allowed &= _holding_one_of(snapshot.signer, _signers_named(snapshot, filters.signer))
    if query.signer:
        allowed &= _holding_one_of(
            snapshot.signer, [name for name in snapshot.signer.values if _has(name, query.signer)]
        )
    if query.number is not None:
        allowed &= snapshot.number == query.number
    if filters.since:
        allowed &= snapshot.issued_on >= filters.since.toordinal()
    if filters.until:
        allowed &= snapshot.issued_on <= filters.until.toordinal()
    return allowed


def _holding_one_of(coded: Coded, wanted: Iterable[str]) -> Mask:
    wanted = set(wanted)
    return np.array([value in wanted for value in coded.values], np.bool_)[coded.codes]


def _is_kind(value: str, kind: str) -> bool:
    """`kind`: an id, a name or an abbreviation without marks; `value` as whoosh_writer stores it, or Whoosh's ""."""
    asked = folded_key(kind)
    return any(folded_key(known) == asked for known in json.loads(value or "[]"))


def _signers_named(snapshot: Snapshot, name: str) -> list[str]:
    """The signer of a facet; failing that, whoever is written alike, or alike without marks."""
    values = snapshot.signer.values
    if name in values:
        return [name]
    return [v for v in values if exact_key(v) == exact_key(name)] or [
        v for v in values if folded_key(v) == folded_key(name) == exact_key(name)
    ]


def _has(name: str, asked: tuple[Asked, ...]) -> bool:
    """Whether a name has all the words, with their marks where they were typed."""
    exact, folded = exact_key(name).split(), folded_key(name).split()
    return all(word.exact in exact if word.marked else word.folded in folded for word in asked)

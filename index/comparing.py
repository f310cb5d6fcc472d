"""Is the index what its entries would make it? Every posting and every column is compared, none is trusted.

The postings are read once, each added as a hash to the sum of its documents; the sum an entry would have is made from
its own words. A forged, hidden or invented entry shows so without a second index beside the first.
"""

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .entry import Entry
from .leaf import Leaf
from .snapshot import Snapshot
from .stored import CODED, fields_of

What = Literal["missing", "forged", "unknown"]
POSTED = ("id", "exact", "folded", "pairs", "units", "named", "parties", "readers")
ALL_BITS = 2**64 - 1


def compare(snapshot: Snapshot, entries: Iterable[Entry], *, whole: bool) -> Iterator[tuple[str, What]]:
    """(id, what is wrong) of each entry that the index lacks or says otherwise; with `whole`, where `entries` are all
    there are, of those too that the index made up. Raises Damaged."""
    sums, places = _read(snapshot)
    nameless = int(snapshot.alive.sum()) - len({place for found in places.values() for place in found})
    for entry in entries:
        found = places.pop(entry.id, [])
        if not found:
            yield entry.id, "missing"
        elif len(found) > 1 or not _same(snapshot, sums, found[0], entry):
            yield entry.id, "forged"
    if whole:
        yield from ((id_, "unknown") for id_ in places)
        yield from (("", "unknown") for _ in range(nameless))


def _read(snapshot: Snapshot) -> tuple[NDArray[np.uint64], dict[str, list[int]]]:
    """The sum of each document's postings, and where the living entries stand."""
    sums = np.zeros(snapshot.size, np.uint64)
    places: dict[str, list[int]] = {}
    for start, leaf in zip(snapshot.starts, snapshot.leaves, strict=True):
        for posting in leaf.terms.all_postings():
            ids = posting.ids.astype(np.int64) + int(start)
            with np.errstate(over="ignore"):
                sums[ids] += np.uint64(_hash(posting.field, posting.term)) * posting.counts.astype(np.uint64)
            if posting.field == "id":
                living = [int(id_) for id_ in ids if snapshot.alive[id_]]
                places.setdefault(posting.term.decode("utf-8", "replace"), []).extend(living)
    return sums, {id_: found for id_, found in places.items() if found}


def _hash(field: str, term: bytes) -> int:
    return int.from_bytes(blake2b(field.encode() + b"\0" + term, digest_size=8).digest(), "big")


def _same(snapshot: Snapshot, sums: NDArray[np.uint64], place: int, entry: Entry) -> bool:
    fields: Mapping[str, Any] = fields_of(entry, snapshot.table)
    leaf, inside = snapshot.leaf_of(place)
    return int(sums[place]) == _expected(fields, leaf.kept) and _columns(leaf, inside) == {
        "facts": fields["facts"],
        **{name: fields[name].decode() for name in CODED},
        "label": json.loads(fields["label"]),
        "tokens": fields["tokens"],
        "shown": json.loads(zlib.decompress(fields["shown"])),
    }


def _expected(fields: Mapping[str, Mapping[str, int]], kept: Callable[[int], int]) -> int:
    counted = ((name, term, kept(count)) for name in POSTED for term, count in fields[name].items())
    return sum(_hash(name, term.encode()) * count for name, term, count in counted) & ALL_BITS


def _columns(leaf: Leaf, inside: int) -> dict[str, object]:
    coded = leaf.coded
    return {
        "facts": leaf.facts[inside].tobytes(),
        **{name: column.values[column.codes[inside]] for name, column in coded.items()},
        "label": list(leaf.label(inside)),
        "tokens": leaf.tokens(inside),
        "shown": list(leaf.shown(inside)),
    }

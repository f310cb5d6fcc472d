""" "Like this one": the documents that share the rarest pairs of words with a document."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from .engine import Filters, Hit
from .leaf import Shown
from .rank import rarity
from .searching import hit_of
from .snapshot import Snapshot, View
from .text import Reading, Word, clean, is_quiet

READ = 6000
"""Words of a body that are looked at: what a document is about it says early."""
TRIED, TAKEN = 120, 25
"""Pairs whose rarity is looked up, and the rarest of them by which the others are found."""
IN_SUBJECT = 2.0
POSTINGS = 200_000
LEAST_SHARED = 2


def like(snapshot: Snapshot, id_: str, filters: Filters, limit: int) -> list[Hit]:
    """Most alike first, equal ones in force and newest first; [] for a document that may not be seen."""
    view = snapshot.view(filters.agency_id, filters.readers)
    own = snapshot.living(id_)
    if own is None or not view.seen[own]:
        return []
    scores, shared = np.zeros(snapshot.size), np.zeros(snapshot.size, np.int16)
    for share, ids in _rarest(snapshot, view, own):
        scores[ids] += share * rarity(view.documents, len(ids))
        shared[ids] += 1
    shared[own] = 0
    ids = np.flatnonzero(shared >= LEAST_SHARED)
    order = np.lexsort(
        (-snapshot.number[ids], -snapshot.issued_on[ids], snapshot.ended[ids], -np.round(scores[ids], 6))
    )
    return [hit_of(snapshot, int(d), snapshot.shown(int(d)), float(scores[d]), ()) for d in ids[order[:limit]]]


def _rarest(snapshot: Snapshot, view: View, document: int) -> Iterable[tuple[float, np.ndarray]]:
    """(what it weighs, the visible documents that hold it) of the rarest pairs that anybody else has."""
    shown = snapshot.shown(document)
    pairs = _pairs(shown, snapshot.reading(document, shown))
    terms = [(share, snapshot.find("pairs", pair)) for pair, share in pairs.items()]
    found, read = [], 0
    for share, term in sorted(terms, key=lambda each: each[1].documents):
        read += term.documents
        if read > POSTINGS:
            break
        ids = view.of(*term.read()).ids
        if len(ids) > 1:
            found.append((share, ids))
    return sorted(found, key=lambda each: len(each[1]) / each[0])[:TAKEN]


def _pairs(shown: Shown, reading: Reading) -> dict[str, float]:
    """Pairs of the subject, then those the body says most often; none of words that say nothing."""
    subject = Counter(_telling(reading.words(clean(shown.subject))))
    body = Counter(_telling(reading.words(shown.body[: READ * 8])[:READ]))
    often = [pair for pair, _ in body.most_common(TRIED)]
    return dict.fromkeys(often, 1.0) | dict.fromkeys(subject, IN_SUBJECT)


def _telling(found: list[Word]) -> Iterable[str]:
    for left, right in pairwise(found):
        if not (is_quiet(left, True) or is_quiet(right, True)):
            yield f"{left.folded} {right.folded}"

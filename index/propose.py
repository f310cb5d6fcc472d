"""The first pass of the Whoosh engine: which documents are listed at all, and which of them rank.py should order.

Postings are read whole, rarest terms first, until a budget is spent: up to some 100,000 documents that is everything,
and total and facets are exact; beyond, the most common words are left to the second pass and both are estimates.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .engine import Filters
from .query import Asked, Note, Query, Unit
from .rank import LENGTH_SHARE, PAIR_WEIGHT, SATURATION, WITHOUT_ITS_MARKS, Statistics, least_covered, rarity
from .rank import required_words
from .text import exact_key, folded_key
from .whoosh_snapshot import Coded, Numbers, Snapshot, Term

Mask = NDArray[np.bool_]

BUDGET = 500_000
"""Postings that one search reads."""


class _Wanted(NamedTuple):
    """A term to read: how it weighs, and which required word (its index) it covers."""

    term: Term
    weight: float
    covers: int | None


@dataclass
class Proposal:
    """`listed`: the documents of the result; `scores`: a first order among them; `own`: their own number was asked."""

    listed: Mask
    scores: NDArray[np.float64]
    own: Mask
    statistics: Statistics
    exact: bool = True
    notes: list[Note] = field(default_factory=list)

    def best(self, count: int, snapshot: Snapshot) -> Numbers:
        """So many listed documents, best first; equal ones newest first."""
        ids = np.flatnonzero(self.listed)
        if len(ids) > 4 * count:
            keys = self.scores[ids] + self.own[ids] * 1e9
            ids = ids[keys >= np.partition(keys, -count)[-count]]
        order = np.lexsort((-snapshot.number[ids], -snapshot.issued_on[ids], -self.scores[ids], ~self.own[ids]))
        return ids[order[:count]]


def propose(query: Query, filters: Filters, snapshot: Snapshot) -> Proposal:
    """The listed documents of a query with a first score each."""
    proposal = Proposal(
        listed=_allowed(query, filters, snapshot),
        scores=np.zeros(snapshot.size),
        own=np.zeros(snapshot.size, np.bool_),
        statistics=Statistics(snapshot.size, snapshot.average_length, {}, {}, {}),
    )
    optional = _keep_units(query, snapshot, proposal)
    if query.words:
        _keep_phrases(query, snapshot, proposal)
        _keep_words(query, snapshot, proposal, optional)
    return proposal


def _allowed(query: Query, filters: Filters, snapshot: Snapshot) -> Mask:
    """What may be seen and was chosen beside the words."""
    allowed = snapshot.alive & _coded_as(snapshot.agency, [filters.agency_id])
    for kind in filter(None, (filters.kind, query.kind)):
        allowed &= _coded_as(snapshot.kind, [value for value in snapshot.kind.values if _is_kind(value, kind)])
    for year in filter(None, (filters.year, query.year)):
        allowed &= snapshot.year == year
    if filters.signer is not None:
        allowed &= _coded_as(snapshot.signer, _signers_named(snapshot, filters.signer))
    if query.signer:
        allowed &= _coded_as(snapshot.signer, [name for name in snapshot.signer.values if _has(name, query.signer)])
    if query.number is not None:
        allowed &= snapshot.number == query.number
    if filters.since:
        allowed &= snapshot.issued_on >= filters.since.toordinal()
    if filters.until:
        allowed &= snapshot.issued_on <= filters.until.toordinal()
    return allowed


def _coded_as(coded: Coded, wanted: Iterable[str]) -> Mask:
    wanted = set(wanted)
    return np.array([value in wanted for value in coded.values], np.bool_)[coded.codes]


def _is_kind(value: str, kind: str) -> bool:
    """`kind`: an id, a name or an abbreviation without marks; `value` as whoosh_writer stores it."""
    asked = folded_key(kind)
    return any(folded_key(known) == asked for known in json.loads(value))


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


def _keep_units(query: Query, snapshot: Snapshot, proposal: Proposal) -> bool:
    """Keep only documents with the numbers and dates asked for, unless nobody has them: then that is noted and the
    other words are searched. Tells whether the words are optional: a full reference found is reason enough."""
    nothing_else = not query.words
    optional = False
    for unit in query.units:
        own, mentioned = _with_unit(unit, snapshot, proposal.listed)
        if (own | mentioned).any() or nothing_else:
            proposal.listed &= own | mentioned
            proposal.own |= own
            optional |= unit.what == "reference" and bool((own | mentioned).any())
        if not (own | mentioned).any():
            proposal.notes.append(Note(f"{unit.what}_not_found", {unit.what: unit.shown}))
    proposal.own &= proposal.listed
    return optional


def _with_unit(unit: Unit, snapshot: Snapshot, allowed: Mask) -> tuple[Mask, Mask]:
    """The allowed documents whose own unit it is, and those that mention it (a bare number is never a mention)."""
    own = _holding(snapshot, "units", f"={unit.unit}") & allowed
    if unit.what == "number":
        return own, own
    return own, _holding(snapshot, "units", unit.unit) & allowed


def _holding(snapshot: Snapshot, field_name: str, term: str) -> Mask:
    mask = np.zeros(snapshot.size, np.bool_)
    mask[snapshot.find(field_name, term).read()[0]] = True
    return mask


def _keep_phrases(query: Query, snapshot: Snapshot, proposal: Proposal) -> None:
    """Keep documents with every pair of neighbours of every phrase; rank.py looks at the whole."""
    for phrase in query.phrases:
        if len(phrase) == 1:
            proposal.listed &= _holding(snapshot, "folded", phrase[0].folded)
        for left, right in zip(phrase, phrase[1:], strict=False):
            proposal.listed &= _holding(snapshot, "pairs", f"{left.folded} {right.folded}")


def _keep_words(query: Query, snapshot: Snapshot, proposal: Proposal, optional: bool) -> None:
    """Score by BM25, count the required words of each document, and keep those that hold enough of them."""
    free = list(dict.fromkeys(word for run in query.runs for word in run))
    required = [free[index] for index in required_words(free)]
    wanted = sorted(_wanted(query, required, snapshot, proposal.statistics), key=lambda w: w.term.documents)
    norm = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * snapshot.length / max(snapshot.average_length, 1.0))
    covered = np.zeros(snapshot.size, np.int16)
    read, unread = 0, 0
    for place, want in enumerate(wanted):
        read += want.term.documents
        if read > BUDGET and place >= 2:
            unread += want.covers is not None
            proposal.exact = False
            continue
        ids, counts = want.term.read()
        proposal.scores[ids] += want.weight * counts * (SATURATION + 1) / (counts + norm[ids])
        if want.covers is not None:
            covered[ids] += 1
    if not optional:
        _keep_covered(covered, len(required), unread, proposal)


def _wanted(query: Query, required: list[Asked], snapshot: Snapshot, known: Statistics) -> Iterator[_Wanted]:
    """The terms of a query, with what is learnt of their frequencies."""
    place = {word.folded: index for index, word in enumerate(required)}
    assert isinstance(known.exact, dict) and isinstance(known.folded, dict) and isinstance(known.pairs, dict)
    for word in dict.fromkeys(word.folded for word in query.words):
        term = snapshot.find("folded", word)
        known.folded[word] = term.documents
        weight = rarity(snapshot.size, term.documents) * (WITHOUT_ITS_MARKS if query.with_marks else 1.0)
        yield _Wanted(term, weight, place.get(word))
    for word in dict.fromkeys(word.exact for word in query.words) if query.with_marks else ():
        term = snapshot.find("exact", word)
        known.exact[word] = term.documents
        yield _Wanted(term, rarity(snapshot.size, term.documents), None)
    for run in (*query.runs, *query.phrases):
        for pair in dict.fromkeys(f"{a.folded} {b.folded}" for a, b in zip(run, run[1:], strict=False)):
            term = snapshot.find("pairs", pair)
            known.pairs[pair] = term.documents
            yield _Wanted(term, PAIR_WEIGHT * rarity(snapshot.size, term.documents), None)


def _keep_covered(covered: NDArray[np.int16], words: int, unread: int, proposal: Proposal) -> None:
    """Documents with enough of the words. Where none has so many, the best there are, but never for a single word."""
    if not words:
        return
    most = int(covered[proposal.listed].max(initial=0)) + unread
    needed = least_covered(words)
    if words > 2 and most < needed:
        needed = max(most, 2)
    proposal.listed &= covered >= max(needed - unread, 1)
    if needed < words and (covered[proposal.listed] < words - unread).any():
        proposal.notes.append(Note("partial", {"words": words, "required": needed, "most": min(most, words)}))

"""The first pass: which documents are listed at all, and which of them rank.py should order.

Postings are read whole, rarest terms first, until a budget is spent: up to some 100,000 documents that is everything,
and total and facets are exact; beyond, the most common words are left to the second pass and both are estimates. Where
even the rarest is too common, its best documents stand for all of them.
Everything is counted among the visible documents alone. In what order terms are read, and so what is left out beyond
the budget, is the one thing that also hangs on the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .asked import Asked, Note, Query, Unit
from .engine import Filters, Order
from .leaf import Mask, Numbers, Postings
from .rank import (
    LENGTH_SHARE,
    PAIR_WEIGHT,
    SATURATION,
    SENTENCE,
    WITHOUT_ITS_MARKS,
    Statistics,
    rarity,
    required_words,
)
from .restrict import allowed
from .snapshot import Snapshot, Term, View

SENTENCE_SHARE = 0.15
"""What a document must hold of the weight of a sentence's words."""


class _Wanted(NamedTuple):
    """A term to read: what its rarity counts in the score, where its frequency is noted, whether it is required."""

    term: Term
    key: str
    share: float
    frequencies: dict[str, int]
    covers: bool


@dataclass
class Proposal:
    """`listed`: the documents of the result; `scores`: a first order among them; `own`: their own number was asked;
    `holding_all`: how many hold all that was asked for; `share`: what part of all there are is listed, about."""

    listed: Mask
    scores: NDArray[np.float64]
    own: Mask
    statistics: Statistics
    exact: bool = True
    notes: list[Note] = field(default_factory=list)
    holding_all: int = 0
    share: float = 1.0

    def best(self, count: int, snapshot: Snapshot) -> Numbers:
        """So many listed documents, best first; equal ones newest first."""
        ids = np.flatnonzero(self.listed)
        if len(ids) > 4 * count:
            keys = self.scores[ids] + self.own[ids] * 1e9
            ids = ids[keys >= np.partition(keys, -count)[-count]]
        order = np.lexsort(
            (-snapshot.number[ids], -snapshot.issued_on[ids], snapshot.ended[ids], -self.scores[ids], ~self.own[ids])
        )
        return ids[order[:count]]


def propose(query: Query, filters: Filters, snapshot: Snapshot, order: Order = "best") -> Proposal:
    """The listed documents of a query with a first score each; where not all can be read, the first in this order."""
    view = snapshot.view(filters.agency_id, filters.readers)
    proposal = Proposal(
        listed=allowed(query, filters, snapshot, view.seen),
        scores=np.zeros(snapshot.size),
        own=np.zeros(snapshot.size, np.bool_),
        statistics=Statistics(view.documents, view.average_length, {}, {}, {}),
    )
    optional = _keep_units(query, snapshot, proposal)
    proposal.holding_all = int(np.count_nonzero(proposal.listed))
    if query.words:
        _keep_phrases(query, snapshot, proposal)
        optional |= _asks_about_phrase(query)
        _keep_words(query, snapshot, view, proposal, optional=optional, order=order)
        _prefer_number(query, snapshot, proposal)
    return proposal


def _keep_units(query: Query, snapshot: Snapshot, proposal: Proposal) -> bool:
    """Keep only documents with the numbers and dates asked for. One that nobody has is noted, and the other words are
    searched; in a whole sentence they are no condition either, but a document's own number still comes first.
    Tells whether the words are no condition any more: a full reference found is reason enough."""
    sentence = len(required_words(query.words)) >= SENTENCE
    optional = False
    for unit in query.units:
        own, mentioned = _with_unit(unit, snapshot, proposal.listed)
        found = bool((own | mentioned).any())
        if not sentence and (found or not query.words):
            proposal.listed &= own | mentioned
        if not (own.any() if unit.what == "reference" else found):
            proposal.notes.append(Note(f"{unit.what}_not_found", {unit.what: unit.shown}))
        proposal.own |= own & (unit.what != "date" or not sentence)
        optional |= unit.what == "reference" and found and not sentence
    proposal.own &= proposal.listed
    return optional


def _with_unit(unit: Unit, snapshot: Snapshot, allowed: Mask) -> tuple[Mask, Mask]:
    """The allowed documents whose own unit it is, and those that mention it (a bare number is never a mention)."""
    own = snapshot.holding("units", f"={unit.unit}") & allowed
    if unit.what == "number":
        return own, own
    return own, snapshot.holding("units", unit.unit) & allowed


def _keep_phrases(query: Query, snapshot: Snapshot, proposal: Proposal) -> None:
    """Keep documents with every pair of neighbours of every phrase; rank.py looks at the whole."""
    for phrase in query.phrases:
        if len(phrase) == 1:
            proposal.listed &= snapshot.holding("folded", phrase[0].folded)
        for left, right in pairwise(phrase):
            proposal.listed &= snapshot.holding("pairs", f"{left.folded} {right.folded}")


def _asks_about_phrase(query: Query) -> bool:
    """`Thế nào là "quan hệ lao động"?`: the phrase is what it is about, the words around it only ask."""
    return bool(query.phrases) and query.text.rstrip().endswith("?")


def _keep_words(
    query: Query, snapshot: Snapshot, view: View, proposal: Proposal, *, optional: bool, order: Order
) -> None:
    """Score by BM25, count the required words of each document, and keep those that hold enough of them."""
    free = list(dict.fromkeys(word for run in query.runs for word in run))
    required = [free[index] for index in required_words(free)]
    wanted = sorted(_wanted(query, required, snapshot, proposal.statistics), key=lambda w: w.term.documents)
    cover = _Cover(snapshot.size)
    scored = np.zeros(snapshot.size, np.bool_)
    left = snapshot.budget
    for place, want in enumerate(wanted):
        postings = _read(want.term, view, left, order, needed=place < 2)
        left -= want.term.documents
        if postings:
            want.frequencies[want.key] = postings.of
            _score(want, postings, snapshot, view, proposal)
            scored[postings.ids] = True
        else:
            want.frequencies[want.key] = round(want.term.documents * view.documents / max(snapshot.size, 1))
        rare = rarity(view.documents, want.frequencies[want.key])
        if postings and postings.of == len(postings.ids):
            cover.add(want, rare, postings.ids)
        else:
            proposal.exact = False
            cover.leave_out(want, rare, postings)
    ids = np.flatnonzero(scored)  # few of many: what follows looks at them alone
    proposal.scores[ids] = proposal.scores[ids].round(6)  # in whatever order they were added up
    proposal.holding_all = int(np.count_nonzero(proposal.listed))
    if required and not optional:
        cover.keep(proposal, ids)


def _read(term: Term, view: View, left: int, order: Order, *, needed: bool) -> Postings | None:
    """The visible documents of a term; of one with more than are left to be read the first, or none."""
    if term.documents <= left:
        return view.of(*term.read())
    return term.first(left, view, order) if needed and left > 0 else None


def _score(want: _Wanted, postings: Postings, snapshot: Snapshot, view: View, proposal: Proposal) -> None:
    relative = snapshot.length[postings.ids] / max(view.average_length, 1.0)
    norm = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * relative)
    often = postings.counts * (SATURATION + 1) / (postings.counts + norm)
    proposal.scores[postings.ids] += want.share * rarity(view.documents, postings.of) * often


class _Cover:
    """How many of the required words each document holds, and what they weigh."""

    def __init__(self, documents: int) -> None:
        self.held = np.zeros(documents, np.int16)
        self.weight = np.zeros(documents)
        self.words = self.unread = 0
        self.total = self.unread_weight = 0.0
        self.share = 1.0

    def add(self, want: _Wanted, rare: float, ids: Numbers) -> None:
        if want.covers:
            self.words += 1
            self.total += rare
            self.held[ids] += 1
            self.weight[ids] += rare

    def leave_out(self, want: _Wanted, rare: float, some: Postings | None) -> None:
        """A word too common to be read, or of which some were read: every document is taken to hold it."""
        if some and len(some.ids):
            self.share = min(self.share, len(some.ids) / some.of)
        if want.covers:
            self.words += 1
            self.unread += 1
            self.total += rare
            self.unread_weight += rare

    def keep(self, proposal: Proposal, scored: Numbers) -> None:
        """List the documents with enough of the words; where none has, the best, but never for a single word."""
        known = scored[proposal.listed[scored]]
        if self.unread < self.words:
            known = known[self.held[known] > 0]
        else:  # then exact words and pairs alone tell
            proposal.share = self.share
        held, weight = self.held[known] + self.unread, self.weight[known] + self.unread_weight
        most = int(held.max(initial=0))
        needed = least_held(self.words)
        if self.words > 2 and most < needed:
            needed = max(most, 2)
        enough = held >= needed
        if self.words >= SENTENCE:
            enough &= weight >= min(SENTENCE_SHARE * self.total, weight.max(initial=0.0))
        proposal.listed[:] = False
        proposal.listed[known[enough]] = True
        proposal.holding_all = int(np.count_nonzero(held[enough] >= self.words))
        if needed <= most < self.words:
            proposal.notes.append(Note("partial", {"words": self.words, "required": needed, "most": most}))


def least_held(words: int) -> int:
    """How many of so many required words a document must hold: all of two, some 60 of 100 of up to six. Of a whole
    sentence two, if they weigh enough (SENTENCE_SHARE): a question shares its rare words with the answer, not its
    common ones. So a stray common word never lists a document, and a word remembered wrongly does not hide one."""
    if words >= SENTENCE:
        return 2
    return words if words <= 2 else -(-words * 6 // 10)


def _prefer_number(query: Query, snapshot: Snapshot, proposal: Proposal) -> None:
    """Nothing but a number: documents of that number first, whoever mentions it behind."""
    (word, *more) = query.words
    if not more and not query.units and word.exact.isdecimal() and len(word.exact) <= 7:
        proposal.own |= proposal.listed & (snapshot.number == int(word.exact))


def _wanted(query: Query, required: list[Asked], snapshot: Snapshot, known: Statistics) -> Iterator[_Wanted]:
    """The terms of a query; their frequencies among the visible documents are noted when they are read."""
    needed = {word.folded for word in required}

    def wanted(field_name: str, frequencies: dict[str, int], key: str, share: float) -> _Wanted:
        covers = field_name == "folded" and key in needed
        return _Wanted(snapshot.find(field_name, key), key, share, frequencies, covers)

    for key in dict.fromkeys(word.folded for word in query.words):
        yield wanted("folded", known.folded, key, WITHOUT_ITS_MARKS if query.with_marks else 1.0)
    for key in dict.fromkeys(word.exact for word in query.words) if query.with_marks else ():
        yield wanted("exact", known.exact, key, 1.0)
    runs = (*query.runs, *query.phrases)
    for key in dict.fromkeys(f"{a.folded} {b.folded}" for run in runs for a, b in pairwise(run)):
        yield wanted("pairs", known.pairs, key, PAIR_WEIGHT)

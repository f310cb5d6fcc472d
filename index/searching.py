"""One search, the same for every engine that has a Snapshot: propose, rank, count, cut out what the page shows."""

import time
from datetime import date
from typing import NamedTuple

import numpy as np

from .asked import Note, Query
from .engine import Filters, Hit, Order, Results, Snippet, understood
from .leaf import Shown
from .lists import facets_of, sorted_by
from .meant import meant
from .passage import Near, best_passages
from .propose import Proposal, propose
from .query import parse_query
from .rank import Candidate, Weighted, rank
from .snapshot import Snapshot
from .snippet import place_of, snippet
from .text import Reading, clean
from .visible import Visible

RANKED = 100
"""Candidates of the second pass; pages beyond them keep the order of the first."""
VERIFIED = 1000
"""Documents that are looked through for a phrase; where more have its pairs, total and facets are estimates."""


def search(snapshot: Snapshot, query: Query, filters: Filters, offset: int, limit: int, order: Order) -> Results:
    """Results of a query on one state of the index."""
    begun = time.perf_counter()
    answer = _answer(snapshot, query, filters, offset + limit, order)
    proposal = answer.proposal
    listed = int(proposal.listed.sum())
    notes = [*proposal.notes, *([] if proposal.exact else [Note("approximate")])]
    return Results(
        total=round(listed / proposal.share),
        total_is_exact=proposal.exact,
        hits=_hits(snapshot, answer.order[offset : offset + limit], query, answer.weighted, proposal),
        facets=facets_of(snapshot, proposal.listed, proposal.share),
        understood=understood(query, notes),
        took_ms=(time.perf_counter() - begun) * 1000,
        meant=_meant(snapshot, query, filters, proposal),
        listed=listed,
    )


class _Answer(NamedTuple):
    """The documents of a query, so many in their order."""

    proposal: Proposal
    weighted: Weighted
    order: list[int]


def _answer(snapshot: Snapshot, query: Query, filters: Filters, count: int, order: Order) -> _Answer:
    proposal = propose(query, filters, snapshot, order)
    weighted = Weighted(query, proposal.statistics)
    if query.phrases or (query.words and order == "best"):
        listed = _ranked(snapshot, query, weighted, proposal, count)
    else:
        listed = proposal.best(count, snapshot).tolist()
    if order != "best":
        listed = sorted_by(order, snapshot, np.flatnonzero(proposal.listed))[:count].tolist()
    return _Answer(proposal, weighted, listed)


def _meant(snapshot: Snapshot, query: Query, filters: Filters, proposal: Proposal) -> str | None:
    def find(text: str) -> tuple[int, int | None]:
        found = _answer(snapshot, parse_query(text, snapshot.table), filters, 1, "best")
        return found.proposal.holding_all, next(iter(found.order), None)

    return meant(query, proposal.holding_all, Visible(snapshot, filters, find))


def _ranked(snapshot: Snapshot, query: Query, weighted: Weighted, proposal: Proposal, count: int) -> list[int]:
    """So many documents in their order; the proposal then lists only those with the phrases."""
    best = proposal.best(VERIFIED if query.phrases else RANKED, snapshot).tolist()
    candidates = [
        Candidate(
            packed=snapshot.tokens(d),
            issued_on=int(snapshot.issued_on[d]),
            number=int(snapshot.number[d]),
            own=bool(proposal.own[d]),
            ended=bool(snapshot.ended[d]),
        )
        for d in best
    ]
    ranked = rank(weighted, candidates)
    order = [best[place.candidate] for place in ranked]
    proposal.scores[order] = [place.score for place in ranked]
    if query.phrases:
        _list_only(order, len(best), proposal)
    elif count > len(order):
        behind = proposal.best(count, snapshot).tolist()
        order += [document for document in behind if document not in set(best)]
    return order


def _list_only(order: list[int], verified: int, proposal: Proposal) -> None:
    proposal.exact &= verified == int(proposal.listed.sum())
    proposal.listed[:] = False
    proposal.listed[order] = True
    proposal.holding_all = min(proposal.holding_all, len(order))


def _hits(snapshot: Snapshot, page: list[int], query: Query, weighted: Weighted, proposal: Proposal) -> list[Hit]:
    passages = best_passages(weighted, [snapshot.tokens(document) for document in page] if query.words else [])
    nears = passages or [None] * len(page)
    scores = proposal.scores
    return [_hit(snapshot, d, query, near, float(scores[d])) for d, near in zip(page, nears, strict=True)]


def _hit(snapshot: Snapshot, document: int, query: Query, near: Near | None, score: float) -> Hit:
    shown = snapshot.shown(document)
    reading = snapshot.reading(document, shown)
    return hit_of(snapshot, document, shown, score, _snippet(shown, query, near, reading))


def hit_of(snapshot: Snapshot, document: int, shown: Shown, score: float, passage: Snippet) -> Hit:
    """A document as it is listed."""
    return Hit(
        id=shown.id,
        score=score,
        reference=shown.reference,
        kind=shown.kind,
        kind_name=shown.kind_name,
        subject=shown.subject,
        issued_on=date.fromordinal(int(snapshot.issued_on[document])),
        signer=shown.signer,
        snippet=passage,
        issuer=shown.issuer,
        status=shown.status,
        origin=shown.origin,
        facts=tuple((name, words) for name, words in shown.facts),
    )


def _snippet(shown: Shown, query: Query, near: Near | None, reading: Reading) -> Snippet:
    """From the body; from the subject where only that has the words, or there is no body."""
    if near:
        place = place_of(shown.body, *near, reading)
        return snippet(shown.body, place, query.words, query.units, reading=reading)
    passage = snippet(clean(shown.subject), 0, query.words, query.units, reading=reading)
    if shown.body.strip() and not any(lit for _, lit in passage):
        return snippet(shown.body, 0, query.words, query.units, reading=reading)
    return passage

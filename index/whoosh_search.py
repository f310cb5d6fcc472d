"""One search of the Whoosh engine: propose, rank, count, cut out what the page shows."""

import json
import time
from collections import Counter
from collections.abc import Iterable
from datetime import date

import numpy as np
from numpy.typing import NDArray

from .asked import Note, Query
from .engine import Filters, Hit, Results, Snippet, understood
from .passage import Near, best_passages
from .propose import Proposal, propose
from .rank import Candidate, Weighted, rank
from .snippet import place_of, snippet
from .text import clean
from .whoosh_snapshot import Shown, Snapshot

RANKED = 100
"""Candidates of the second pass; pages beyond them keep the order of the first."""
VERIFIED = 1000
"""Documents that are looked through for a phrase; where more have its pairs, total and facets are estimates."""

Facets = dict[str, list[tuple[str, str, int]]]


def search(snapshot: Snapshot, query: Query, filters: Filters, offset: int, limit: int) -> Results:
    """Results of a query on one state of the index."""
    begun = time.perf_counter()
    proposal = propose(query, filters, snapshot)
    weighted = Weighted(query, proposal.statistics)
    if query.words:
        order = _ranked(snapshot, query, weighted, proposal, offset + limit)
    else:
        order = proposal.best(offset + limit, snapshot).tolist()
    notes = [*proposal.notes, *([] if proposal.exact else [Note("approximate")])]
    return Results(
        total=int(proposal.listed.sum()),
        total_is_exact=proposal.exact,
        hits=_hits(snapshot, order[offset : offset + limit], query, weighted, proposal),
        facets=_facets(snapshot, proposal),
        understood=understood(query, notes),
        took_ms=(time.perf_counter() - begun) * 1000,
    )


def _ranked(snapshot: Snapshot, query: Query, weighted: Weighted, proposal: Proposal, count: int) -> list[int]:
    """So many documents in their order; the proposal then lists only those with the phrases."""
    best = proposal.best(VERIFIED if query.phrases else RANKED, snapshot).tolist()
    candidates = [
        Candidate(snapshot.tokens(d), int(snapshot.issued_on[d]), int(snapshot.number[d]), bool(proposal.own[d]))
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


def _hits(snapshot: Snapshot, page: list[int], query: Query, weighted: Weighted, proposal: Proposal) -> list[Hit]:
    passages = best_passages(weighted, [snapshot.tokens(document) for document in page] if query.words else [])
    nears = passages or [None] * len(page)
    scores = proposal.scores
    return [_hit(snapshot, d, query, near, float(scores[d])) for d, near in zip(page, nears, strict=True)]


def _hit(snapshot: Snapshot, document: int, query: Query, near: Near | None, score: float) -> Hit:
    shown = snapshot.shown(document)
    return Hit(
        id=shown.id,
        score=score,
        reference=shown.reference,
        kind=shown.kind,
        kind_name=shown.kind_name,
        subject=shown.subject,
        issued_on=date.fromordinal(int(snapshot.issued_on[document])),
        signer=shown.signer,
        snippet=_snippet(shown, query, near),
    )


def _snippet(shown: Shown, query: Query, near: Near | None) -> Snippet:
    """From the body; from the subject where only that has the words, or there is no body."""
    if near:
        return snippet(shown.body, place_of(shown.body, *near), query.words, query.units)
    passage = snippet(clean(shown.subject), 0, query.words, query.units)
    if shown.body.strip() and not any(lit for _, lit in passage):
        return snippet(shown.body, 0, query.words, query.units)
    return passage


def _facets(snapshot: Snapshot, proposal: Proposal) -> Facets:
    kinds: Counter[tuple[str, str]] = Counter()
    for value, count in _counted(snapshot.kind.codes[proposal.listed], snapshot.kind.values):
        kind, name, _ = json.loads(value)
        kinds[kind, name] += count
    years, counts = np.unique(snapshot.year[proposal.listed], return_counts=True)
    signers = _counted(snapshot.signer.codes[proposal.listed], snapshot.signer.values)
    return {
        "kind": _by_count((kind, name, count) for (kind, name), count in kinds.items()),
        "year": [(str(y), str(y), int(count)) for y, count in zip(years[::-1], counts[::-1], strict=True)],
        "signer": _by_count((name, name, count) for name, count in signers if name),
    }


def _counted(codes: NDArray[np.int32], values: list[str]) -> list[tuple[str, int]]:
    counts = np.bincount(codes, minlength=len(values))
    return [(values[code], int(counts[code])) for code in np.flatnonzero(counts)]


def _by_count(values: Iterable[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    return sorted(values, key=lambda value: (-value[2], value[1]))

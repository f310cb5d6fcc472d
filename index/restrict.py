"""Which of the visible documents were chosen beside the words: filters, and fields of the query.

What may be seen at all (agency, readers) is Snapshot.view, and always comes first: whoever asks never learns of another
document, not even that a number is taken."""

import json
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from .asked import Asked, Query
from .engine import Filters
from .leaf import Mask, Numbers
from .named import asked_terms
from .snapshot import Snapshot
from .text import exact_key, folded_key


def allowed(query: Query, filters: Filters, snapshot: Snapshot, seen: Mask) -> Mask:
    """What was chosen of `seen`."""
    allowed = seen.copy()
    for kind in filter(None, (filters.kind, query.kind)):
        values = [value for value in snapshot.coded["kind"].values if _is_kind(value, kind)]
        allowed &= snapshot.holding_one_of("kind", values)
    for year in filter(None, (filters.year, query.year)):
        allowed &= snapshot.year == year
    for name, chosen in _chosen(query, filters):
        allowed &= snapshot.holding_one_of(name, written_alike(snapshot.coded[name].values, chosen))
    if query.statuses:
        allowed &= snapshot.holding_one_of("status", query.statuses)
    if query.signer:
        names = [name for name in snapshot.coded["signer"].values if _has(name, query.signer)]
        allowed &= snapshot.holding_one_of("signer", names)
    if query.number is not None:
        allowed &= snapshot.number == query.number
    for named in query.named:
        for term in asked_terms(named):
            allowed &= snapshot.holding("named", term)
    for limits in (filters, query):
        _keep_days(allowed, snapshot.issued_on, limits.since, limits.until)
        _keep_days(allowed, snapshot.due_on, limits.due_since, limits.due_until)
    return allowed


def _chosen(query: Query, filters: Filters) -> Iterable[tuple[str, str]]:
    """(coded column, a value of it) of everything chosen from a facet or typed as one."""
    for name in ("signer", "issuer", "status", "origin", "urgency"):
        for where in (filters, query):
            chosen = getattr(where, name, None)
            if isinstance(chosen, str):
                yield name, chosen


def _keep_days(allowed: Mask, days: Numbers, since: date | None, until: date | None) -> None:
    """Only documents of these days; one without a day (0) is in no span."""
    if since:
        allowed &= days >= since.toordinal()
    if until:
        allowed &= (days <= until.toordinal()) & (days > 0)


def _is_kind(value: str, kind: str) -> bool:
    """`kind`: an id, a name or an abbreviation without marks; `value` as whoosh_writer stores it, or Whoosh's ""."""
    asked = folded_key(kind)
    return any(folded_key(known) == asked for known in json.loads(value or "[]"))


def written_alike(values: Iterable[str], name: str) -> list[str]:
    """Whatever is written as a facet's value, letter case and the place of tones aside; failing that, alike without
    marks."""
    values = list(values)
    exact, folded = name_key(name), folded_key(name)
    found = [value for value in values if value == name or name_key(value) == exact]
    return found or [value for value in values if exact == folded == folded_key(value)]


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """What is equal for names that are only written differently: NGUYỄN THỊ THUÝ is Nguyễn Thị Thúy."""
    return exact_key(name)


def _has(name: str, asked: tuple[Asked, ...]) -> bool:
    """Whether a name has all the words, with their marks where they were typed."""
    exact, folded = exact_key(name).split(), folded_key(name).split()
    return all(word.exact in exact if word.marked else word.folded in folded for word in asked)

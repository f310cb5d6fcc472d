"""What somebody may be typing: kinds, people, agencies, numbers and subjects of the documents they may see."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from heapq import nsmallest
from itertools import islice
from typing import Literal

import numpy as np

from .beginnings import Typed, typed_words
from .engine import Completion, Filters
from .leaf import Mask
from .name_counts import name_counts
from .named import whole_subject
from .restrict import name_key
from .snapshot import Snapshot, View
from .text import clean, fold, folded_key, plain_words
from .units import typed_references

SHORTEST = 2
"""Letters from which on something is suggested."""
LONGEST = 200
"""Characters that are read."""
LOOKED_AT = 60
"""Documents whose subjects are read, the newest that have the words."""
ENDINGS = 1000
"""Words that the last one may become; nobody knows more that begin with two given letters."""
MOST_LOOKED_AT = 300
"""Names, the most frequent, whose marks are compared with those typed."""
WHAT: tuple[Literal["signer", "issuer", "kind", "party"], ...] = ("signer", "issuer", "kind", "party")
_NUMBER = re.compile(r"\s*(?:s[ốo]\s*)?0*(?P<number>\d{1,7})\s*(?P<rest>/[^\s]*)?\s*$", re.IGNORECASE)


def complete(snapshot: Snapshot, typed: str, filters: Filters, limit: int) -> list[Completion]:
    """Numbers first where a number is typed; then names, at most half of the list; then subjects."""
    view = snapshot.view(filters.agency_id, filters.readers)
    asked = typed_words(typed[:LONGEST])
    if asked is None or len(asked.folded) < SHORTEST or not view.documents:
        return []
    first = list(_references(snapshot, view, typed)) if _NUMBER.match(clean(typed)) else []
    names = sorted(_names(snapshot, view, asked, limit), key=lambda found: (-found.count, found.text))
    subjects = _subjects(snapshot, view, asked)
    room = max(limit - len(first) - len(subjects), limit // 2)
    return [*first, *names[:room], *subjects][:limit]


def _names(snapshot: Snapshot, view: View, typed: Typed, limit: int) -> Iterator[Completion]:
    for what in WHAT:
        counts = name_counts(snapshot, view, what)
        begun = {name for _, leaf in snapshot.started() for name in leaf.beginnings(what).begun(typed)}
        ranked = nsmallest(MOST_LOOKED_AT, ((-counts[name], name) for name in begun if name in counts))
        fitting = ((name, -count) for count, name in ranked if typed.stands_in(plain_words(clean(name))))
        yield from (Completion(name, what, count) for name, count in _one_a_name(fitting, limit))


def _one_a_name(found: Iterable[tuple[str, int]], limit: int) -> Iterator[tuple[str, int]]:
    """The first names, each as it is written most often, with those that are only written differently."""
    joined: dict[str, tuple[str, int]] = {}
    for name, count in found:
        first, known = joined.get(name_key(name), (name, 0))
        joined[name_key(name)] = first, known + count
        if len(joined) > limit:
            break
    yield from joined.values()


def _references(snapshot: Snapshot, view: View, typed: str) -> Iterator[Completion]:
    match = _NUMBER.match(clean(typed))
    prefix = f"={match['number']}{fold(match['rest'] or '/')}" if match else ""
    found: Counter[str] = Counter()
    for document in _newest(snapshot, _beginning(snapshot, "units", prefix) & view.seen):
        found[snapshot.label(document).reference] += 1
    for reference in found:
        wholes = [unit.whole for unit in typed_references(clean(reference))] or [fold("".join(reference.split()))]
        ids = view.of(*snapshot.find("units", f"={wholes[0]}").read()).ids
        yield Completion(reference, "reference", max(len(ids), found[reference]))


def _subjects(snapshot: Snapshot, view: View, typed: Typed) -> list[Completion]:
    """Those that have the words side by side first, then the most frequent, then the newest."""
    having = view.seen.copy()
    for word in typed.words[:-1] if typed.open else typed.words:
        having &= snapshot.holding("named", f"subject:{word.exact if word.marked else word.folded}")
    if typed.open:
        having &= _beginning(snapshot, "named", f"subject:{typed.words[-1].folded}")
    found: dict[str, tuple[bool, Completion]] = {}
    for document in _newest(snapshot, having):
        subject = " ".join(clean(snapshot.label(document).subject).split())
        key, words = folded_key(subject), plain_words(subject)
        if key not in found and typed.all_in(words):
            ids = view.of(*snapshot.find("named", whole_subject(subject)).read()).ids
            found[key] = typed.stands_in(words), Completion(subject, "subject", len(ids))
    return [each for _, each in sorted(found.values(), key=lambda pair: (not pair[0], -pair[1].count))]


def _beginning(snapshot: Snapshot, field: str, prefix: str) -> Mask:
    """The documents with a term that begins so; of very many the first in order."""
    mask = np.zeros(snapshot.size, np.bool_)
    for start, leaf in snapshot.started():
        terms = leaf.terms.beginning(field, prefix.encode("utf-8", "replace"))
        folded = (found for term, found in terms if term.isascii())  # what is marked stands there without marks too
        for found in islice(folded, ENDINGS):
            mask[leaf.terms.read(found)[0].astype(np.int64) + start] = True
    return mask


def _newest(snapshot: Snapshot, having: Mask) -> Iterable[int]:
    ids = np.flatnonzero(having)
    order = np.lexsort((-snapshot.number[ids], -snapshot.issued_on[ids]))
    return [int(document) for document in ids[order[:LOOKED_AT]]]

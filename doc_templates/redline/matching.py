"""Which items of two sequences are the same, in order: the ground under redline.py. Near-linear, also for 100 pages.

Equal beginnings and ends first, then items that stand once on either side (patience), then difflib for what is small;
where nothing tells, both sides are halved, so that no input takes long.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

Pair = tuple[int, int]
SMALL = 20_000
"""Old times new items up to which difflib, whose time is their product at worst, looks at a stretch."""
DEEPEST = 24


def matched(old: Sequence[str], new: Sequence[str], junk: Callable[[str], bool] | None = None) -> list[Pair]:
    """(place in old, place in new) of equal items, growing on both sides. `junk` items never match alone."""
    return sorted(_matched(old, new, junk))


def rising(pairs: Sequence[Pair]) -> list[Pair]:
    """The longest choice of pairs that grows on both sides; `pairs` grow strictly on their first."""
    ends: list[int] = []  # the smallest second of a chain of each length
    chain: list[tuple[Pair, int]] = []
    last: list[int] = []
    for pair in pairs:
        length = bisect_left(ends, pair[1])
        ends[length : length + 1] = [pair[1]]
        last[length : length + 1] = [len(chain)]
        chain.append((pair, last[length - 1] if length else -1))
    found, at = [], last[-1] if last else -1
    while at >= 0:
        found.append(chain[at][0])
        at = chain[at][1]
    return found[::-1]


def _matched(old: Sequence[str], new: Sequence[str], junk: Callable[[str], bool] | None) -> Iterator[Pair]:
    waiting = [(0, len(old), 0, len(new), 0)]
    while waiting:
        start, end, start_new, end_new, depth = waiting.pop()
        while start < end and start_new < end_new and old[start] == new[start_new]:
            yield start, start_new
            start, start_new = start + 1, start_new + 1
        while start < end and start_new < end_new and old[end - 1] == new[end_new - 1]:
            end, end_new = end - 1, end_new - 1
            yield end, end_new
        if start == end or start_new == end_new:
            continue
        if (end - start) * (end_new - start_new) <= SMALL:
            yield from _by_difflib(old[start:end], new[start_new:end_new], start, start_new, junk)
            continue
        waiting += _split(old, new, (start, end, start_new, end_new, depth))


def _by_difflib(
    old: Sequence[str], new: Sequence[str], at: int, at_new: int, junk: Callable[[str], bool] | None
) -> Iterator[Pair]:
    for block in SequenceMatcher(junk, old, new, autojunk=False).get_matching_blocks():
        yield from ((at + block.a + step, at_new + block.b + step) for step in range(block.size))


Stretch = tuple[int, int, int, int, int]


def _split(old: Sequence[str], new: Sequence[str], stretch: Stretch) -> list[Stretch]:
    """The stretches between what stands once on either side; the halves where nothing does."""
    start, end, start_new, end_new, depth = stretch
    anchors = _anchors(old[start:end], new[start_new:end_new]) if depth < DEEPEST else []
    if not anchors:
        middle, middle_new = (start + end) // 2, (start_new + end_new) // 2
        return [(start, middle, start_new, middle_new, depth + 1), (middle, end, middle_new, end_new, depth + 1)]
    cuts = [(start, start_new), *((start + one, start_new + other) for one, other in anchors), (end, end_new)]
    # each stretch begins with its anchor, which is then matched as an equal beginning
    return [(one, next_one, other, next_other, depth + 1) for (one, other), (next_one, next_other) in pairwise(cuts)]


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    count, count_new = Counter(old), Counter(new)
    places = {item: at for at, item in enumerate(new) if count_new[item] == 1}
    return rising([(at, places[item]) for at, item in enumerate(old) if count[item] == 1 and item in places])

"""Which line of the old text became which line of the new: unchanged, changed, renumbered or moved. Part of redline.py.

Lines are known by their words without their number, so that a clause put in does not make all that follow look new.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from doc_templates.marks import read_line
from doc_templates.redline.matching import Pair, matched, rising

ALIKE = 0.5
"""Share of common words from which two lines are one line that changed."""
ALIKE_AND_MOVED = 0.8
"""… and one line that went elsewhere."""
ALIKE_IN_PLACE = 0.3
"""… where nothing else stands at the same place."""
FEWEST_WORDS = 4
"""A shorter line that turns up elsewhere is no moved one: "1. Mục đích" stands in every plan."""
RARE = 12
"""Lines that share a word up to which the word helps to find the line again."""


@dataclass(frozen=True)
class Pairs:
    """Lines that belong together. `in_order`: growing on both sides; `moved`: old place → new place."""

    in_order: list[Pair]
    moved: dict[int, int]


def pair_lines(old: Sequence[str], new: Sequence[str]) -> Pairs:
    """Finds each old line's place in the new text, where it has one."""
    cores, cores_new = [core(line) for line in old], [core(line) for line in new]
    sure = matched(cores, cores_new)
    words, words_new = _left(cores, {at for at, _ in sure}), _left(cores_new, {at for _, at in sure})
    likely = _likely(words, words_new)
    in_order: list[Pair] = []
    for gap, gap_new in _gaps(sure, len(old), len(new)):
        in_order += _within(gap, gap_new, likely, words, words_new)
    found = {at for at, _ in in_order}, {at for _, at in in_order}
    moved = _moved(likely, found, words, words_new)
    return Pairs(sorted(sure + in_order), moved)


def core(line: str) -> str:
    """The words of a line without its number; the whole line where there is nothing else."""
    return read_line(line).rest.strip() or line.strip()


def _left(cores: Sequence[str], taken: set[int]) -> dict[int, Counter[str]]:
    return {at: Counter(words.casefold().split()) for at, words in enumerate(cores) if at not in taken and words}


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """Share of the words that two lines have in common, from 0 to 1."""
    return 2 * (one & other).total() / ((one.total() + other.total()) or 1)


def _likely(words: Mapping[int, Counter[str]], words_new: Mapping[int, Counter[str]]) -> dict[int, tuple[int, float]]:
    """new place → the most alike old place and how alike; looked for by the words that few lines have."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for at, counted in words.items():
        for word in counted:
            by_word[word].append(at)
    found: dict[int, tuple[int, float]] = {}
    for at_new, counted in words_new.items():
        rare = sorted((by_word[word] for word in counted if 0 < len(by_word.get(word, ())) <= RARE), key=len)[:RARE]
        shared = Counter(at for places in rare for at in places)
        best = max(
            ((likeness(words[at], counted), -abs(at - at_new), at) for at, _ in shared.most_common(5)), default=None
        )
        if best and best[0] >= ALIKE:
            found[at_new] = best[2], best[0]
    return found


def _gaps(sure: Sequence[Pair], length: int, length_new: int) -> Iterator[tuple[range, range]]:
    at = at_new = 0
    for place, place_new in [*sure, (length, length_new)]:
        if place > at and place_new > at_new:
            yield range(at, place), range(at_new, place_new)
        at, at_new = place + 1, place_new + 1


def _within(
    gap: range,
    gap_new: range,
    likely: Mapping[int, tuple[int, float]],
    words: Mapping[int, Counter[str]],
    words_new: Mapping[int, Counter[str]],
) -> list[Pair]:
    """Lines of one gap that changed where they stand."""
    wanted = [(at_new, likely[at_new][0]) for at_new in gap_new if at_new in likely and likely[at_new][0] in gap]
    pairs = [(at, at_new) for at_new, at in rising(wanted)]
    started = [(gap.start - 1, gap_new.start - 1), *pairs, (gap.stop, gap_new.stop)]
    for (at, at_new), (end, end_new) in pairwise(started):
        if end - at == end_new - at_new:
            side_by_side = zip(range(at + 1, end), range(at_new + 1, end_new), strict=True)
            pairs += [pair for pair in side_by_side if _same_place(pair, words, words_new)]
    return pairs


def _same_place(pair: Pair, words: Mapping[int, Counter[str]], words_new: Mapping[int, Counter[str]]) -> bool:
    at, at_new = pair
    return at in words and at_new in words_new and likeness(words[at], words_new[at_new]) >= ALIKE_IN_PLACE


def _moved(
    likely: Mapping[int, tuple[int, float]],
    found: tuple[set[int], set[int]],
    words: Mapping[int, Counter[str]],
    words_new: Mapping[int, Counter[str]],
) -> dict[int, int]:
    placed, placed_new = found
    moved: dict[int, int] = {}
    for at_new, (at, alike) in sorted(likely.items(), key=lambda one: -one[1][1]):
        enough = min(words[at].total(), words_new[at_new].total()) >= FEWEST_WORDS
        if alike >= ALIKE_AND_MOVED and enough and not (at in placed or at in moved or at_new in placed_new):
            moved[at] = at_new
    return moved


def text_lines(text: str) -> list[str]:
    """The lines of a text, exactly: joined by line ends they are the text again. An empty text has none."""
    return text.split("\n") if text else []


def rows_text(rows: Iterable[Mapping[str, object]], columns: Sequence[str]) -> list[str]:
    """Rows of a table as lines of cells parted by tabs."""
    return ["\t".join(str(row.get(column) or "") for column in columns) for row in rows]

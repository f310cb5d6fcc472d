"""Which words of a text the question means: the neighbours it names where they stand together, the others alone.

"thi đua" lights "thi đua", not every "thi" of "thi hành"; a word that never stands beside its neighbours is lit by
itself. Marks typed are meant; where no word of the text has them, the words without marks are lit (recognised scans).
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.abbreviations import DEFAULT
from index.asked import Asked, Query
from index.reading import Reading
from index.text import tokens
from index.units import days, month_unit, parts, references

NEAR = 30
"""Words of a passage: where most of what was asked for stands within so many, there the reader begins."""
Run = Sequence[Asked]
Names = frozenset[str]
"""What of the question a word is: "=khen" with its marks, "~khen" without, "#15/kh-ubnd"."""


@dataclass(frozen=True)
class Lit:
    """Letters of the text from `start` to `end`; `at`: how many words stand before; `means`: what of the question."""

    start: int
    end: int
    at: int
    means: Names


class Text:
    """A text's words with their places, and where among them those of the question stand."""

    def __init__(self, text: str, query: Query, reading: Reading) -> None:
        read = tokens(text, reading=reading)
        found = [(token.start, token.end, word) for token in read for word in token.words]
        self.spans = [(start, end) for start, end, _ in found]
        exact = {word.exact for _, _, word in found}
        asked = [*query.words, *query.signer]
        self.names = {
            word: f"={word.exact}" if word.marked and word.exact in exact else f"~{word.folded}" for word in asked
        }
        wanted = set(self.names.values())
        standing = (
            (at, wanted.intersection((f"={word.exact}", f"~{word.folded}"))) for at, (_, _, word) in enumerate(found)
        )
        self.standing = {at: frozenset(names) for at, names in standing if names}

    def lit(self, at: int, length: int, means: Names) -> Lit:
        return Lit(self.spans[at][0], self.spans[at + length - 1][1], at, means)

    def together(self, run: Run, least: int) -> Iterator[Lit]:
        """Where at least so many neighbours of a run stand together; quiet words alone are nothing."""
        names = [self.names[word] for word in run]
        loud = {name for name, word in zip(names, run, strict=True) if not word.quiet} or set(names)
        behind = 0
        for at in self.standing:
            length, means = self._longest(at, names) if at >= behind else (0, frozenset[str]())
            if length >= least and means & loud:
                behind = at + length
                yield self.lit(at, length, means)

    def _longest(self, at: int, names: Sequence[str]) -> tuple[int, Names]:
        """How many words from here on are neighbours of the run, wherever in it they begin."""
        best = 0, frozenset[str]()
        for begin in range(len(names)):
            length = 0
            while begin + length < len(names) and names[begin + length] in self.standing.get(at + length, ()):
                length += 1
            if length > best[0]:
                best = length, frozenset(names[begin : begin + length])
        return best

    def alone(self, left: set[str]) -> Iterator[Lit]:
        """Every word that is one of these."""
        for at, names in self.standing.items():
            if means := names & left:
                yield self.lit(at, 1, means)


def lit(text: str, query: Query, reading: Reading = DEFAULT) -> list[Lit]:
    """What the question means in the text (cleaned: index.text.clean), in order, without overlaps. `reading`: of the
    abbreviations in that text."""
    words = Text(text, query, reading)
    found = list(_units(text, words, query))
    runs: list[Run] = [*query.runs, *([query.signer] if query.signer else [])]
    for phrase in query.phrases:
        standing = list(words.together(phrase, len(phrase)))
        found += standing
        runs += [] if standing else [phrase]
    for run in runs:
        found += words.together(run, 2)
    asked = [word for run in runs for word in run]
    loud = [word for word in asked if not word.quiet] or asked
    found += words.alone({words.names[word] for word in loud} - {name for one in found for name in one.means})
    return _without_overlaps(found)


def _units(text: str, words: Text, query: Query) -> Iterator[Lit]:
    """Numbers of documents and days that were asked for."""
    asked = {unit.unit for unit in query.units if unit.what != "number"}
    if not asked:
        return
    spans = [(one.start, one.end, asked.intersection(parts(one.whole))) for one in references(text)]
    for one in days(text):
        spans.append((one.start, one.end, asked & {one.unit, month_unit(one.day) if one.day else one.unit}))
    for start, end, named in spans:
        if named:
            yield Lit(start, end, bisect_left(words.spans, (start, 0)), frozenset(f"#{name}" for name in named))


def _without_overlaps(found: Sequence[Lit]) -> list[Lit]:
    kept: list[Lit] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def best(found: Sequence[Lit]) -> int:
    """Which of them begins the passage that holds most of what was asked for; the first of equal ones."""
    scores = [len(frozenset().union(*(later.means for later in _near(found, at)))) for at in range(len(found))]
    return scores.index(max(scores)) if scores else 0


def _near(found: Sequence[Lit], at: int) -> Iterator[Lit]:
    for later in found[at:]:
        if later.at > found[at].at + NEAR:
            return
        yield later

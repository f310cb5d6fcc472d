"""Puts the checker to the proof: is a mutation found, named rightly, named alone, and mended?"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from doc_templates.layout.check import check
from doc_templates.layout.repair import repair
from tests.mutations import ANY, Mutation, for_paper
from tests.mutations.samples import paper as a_paper
from tests.mutations.samples import papers


@dataclass(frozen=True)
class Outcome:
    """What the checker made of one mutation. `told`: the rules that spoke; `left`: after repair, None where none is
    possible."""

    paper: str
    mutation: Mutation
    told: frozenset[str]
    left: frozenset[str] | None

    @property
    def named(self) -> bool:
        return bool(self.told & self.mutation.rules)

    @property
    def unrelated(self) -> frozenset[str]:
        return frozenset() if self.mutation.beside == ANY else self.told - self.mutation.rules - self.mutation.beside

    @property
    def well(self) -> bool:
        return self.named and not self.unrelated and not self.left

    def __str__(self) -> str:
        told, left = sorted(self.told), None if self.left is None else sorted(self.left)
        wanted = sorted(self.mutation.rules)[:4]
        return f"{self.paper} · {self.mutation.name}: told {told}, wanted {wanted}, left {left}"


@cache
def all_of(paper: str) -> tuple[Mutation, ...]:
    return tuple(for_paper(a_paper(paper)))


def selected(times: int) -> Iterator[tuple[str, Mutation]]:
    """Every mutation on so many papers, spread evenly: each paper takes those that had the fewest turns."""
    taken: Counter[str] = Counter()
    load: Counter[str] = Counter()
    by_name: dict[str, list[tuple[str, Mutation]]] = {}
    for paper in papers():
        for mutation in all_of(paper):
            by_name.setdefault(mutation.name, []).append((paper, mutation))
    for name, places in sorted(by_name.items(), key=lambda item: len(item[1])):
        for paper, mutation in sorted(places, key=lambda place: load[place[0]])[:times]:
            taken[name] += 1
            load[paper] += 1
            yield paper, mutation


def outcome(paper: str, mutation: Mutation) -> Outcome:
    """Spoils a paper, checks it, mends it where the mutation can be mended."""
    spoilt = mutation.apply(a_paper(paper))
    told = frozenset(finding.rule for finding in check(spoilt).findings)
    left = frozenset(finding.rule for finding in repair(spoilt).left.findings) if mutation.repairable else None
    return Outcome(paper, mutation, told, left)


def table(outcomes: Mapping[str, list[Outcome]]) -> str:
    """Rule → mutations, found, named rightly, named alone, repaired."""
    rows = [f"{'rule':32} {'mutations':>9} {'found':>6} {'named':>6} {'alone':>6} {'repaired':>12}"]
    total = [0] * 6
    for rule, of_rule in sorted(outcomes.items()):
        mendable = [each for each in of_rule if each.left is not None]
        row = [len(of_rule), sum(bool(each.told) for each in of_rule), sum(each.named for each in of_rule),
               sum(not each.unrelated for each in of_rule), sum(not each.left for each in mendable),
               len(mendable)]  # fmt: skip
        total = [one + other for one, other in zip(total, row, strict=True)]
        rows.append(_row(rule, row))
    return "\n".join([*rows, _row("all", total)])


def _row(name: str, row: list[int]) -> str:
    count, found, named, alone, repaired, mendable = row
    return f"{name:32} {count:9} {found:6} {named:6} {alone:6} {f'{repaired}/{mendable}':>12}"

"""Mutations: one property or one text of a correct paper changed at a time, and the rules that have to say so.

`for_paper(data)` yields every mutation that changes this paper. Nothing here imports the checker; what a mutation
expects are the components and properties of Phụ lục I, named as the rules of the checker are.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

ANY = frozenset({"*"})
"""Whatever else is said: a part that is gone or moved takes others with it."""


@dataclass(frozen=True)
class Mutation:
    """`name`: unique within a paper. `rules`: any of these rules names it rightly. `family`: what kind of change.

    `beside`: rules that may speak up as well, since the change breaks them too. `repairable`: whether the page alone
    tells what is right.
    """

    name: str
    rules: frozenset[str]
    apply: Callable[[bytes], bytes]
    family: str
    beside: frozenset[str] = frozenset()
    repairable: bool = True


def for_paper(data: bytes) -> Iterator[Mutation]:
    """Every mutation of a paper that changes it, by name in a fixed order."""
    from tests.mutations import lines, looks, moves, page, texts

    seen: set[str] = set()
    for module in (looks, page, lines, moves, texts):
        for mutation in module.mutations(data):
            assert mutation.name not in seen, mutation.name
            seen.add(mutation.name)
            yield mutation

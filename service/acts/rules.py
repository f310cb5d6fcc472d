"""What an act may be and what it makes of the other document: the rules of rules.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Rule:
    """act: correct, amend, replace or recall; the rest as rules.toml says. weight: its place there."""

    act: str
    article: str
    by: str
    form: str
    status: str
    ends: bool
    weight: int

    def allows(self, kind: str, other: str) -> bool:
        """May a document of this kind do it to one of the other?"""
        return self.by == "any" or kind == (other if self.by == "equivalent" else self.by)


@cache
def rules() -> dict[str, Rule]:
    """By act, in the order of their weight."""
    read = tomllib.loads(Path(__file__).with_name("rules.toml").read_text("utf-8"))
    return {act: Rule(act=act, weight=place, **said) for place, (act, said) in enumerate(read.items())}


def ended(status: str) -> bool:
    """Whether a document of that status is no longer in force: frozen, nothing more may be done to it."""
    return any(rule.status == status and rule.ends for rule in rules().values())


def heavier(old: str, new: str) -> str:
    """The status that counts of two."""
    weights = {rule.status: rule.weight for rule in rules().values()}
    return max(old, new, key=lambda status: weights.get(status, -1))

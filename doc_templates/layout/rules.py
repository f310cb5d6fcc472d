"""Rules of layout as data: rules/<set>.toml tells from when to when, rules/<set>/*.toml hold the rules themselves.

A [[rule]] names its check ("module.function" in doc_templates/layout/checks) and says its sentence. A [[component]]
is short for several rules: each property of it that [[sentences]] knows becomes the rule "<component>.<property>".
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

RULES = Path(__file__).with_name("rules")
Words = Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Rule:
    """One rule. `name`: of its component. `numbers`: everything else the file says, such as `range = [12, 13]`."""

    id: str
    article: str
    severity: str
    component: str
    check: str
    say: Words
    name: Words
    numbers: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class RuleSet:
    """The rules in force from `valid_from` to `valid_until` (None: until further notice)."""

    id: str
    valid_from: date
    valid_until: date | None
    rules: tuple[Rule, ...]


def rule_set(on: date | None = None) -> RuleSet:
    """The rules in force on a day (today); before the first set the first, after the last the last."""
    day = on or date.today()  # noqa: DTZ011
    sets = rule_sets()
    return next((each for each in reversed(sets) if each.valid_from <= day), sets[0])


@cache
def rule_sets() -> tuple[RuleSet, ...]:
    """All sets, oldest first."""
    found = [_read(path) for path in RULES.glob("*.toml") if path.stem != "words"]
    return tuple(sorted(found, key=lambda each: each.valid_from))


@cache
def words() -> Mapping[str, Words]:
    """What found and expected values are called: "center" -> canh giữa, centred."""
    return tomllib.loads((RULES / "words.toml").read_text("utf-8"))


def _read(path: Path) -> RuleSet:
    head = tomllib.loads(path.read_text("utf-8"))
    files = [tomllib.loads(each.read_text("utf-8")) for each in sorted((path.parent / path.stem).glob("*.toml"))]
    names = {key: value for file in files for key, value in file.get("names", {}).items()}
    rules = tuple(rule for file in files for rule in _rules(file, names, head))
    return RuleSet(head["id"], head["valid_from"], head.get("valid_until"), rules)


_FIXED = ("id", "article", "severity", "component", "check", "say")


def _rules(file: Mapping[str, Any], names: Mapping[str, Words], head: Mapping[str, Any]) -> Iterator[Rule]:
    for raw in file.get("rule", ()):
        numbers = {key: value for key, value in raw.items() if key not in _FIXED}
        name = names.get(raw["component"], {"vi": raw["component"], "en": raw["component"]})
        yield Rule(**{key: raw[key] for key in _FIXED}, name=name, numbers=numbers)
    for own in file.get("component", ()):
        raw = {**head["every"], **own}
        for key, sentence in head["sentences"].items():
            if key in raw:
                yield Rule(
                    f"{raw['id']}.{key}", raw["article"], raw.get("severity", sentence.get("severity", "error")),
                    raw["id"], sentence["check"], sentence["say"], names[raw["id"]], {"value": raw[key]},
                )  # fmt: skip

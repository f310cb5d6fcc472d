"""Copies, second scans and siblings of the invented archive: whether sketches find them and no others."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from doc_templates.imported.near import Alike, bands, compare, sketch


def told_near(truth: Sequence[dict[str, Any]], opened: Mapping[str, dict[str, Any]]) -> None:
    """Prints what became of each known pair, how many candidates bands give, and which of them are no pair."""
    made = {row["path"]: sketch(opened[row["path"]].get("text", "")) for row in truth}
    known = {(row["path"], *_relation(row["again"])) for row in truth if row["again"]}
    told: Counter[str] = Counter()
    for path, relation, other in known:
        if other in made:
            met = {*bands(made[path])} & {*bands(made[other])}
            told[f"{relation}: {_verdict(compare(made[path], made[other])) if met else 'no candidate'}"] += 1
    pairs = _candidates(made) - {frozenset((path, other)) for path, _, other in known}
    false = sum(compare(*(made[path] for path in pair)).same for pair in pairs)
    print(f"\nnear-equal: {dict(told)}; other candidates {len(pairs)}, same without being so {false}")


def _relation(again: str) -> tuple[str, str]:
    """ "copy of a.pdf" → ("copy", "a.pdf")."""
    relation, _, other = again.split(" ", 2)
    return relation, other


def _verdict(alike: Alike) -> str:
    return "same" if alike.same else "one template" if alike.from_one_template else "apart"


def _candidates(made: Mapping[str, bytes]) -> set[frozenset[str]]:
    shelf: dict[int, list[str]] = defaultdict(list)
    for path, one in made.items():
        for band in bands(one):
            shelf[band].append(path)
    return {frozenset((one, other)) for paths in shelf.values() for one in paths for other in paths if one < other}

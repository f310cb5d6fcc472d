"""Fits the weights of certainty.toml: logistic regression of "was it right" on the signs, held small by a penalty.

Called by bench_import.py --fit.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy

_PENALTY = 1.0
_STEPS = 60


def fitted(facts: Sequence[tuple[str, frozenset[str], bool]]) -> str:
    """The tables [weights.…] of each field as text for certainty.toml."""
    fields: dict[str, list[tuple[frozenset[str], bool]]] = defaultdict(list)
    for key, signs, right in facts:
        fields[key].append((signs, right))
    return "\n".join(_field(key, seen) for key, seen in fields.items())


def _field(key: str, seen: Sequence[tuple[frozenset[str], bool]]) -> str:
    names = sorted({sign for signs, _ in seen for sign in signs})
    given = numpy.array([[1.0, *(float(name in signs) for name in names)] for signs, _ in seen])
    right = numpy.array([float(was) for _, was in seen])
    weights = _newton(given, right)
    lines = [f"[weights.{key}] # of {len(seen)} read {right.mean():.3f} were right", f"base = {weights[0]:.2f}"]
    return "\n".join([*lines, *(f"{name} = {weight:.2f}" for name, weight in zip(names, weights[1:], strict=True)), ""])


def _newton(given: numpy.ndarray, right: numpy.ndarray) -> numpy.ndarray:
    weights = numpy.zeros(given.shape[1])
    penalty = _PENALTY * numpy.eye(given.shape[1])
    penalty[0, 0] = 0.05
    for _ in range(_STEPS):
        share = 1 / (1 + numpy.exp(-given @ weights))
        slope = given.T @ (share - right) + penalty @ weights
        curve = (given.T * (share * (1 - share))) @ given + penalty
        weights -= numpy.linalg.solve(curve, slope)
    return weights

"""How sure a field is: signs for and against it, weighed (certainty.toml), and from where on one counts as certain.

The weights were fitted to the made archive (tests/bench/bench_import.py --fit); they say how often fields with these
signs were right there. An office's own papers may be worse: that is why people review.
"""

import math
import tomllib
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("certainty.toml")


@cache
def table() -> dict[str, Any]:
    return tomllib.loads(TABLE.read_text("utf-8"))


def weigh(field: str, signs: Collection[str]) -> float:
    """0..1 for a field read with these signs; signs that the table does not weigh say nothing."""
    weights = table()["weights"][field]
    total = weights["base"] + sum(weights.get(sign, 0.0) for sign in signs)
    return round(1 / (1 + math.exp(-total)), 3)


def threshold() -> float:
    """From this certainty on a field may be accepted without looking: the .toml says how often that was wrong."""
    return float(table()["certain"]["from"])


def is_certain(certainty: float) -> bool:
    return certainty >= threshold()

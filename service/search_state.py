"""How the search is doing, for the administrator: size, speed, what waits, the last rebuild, what would be better."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from index.errors import SearchError
from service.index_place import url_of
from service.index_rebuild import Rebuild, last_rebuild
from service.parts import Parts
from service.search import behind
from service.search_timings import Timings, timings


@dataclass(frozen=True)
class Advice:
    """Another engine that would serve better, and which figures say so: "documents", "p95"."""

    instead: str
    reasons: tuple[str, ...]
    documents: int
    p95_ms: float


@dataclass(frozen=True)
class SearchState:
    """documents, bytes: of the index, 0 where it does not answer, `broken` then says why; waiting: to be indexed."""

    engine: str
    documents: int
    bytes: int
    waiting: int
    broken: str | None
    timings: Timings | None
    rebuild: Rebuild | None
    advice: Advice | None


def search_state(parts: Parts) -> SearchState:
    """Looked up now."""
    waiting, broken = behind(parts)
    engine = urlsplit(url_of(parts.config)).scheme
    documents, size = _size(parts) if broken is None else (0, 0)
    taken = timings(parts)
    return SearchState(
        engine, documents, size, waiting, broken, taken, last_rebuild(parts), advice(engine, documents, taken)
    )


def _size(parts: Parts) -> tuple[int, int]:
    try:
        size = parts.engine.size()
    except SearchError:
        return 0, 0
    return size.documents, size.bytes


@cache
def _limits() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("search_advice.toml").read_text("utf-8"))


def advice(engine: str, documents: int, taken: Timings | None) -> Advice | None:
    """None where the engine serves well, or nothing better is known."""
    limits = _limits().get(engine)
    if limits is None:
        return None
    reasons = []
    if documents > limits["documents"]:
        reasons.append("documents")
    if taken and taken.count >= limits["searches"] and taken.p95 > limits["p95_ms"]:
        reasons.append("p95")
    return Advice(limits["instead"], tuple(reasons), limits["documents"], limits["p95_ms"]) if reasons else None

"""The engines there are, for the suites that each of them must pass (test_engine_*.py), and how tests ask them."""

from collections.abc import Callable
from pathlib import Path

from index.engine import Engine, Filters, Hit, Order, Results
from index.query import parse_query
from tests.index_samples import AGENCY

ENGINES: dict[str, Callable[[Path], str]] = {
    "whoosh": lambda folder: f"whoosh://{folder}/index",
    "tantivy": lambda folder: f"tantivy://{folder}/index",
}
"""Name → URL of an engine whose data lies in a folder. A new engine is added here and must pass everything."""

FACETS = ("kind", "year", "signer", "issuer", "status", "origin", "urgency")


def search(
    engine: Engine,
    text: str,
    agency: str = AGENCY,
    offset: int = 0,
    limit: int = 20,
    order: Order = "best",
    **filters: object,
) -> Results:
    chosen = Filters(agency, **filters)  # type: ignore[arg-type]
    return engine.search(parse_query(text), chosen, offset, limit, order)


def ids(results: Results) -> list[str]:
    return [hit.id for hit in results.hits]


def found(engine: Engine, text: str, **more: object) -> list[str]:
    return ids(search(engine, text, **more))  # type: ignore[arg-type]


def passage(hit: Hit) -> str:
    return "".join(text for text, _ in hit.snippet)


def lit(hit: Hit) -> list[str]:
    return [text for text, is_lit in hit.snippet if is_lit]

"""The lines of citation_lines.toml, each with the documents it names."""

import tomllib
from pathlib import Path

from doc_templates.citations.citation import Citation


def lines() -> list[tuple[str, list[Citation]]]:
    """Each line with what must be read of it; places and words are not told."""
    rows = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["line"]
    return [(row["text"], [Citation(**facts) for facts in row["named"]]) for row in rows]

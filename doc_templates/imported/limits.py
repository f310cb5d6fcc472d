"""limits.toml: how much of a brought file is opened, with the reasons."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def limits() -> dict[str, dict[str, int]]:
    """The table by section."""
    return tomllib.loads((Path(__file__).parent / "limits.toml").read_text(encoding="utf-8"))

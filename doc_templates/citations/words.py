"""The word tables beside: words.toml."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from doc_templates.citations.page import fold
from doc_templates.kinds import copies, kinds


@cache
def table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))


@cache
def kind_names() -> dict[str, str]:
    """Every kind by its name without marks: "quyet dinh" → "Quyết định"."""
    names = [kind.name for kind in (kinds() | copies()).values()] + table()["kinds"]["names"]
    return {fold(name): name for name in names}


@cache
def abbreviations() -> dict[str, str]:
    """ "QĐ" → "Quyết định": as the decree abbreviates, and as people do besides."""
    decree = {kind.abbreviation: kind.name for kind in (kinds() | copies()).values() if kind.abbreviation}
    return decree | table()["abbreviations"]


@cache
def parts_with_marks() -> dict[str, str]:
    """Parts of symbols by their folded form, where only one is meant: "qd" → "QĐ", but HD is HD or HĐ."""
    known = [*abbreviations(), *table()["symbols"]["parts"]]
    folded = [fold(part) for part in known]
    return {form: part for form, part in zip(folded, known, strict=True) if folded.count(form) == 1}

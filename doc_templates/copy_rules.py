"""Which copies there may be: of what, from what to what, and how a scan and the block of a copy must be."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

TABLE = Path(__file__).with_name("copy_rules.toml")
Medium = Literal["paper", "electronic"]
MEDIA: tuple[Medium, ...] = ("paper", "electronic")


@dataclass(frozen=True)
class CopyRule:
    """One kind of copy. of: "document" or the kind of copy it is made of. directions: (from, to). part: of the text."""

    kind: str
    word: str
    of: str
    part: bool
    directions: frozenset[tuple[str, str]]
    article: str

    def allows(self, of_kind: str, source: Medium, medium: Medium) -> bool:
        """Whether a document of that kind and medium may be copied so; of_kind: its kind of copy, "" for none."""
        return self.of == (of_kind or "document") and (source, medium) in self.directions


@cache
def copy_rules() -> dict[str, CopyRule]:
    """The rules by the id of the kind of copy, in the order of Điều 25."""
    return {
        kind: CopyRule(
            kind, row["word"], row["of"], row["part"], frozenset((a, b) for a, b in row["directions"]), row["article"]
        )
        for kind, row in _table().items()
        if "directions" in row
    }


def possible(of_kind: str, source: Medium) -> list[tuple[CopyRule, Medium]]:
    """Every copy that may be made of a document of that medium, first those on paper."""
    return [
        (rule, medium) for rule in copy_rules().values() for medium in MEDIA if rule.allows(of_kind, source, medium)
    ]


def digitised_well(dpi: int, colour: bool) -> bool:
    """Whether a scan may become an electronic copy (Phụ lục I, Phần II, I.2)."""
    wanted = _table()["digitised"]
    return dpi >= wanted["dpi"] and (colour or not wanted["colour"])


def block_room() -> tuple[float, float]:
    """Millimetres above the block's line and at the foot of the sheet."""
    row = _table()["block"]
    return float(row["above"]), float(row["foot"])


def frozen_statuses() -> frozenset[str]:
    """Documents of these statuses are not copied."""
    return frozenset(_table()["frozen"]["status"])


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(TABLE.read_text("utf-8"))

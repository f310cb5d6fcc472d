"""The kinds of documents the decree knows, and how number, symbol and date of a document are written.

First stop of every document: its kind decides form, abbreviation, register and who may be addressed.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("kinds.toml")


@dataclass(frozen=True)
class Kind:
    """A kind of document. `english`: its name on English pages. `model`: in Phụ lục III, or "". `addressed`: has
    Kính gửi. `article`: source. `group`: of the list of forms."""

    id: str
    name: str
    english: str
    abbreviation: str
    model: str
    addressed: bool
    article: str
    group: str = ""


@dataclass(frozen=True)
class Group:
    """Kinds that stand together in a list of forms."""

    id: str
    name: dict[str, str]


def kinds() -> dict[str, Kind]:
    """The 29 kinds by id, in the order of Điều 7."""
    return dict(_table("kind"))


def copies() -> dict[str, Kind]:
    """The 3 kinds of copies by id (Điều 25). They share one register (Phụ lục I, Phần II, II.1.c)."""
    return dict(_table("copy"))


def groups() -> list[Group]:
    """The groups in the order in which they are shown."""
    return [Group(**row) for row in _rows()["group"]]


@cache
def _rows() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(TABLE.read_text("utf-8"))


@cache
def _table(name: str) -> dict[str, Kind]:
    return {row["id"]: Kind(**{"addressed": False, **row}) for row in _rows()[name]}


def symbol(kind: Kind, agency_abbreviation: str, unit_abbreviation: str = "") -> str:
    """The symbol after the number: "KH-UBND"; of a công văn "UBND-VP" or "UBND" (Phụ lục I, II.3.b).

    Only kinds without an abbreviation of their own name the drafting unit.
    """
    named = [kind.abbreviation, agency_abbreviation]
    unnamed = [agency_abbreviation, unit_abbreviation]
    return "-".join(filter(None, named if kind.abbreviation else unnamed))


def reference(number: int | None, symbol: str) -> str:
    """Number and symbol as one unit: "01/KH-UBND", with a 0 below 10 (Phụ lục I, II.3.c). None: ""."""
    return "" if number is None else f"{number:02d}/{symbol}"


def date_text(place: str, on: date | None) -> str:
    """ "Nhơn Trạch, ngày 05 tháng 01 năm 2026": a 0 before days below 10 and months 1 and 2 alone (II.4.b).

    None: dots to be filled in, as in the decree's own models.
    """
    if on is None:
        return ", ".join(filter(None, [place, "ngày …… tháng …… năm ………"]))
    month = f"{on.month:02d}" if on.month < 3 else f"{on.month}"
    return ", ".join(filter(None, [place, f"ngày {on.day:02d} tháng {month} năm {on.year}"]))

"""What was read of a file, as it is kept in its row, shown, corrected and filed.

A field is what a person said of it, else what was read. Values are plain JSON: days in ISO 8601, lists of texts.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from doc_templates.imported.certainty import is_certain
from doc_templates.imported.reading import Read
from doc_templates.kinds import kinds
from service.errors import BadInput
from service.imports.rows import ImportFile
from service.names import tidy

KINDS_OF_VALUE = {
    "kind": "kind",
    "number": "number",
    "symbol": "line",
    "dated": "day",
    "issuer": "line",
    "superior": "line",
    "subject": "text",
    "signer": "line",
    "signer_title": "lines",
    "authority": "line",
    "place": "line",
    "urgency": "line",
    "addressees": "list",
    "recipients": "list",
    "bases": "list",
    "kept_at": "line",
}
"""The fields of the review page in their order, and what each holds."""
NEEDED = ("kind", "number", "symbol", "dated", "issuer", "subject")
"""Without these, each read with certainty, nothing is accepted unseen."""
FOR_FILING = ("kind", "dated", "subject")
"""Without these nothing is filed at all."""
DOUBTFUL_WARNINGS = frozenset({"unread_pages", "truncated_pages", "mended"})
LONGEST = {"line": 300, "text": 2000, "lines": 600, "list": 20_000, "kind": 40, "number": 9, "day": 10}
_DAY = re.compile(r"(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})")


def as_kept(found: Mapping[str, Read]) -> dict[str, dict[str, Any]]:
    """Readings as JSON values; the whole text is kept in files, not in the row."""
    return {
        key: {"value": _plain(one.value), "certainty": round(one.certainty, 3), "where": one.where}
        for key, one in found.items()
        if key in KINDS_OF_VALUE or key in ("reference", "secrecy")
    }


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def value_of(file: ImportFile, key: str) -> Any:
    """What is to be filed; None where nobody said and nothing was read."""
    told = file.corrected.get(key) or file.read.get(key)
    return told["value"] if told else None


def certainty_of(file: ImportFile, key: str) -> float:
    """0..1; what a person said is certain."""
    return 1.0 if key in file.corrected else float(file.read.get(key, {}).get("certainty", 0.0))


def is_sure(file: ImportFile, key: str) -> bool:
    """Whether the field need not be looked at."""
    return key in file.corrected or (key in file.read and is_certain(certainty_of(file, key)))


def doubtful(file: ImportFile) -> list[str]:
    """The fields to look at, first those without which nothing is filed; what is neither needed nor read is none."""
    keys = [*NEEDED, *(key for key in KINDS_OF_VALUE if key not in NEEDED)]
    return [key for key in keys if (key in NEEDED or key in file.read) and not is_sure(file, key)]


def all_certain(file: ImportFile) -> bool:
    """Whether the file may be accepted unseen: all that is needed is sure, nothing like it is there, nothing warned."""
    needed = all(is_sure(file, key) for key in NEEDED)
    broken = any(one["state"] not in ("valid", "unknown_signer") for one in file.signatures)
    return needed and not broken and not file.twins and not DOUBTFUL_WARNINGS & set(file.opened.get("warnings", ()))


def missing(file: ImportFile) -> list[str]:
    """What a person must still say before the file can be filed."""
    return [key for key in FOR_FILING if not value_of(file, key)]


def typed(key: str, words: str) -> Any:
    """What was typed into a field as it is kept; None for nothing. Raises BadInput with the field."""
    kind = KINDS_OF_VALUE.get(key)
    if kind is None or len(words) > LONGEST[kind]:
        raise BadInput(field=key)
    if kind in ("list", "lines"):
        lines = [line for line in map(tidy, words.splitlines()) if line]
        return (lines or None) if kind == "list" else ("\n".join(lines) or None)
    said = tidy(words)
    return _TYPED[kind](key, said) if said and kind in _TYPED else said or None


def _number(key: str, said: str) -> int:
    if not (said.isascii() and said.isdecimal()):
        raise BadInput(field=key)
    return int(said)


def _day(key: str, said: str) -> str:
    """17/03/1998 as 1998-03-17; 03/1998 and 1998 as they are, where no more is known."""
    parts = _DAY.fullmatch(said)
    if parts is None:
        iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", said)
        if iso is None:
            raise BadInput(field=key)
        year, month, day = iso.groups()
    else:
        day, month, year = parts.groups()
    told = "-".join(piece.zfill(2) for piece in (year, month, day) if piece)
    if first_day(told) is None:
        raise BadInput(field=key)
    return told


def first_day(told: str) -> date | None:
    """The first day of what is known: 1998-03-17, 1998-03 or 1998. None for what is no day."""
    try:
        year, month, day = [*map(int, told.split("-")), 1, 1][:3]
        return date(year, month, day)
    except ValueError:
        return None


def _kind(key: str, said: str) -> str:
    """An id of kinds.toml by id or name; another kind by its own name."""
    known = {kind.name.casefold(): kind.id for kind in kinds().values()}
    return said if said in kinds() else known.get(said.casefold(), said[: LONGEST[key]])


_TYPED = {"number": _number, "day": _day, "kind": _kind}


def reference_of(file: ImportFile) -> str:
    """Number and symbol as one unit: as printed, or put together from what a person said; "" for neither."""
    number, symbol = value_of(file, "number"), value_of(file, "symbol")
    if not {"number", "symbol"} & file.corrected.keys() and file.read.get("reference"):
        return str(file.read["reference"]["value"])
    told = [f"{number:02d}" if number else "", symbol or ""]
    return "/".join(piece for piece in told if piece)

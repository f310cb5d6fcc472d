"""Many recipients at once: pasted lines, or a table with codes and addresses from a spreadsheet."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from service.errors import BadInput
from service.names import tidy
from service.recipient_changes import LONGEST, add_recipient, printed_name
from service.recipients import book, name_in_book

MOST_IMPORTED = 5_000


@dataclass(frozen=True)
class Imported:
    """What an import did: how many were new, how many were there already."""

    added: int
    known: int


def import_recipients(session: Session, agency_id: str, text: str, *, by: str) -> Imported:
    """Recipients from pasted lines or CSV: name[, code[, e-mail]] a row, columns parted by tab, ";" or ",".

    A name with a comma stands in quotes, or alone on lines of a list that has no second column of codes. Raises
    BadInput for more rows than MOST_IMPORTED or a name that is too long (`row`).
    """
    rows = imported_rows(text)
    if len(rows) > MOST_IMPORTED:
        raise BadInput(field="rows", most=MOST_IMPORTED)
    known = {one.key for one in book(session, agency_id)}
    added = 0
    for number, (name, code, email) in enumerate(rows, 1):
        if len(name) > LONGEST or len(code) > 60 or len(email) > 200:
            raise BadInput(field="rows", row=number)
        if name_in_book(name) not in known:
            add_recipient(session, agency_id, name=name, code=code, email=email, by=by)
            known.add(name_in_book(name))
            added += 1
    return Imported(added, len(rows) - added)


def imported_rows(text: str) -> list[tuple[str, str, str]]:
    """(name, code, e-mail) of each row that has a name; a head row is left out."""
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    mark = next((mark for mark in ("\t", ",", ";") if _is_table(lines, mark)), "")
    cells = csv.reader(io.StringIO("\n".join(lines)), delimiter=mark) if mark else ([line] for line in lines)
    rows = [[*map(tidy, row), "", "", ""] for row in cells]
    return [(printed_name(row[0]), row[1], row[2]) for row in rows if name_in_book(row[0]) not in HEADS | {""}]


HEADS = frozenset(name_in_book(name) for name in ("Tên", "Nơi nhận", "Tên nơi nhận", "Name"))
"""What the first cell of a head row says, as a key."""


def _is_table(lines: Sequence[str], mark: str) -> bool:
    """Columns: the mark parts some row into a name and a code or an address; a tab always does."""
    if mark == "\t":
        return any(mark in line for line in lines)
    rows = list(csv.reader(lines, delimiter=mark))
    return any(len(row) > 1 and any(_is_code(cell) for cell in row[1:3]) for row in rows)


def _is_code(cell: str) -> bool:
    """A code (H49.64.33) or an e-mail address; words of a name are neither."""
    return bool(cell.strip()) and cell.strip().isascii() and " " not in cell.strip() and ("." in cell or "@" in cell)


def ids_of_names(session: Session, agency_id: str, names: Sequence[str], *, by: str) -> tuple[list[int], int]:
    """The recipients that lines of names mean, also by a former name; new ones are added. And how many were new."""
    listed = book(session, agency_id)
    known = {former.key: one.id for one in listed for former in one.former} | {one.key: one.id for one in listed}
    found, added = [], 0
    for name in filter(name_in_book, names):
        if name_in_book(name) not in known:
            known[name_in_book(name)] = add_recipient(session, agency_id, name=name, by=by).id
            added += 1
        found.append(known[name_in_book(name)])
    return found, added

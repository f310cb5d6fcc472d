"""Facts that are no documents are small objects of the storage too, so that a rebuild finds them.

An agency, a name, a pattern, a register with its first number, a voided number: each is one object with a
fact.json that holds its row. It is filed before the row's commit. If the commit failed, the repeat files its
own wording as the object's next version: the newest counts.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from archive.db import Base
from archive.errors import UnreadableFiling
from archive.ocfl import plain_json
from archive.rows import key_of, plain, row_of
from archive.store import Store

SCHEMA = "archive.fact/1"
FILE = "fact.json"
PREFIX = "fact:"
# In the order in which a rebuild can restore them: each stands on those before it.
TABLES = ("agencies", "agency_names", "series_patterns", "registers", "numbers")


@dataclass(frozen=True)
class Fact:
    """What a fact.json says: the table, the row's plain values, who filed it and when."""

    table: str
    values: Mapping[str, Any]
    actor: str
    at: datetime

    def row(self) -> Base:
        """The row, unattached. Raises UnreadableFiling."""
        model = next(mapper.class_ for mapper in Base.registry.mappers if mapper.class_.__tablename__ == self.table)
        try:
            row: Base = row_of(model, self.values)
        except (KeyError, TypeError, ValueError) as error:
            raise UnreadableFiling(why=repr(error)) from error
        return row


def fact_id(row: Base) -> str:
    """The object id of a row's fact: fact:<table>:<primary key>."""
    return f"{PREFIX}{row.__tablename__}:{'/'.join(str(part) for part in key_of(row))}"


def file_fact(store: Store, row: Base, *, actor: str, at: datetime) -> None:
    """File the row as it now is, unless that is what is filed already. Raises NotEnoughSpace."""
    object_id = fact_id(row)
    values = plain(row)
    content = {
        "schema": SCHEMA,
        "table": row.__tablename__,
        "row": values,
        "actor": actor,
        "at": at.isoformat(),
    }
    files = {FILE: plain_json(content)}
    if not store.has(object_id):
        store.put(object_id, files, message="Filed", user=actor, at=at)
    elif read_fact(store.read(object_id, FILE)).values != values:
        store.add_version(object_id, files, message="Filed anew", user=actor, at=at)


def read_fact(content: bytes) -> Fact:
    """The fact in a fact.json. Raises UnreadableFiling."""
    try:
        said = json.loads(content)
        if said["schema"] != SCHEMA or said["table"] not in TABLES:
            raise ValueError(f"{said['schema']} of {said['table']}")
        return Fact(said["table"], dict(said["row"]), said["actor"], datetime.fromisoformat(said["at"]))
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableFiling(why=repr(error)) from error

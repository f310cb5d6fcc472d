"""Ids in addresses: a draft's or document's id is 32 lower-case hex digits, a row's number one that a database can
hold; any other address does not exist."""

from typing import Any

from werkzeug.routing import BaseConverter, IntegerConverter

LARGEST = 2**31 - 1
"""Of PostgreSQL's integers; a larger one is no row's number, and no database is asked for it."""


class IdConverter(BaseConverter):
    """`<id:draft_id>` in routes."""

    regex = "[0-9a-f]{32}"


class RowIntegerConverter(IntegerConverter):
    """`<int:user_id>` in routes: what `int` means everywhere in this application."""

    def __init__(self, map: Any, *, max: int = LARGEST, **more: Any) -> None:
        super().__init__(map, max=max, **more)

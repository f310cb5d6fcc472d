"""Rows as plain values and back: what facts are filed as, and what verify compares."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import inspect

from archive.db import Base

Row = TypeVar("Row", bound=Base)


def plain(row: Base) -> dict[str, Any]:
    """The row's columns as plain JSON values; moments and days in ISO 8601."""
    columns = inspect(type(row)).column_attrs
    values = {column.key: getattr(row, column.key) for column in columns}
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in values.items()}


def row_of(model: type[Row], values: Mapping[str, Any]) -> Row:
    """The row that plain() made plain. Raises KeyError, TypeError, ValueError for values of another shape."""
    row = model()
    for column in inspect(model).column_attrs:
        setattr(row, column.key, _typed(column.columns[0].type.python_type, values[column.key]))
    return row


def _typed(kind: type, value: Any) -> Any:
    if value is None or not issubclass(kind, date):
        return value
    return datetime.fromisoformat(value) if issubclass(kind, datetime) else date.fromisoformat(value)


def key_of(row: Base) -> tuple[Any, ...]:
    """The row's primary key."""
    return tuple(inspect(type(row)).primary_key_from_instance(row))

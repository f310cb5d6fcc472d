"""How pages show days, moments and sizes: as a Vietnamese office writes them, by the clock on its wall."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Blueprint
from flask_babel import format_decimal

from service.parts import parts

STEPS = ("B", "KB", "MB", "GB")


def day(value: date | datetime | None) -> str:
    """05/01/2026"""
    if value is None:
        return ""
    local = _at_the_office(value) if isinstance(value, datetime) else value
    return f"{local:%d/%m/%Y}"


def moment(value: datetime | None) -> str:
    """10:42 · 05/01/2026; the time alone if it is today."""
    if value is None:
        return ""
    local = _at_the_office(value)
    return clock(value) if local.date() == parts().today() else f"{local:%H:%M · %d/%m/%Y}"


def clock(value: datetime) -> str:
    """10:42"""
    return f"{_at_the_office(value):%H:%M}"


def decimal(value: float) -> str:
    """2,9 · 1.282: one decimal below ten, as the language of the page writes numbers."""
    return str(format_decimal(round(value, 1) if value < 10 else round(value), format="#,##0.#"))


def size(count: int) -> str:
    """123 KB"""
    left = float(count)
    for step in STEPS:
        if left < 1024 or step == STEPS[-1]:
            break
        left /= 1024
    return f"{left:.0f} {step}"


def _at_the_office(value: datetime) -> datetime:
    """Rows of SQLite come back without their zone: they are UTC."""
    aware = value if value.tzinfo else value.replace(tzinfo=ZoneInfo("UTC"))
    return aware.astimezone(ZoneInfo(parts().config.time_zone))


def init(blueprint: Blueprint) -> None:
    """Make the filters known to every template."""
    for filter_ in (day, moment, clock, size, decimal):
        blueprint.add_app_template_filter(filter_)

"""Quản trị: the office's facts, set by its administrator; what happened is read by its auditor."""

from service.pages.admin import (
    abbreviations,
    agency,
    archive,
    bodies,
    home,
    journal,
    numbering,
    registers,
    search,
    signers,
    tokens,
    trust,
    units,
    users,
)
from service.pages.admin.place import blueprint

__all__ = [
    "abbreviations",
    "agency",
    "archive",
    "blueprint",
    "bodies",
    "home",
    "journal",
    "numbering",
    "registers",
    "search",
    "signers",
    "tokens",
    "trust",
    "units",
    "users",
]

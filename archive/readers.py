"""Who may see a document: the whole office, or only those named; what its details say, as opaque tokens and as rows.

The archive keeps and compares tokens; what they mean ("unit:VP", "person:nva", "right:issue") is the service's.
Rule: Nghị định 30/2020/NĐ-CP, Phụ lục VI, III.3.b; levels of QCVN 12:2026/BCA.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from archive.db import Base

EVERYBODY = "office"
LEVELS = ("public", "internal", "limited")
"""Công khai, Nội bộ, Hạn chế truy cập. The fourth, Bí mật, never comes into this system."""
ALWAYS = ("right:issue", "right:audit")
"""Who sees what is limited too: records clerks, who keep the original (NĐ 30/2020, Điều 6.3), and auditors."""


class DocumentReader(Base):
    """One of those who may see a limited document. A document that is open to the office has no such rows."""

    __tablename__ = "document_readers"
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    reader: Mapped[str] = mapped_column(String(200), primary_key=True, index=True)


def level_of(details: Mapping[str, Any]) -> str:
    """ "internal" where nothing is said; what cannot be understood is limited: nobody sees more than was meant."""
    access = details.get("access")
    if access is None:
        return "internal"
    level = access.get("level") if isinstance(access, Mapping) else None
    return level if level in LEVELS else "limited"


def readers_of(details: Mapping[str, Any]) -> tuple[str, ...]:
    """The tokens of those who may see the document, each once."""
    if level_of(details) != "limited":
        return (EVERYBODY,)
    access = details["access"]
    named = access.get("readers") if isinstance(access, Mapping) else None
    tokens = [str(one["token"]) for one in named or () if isinstance(one, Mapping) and one.get("token")]
    return tuple(dict.fromkeys([*ALWAYS, *(token for token in tokens if token != EVERYBODY)]))

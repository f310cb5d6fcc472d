"""The code of the check page: 26 letters and figures that nobody guesses (130 bits), one a draft, for life.

It is printed on the document as a QR code before the document is signed, so it belongs to the draft.
"""

import re
import secrets
from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from archive.db import Base, Utc, now
from archive.records import Document, documents
from service.draft import Draft
from service.parts import Parts

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without those that are taken for others: I, O, 0, 1."""
LENGTH = 26
PATH = "/kiem-tra/"
_CODE = re.compile(rf"[{LETTERS}]{{{LENGTH}}}")


class CheckCode(Base):
    """The code of a draft, and of the document it becomes."""

    __tablename__ = "check_codes"

    code: Mapped[str] = mapped_column(String(LENGTH), primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"))
    draft_id: Mapped[str] = mapped_column(String(32), unique=True)
    at: Mapped[datetime] = mapped_column(Utc)


def code_for(session: Session, agency_id: str, draft_id: str) -> str:
    """The draft's code, made at the first asking, in the caller's write block."""
    found = session.scalar(select(CheckCode).where(CheckCode.draft_id == draft_id))
    if found is None:
        code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        found = CheckCode(code=code, agency_id=agency_id, draft_id=draft_id, at=now())
        session.add(found)
        session.flush()
    return found.code


def code_of(parts: Parts, draft: Draft | Document) -> str:
    """The code of a draft, or of the document it became."""
    with parts.db.read() as session:
        found = session.scalar(select(CheckCode.code).where(CheckCode.draft_id == draft.id))
    if found is not None:
        return found
    with parts.db.write() as session:
        return code_for(session, draft.agency_id, draft.id)


def mark_of(parts: Parts, draft: Draft | Document) -> str:
    """What the QR code says: the address of the check page, or the bare code where PUBLIC_URL is not set."""
    code = code_of(parts, draft)
    public = parts.config.public_url.rstrip("/")
    return f"{public}{PATH}{code}" if public else code


def code_in(words: str) -> str:
    """The code in what somebody typed, scanned or pasted, "" if there is none; blanks and hyphens are forgiven."""
    told = re.sub(r"[\s-]", "", words.strip().rsplit("/", 1)[-1]).upper()
    return told if _CODE.fullmatch(told) else ""


def draft_id_of(session: Session, code: str) -> str | None:
    """Whose code it is."""
    found = session.get(CheckCode, code)
    return found.draft_id if found else None


def restore(session: Session) -> None:
    """The codes as the records say them, where the rows were lost and rebuilt, in the caller's write block."""
    known = set(session.scalars(select(CheckCode.code)))
    for document in documents(session):
        code = document.details.get("check_code")
        if code and code not in known:
            known.add(code)
            session.add(CheckCode(code=code, agency_id=document.agency_id, draft_id=document.id, at=document.issued_at))

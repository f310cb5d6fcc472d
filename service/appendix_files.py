"""Appendices of a draft in PDF files of their own: kept with the draft until the document is issued.

What the signer has read must not change: they are added and taken away as long as the draft itself may be edited.
"""

import hashlib
import io
from datetime import datetime
from uuid import uuid4

import pikepdf
from sqlalchemy import ForeignKey, LargeBinary, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from archive.db import Base, Utc
from doc_templates.errors import BrokenPdf
from doc_templates.pdf_facts import read_back
from service import drafts
from service.actor import Actor
from service.errors import BadInput, DraftSigned, NotFound, WrongState
from service.file_refusals import appendix_refused
from service.parts import Parts
from service.signing.validate import validate
from service.signings import signing_of

MOST = 20
_ACTIVE = ("/OpenAction", "/AA")


class AppendixFile(Base):
    """One file. title: what the appendix is called; content: a PDF without signatures; pages: how many."""

    __tablename__ = "draft_appendices"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    draft_id: Mapped[str] = mapped_column(ForeignKey("drafts.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    pages: Mapped[int]
    added_by: Mapped[str] = mapped_column(String(100))
    added_at: Mapped[datetime] = mapped_column(Utc)


def appendix_files(session: Session, draft_id: str, *, whole: bool = False) -> list[AppendixFile]:
    """The appendices of a draft that are files of their own, in order; `whole` with their bytes."""
    wanted = select(AppendixFile).where(AppendixFile.draft_id == draft_id).order_by(AppendixFile.position)
    found = list(session.scalars(wanted))
    return [each for each in found if not whole or each.content]  # loads what is deferred


def of_draft(parts: Parts, actor: Actor, draft_id: str) -> list[AppendixFile]:
    """The same for whoever may see the draft. Raises NotFound."""
    drafts.get(parts, actor, draft_id)
    with parts.db.read() as session:
        return appendix_files(session, draft_id)


def content_of(parts: Parts, actor: Actor, draft_id: str, appendix_id: str) -> tuple[AppendixFile, bytes]:
    """One of them. Raises NotFound."""
    drafts.get(parts, actor, draft_id)
    with parts.db.read() as session:
        found = _one(session, draft_id, appendix_id)
        return found, found.content


def add(parts: Parts, actor: Actor, draft_id: str, title: str, content: bytes) -> AppendixFile:
    """Attach one more PDF. Raises NotFound, WrongState, DraftLocked, DraftSigned, BadInput, AppendixRefused."""
    if not 1 <= len(title.strip()) <= 200:
        raise BadInput(field="title")
    pages = _checked(content)
    with parts.db.write() as session:
        _open(session, actor, draft_id)
        before = appendix_files(session, draft_id)
        if len(before) >= MOST:
            raise appendix_refused("many")
        made = AppendixFile(
            id=uuid4().hex, draft_id=draft_id, position=before[-1].position + 1 if before else 1, title=title.strip(),
            content=content, sha256=hashlib.sha256(content).hexdigest(), pages=pages, added_by=actor.name,
            added_at=parts.now(),
        )  # fmt: skip
        session.add(made)
    return made


def remove(parts: Parts, actor: Actor, draft_id: str, appendix_id: str) -> None:
    """Take one away. Raises NotFound, WrongState, DraftLocked, DraftSigned."""
    with parts.db.write() as session:
        _open(session, actor, draft_id)
        session.delete(_one(session, draft_id, appendix_id))


def _one(session: Session, draft_id: str, appendix_id: str) -> AppendixFile:
    found = session.get(AppendixFile, appendix_id)
    if found is None or found.draft_id != draft_id:
        raise NotFound(what="appendix", id=appendix_id)
    return found


def _open(session: Session, actor: Actor, draft_id: str) -> None:
    """Nothing, where the draft itself may be edited."""
    draft = drafts.unfinished(session, actor, draft_id)
    if draft.state == "handed_over" and not actor.may("issue"):
        raise WrongState(draft=draft.id, state=draft.state)
    signing = signing_of(session, draft_id)
    if signing is not None:
        raise DraftSigned(name=signing.signer_name)


def _checked(content: bytes) -> int:
    """How many pages; a file that is no sound PDF, does something by itself, or is signed already is refused."""
    try:
        pages = read_back(content).pages
        with pikepdf.Pdf.open(io.BytesIO(content)) as opened:
            root = opened.Root
            active = any(name in root for name in _ACTIVE) or "/JavaScript" in root.get("/Names", {})
            forms = "/XFA" in root.get("/AcroForm", {})
    except (BrokenPdf, pikepdf.PdfError) as why:
        raise appendix_refused("broken") from why
    if active or forms:
        raise appendix_refused("active")
    if validate(content).signatures:
        raise appendix_refused("signed")
    return pages


def forget_files(session: Session, draft_id: str) -> None:
    """The document is recorded: its appendices lie in the archive."""
    session.execute(delete(AppendixFile).where(AppendixFile.draft_id == draft_id))

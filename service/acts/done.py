"""In the commit of the issue: what the issued document does to those it points at. Repeated, it does nothing more."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from archive.documents import Document
from archive.filing import Filing
from archive.later import file_later
from service.acts.pointing import acts_of
from service.acts.rules import heavier, rules
from service.parts import Parts

Said = dict[str, Any]


def as_filed(session: Session, draft_id: str) -> dict[str, object]:
    """What the filing of the acting document remembers, {} where it does nothing to others."""
    said = [
        {
            "act": act.act,
            "id": target.id,
            "reference": target.reference,
            "subject": target.subject,
            "issued_on": target.issued_on.isoformat(),
            "reason": act.reason,
        }
        for act, target in acts_of(session, draft_id)
    ]
    return {"acts_on": said} if said else {}


def do(parts: Parts, session: Session, filing: Filing, actor: str) -> None:
    """Each of the others gets its new status, who did it and when, and the list of those who are told of it.

    In the caller's write block, with the record of the acting document: both are known, or neither.
    """
    for said in filing.details.get("acts_on", ()):
        target = session.get_one(Document, said["id"])
        if filing.id not in {other["id"] for other in target.details.get("acted_on_by", ())}:
            _do(parts, session, filing, said, target, actor)


def _do(parts: Parts, session: Session, filing: Filing, said: Said, target: Document, actor: str) -> None:
    status = rules()[said["act"]].status
    by = {
        "act": said["act"],
        "id": filing.id,
        "reference": filing.reference,
        "subject": filing.subject,
        "issued_on": filing.issued_on.isoformat(),
        "reason": said["reason"],
    }
    file_later(
        session,
        parts.store,
        target.id,
        f"document.{status}",
        details={
            "status": heavier(target.status, status),
            "acted_on_by": [*target.details.get("acted_on_by", ()), by],
            "told": [*target.details.get("told", ()), *_told(filing, target)],
        },
        told={"by": filing.reference, "by_id": filing.id, "reason": said["reason"]},
        actor=actor,
        at=filing.issued_at,
    )


def _told(filing: Filing, target: Document) -> list[Mapping[str, str]]:
    """Everybody who had the document, each to be told by the new one: they send it back or put it out (khoản 4)."""
    names = [party.name for party in target.parties if party.role in ("addressee", "recipient")]
    at = filing.issued_at.isoformat()
    return [{"name": name, "of": filing.id, "reference": filing.reference, "told_at": at} for name in names]

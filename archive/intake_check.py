"""Storage ↔ digests noted at intake: is every stored file one that was taken in, is what was taken in still there?"""

from collections.abc import Iterator
from pathlib import PurePosixPath
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from archive import intake
from archive.compare import DOCUMENT
from archive.facts import PREFIX as FACT
from archive.finding import Finding
from archive.heads import all_heads
from archive.intake import Noted
from archive.numbers import Number
from archive.records import Document
from archive.share import Share
from archive.store import Store


def open_notes(store: Store) -> Noted | None:
    """What was noted at intake; None where nothing is noted."""
    if store.digests is None:
        return None
    noted = Noted(store.digests)
    noted.refresh()
    return noted


def check_noted(store: Store, noted: Noted | None, object_id: str) -> list[Finding]:
    """Every file of every version of a sound object must have been taken in with these very bytes."""
    if noted is None:
        return []
    found = _not_noted(store, noted, object_id)
    if found:  # what is being filed just now was noted after we read
        noted.refresh()
        found = _not_noted(store, noted, object_id)
    return found


def _not_noted(store: Store, noted: Noted, object_id: str) -> list[Finding]:
    known, found = noted.of.get(object_id, set()), []
    for sha512, paths in store.inventory(object_id)["manifest"].items():
        for path in paths:
            name = PurePosixPath(path).name
            if (name, sha512) not in known:
                code = "digest_differs" if any(name == other for other, _ in known) else "digest_missing"
                found.append(Finding(code, f"{object_id} {path}", {"object_id": object_id, "file": name}))
    return found


def check_intake(session: Session, store: Store, noted: Noted | None, share: Share) -> Iterator[Finding]:
    """The chain of lines itself, with what the filed heads say of it; then what was taken in and is gone."""
    if noted is None:
        return
    yield from intake.check(noted.folder, [filed.head.intake for filed in all_heads(store)])
    for object_id in sorted(noted.of):
        if share.holds_object(object_id) and not store.has(object_id):
            yield from _gone(session, object_id)


def _gone(session: Session, object_id: str) -> Iterator[Finding]:
    """A document whose number still tells of it was being issued when something stopped it; rows tell the others."""
    data: dict[str, object] = {"object_id": object_id}
    if not object_id.startswith(DOCUMENT):
        yield Finding("noted_not_filed", object_id, data, fault=not object_id.startswith(FACT))
        return
    id = UUID(object_id).hex
    if session.get(Document, id) is None:
        numbered = session.scalar(select(exists().where(Number.draft_id == id)))
        yield Finding("noted_not_filed", object_id, data, fault=not numbered)

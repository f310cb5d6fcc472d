"""The second place of digests for an archive that had none: what is stored is noted as it now is, and the journal says
when."""

from sqlalchemy.orm import Session

from archive import events, intake
from archive.db import Database, now
from archive.fixity import check_object
from archive.ocfl import FileDigest
from archive.store import Store

ACTOR = "archive"
EVENT = "archive.digests_begun"


def begin_digests(database: Database, store: Store) -> int:
    """Note every sound object where nothing was noted yet; how many. A folder that was emptied is betrayed by the
    filed heads, and by this event."""
    if store.digests is None or intake.last(store.digests) or next(store.object_paths(), None) is None:
        return 0
    done = 0
    for path in store.object_paths():
        id, faults = check_object(store.root, path)
        if id is not None and not faults:
            intake.note(store.digests, id, _files(store, id), now())
            done += 1
    with database.write() as session:
        _tell(session, done)
    return done


def _files(store: Store, id: str) -> list[FileDigest]:
    """The files of all versions, each once."""
    inventory = store.inventory(id)
    versions = [store.stored(id, version) for version in inventory["versions"]]
    return sorted({file for stored in versions for file in stored.files}, key=lambda file: (file.name, file.sha512))


def _tell(session: Session, objects: int) -> None:
    events.append(session, EVENT, agency_id=None, actor=ACTOR, details={"objects": objects})

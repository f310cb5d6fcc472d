"""What has been issued: numbers, records, files, events. Append-only, knows no Flask, usable alone in ten
years.

To use it alone, all one needs is this folder, SQLAlchemy and Alembic:

    from archive.db import Database, migrate
    from archive.store import open_store
    from archive.rebuild import rebuild
    from archive.verify import verify

    database, store = Database("sqlite:////srv/office.db"), open_store("file:///srv/archive")
    migrate(database)                        # tables, if there are none yet
    print(rebuild(database, store))          # rows from the storage root alone
    print(verify(database, store).findings)  # rows ↔ files ↔ numbers ↔ events, both ways

The storage root itself (OCFL 1.1) needs no program at all: every object folder holds an inventory.json with
the digests, the PDF, the filled .docx and a metadata.json that a person can read.
"""

from archive import agencies, documents, events, numbers, records

__all__ = [
    "agencies",
    "documents",
    "events",
    "numbers",
    "records",
]  # imported here, so that the mapping of the rows is whole

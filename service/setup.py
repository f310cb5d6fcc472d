"""Make an installation ready before its processes start: folders, rows, roles."""

from pathlib import Path

from archive.db import Database, migrate
from archive.intake_begin import begin_digests
from service import people
from service.config import Config
from service.parts import Parts, build
from service.settling import settle

SERVICE_MIGRATIONS = Path(__file__).parent / "migrations"


def migrate_all(db: Database) -> None:
    """Bring the archive's tables, then the service's own, to their newest form."""
    migrate(db)
    migrate(db, SERVICE_MIGRATIONS, "service_version")


def prepare(config: Config) -> Parts:
    """Folders, migrations, roles, what a restore left to settle: safe to run at every start."""
    parts = build(config)
    migrate_all(parts.db)
    with parts.db.write() as session:
        people.ensure_roles(session)
    begin_digests(parts.db, parts.store)
    settle(parts)
    return parts

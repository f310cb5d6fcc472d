"""What a power cut left behind: folders of files that have no row, or need none any more."""

import shutil

from sqlalchemy import select

from service.imports.rows import ImportFile, ImportRun, home
from service.parts import Parts

NEEDED = ("waiting", "review", "accepted")
OLD = 3600
"""Seconds; what is younger may still be being written."""


def sweep(parts: Parts) -> None:
    """Forget those folders."""
    oldest = parts.now().timestamp() - OLD
    with parts.db.read() as session:
        kept = set(session.scalars(select(ImportFile.id).where(ImportFile.state.in_(NEEDED))))
        kept |= set(session.scalars(select(ImportRun.id).where(ImportRun.state.in_(("open", "gathering", "paused")))))
    for folder in home(parts).glob("*/*"):
        if folder.name not in kept and folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)

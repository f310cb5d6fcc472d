"""Kill -9 at random moments of number, seal, file and record, in two processes at once; look at all after each.

python -m tests.kills 1000
"""

import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import func, select

from archive.documents import Document
from archive.numbers import Number
from archive.verify import verify
from doc_templates.pdf import PdfPool
from service import setup, signing_desk
from service.issue import issue
from service.parts import Parts, build
from tests.conftest import NOON, actor, configured, open_office
from tests.signed_office import PIN, give_keys, submitted

AT_ONCE = 2
DOCUMENTS = 12
LONGEST = 0.5
"""Seconds: longer than number, seal, file and record take together."""


@dataclass
class Tally:
    """What was counted over all offices: kills that hit a running issue, documents, and those issued in the end."""

    kills: int = 0
    issued: int = 0
    late: int = 0


def run(kills: int, seed: int = 1, documents: int = DOCUMENTS) -> Tally:
    """Kill so many issues; AssertionError at the first number lost, doubled or unexplained, or fault of verify."""
    tally, chance = Tally(), random.Random(seed)
    while tally.kills < kills:
        with _office(documents) as parts:
            _exhaust(parts, chance, tally, kills)
            _finish(parts, tally)
    return tally


@contextmanager
def _office(documents: int) -> Iterator[Parts]:
    """An office of its own with documents that wait, signed, for number and seal."""
    folder = Path(tempfile.mkdtemp(prefix="kills-"))
    pool = PdfPool(folder / "pdf.sock", workers=1)
    parts = replace(setup.prepare(configured(folder / "data")), pdf=pool, now=lambda: NOON)
    try:
        open_office(parts)
        give_keys(parts)
        for _ in range(documents):
            signing_desk.sign(parts, actor(parts, "lanhdao"), submitted(parts).id, PIN)
        yield parts
    finally:
        pool.stop()
        parts.db.close()
        shutil.rmtree(folder)


def _exhaust(parts: Parts, chance: random.Random, tally: Tally, kills: int) -> None:
    waiting = _waiting(parts)
    while waiting and tally.kills < kills:
        chosen = chance.sample(waiting, min(AT_ONCE, len(waiting)))
        running = {_start(parts, draft_id): time.monotonic() + chance.uniform(0, LONGEST) for draft_id in chosen}
        for process, moment in sorted(running.items(), key=lambda pair: pair[1]):
            time.sleep(max(0.0, moment - time.monotonic()))
            os.kill(process, signal.SIGKILL)
            _, status = os.waitpid(process, 0)
            tally.kills += os.WIFSIGNALED(status)
            tally.late += not os.WIFSIGNALED(status)
        _whole(parts)
        waiting = _waiting(parts)


def _start(parts: Parts, draft_id: str) -> int:
    """A process of its own that issues the draft; it shares nothing with this one but files."""
    parts.db.close()
    process = os.fork()
    if process:
        return process
    own = replace(build(parts.config), pdf=parts.pdf, now=lambda: NOON)
    try:
        issue(own, actor(own, "vanthu"), draft_id, pin=PIN)
    finally:
        os._exit(0)


def _waiting(parts: Parts) -> list[str]:
    from service.signings import Signing

    with parts.db.read() as session:
        return list(session.scalars(select(Signing.draft_id).order_by(Signing.draft_id)))


def _whole(parts: Parts) -> None:
    report = verify(parts.db, parts.store)
    assert report.ok, report.faults


def _finish(parts: Parts, tally: Tally) -> None:
    """Whatever was stopped is issued by its repeat; then every number from 1 on has its one document."""
    for draft_id in _waiting(parts):
        issue(parts, actor(parts, "vanthu"), draft_id, pin=PIN)
    with parts.db.read() as session:
        numbers = list(session.scalars(select(Number.number).order_by(Number.number)))
        tally.issued += session.scalar(select(func.count()).select_from(Document)) or 0
    assert numbers == list(range(1, len(numbers) + 1)), numbers
    report = verify(parts.db, parts.store)
    assert report.findings == [], report.findings


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    began = time.monotonic()
    told = run(wanted, seed=random.SystemRandom().randrange(2**32))
    sys.stdout.write(
        f"{told.kills} kills ({told.late} came too late), {told.issued} documents issued, "
        f"0 numbers lost, doubled or unexplained, verify green after each, {time.monotonic() - began:.0f} s\n"
    )

"""The night's work: file the journal's head, verify a share of the archive, mend it from the replica, back up.

A share that was stopped comes next again; where the machine is off at night, the day does it.
`python -m service.nightly` by hand or by cron does it now.
"""

import logging
import subprocess
import sys
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from archive import db, events
from archive.finding import Finding
from archive.head import FiledHead
from archive.heads import file_head, stamp_late
from archive.intake_check import open_notes
from archive.mend import damaged, mend
from archive.replica import catch_up
from archive.share import Share
from archive.store import Store
from archive.verify import Report, verify
from index.errors import SearchError
from service import backup, head_stamps, setup, uses
from service.config import Config
from service.index_check import check_index
from service.locks import one_at_a_time
from service.parts import Parts
from service.replicas import reachable, replicate
from service.safety_runs import SafetyRun, ended, recorded

ACTOR = "archive verify"
NIGHT_ENDS = 6
"""Hour of the office's clock."""
LATEST = timedelta(hours=30)
"""After so long the day does what the night did not."""
TOLD = 50
"""Findings kept of a run."""
log = logging.getLogger(__name__)


def due(parts: Parts) -> bool:
    """Is the night's work to be done now?"""
    with parts.db.read() as session:
        last = next(iter(ended(session, "verify")), None)
    if last is None or parts.now() - last.began_at >= LATEST:
        return True
    clock = parts.now().astimezone(ZoneInfo(parts.config.time_zone))
    return clock.hour < NIGHT_ENDS and last.began_at.astimezone(clock.tzinfo).date() < clock.date()


def night(parts: Parts) -> None:
    """All of it, each part whether or not the one before succeeded; nobody else does it at the same time."""
    with one_at_a_time(parts, "night", "night"):
        for work in (replicate, verify_share, file_head_now, backup.tonight, uses.forget_old):
            try:
                work(parts)
            except Exception:
                log.exception("the night's work failed: %s", work.__name__)


def file_head_now(parts: Parts) -> FiledHead | None:
    """File the journal's head with a time-stamp, and ask for those that are lacking."""
    with recorded(parts, "head") as result:
        stamp = head_stamps.stamp_of(parts)
        filed = file_head(parts.db, parts.store, at=db.now(), actor=ACTOR, stamp=stamp)
        late = stamp_late(parts.db, parts.store, stamp, at=db.now(), actor=ACTOR) if stamp else 0
        result.ok = True
        result.details = {
            "seq": filed.seq if filed else 0,
            "digest": filed.head.digest if filed else "",
            "stamped": filed is not None and filed.stamp is not None,
            "late": late,
        }
    return filed


def verify_share(parts: Parts) -> Report:
    """Verify the share whose turn it is; restore what is damaged; let the replica catch up; tell it in the journal."""
    share = next_share(parts)
    with recorded(parts, "verify", f"{share.number + 1}/{share.of}") as result:
        report = verify(parts.db, parts.store, share=share, proves=head_stamps.holds)
        replica = reachable(parts)
        restored = mended(parts, replica, report) if replica else []
        copied = catch_up(parts.store, replica, open_notes(parts.store), share) if replica else 0
        report.findings += _index(parts, share)
        left = [fault for fault in report.faults if fault.place not in restored]
        result.ok = not left
        result.details = {
            "objects": report.counted["objects"],
            "events": report.counted["events"],
            "faults": len(left),
            "restored": len(restored),
            "copied": copied,
            "findings": [{"code": fault.code, "place": fault.place} for fault in left[:TOLD]],
        }
        told = {"share": f"{share.number + 1}/{share.of}", **result.details}
        with parts.db.write() as session:
            events.append(session, "archive.verified", agency_id=None, actor=ACTOR, details=told)
    return report


def _index(parts: Parts, share: Share) -> list[Finding]:
    try:
        return check_index(parts, share=share)
    except SearchError as error:
        return [Finding(error.code, "index", error.data)]


def mended(parts: Parts, replica: Store, report: Report) -> list[str]:
    """Restore what the replica can restore; the places of the findings that are done with."""
    noted, done = open_notes(parts.store), []
    for path, found in damaged(report.faults).items():
        if mend(parts.db, parts.store, replica, noted, path, [finding.code for finding in found]):
            done += [finding.place for finding in found]
    return done


def next_share(parts: Parts) -> Share:
    """The share that was verified longest ago, or never."""
    of = parts.config.verify_nights
    with parts.db.read() as session:
        runs = ended(session, "verify", 4 * of)
    last: dict[str, datetime] = {}
    for run in reversed(runs):
        last[run.share] = run.began_at
    order = sorted(range(of), key=lambda number: (_when(last.get(f"{number + 1}/{of}")), number))
    return Share(order[0], of)


def _when(moment: datetime | None) -> float:
    return 0.0 if moment is None else moment.timestamp()


def latest_shares(runs: list[SafetyRun]) -> dict[str, SafetyRun]:
    """The latest run of each share."""
    return {run.share: run for run in reversed(runs)}


def begin() -> "subprocess.Popen[bytes]":
    """Do the night's work in a process of its own: the one that serves the index goes on."""
    return subprocess.Popen([sys.executable, "-m", "service.nightly"])


def main() -> None:
    """The command that begin() starts."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    night(setup.prepare(Config.from_environment()))


if __name__ == "__main__":
    main()

"""How safe the archive is now, for the administrator's and the auditor's eyes: what the last runs did and found."""

from dataclasses import dataclass
from datetime import timedelta

from archive.head import FiledHead
from archive.heads import filed_heads
from service.nightly import latest_shares
from service.parts import Parts
from service.replicas import open_new, reachable
from service.safety_runs import SafetyRun, ended

QUARTER = timedelta(days=92)


@dataclass(frozen=True)
class ArchiveState:
    """verified: the latest run of each share, newest first, of `shares`; replica: lines not followed yet, None where
    none answers; replica_set, backup_set: whether there should be one, whether the nights back up;
    drill_due: there are backups, and none was restored for a quarter (QCVN 12:2026/BCA)."""

    verified: list[SafetyRun]
    shares: int
    head: FiledHead | None
    backup: SafetyRun | None
    drill: SafetyRun | None
    backup_set: bool
    replica: int | None
    replica_set: bool
    drill_due: bool

    @property
    def faults(self) -> list[dict[str, str]]:
        """What the latest runs found and could not restore, each once."""
        found = [finding for run in self.verified if not run.ok for finding in run.details.get("findings", [])]
        return list({(each["code"], each["place"]): each for each in found}.values())


def archive_state(parts: Parts) -> ArchiveState:
    """Read from the rows and the storage; looks at no object."""
    shares = parts.config.verify_nights
    with parts.db.read() as session:
        runs = [run for run in ended(session, "verify", 4 * shares) if run.share.endswith(f"/{shares}")]
        backup, drill = (next(iter(ended(session, what)), None) for what in ("backup", "drill"))
    heads = filed_heads(parts.store)
    return ArchiveState(
        verified=sorted(latest_shares(runs).values(), key=lambda run: run.began_at, reverse=True),
        shares=shares,
        head=heads[-1] if heads else None,
        backup=backup,
        drill=drill,
        backup_set=bool(parts.config.backup_url),
        replica=None if reachable(parts) is None else len(open_new(parts)),
        replica_set=bool(parts.config.replica_url),
        drill_due=backup is not None and (drill is None or parts.now() - drill.began_at > QUARTER),
    )

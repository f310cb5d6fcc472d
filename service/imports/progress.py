"""How far a run is: counted from its files, and how long the rest will take."""

from dataclasses import dataclass

from service.imports.rows import ImportRun, counts
from service.imports.worker import AT_ONCE
from service.parts import Parts


@dataclass(frozen=True)
class Progress:
    """Files by state; of how many, how many are opened; seconds: that the rest takes, None where nobody knows yet."""

    counted: dict[str, int]
    total: int
    opened: int
    seconds: float | None

    def count(self, *states: str) -> int:
        """How many files are in these states together."""
        return sum(self.counted.get(state, 0) for state in states)


def progress_of(parts: Parts, run: ImportRun) -> Progress:
    """As it is now."""
    with parts.db.read() as session:
        counted = counts(session, run.id)
    total, waiting = sum(counted.values()), counted.get("waiting", 0)
    read = total - waiting - counted.get("unreadable", 0) - counted.get("duplicate", 0) - counted.get("cancelled", 0)
    seconds = waiting * run.seconds / read / AT_ONCE if read and run.seconds else None
    return Progress(counted, total, total - waiting, seconds)

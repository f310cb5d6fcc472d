"""One thing found while looking over the archive: what `events`, `fixity`, `verify` and `rebuild` report."""

from collections.abc import Callable
from dataclasses import dataclass, field

Progress = Callable[[int, int], None]


def unseen(done: int, total: int) -> None:
    """The progress that nobody watches."""


@dataclass(frozen=True)
class Finding:
    """code: stable name; place: row, object or file; fault False: worth knowing, nothing is wrong."""

    code: str
    place: str
    data: dict[str, object] = field(default_factory=dict)
    fault: bool = True

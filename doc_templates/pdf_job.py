"""A document on its way through the PDF pool: how long it may take, how often it is tried, its answer."""

import itertools
import threading
import time
from dataclasses import dataclass, field

from doc_templates.pdf_wire import Head

TRIES = 2
FIRST_TRY = 1 / 3  # of the limit; a first try that takes longer counts as hanging, so that a second has time
SHORTEST_FIRST_TRY = 5.0  # seconds; a limit below it leaves one try
COUNTER = itertools.count()


@dataclass(order=True)
class Job:
    """One document on its way through the pool; a job whose office died comes before those not yet tried.

    format: docx, or an old one (doc, word95, rtf, odt), which is answered by its PDF and its .docx.
    behind: comes after all that do not say so, for nobody waits for it.
    """

    rank: tuple[int, int] = field(init=False)
    content: bytes = field(compare=False)
    title: str = field(compare=False)
    limit: float = field(compare=False)
    format: str = field(default="docx", compare=False)
    behind: bool = field(default=False, compare=False)
    tries: int = field(default=0, compare=False)
    head: Head = field(default_factory=dict, compare=False)
    made: bytes = field(default=b"", compare=False)
    done: threading.Event = field(default_factory=threading.Event, compare=False)

    def __post_init__(self) -> None:
        self.rank = (TRIES + self.behind, next(COUNTER))
        self.until = time.monotonic() + self.limit

    @property
    def left(self) -> float:
        return self.until - time.monotonic()

    def finish(self, head: Head, made: bytes = b"") -> None:
        self.head, self.made = head, made
        self.done.set()

    def time_out(self) -> None:
        self.finish({"code": "pdf_timeout", "data": {"seconds": self.limit}})

    def patience(self) -> float:
        """Seconds this try may take before the office counts as hanging."""
        if self.tries:
            return self.left
        return min(self.left, max(SHORTEST_FIRST_TRY, self.limit * FIRST_TRY))

    def may_try_again(self) -> bool:
        """Count a try that ended with its office; what is tried again goes before the others."""
        self.tries += 1
        self.rank = (TRIES - self.tries, next(COUNTER))
        return self.tries < TRIES

"""What a command shows while it works."""

import sys
from collections.abc import Callable

from tqdm import tqdm


def bar(what: str) -> Callable[[int, int], None]:
    """A progress bar on standard error, fed with (done, total)."""
    shown = tqdm(desc=what, unit="", file=sys.stderr, disable=None)

    def progress(done: int, total: int) -> None:
        shown.total = total
        shown.update(done - shown.n)
        if done >= total:
            shown.refresh()

    return progress

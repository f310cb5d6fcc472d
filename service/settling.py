"""What a restore leaves to settle: once, at the first start after it, before anybody works; safe to repeat."""

from service import scan_settling
from service.imports import settle as import_settling
from service.locks import one_at_a_time
from service.parts import Parts

RESTORED = ".restored"
"""A restore leaves this in the data folder; whoever starts the office first settles it."""


def settle(parts: Parts) -> None:
    """Where a restore was: each row of what waits gets its files, is begun again, or says what became of it."""
    restored = parts.config.data_dir / RESTORED
    if not restored.exists():
        return
    with one_at_a_time(parts, "restored", "settle"):
        if restored.exists():  # else a process that starts with this one did it
            import_settling.settle(parts)
            scan_settling.settle(parts)
            restored.unlink()

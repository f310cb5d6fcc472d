"""pyHanko starts an event loop for each call; a thread that runs one already cannot start a second."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")


def run_apart(made: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
    """Run a coroutine to its end, wherever this is."""
    return in_own_loop(lambda: asyncio.run(made()))


def in_own_loop(call: Callable[[], Result]) -> Result:
    """Make the call where no event loop runs: here, or in a thread of its own."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return call()
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(call).result()

"""The pool process: a few warm LibreOffices, shared by every process of the service over one Unix socket.

    python -m doc_templates.pdf_pool --socket FILE [--workers N]
runs until it is told to stop or its parent dies. A client (pdf.py) that finds nobody at the socket starts
one with --idle: such a pool belongs to nobody, leaves after that many quiet seconds, and makes way for one
started on purpose. Everything below the pool dies with it: worker ← pool, soffice.bin ← worker
(PR_SET_PDEATHSIG).
"""

import argparse
import contextlib
import ctypes
import json
import logging
import os
import queue
import signal
import socket
import sys
import threading
import time
from pathlib import Path

from doc_templates import pdf_wire
from doc_templates.pdf_folder import working_folder
from doc_templates.pdf_job import Job
from doc_templates.pdf_keeper import Keeper
from doc_templates.pdf_needs import missing_packages
from doc_templates.pdf_wire import Head

log = logging.getLogger("pdf_pool")
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
UNAVAILABLE = 69  # exit code: packages are missing
BUSY = 75  # exit code: another pool serves this socket


class Pool:
    """Workers, the queue before them and the door (a listening socket) to both."""

    def __init__(self, path: Path, workers: int, folder: Path, idle: float) -> None:
        self.path, self.idle = path, idle
        self.jobs: queue.PriorityQueue[Job] = queue.PriorityQueue()
        self.keepers = [Keeper(self.jobs, folder / str(number)) for number in range(workers)]
        self.door = _open_door(path)
        self.mark = path.stat().st_ino
        self.gate, self.callers = threading.Lock(), 0
        self.last_call = time.monotonic()

    def serve(self) -> None:
        """Answer until idle for too long or until the socket's file is no longer ours."""
        for keeper in self.keepers:
            keeper.start()
        while not self._forgotten():
            with contextlib.suppress(TimeoutError):
                line, _ = self.door.accept()
                self._count(1)
                threading.Thread(target=self._receive, args=(line,), daemon=True).start()

    def close(self) -> None:
        for keeper in self.keepers:
            keeper.close()
        with contextlib.suppress(OSError):
            if self.path.stat().st_ino == self.mark:
                self.path.unlink()
        self.door.close()

    def _forgotten(self) -> bool:
        if not self.path.exists() or self.path.stat().st_ino != self.mark:
            return True
        return bool(self.idle) and not self.callers and time.monotonic() - self.last_call > self.idle

    def _receive(self, line: socket.socket) -> None:
        try:
            with line:
                line.settimeout(60)
                head, body = pdf_wire.receive(line)
                pdf_wire.send(line, *self._answer(head, body))
        except OSError:
            log.info("a caller went away")
        finally:
            self._count(-1)

    def _count(self, change: int) -> None:
        with self.gate:
            self.callers += change
            self.last_call = time.monotonic()

    def _answer(self, head: Head, body: bytes) -> tuple[Head, bytes]:
        if head["ask"] == "convert":
            job = Job(body, head["title"], head["limit"], head.get("format", "docx"), head.get("behind", False))
            self.jobs.put(job)
            if not job.done.wait(job.limit + 1):
                job.time_out()
            return job.head, job.made
        if head["ask"] == "stop" or (head["ask"] == "make way" and self.idle):
            threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGTERM)).start()
        ready = sum(keeper.ready for keeper in self.keepers)
        return {"ready": ready, "workers": len(self.keepers), "pid": os.getpid(), "idle": self.idle}, b""


def _open_door(path: Path) -> socket.socket:
    """A listening socket that only its owner may call; the lock is ours, so what lies there is stale."""
    door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    door.settimeout(1)
    path.unlink(missing_ok=True)
    before = os.umask(0o077)
    try:
        with pdf_wire.address(path) as short:
            door.bind(short)
    finally:
        os.umask(before)
    door.listen(256)
    return door


def _detach() -> None:
    """Nobody's child: whoever called first may be a short command or a web process that is replaced."""
    if os.fork():
        os._exit(0)
    os.setsid()


def _tell(**facts: object) -> None:
    """A line for the client that started this pool and waits for its first words."""
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def _wait_for_packages(idle: float) -> None:
    """A pool started on purpose waits for them; one that a call started says what is missing and ends."""
    missing = missing_packages()
    if missing and idle:
        _tell(install=" ".join(missing))
        raise SystemExit(UNAVAILABLE)
    if missing:
        log.error("no PDF can be made until these are installed: apt-get install %s", " ".join(missing))
    while missing:
        time.sleep(10)
        missing = missing_packages()


def _take_over(path: Path, idle: float) -> None:
    """A pool that belongs to nobody makes way for one that was started on purpose."""
    line = None if idle else pdf_wire.connect(path, 5)
    if line:
        with line, contextlib.suppress(OSError):
            pdf_wire.send(line, {"ask": "make way"})
            pdf_wire.receive(line)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m doc_templates.pdf_pool", description=__doc__)
    parser.add_argument("--socket", type=Path, required=True)
    parser.add_argument("--workers", type=int, default=min(4, os.cpu_count() or 1))
    parser.add_argument("--idle", type=float, default=0.0, help="leave after so many quiet seconds")
    return parser.parse_args()


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    options = _arguments()
    libc = ctypes.CDLL(None)
    if options.idle:
        _detach()
    else:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGINT, lambda *_: sys.exit(0))
    _wait_for_packages(options.idle)
    path = options.socket.absolute()
    path.parent.mkdir(parents=True, exist_ok=True)
    _take_over(path, options.idle)
    if pdf_wire.lock_for_life(pdf_wire.lock_of(path), 2 if options.idle else 20) is None:
        raise SystemExit(BUSY)
    with working_folder(path) as folder:
        pool = Pool(path, max(1, options.workers), folder, options.idle)
        try:
            if options.idle:
                _tell(ready=True)
            pool.serve()
        finally:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            pool.close()


if __name__ == "__main__":
    main()

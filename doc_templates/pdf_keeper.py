"""Keeps one LibreOffice of the PDF pool at work: starts, warms, feeds it; replaces it when it hangs.

A keeper is a thread as long-lived as the pool: the kernel ties a worker's life to the thread that started it.
"""

import contextlib
import json
import logging
import os
import queue
import select
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from doc_templates.pdf_job import Job
from doc_templates.pdf_needs import OFFICE_PACKAGES, SYSTEM_PYTHON, soffice
from doc_templates.pdf_warm import warm_document
from doc_templates.pdf_wire import Head

log = logging.getLogger("pdf_pool")
ONLY_HERE = Path(__file__).with_name("only_here.py")
WORKER = Path(__file__).with_name("pdf_worker.py")
START_SECONDS = 90.0
CONVERSIONS = 1000  # then a fresh office: hygiene, no leak is known


class Gone(Exception):
    """The worker or its office ended, or (`hung`) did not answer in time."""

    def __init__(self, hung: bool) -> None:
        super().__init__(hung)
        self.hung = hung


class Keeper(threading.Thread):
    """One thread, one worker process, one soffice.bin, one folder that only they use."""

    def __init__(self, jobs: "queue.PriorityQueue[Job]", folder: Path) -> None:
        super().__init__(name=f"keeper-{folder.name}", daemon=True)
        self.jobs, self.folder = jobs, folder
        self.worker: subprocess.Popen[bytes] | None = None
        self.ready = False
        self.converted = 0
        self._closing = False
        self._gate = threading.Lock()

    def run(self) -> None:
        while not self._closing:
            try:
                if not self._alive():
                    self._start()
                self._work()
            except Exception:  # a full disk, a vanished folder: say so, take the next job on a fresh start
                log.exception("keeper failed")
                self._kill()
                time.sleep(1)

    def close(self) -> None:
        """End the worker for good; called by another thread, so the pipes are left to this one."""
        with self._gate:
            self._closing = True
            worker = self.worker
        if worker is not None:
            kill_group(worker.pid)

    def _alive(self) -> bool:
        whole = self.folder.is_dir() and self.converted < CONVERSIONS
        return self.ready and whole and self.worker is not None and self.worker.poll() is None

    # --- starting and ending
    # -------------------------------------------------------------------------------------

    def _start(self) -> None:
        """A fresh folder, profile and office, warmed by one document. On failure one waiting job is told."""
        self._kill()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        command = [sys.executable, "-I", str(ONLY_HERE), str(self.folder), str(WORKER), "--"]
        command += [SYSTEM_PYTHON, "-I", str(WORKER), str(soffice()), str(self.folder), str(os.getpid())]
        with self._gate:
            if self._closing:
                return
            self.worker = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd="/", start_new_session=True
            )
        self.converted = 0
        try:
            self._listen(START_SECONDS)
            self._convert(Job(warm_document(), "", START_SECONDS), START_SECONDS)
        except Gone:
            self._kill()
            self._refuse_one()
            return
        self.ready = True

    def _refuse_one(self) -> None:
        if self._closing:
            return
        log.error("LibreOffice does not start")
        with contextlib.suppress(queue.Empty):
            job = self.jobs.get(timeout=2)
            data = {"install": OFFICE_PACKAGES, "why": "office_does_not_start"}
            job.finish({"code": "pdf_unavailable", "data": data})

    def _kill(self) -> None:
        """The worker and its office at once; both are reaped, so their folder is nobody's afterwards."""
        self.ready = False
        with self._gate:
            worker, self.worker = self.worker, None
        if worker is None:
            return
        kill_group(worker.pid)
        worker.wait()
        for pipe in (worker.stdin, worker.stdout):
            if pipe:
                pipe.close()

    # --- working
    # -------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        """One job, or nothing for a few seconds: then the caller looks whether the office still lives."""
        if not self.ready:
            return
        try:
            job = self.jobs.get(timeout=3)
        except queue.Empty:
            return
        if job.left <= 0:
            job.time_out()
        elif self._alive():
            self._serve(job)
        else:
            self.jobs.put(job)

    def _serve(self, job: Job) -> None:
        try:
            head, made = self._convert(job, job.patience())
        except Gone as gone:
            log.warning("LibreOffice %s; replacing it", "hung" if gone.hung else "ended")
            self._kill()
            self._again(job, gone)
        except OSError as why:
            job.finish({"code": "pdf_unavailable", "data": {"install": "", "why": str(why.strerror)}})
            raise
        else:
            job.finish(head, made)

    def _again(self, job: Job, gone: Gone) -> None:
        if job.left <= 0:
            job.time_out()
        elif job.may_try_again():
            self.jobs.put(job)
        elif gone.hung:
            job.time_out()
        else:
            job.finish({"code": "pdf_failed", "data": {"why": "office_died"}})

    def _convert(self, job: Job, seconds: float) -> tuple[Head, bytes]:
        """What was made, one behind the other; the head says how many bytes the PDF is of it."""
        source, target, back = (self.folder / f"document.{ending}" for ending in (job.format, "pdf", "back.docx"))
        source.write_bytes(job.content)
        for made in (target, back):
            made.unlink(missing_ok=True)
        told = {"source": str(source), "format": job.format, "pdf": str(target), "title": job.title}
        self._say(told if job.format == "docx" else told | {"back": str(back)})
        answer = self._listen(seconds)
        self.converted += 1
        if answer["ok"]:
            pdf = target.read_bytes()
            return {"ok": True, "pdf": len(pdf)}, pdf + (back.read_bytes() if back.exists() else b"")
        return {"code": "pdf_failed", "data": {"why": answer["why"], "detail": answer["detail"]}}, b""

    def _say(self, job: Head) -> None:
        assert self.worker is not None and self.worker.stdin is not None
        try:
            self.worker.stdin.write(json.dumps(job).encode() + b"\n")
            self.worker.stdin.flush()
        except BrokenPipeError as why:
            raise Gone(hung=False) from why

    def _listen(self, seconds: float) -> Head:
        """The worker's next line within `seconds`. Raises Gone."""
        assert self.worker is not None and self.worker.stdout is not None
        handle, line, until = self.worker.stdout.fileno(), b"", time.monotonic() + seconds
        poll = select.poll()
        poll.register(handle, select.POLLIN)
        while not line.endswith(b"\n"):
            if not poll.poll(max(0.0, until - time.monotonic()) * 1000):
                raise Gone(hung=True)
            more = os.read(handle, 65536)
            if not more:
                raise Gone(hung=False)
            line += more
        answer: Head = json.loads(line)
        return answer


def kill_group(leader: int) -> None:
    """Kill and reap a process group; an office that loses its worker becomes the pool's child (subreaper)."""
    try:
        os.killpg(leader, signal.SIGKILL)
        while True:
            os.waitpid(-leader, 0)
    except (ProcessLookupError, ChildProcessError):
        return

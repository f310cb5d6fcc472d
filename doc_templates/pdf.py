"""From .docx to PDF/A: what the service calls. The work is done by one pool process a machine (pdf_pool.py).

PdfPool.convert → pdf_guard → socket → pdf_pool → pdf_keeper → pdf_worker → LibreOffice
"""

import contextlib
import json
import os
import re
import select
import socket
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

from doc_templates import pdf_wire
from doc_templates.errors import DocTemplatesError, PdfFailed, PdfTimeout, PdfUnavailable
from doc_templates.pdf_guard import check_package
from doc_templates.pdf_needs import OFFICE_PACKAGES
from doc_templates.pdf_wire import Head

ROOT = Path(__file__).resolve().parents[1]
IDLE = 180  # seconds: a pool that a call started, not `./run`, leaves after so long without one
START_SECONDS = 90.0
GRACE = 10.0  # seconds the pool may need beyond a conversion's limit to say that it was reached
ERRORS: dict[str, type[DocTemplatesError]] = {error.code: error for error in (PdfFailed, PdfTimeout, PdfUnavailable)}


class PdfPool:
    """Client of the pool at `socket`; usable from any thread and process, it holds nothing open between calls.

    `workers` counts only when this client has to start the pool; `limit` is seconds a conversion may take.
    """

    def __init__(self, socket: Path, workers: int = 2, limit: float = 60.0) -> None:
        self.socket, self.workers, self.limit = socket.absolute(), workers, limit

    def convert(self, docx: bytes, *, title: str = "", limit: float | None = None, behind: bool = False) -> bytes:
        """PDF/A-2b, tagged, Vietnamese, with `title` as its title (the .docx's own if empty).

        behind: all that somebody waits for comes first. A LibreOffice that died or hung, or a killed pool, is replaced
        and the document tried once more. Raises PdfFailed, PdfTimeout, PdfUnavailable.
        """
        check_package(docx)
        return self._convert("docx", docx, title, self.limit if limit is None else limit, behind)[0]

    def convert_old(
        self, content: bytes, form: str, *, title: str = "", limit: float | None = None
    ) -> tuple[bytes, bytes]:
        """The PDF/A of a document in an old format (doc, word95, rtf, odt), and the document as .docx.

        It comes behind all that somebody waits for. Raises as `convert`. In the same warm office: what it may do there
        does not hang on its format, and a cold one takes 1 to 2 s, ten times as long.
        """
        return self._convert(form, content, title, self.limit if limit is None else limit, behind=True)

    def _convert(self, form: str, content: bytes, title: str, seconds: float, behind: bool) -> tuple[bytes, bytes]:
        question = {"ask": "convert", "format": form, "title": _one_line(title), "limit": seconds, "behind": behind}
        head, made = self._ask(question, content, seconds + GRACE)
        if "code" in head:
            raise ERRORS[head["code"]](**head["data"])
        return mended(made[: head["pdf"]]), made[head["pdf"] :]

    def ready(self) -> bool:
        """Whether a pool runs and has a warm LibreOffice; starts nothing."""
        return bool(self._status().get("ready"))

    def warm(self) -> None:
        """Start the pool if there is none and wait until it is ready. Raises PdfUnavailable."""
        until = time.monotonic() + START_SECONDS
        while not self._ask({"ask": "status"}, b"", GRACE)[0]["ready"]:
            if time.monotonic() > until:
                raise PdfUnavailable(install=OFFICE_PACKAGES, why="office_does_not_start")
            time.sleep(0.05)

    def stop(self) -> None:
        """End the pool, whoever started it, and wait until it and all it started are gone."""
        line = pdf_wire.connect(self.socket, GRACE) if self.socket.parent.is_dir() else None
        if line is None:
            return
        with line, contextlib.suppress(OSError):
            pdf_wire.send(line, {"ask": "stop"})
            pdf_wire.receive(line)
        with pdf_wire.locked(pdf_wire.lock_of(self.socket), START_SECONDS):
            return

    def _status(self) -> Head:
        with contextlib.suppress(OSError):
            line = pdf_wire.connect(self.socket, GRACE)
            if line:
                with line:
                    pdf_wire.send(line, {"ask": "status"})
                    return pdf_wire.receive(line)[0]
        return {}

    def _ask(self, head: Head, body: bytes, seconds: float) -> tuple[Head, bytes]:
        """Ask the pool, starting it if need be; again if it was killed before it answered.

        Twice, with a pause: a killed pool may drop its callers a moment before it stops listening.
        """
        for pause in (0.1, 0.5):
            try:
                return self._ask_once(head, body, seconds)
            except ConnectionError:
                time.sleep(pause)
        try:
            return self._ask_once(head, body, seconds)
        except ConnectionError as why:
            raise PdfUnavailable(install="", why="pool_died") from why

    def _ask_once(self, head: Head, body: bytes, seconds: float) -> tuple[Head, bytes]:
        with self._line(seconds) as line:
            try:
                pdf_wire.send(line, head, body)
                return pdf_wire.receive(line)
            except TimeoutError as why:
                raise PdfTimeout(seconds=seconds) from why

    def _line(self, seconds: float) -> socket.socket:
        """A connection to the pool. Of those who find nobody there one starts it, the others wait at a lock."""
        self.socket.parent.mkdir(parents=True, exist_ok=True)
        line = pdf_wire.connect(self.socket, seconds)
        if line is None:
            with pdf_wire.locked(self.socket.with_name(f"{self.socket.name}.start"), START_SECONDS):
                line = pdf_wire.connect(self.socket, seconds) or self._start(seconds)
        return line

    def _start(self, seconds: float) -> socket.socket:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            self._launch()
            line = pdf_wire.connect(self.socket, seconds)
            if line:
                return line
            time.sleep(0.1)
        raise PdfUnavailable(install="", why="pool_does_not_start")

    def _launch(self) -> None:
        """Start a pool process and wait for its first words: it listens, or what is missing.

        It says nothing and ends when another pool holds the lock.
        """
        command = [sys.executable, "-m", "doc_templates.pdf_pool", "--socket", str(self.socket)]
        command += ["--workers", str(self.workers), "--idle", str(IDLE)]
        nothing, pipe = subprocess.DEVNULL, subprocess.PIPE
        with self.socket.with_name(f"{self.socket.name}.log").open("wb") as log:
            launcher = subprocess.Popen(command, stdin=nothing, stdout=pipe, stderr=log, cwd=ROOT)
        with launcher:
            assert launcher.stdout is not None
            words = _first_line(launcher.stdout.fileno(), START_SECONDS)
        said: Head = json.loads(words or b"{}")
        if "install" in said or launcher.returncode:
            raise PdfUnavailable(install=said.get("install", ""), why="pool_does_not_start")


def _first_line(handle: int, seconds: float) -> bytes:
    poll = select.poll()
    poll.register(handle, select.POLLIN)
    return os.read(handle, 4096) if poll.poll(seconds * 1000) else b""


def _one_line(title: str) -> str:
    """What may stand in a PDF's metadata: no control characters, no line breaks."""
    plain = "".join(" " if unicodedata.category(sign).startswith("C") else sign for sign in title)
    return " ".join(plain.split())


# What LibreOffice 7.4 writes and strict readers or signers stumble over: a page's tab order as a string, an
# opening action that says nothing, a key of its own in the trailer. A cure is as long as its fault, so that
# no offset in the file changes.
TABS = re.compile(rb"(<</Type/Page/[^>]{0,20000}?)/Tabs\(S\)")
OPENING = rb"\n/OpenAction\[\d+ 0 R /XYZ null null 0\](?=\n/)"
CHECKSUM = rb"\n/DocChecksum /[0-9A-F]{32}(?=\n>>\nstartxref)"
AT_THE_END = re.compile(OPENING + b"|" + CHECKSUM)


def mended(pdf: bytes) -> bytes:
    """The same PDF without those faults; one without them comes back as it is."""
    pdf = TABS.sub(rb"\1/Tabs/S ", pdf)
    catalog = max(pdf.rfind(b"<</Type/Catalog"), 0)
    return pdf[:catalog] + AT_THE_END.sub(lambda found: b" " * len(found[0]), pdf[catalog:])

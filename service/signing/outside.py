"""A PDF from outside is opened in a process of its own, `python -m service.signing.outside`: however hostile it is, it
can take no more time and memory than that process may.
"""

import json
import os
import pickle
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from service.errors import PdfUnreadable
from service.signing.validate import SignatureFound, Validation, validate

SECONDS = 30
MEMORY = 1_500_000_000
"""Bytes of address space."""
LARGEST = 32 * 1024 * 1024
_HERE = Path(__file__).parents[2]


@dataclass(frozen=True)
class Examined:
    """What a file from outside says. pages: 0 where they cannot be counted; pdfa: what it claims, "" for nothing."""

    validation: Validation
    pages: int
    pdfa: str
    version: str
    level: str


def examined(pdf: bytes, trust: Sequence[bytes], crls: Sequence[bytes], at: datetime) -> Examined:
    """Look at every signature. trust, crls: DER. Raises PdfUnreadable (not_pdf, too_large, too_much)."""
    if not pdf.startswith(b"%PDF-"):
        raise PdfUnreadable(why="not_pdf")
    if len(pdf) > LARGEST:
        raise PdfUnreadable(why="too_large")
    answer = _asked(pickle.dumps((pdf, tuple(trust), tuple(crls), at)))
    if not answer:
        raise PdfUnreadable(why="too_much")
    return _read(json.loads(answer))


def _asked(work: bytes) -> bytes:
    child = subprocess.Popen(
        [sys.executable, "-m", "service.signing.outside"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=_HERE,
        env={"PATH": os.environ.get("PATH", "")}, start_new_session=True, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    with child:
        try:
            return child.communicate(work, timeout=SECONDS)[0]
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            return b""


def _read(told: dict[str, Any]) -> Examined:
    """The process is not trusted with more than plain values."""
    found = tuple(
        SignatureFound(**{**each, "signed_at": _moment(each["signed_at"]), "until": _moment(each["until"])})
        for each in told.pop("signatures")
    )
    return Examined(validation=Validation(found, told.pop("readable")), **told)


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None


def _examine_here() -> None:
    """In the process of its own: reads the work from standard input, tells JSON."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    pdf, trust, crls, at = pickle.load(sys.stdin.buffer)
    found = validate(pdf, trust, at=at, crls=crls)
    told = {"signatures": [asdict(each) for each in found.signatures], "readable": found.readable, **_facts(pdf)}
    json.dump(told, sys.stdout, default=datetime.isoformat)


def _facts(pdf: bytes) -> dict[str, object]:
    from doc_templates.errors import BrokenPdf
    from doc_templates.pdf_facts import read_back
    from service.signing.levels import level_of

    try:
        level = level_of(pdf)
    except Exception:  # a hostile file fails in any way it likes
        level = ""
    try:
        facts = read_back(pdf)
    except BrokenPdf:
        return {"pages": 0, "pdfa": "", "version": "", "level": level}
    return {"pages": facts.pages, "pdfa": facts.pdfa, "version": facts.version, "level": level}


if __name__ == "__main__":
    _examine_here()

"""Fills a form that nobody has approved yet, in a process of its own: what it takes too much of, only it lacks.

The sandbox keeps such a form from code, files and endless loops; this keeps its hunger for time and memory from the
service that serves everybody else.
"""

import json
import os
import pickle
import resource
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from doc_templates.errors import DocTemplatesError, TemplateFault
from doc_templates.fill import Letterhead, SignerBlock, Stamp, fill
from doc_templates.form import Form

SECONDS = 30
MEMORY = 1_500_000_000  # bytes of address space; a decision with 10,000 rows takes a third of it
_HUNGRY = {"part": "", "paragraph": 0, "words": "", "why": "too_much_memory"}
_HERE = Path(__file__).parents[2]


def try_fill(
    form: Form, values: Mapping[str, object], letterhead: Letterhead, signer: SignerBlock, stamp: Stamp
) -> bytes:
    """The filled .docx as `fill` makes it. Errors: those of fill; TemplateFault too_slow, too_much_memory, not_filled.

    not_filled: no document came of it, a fault of this program; its trace is on standard error.
    """
    work = pickle.dumps((form, dict(values), letterhead, signer, stamp))
    command = [sys.executable, "-m", "doc_templates.tags.try_fill"]
    child = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=_HERE,
        env={"PATH": os.environ.get("PATH", ""), "PYTHONHASHSEED": "0"}, start_new_session=True,
    )  # fmt: skip
    try:
        answer, _ = child.communicate(work, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
        raise _too_much(form, "too_slow") from None
    if not answer:
        starved = child.returncode in (-signal.SIGXCPU, -signal.SIGKILL)
        raise _too_much(form, "too_slow" if starved else "not_filled")
    return _opened(answer, form)


def _too_much(form: Form, why: str) -> TemplateFault:
    return TemplateFault(form=form.id, part="", paragraph=0, words="", why=why)


def _opened(answer: bytes, form: Form) -> bytes:
    """What the process told: b"+" and the .docx, or b"-" and an error as JSON. It is not trusted with more."""
    if answer[:1] == b"+":
        return answer[1:]
    told = json.loads(answer[1:])
    kinds = {kind.code: kind for kind in DocTemplatesError.__subclasses__()}
    raise kinds.get(told["code"], TemplateFault)(**({"form": form.id} | told["data"]))


def _fill_here() -> None:
    """In the process of its own: reads the work from standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    form, values, letterhead, signer, stamp = pickle.load(sys.stdin.buffer)
    try:
        answer = b"+" + fill(form, values, letterhead, signer, stamp)
    except DocTemplatesError as error:
        answer = b"-" + json.dumps({"code": error.code, "data": error.data}, default=str).encode()
    except MemoryError:
        answer = b"-" + json.dumps({"code": "template_fault", "data": _HUNGRY}).encode()
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    _fill_here()

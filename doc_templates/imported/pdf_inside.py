"""What a brought PDF holds besides its pages: signatures, scripts, attachments. For pdf_read.py."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pikepdf

_MANY = 200_000
"""Objects looked at."""
_LONG = 2_000
"""Parts of an array: a longer one holds numbers."""
_ACTS = {"/JavaScript": "javascript", "/Launch": "launch", "/ImportData": "launch", "/SubmitForm": "launch"}


@dataclass(frozen=True)
class Inside:
    """signed: whether a signature field is signed; warnings: javascript, launch, attachments, not_repaired."""

    signed: bool
    warnings: tuple[str, ...]


def inside(file: Path) -> Inside:
    """What is found; a PDF that only PDFium could mend says what its bytes say."""
    try:
        with pikepdf.open(file, attempt_recovery=True, suppress_warnings=True) as pdf:
            return _looked_at(pdf)
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, RuntimeError):
        return Inside(b"/ByteRange" in file.read_bytes(), ("mended",))


def _looked_at(pdf: pikepdf.Pdf) -> Inside:
    signed, warnings = False, dict.fromkeys(("javascript", "launch", "attachments"), False)
    for one in islice(_dictionaries(pdf), _MANY):
        signed = signed or ("/ByteRange" in one and "/Contents" in one)
        act = _ACTS.get(str(one.get("/S", "")))
        if act or "/JS" in one:
            warnings[act or "javascript"] = True
        if str(one.get("/Type", "")) == "/Filespec" and "/EF" in one:
            warnings["attachments"] = True
    return Inside(signed, tuple(code for code, there in warnings.items() if there))


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """All of them, those that stand inside others too."""
    for one in pdf.objects:
        waiting = [one]
        while waiting:
            holder = waiting.pop()
            if isinstance(holder, pikepdf.Dictionary):
                yield holder
                held = [part for _, part in holder.items()]
            else:
                held = list(holder) if isinstance(holder, pikepdf.Array) and len(holder) < _LONG else []
            inside = (part for part in held if isinstance(part, (pikepdf.Dictionary, pikepdf.Array)))
            waiting += [part for part in inside if not part.is_indirect]

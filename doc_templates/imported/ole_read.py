"""Looks at a brought .doc before LibreOffice does: whether it is one, asks for a password, holds macros.

A task of worker.py. Result: format (as LibreOffice's pool names it) and warnings.
"""

import struct
from pathlib import Path
from typing import Any

import olefile

from doc_templates.errors import Unreadable

_DOCUMENT, _HEAD = "WordDocument", 12
_ENCRYPTED = 0x0100  # FibBase.fEncrypted ([MS-DOC] 2.5.2)
_WORD_97 = 0x00C1  # FibBase.nFib
_MACROS = ("Macros", "_VBA_PROJECT_CUR")


def read(file: Path, folder: Path) -> dict[str, Any]:  # noqa: ARG001
    """Errors: Unreadable (encrypted, not_a_document: a workbook, a letter of Outlook; damaged)."""
    try:
        with olefile.OleFileIO(file) as opened:
            return _looked_at(opened)
    except (OSError, struct.error, ValueError, IndexError, TypeError, AttributeError, KeyError) as why:
        raise Unreadable(why="damaged", detail=str(why)[:200]) from why


def _looked_at(opened: olefile.OleFileIO) -> dict[str, Any]:
    if opened.exists("EncryptedPackage"):
        raise Unreadable(why="encrypted")
    if not opened.exists(_DOCUMENT):
        raise Unreadable(why="not_a_document")
    head = opened.openstream(_DOCUMENT).read(_HEAD)
    version, flags = struct.unpack_from("<H", head, 2)[0], struct.unpack_from("<H", head, 10)[0]
    if flags & _ENCRYPTED:
        raise Unreadable(why="encrypted")
    warnings = ["macros"] if any(map(opened.exists, _MACROS)) else []
    if opened.exists("ObjectPool") and any(path[0] == "ObjectPool" for path in opened.listdir()):
        warnings.append("embedded_objects")
    return {"format": "doc" if version >= _WORD_97 else "word95", "warnings": warnings}

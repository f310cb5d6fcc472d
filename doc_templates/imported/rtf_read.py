"""Looks at a brought .rtf before LibreOffice does: how deep it nests, whether it holds objects. A task of worker.py.

Leaves FOLDER/clean.rtf: where a field takes in what lies elsewhere, what fields say is kept and not what they do;
LibreOffice fetches pictures by file:// for such a field. Result: format and warnings.
"""

import re
from pathlib import Path
from typing import Any

from doc_templates.errors import Unreadable

_DEEPEST = 500
"""Groups inside each other; Word writes some 20."""
_ELSEWHERE = re.compile(rb"(?i)include(?:picture|text)|dde(?:auto)?\s|[^r]link\s")
_BRACE = re.compile(rb"\\[\\{}]|([{}])")


def read(file: Path, folder: Path) -> dict[str, Any]:
    """Errors: Unreadable (bomb)."""
    content, depth = file.read_bytes(), 0
    for found in _BRACE.finditer(content):
        depth += {b"{": 1, b"}": -1}.get(found[1] or b"", 0)
        if depth > _DEEPEST:
            raise Unreadable(why="bomb", detail="groups")
    warnings = ["embedded_objects"] if b"\\objdata" in content else []
    if _ELSEWHERE.search(content):
        warnings.append("external_links")
        content = content.replace(b"\\fldinst", b"\\fldinsx")
    (folder / "clean.rtf").write_bytes(content)
    return {"format": "rtf", "warnings": warnings}

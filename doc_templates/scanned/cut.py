"""Some pages of a brought PDF as a PDF of their own, cut in a process of its own (it may mean harm).

`python -m doc_templates.scanned.cut FILE FIRST LAST OUT`
"""

import resource
import subprocess
import sys
from pathlib import Path

from pikepdf import Pdf

SECONDS = 60
MEMORY = 2 << 30


def cut(file: Path, first: int, last: int, out: Path) -> bool:
    """Write pages first to last (from 1) of the PDF to `out`; False where that cannot be done."""
    command = [sys.executable, "-m", "doc_templates.scanned.cut", str(file), str(first), str(last), str(out)]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    except (OSError, subprocess.SubprocessError):
        return False
    return out.exists()


def main() -> None:
    """What `cut` asks for."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    first, last = int(sys.argv[2]), int(sys.argv[3])
    with Pdf.open(sys.argv[1]) as whole, Pdf.new() as piece:
        piece.pages.extend(whole.pages[first - 1 : last])
        piece.save(sys.argv[4])


if __name__ == "__main__":
    main()

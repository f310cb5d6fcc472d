"""What a machine must have before it can make PDFs, and which Debian or Ubuntu packages bring it."""

import shutil
import subprocess
from pathlib import Path

SYSTEM_PYTHON = "/usr/bin/python3"  # the interpreter that Debian's python3-uno serves
OFFICE_PACKAGES = "libreoffice-writer-nogui python3-uno"
PROGRAMS = ("/usr/lib/libreoffice/program/soffice.bin", "/opt/libreoffice/program/soffice.bin")
# All have the widths of Times New Roman. Debian 12's fonts-liberation is version 1: no Vietnamese letters,
# so fontconfig does not list it under :lang=vi and the page would mix two fonts.
FAMILIES = ("Liberation Serif", "Tinos", "Times New Roman")


def soffice() -> str | None:
    """Path of LibreOffice's program itself, not of the script around it (which would outlive a kill)."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    beside = [str(Path(found).resolve().with_name("soffice.bin"))] if found else []
    return next((path for path in (*beside, *PROGRAMS) if Path(path).is_file()), None)


def missing_packages() -> list[str]:
    """Debian names of what is not there; empty when PDFs can be made. Takes about a tenth of a second."""
    present = {
        "libreoffice-writer-nogui": soffice() is not None and _has_writer(),
        "python3-uno": _succeeds(SYSTEM_PYTHON, "-I", "-c", "import uno"),
        "fonts-liberation2": _has_font(),
    }
    return [package for package, there in present.items() if not there]


def _has_writer() -> bool:
    """LibreOffice can be there without its word processor (a server with Calc or Draw alone)."""
    program = soffice()
    return program is not None and any(Path(program).parent.glob("libswlo.so"))


def _has_font() -> bool:
    if not shutil.which("fc-list"):
        return False
    return any(_output("fc-list", f"{family}:lang=vi", "family").strip() for family in FAMILIES)


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _succeeds(*command: str) -> bool:
    if not Path(command[0]).exists():
        return False
    return subprocess.run(command, capture_output=True, check=False).returncode == 0

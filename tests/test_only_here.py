"""A program behind the fence sees the system and its own folder, nothing else; LibreOffice works there."""

import ctypes
import subprocess
import sys
from pathlib import Path

import pytest

from doc_templates.only_here import OURS
from doc_templates.pdf import PdfPool
from tests import hostile_files
from tests.pdf_samples import png
from tests.test_opened_hostile import pictures

FENCE = Path(__file__).parents[1] / "doc_templates" / "only_here.py"
fenced = pytest.mark.skipif(ctypes.CDLL(None).syscall(444, None, 0, 1) < 1, reason="a kernel without Landlock")
TRY = """
import pathlib, sys
for name in sys.argv[1:]:
    try:
        pathlib.Path(name).read_bytes() if pathlib.Path(name).exists() else pathlib.Path(name).write_bytes(b"x")
        print("yes")
    except PermissionError:
        print("no")
"""


def answers(folder: Path, readable: list[str], *names: Path) -> list[str]:
    command = [sys.executable, "-I", str(FENCE), str(folder), *readable, *map(str, OURS), "--"]
    command += [sys.executable, "-c", TRY, *map(str, names)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


@fenced
def test_what_lies_outside_is_not_there(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    for name in ("secret", "given", "inside/own"):
        (tmp_path / name).write_bytes(b"1")
    asked = [tmp_path / name for name in ("secret", "new", "given", "inside/own", "inside/new")]
    assert answers(inside, [str(tmp_path / "given")], *asked) == ["no", "no", "yes", "yes", "yes"]
    assert answers(inside, [], Path("/etc/hostname"), tmp_path / "given") == ["yes", "no"]


@fenced
@pytest.mark.slow
def test_libreoffice_takes_in_no_file_of_this_machine(tmp_path: Path, pdf_pool: PdfPool) -> None:
    """Not even by the one way that its own settings leave open: a field of an .rtf."""
    (tmp_path / "secret.png").write_bytes(png())
    pdf, docx = pdf_pool.convert_old(hostile_files.rtf_picture((tmp_path / "secret.png").as_uri()), "rtf")
    assert pictures(pdf) == 0 and b"media/" not in docx

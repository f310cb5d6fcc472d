"""veraPDF, the PDF Association's own judge of PDF/A, asked about our PDFs."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
KEPT = HERE.parents[1] / ".setup" / "judges"


def faults(folder: Path, pdfs: dict[str, bytes], flavour: str = "2b") -> list[str]:
    """What veraPDF finds against these files, a line each: name, clause, words. Skips where it cannot be had."""
    for name, pdf in pdfs.items():
        (folder / name).write_bytes(pdf)
    command = ["java", "-cp", f"{libraries()}/*", str(HERE / "PdfaJudge.java"), flavour, *pdfs]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    assert lines and lines[-1].startswith(f"{len(pdfs)} files, {len(lines) - 1} faults"), done.stderr
    return lines[:-1]


def libraries(pom: Path = HERE / "pom.xml") -> Path:
    """The folder of a judge's jars as its pom.xml names them; fetched when that file changed."""
    if not shutil.which("java"):
        pytest.skip("no Java 17 on this machine: apt-get install openjdk-17-jdk-headless")
    wanted = KEPT / hashlib.sha256(pom.read_bytes()).hexdigest()[:16]
    if not wanted.is_dir():
        _fetch(pom, wanted)
    return wanted


def _fetch(pom: Path, wanted: Path) -> None:
    """Beside its place first: two test processes may fetch at once, the later one finds it done."""
    if not shutil.which("mvn"):
        pytest.skip("no Maven on this machine: apt-get install maven")
    beside = wanted.with_name(f"{wanted.name}.{os.getpid()}")
    command = ["mvn", "-B", "-q", "-f", str(pom), "dependency:copy-dependencies", f"-DoutputDirectory={beside}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=280)
    if done.returncode:
        pytest.skip(f"the judge could not be fetched from Maven Central: {done.stdout[-300:]}")
    try:
        beside.rename(wanted)
    except OSError:
        shutil.rmtree(beside)

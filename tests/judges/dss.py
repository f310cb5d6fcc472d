"""EU DSS, the European Commission's own validator of signatures, asked about our PDFs."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding

from tests import signing_ca
from tests.judges.vera import HERE, libraries


@dataclass(frozen=True)
class Judgement:
    """Of one signature: "TOTAL_PASSED" …, the level it sees ("PAdES-BASELINE-LTA"), keys of errors and warnings."""

    indication: str
    level: str
    errors: str
    warnings: str


def judged(folder: Path, pdfs: dict[str, bytes]) -> dict[str, list[Judgement]]:
    """What DSS says of each signature, trusting the tests' root, with its lists. Skips where it cannot be had.

    Changes that a signature does not allow are errors here; DSS by itself only warns of them.
    """
    for name, pdf in pdfs.items():
        (folder / name).write_bytes(pdf)
    (folder / "root.pem").write_bytes(signing_ca.root().certificate.public_bytes(Encoding.PEM))
    for number, content in enumerate(signing_ca.crls()):
        (folder / f"{number}.crl").write_bytes(content)
    jars = libraries(HERE / "signatures" / "pom.xml")
    command = ["java", "-XX:TieredStopAtLevel=1", "-cp", f"{jars}/*", str(HERE / "SignatureJudge.java"), *pdfs]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    assert lines and lines[-1] == f"{len(pdfs)} files", done.stderr
    found: dict[str, list[Judgement]] = {name: [] for name in pdfs}
    for line in lines[:-1]:
        name, indication, _, level, errors, warnings = line.split("\t")
        found[name].append(Judgement(indication, level, errors, warnings))
    return found

"""Signed and sealed decisions before validators that are not ours: EU DSS, pyHanko's command line, poppler, veraPDF."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils import generic

from doc_templates.anchors import SIGNATURE
from doc_templates.form import load_forms
from doc_templates.pdf import PdfPool
from doc_templates.signable import SEAL
from service.signing.levels import Level, Sources, level_of, strengthened
from service.signing.seal import fill_and_seal, values_of
from service.signing.sign import sign
from tests import signing_ca, tsa
from tests.judges import dss, vera
from tests.signed_forms import DATED, NUMBER, key_signer, prepared
from tests.signed_office import picture
from tests.test_signed_forms import _changed

pytestmark = pytest.mark.slow
MADE: tuple[tuple[str, Level], ...] = (("RSA-2048", "B-B"), ("P-256", "B-T"), ("RSA-2048", "B-LTA"), ("P-256", "B-LTA"))


@pytest.fixture(scope="module")
def decisions(pdf_pool: PdfPool, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """By file name; and one whose number was changed after the seal."""
    blank, at = prepared(pdf_pool, load_forms()["quyet-dinh"]), datetime.now(UTC) - timedelta(minutes=1)
    values, made = values_of(NUMBER, DATED), {}
    with tsa.running(tmp_path_factory.mktemp("tsa")) as address:
        for kind, level in MADE:
            url = "" if level == "B-B" else address
            leader, office = key_signer("Lê Thị Minh Hà", kind), key_signer("UBND xã Suối Ngọc", kind)
            pdf = sign(blank, leader, field=SIGNATURE, image=picture("blue"), at=at, first=True, tsa_url=url)
            pdf = fill_and_seal(pdf, office, values=values, field=SEAL, image=picture("red"), at=at, tsa_url=url)
            if level == "B-LTA":
                pdf = strengthened(pdf, Sources(signing_ca.trust(), signing_ca.crls(), tsa_url=url)).pdf
            assert level_of(pdf) == level
            made[f"{kind}-{level}.pdf"] = pdf
    return made | {"changed.pdf": _changed(made["RSA-2048-B-B.pdf"], V=generic.TextStringObject("99"))}


@pytest.mark.judge
def test_eu_dss(decisions: dict[str, bytes], tmp_path: Path) -> None:
    found = dss.judged(tmp_path, decisions)
    assert [each.indication for each in found.pop("changed.pdf")] == ["TOTAL_PASSED", "TOTAL_FAILED"]
    for name, each in found.items():
        level = f"PAdES-BASELINE-{name.rsplit('-', 1)[1].removesuffix('.pdf')}"
        assert [(one.indication, one.level, one.errors) for one in each] == [("TOTAL_PASSED", level, "")] * 2, name


@pytest.mark.judge
def test_evidence_keeps_pdf_a(decisions: dict[str, bytes], tmp_path: Path) -> None:
    assert vera.faults(tmp_path, {"lta.pdf": decisions["P-256-B-LTA.pdf"]}) == []


def test_pyhankos_command_line(decisions: dict[str, bytes], tmp_path: Path) -> None:
    root = tmp_path / "root.pem"
    root.write_bytes(signing_ca.root().certificate.public_bytes(Encoding.PEM))
    pyhanko = Path(sys.executable).with_name("pyhanko")
    command = [pyhanko, "sign", "validate", "--trust", root, "--trust-replace", "--no-revocation-check"]
    for name, whole in (("P-256-B-LTA.pdf", True), ("changed.pdf", False)):
        (tmp_path / name).write_bytes(decisions[name])
        said = subprocess.run([*command, tmp_path / name], capture_output=True, text=True, check=False)
        lines = [line for line in said.stdout.splitlines() if ":INTACT:TRUSTED" in line]
        assert (len(lines), said.returncode == 0, "ILLEGAL_MODIFICATIONS" in said.stdout) == (2, whole, not whole), said


def test_poppler(decisions: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(decisions["RSA-2048-B-LTA.pdf"])
    told = subprocess.run(["pdfsig", "a.pdf"], cwd=tmp_path, capture_output=True, text=True, check=False).stdout
    assert told.count("Signature is Valid.") == 2, told  # it does not look into document time-stamps

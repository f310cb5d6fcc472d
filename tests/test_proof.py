"""The proof bundle, verified as its README says: with coreutils, openssl and poppler alone."""

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from flask.testing import FlaskClient

from archive.records import Document
from service import signing_desk
from service.issue import issue
from service.parts import Parts
from tests import signing_ca, tsa
from tests.conftest import actor
from tests.signed_office import PIN, give_keys, submitted
from tests.test_access import log_in

pytestmark = pytest.mark.slow
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.S | re.M)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with tsa.running(tmp_path_factory.mktemp("tsa")) as url:
        yield url


@pytest.fixture
def document(office: Parts, authority: str) -> Document:
    office.config = replace(office.config, tsa_url=authority)
    give_keys(office)
    office.config.trust_dir.mkdir()
    root = signing_ca.root().certificate.public_bytes(Encoding.PEM)
    (office.config.trust_dir / "root.pem").write_bytes(root)
    draft = submitted(office)
    signing_desk.sign(office, actor(office, "lanhdao"), draft.id, PIN)
    return issue(office, actor(office, "vanthu"), draft.id, pin=PIN)


@pytest.fixture
def unpacked(document: Document, client: FlaskClient, tmp_path: Path) -> Path:
    log_in(client, "vanthu")
    answer = client.get(f"/documents/{document.id}/proof.zip")
    assert answer.mimetype == "application/zip"
    folder = tmp_path / "unpacked"
    with ZipFile(BytesIO(answer.data)) as archive:
        archive.extractall(folder)
    return folder


def verified(folder: Path) -> list[int]:
    """What the README's blocks of commands answer, one after the other: 0 is well."""
    blocks = BLOCK.findall((folder / "README.md").read_text("utf-8"))
    assert len(blocks) == 8
    return [subprocess.run(["bash", "-e", "-c", block], cwd=folder, capture_output=True).returncode for block in blocks]


def test_common_tools_verify_it(unpacked: Path) -> None:
    assert set(verified(unpacked)) == {0}


def test_what_was_changed_is_found(unpacked: Path) -> None:
    pdf = unpacked / "document" / "document.pdf"
    pdf.write_bytes(pdf.read_bytes().replace(b"/Rect", b"/rect", 1))
    sums, told, _, signed, *_ = verified(unpacked)
    assert sums and told and signed


def test_a_rewritten_event_is_found(unpacked: Path) -> None:
    event = sorted((unpacked / "events").glob("*.json"))[0]
    event.write_bytes(event.read_bytes().replace("Soạn".encode(), "Khác".encode()) + b" ")
    assert any(verified(unpacked)[4:])


def test_other_documents_are_not_told_of(unpacked: Path, document: Document) -> None:
    said = [json.loads(file.read_bytes()) for file in (unpacked / "events").glob("*.json")]
    assert {"draft.submitted", "draft.signed", "document.issued"} <= {event["name"] for event in said}
    assert {event["document_id"] for event in said} == {document.id}
    chain = (unpacked / "events" / "chain.txt").read_text().splitlines()
    assert all(re.fullmatch(r"\d+ [0-9a-f]{64} [0-9a-f]{64} [0-9a-f]{64}", line) for line in chain)

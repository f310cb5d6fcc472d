"""Signing and sealing with keys outside: openssl stands for the plug-in or remote service; nothing else is taken."""

import base64
import hashlib
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from archive.filing import object_id
from archive.verify import verify
from doc_templates.anchors import SIGNATURE
from service import drafts, external_signing, people, signing_desk, submission
from service.draft import Draft
from service.errors import KeyMissing, OutsideExpired, SignatureRefused, SignOutside
from service.issue import issue
from service.parts import Parts
from service.signing.external import Prepared
from service.signing.key_signer import KeySigner
from service.signing.keys import add_external
from service.signing.sign import sign as sign_pdf
from service.signing.validate import validate
from tests import signing_ca
from tests.conftest import NOON, actor
from tests.signed_office import PIN, give_keys, picture, submitted
from tests.signing_ca import Issued
from tests.test_access import token_of

pytestmark = pytest.mark.slow


def pem(issued: Issued) -> bytes:
    return b"".join(each.public_bytes(Encoding.PEM) for each in (issued.certificate, *issued.chain))


def register(office: Parts, login: str | None, issued: Issued) -> None:
    """From now on this person's key, or the seal's, is outside."""
    with office.db.write() as session:
        user = people.user_named(session, login) if login else None
        image = picture("blue" if user else "red")
        add_external(session, "tan-hoa", user.id if user else None, pem(issued), picture=image, by="test")


def openssl(folder: Path, issued: Issued, attributes: bytes) -> bytes:
    """The bare signature, as a token's driver gives it."""
    key = folder / "key.pem"
    key.write_bytes(issued.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return _run("openssl", "dgst", "-sha256", "-sign", str(key), said=attributes)


def openssl_cms(folder: Path, issued: Issued, prepared: Prepared) -> bytes:
    """A whole detached CMS over the file around the room, as remote services give it."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    key.write_bytes(issued.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    certificate.write_bytes(issued.certificate.public_bytes(Encoding.PEM))
    (folder / "chain.pem").write_bytes(issued.chain[0].public_bytes(Encoding.PEM))
    content = prepared.pdf[: prepared.start] + prepared.pdf[prepared.end :]
    how = ("-sign", "-binary", "-cades", "-md", "sha256", "-nosmimecap", "-outform", "DER")
    whose = ("-signer", str(certificate), "-inkey", str(key), "-certfile", str(folder / "chain.pem"))
    return _run("openssl", "cms", *how, *whose, said=content)


def _run(*command: str, said: bytes) -> bytes:
    return subprocess.run(command, input=said, capture_output=True, check=True).stdout


@pytest.fixture(params=["P-256", "RSA-2048"])
def leader(office: Parts, request: pytest.FixtureRequest) -> Issued:
    """The signer's key, outside; the seal's lies here."""
    give_keys(office)
    issued = signing_ca.person("Trần Văn Lãnh", request.param)
    register(office, "lanhdao", issued)
    return issued


one_kind = pytest.mark.parametrize("leader", ["P-256"], indirect=True)


def states(office: Parts, document_id: str) -> list[str]:
    pdf = office.store.read(object_id(document_id), "document.pdf")
    return [each.state for each in validate(pdf, signing_ca.trust(), at=NOON).signatures]


def test_signed_and_sealed_outside(office: Parts, leader: Issued, tmp_path: Path) -> None:
    seal = signing_ca.person("UBND xã Tân Hòa")
    register(office, None, seal)
    draft, signer, clerk = submitted(office), actor(office, "lanhdao"), actor(office, "vanthu")
    prepared = external_signing.begin(office, signer, draft.id)
    external_signing.bring(office, signer, draft.id, openssl(tmp_path, leader, prepared.attributes))
    with pytest.raises(SignOutside):
        issue(office, clerk, draft.id)
    to_seal = external_signing.begin_seal(office, clerk, draft.id)
    document = external_signing.bring_seal(office, clerk, draft.id, openssl_cms(tmp_path, seal, to_seal))
    assert document.reference == "01/KH-UBND"
    assert states(office, document.id) == ["valid", "valid"]
    assert external_signing.bring_seal(office, clerk, draft.id, b"again").id == document.id
    assert verify(office.db, office.store).findings == []


@one_kind
def test_garbage_and_signatures_of_something_else_change_nothing(office: Parts, leader: Issued, tmp_path: Path) -> None:
    signer, draft, other = actor(office, "lanhdao"), submitted(office), submitted(office)
    attributes = external_signing.begin(office, signer, other.id).attributes
    external_signing.begin(office, signer, draft.id)
    stranger = signing_ca.person("Người Lạ")
    for wrong in (
        b"garbage",
        b"\x30\x80" + bytes(100),
        bytes(30_000),
        openssl(tmp_path, leader, attributes),
        openssl_cms(tmp_path, stranger, external_signing.begin(office, signer, draft.id)),
    ):
        with pytest.raises(SignatureRefused):
            external_signing.bring(office, signer, draft.id, wrong)
    assert drafts.get(office, signer, draft.id).state == "signing"


@one_kind
def test_a_whole_signed_file_only_as_a_continuation(office: Parts, leader: Issued) -> None:
    signer, draft, other = actor(office, "lanhdao"), submitted(office), submitted(office)

    def signed(of: Draft, by: Issued) -> bytes:
        key = KeySigner(by.key, by.der, tuple(each.public_bytes(Encoding.DER) for each in by.chain))
        pdf, _ = signing_desk.current_pdf(office, signer, of.id)
        return sign_pdf(pdf, key, field=SIGNATURE, image=None, at=NOON, first=True)

    for wrong in (signed(other, leader), signed(draft, signing_ca.person("Người Lạ")), b"%PDF-1.7\n"):
        with pytest.raises(SignatureRefused):
            external_signing.bring(office, signer, draft.id, wrong)
    external_signing.bring(office, signer, draft.id, signed(draft, leader))
    assert issue(office, actor(office, "vanthu"), draft.id, pin=PIN).number == 1


@one_kind
def test_what_was_prepared_expires_and_ends_with_the_draft(office: Parts, leader: Issued, tmp_path: Path) -> None:
    signer, draft = actor(office, "lanhdao"), submitted(office)
    value = openssl(tmp_path, leader, external_signing.begin(office, signer, draft.id).attributes)
    later = replace(office, now=lambda: NOON + timedelta(minutes=16))
    with pytest.raises(OutsideExpired):
        external_signing.bring(later, signer, draft.id, value)
    drafts.take_back(office, actor(office, "soanthao"), draft.id)
    submission.submit(office, actor(office, "soanthao"), draft.id)
    with pytest.raises(OutsideExpired):
        external_signing.bring(office, signer, draft.id, value)


def test_a_key_that_is_here_is_not_asked_outside(office: Parts) -> None:
    give_keys(office)
    draft = submitted(office)
    with pytest.raises(KeyMissing):
        external_signing.begin(office, actor(office, "lanhdao"), draft.id)


@one_kind
def test_by_api_as_plug_ins_do_it(office: Parts, leader: Issued, client: FlaskClient, tmp_path: Path) -> None:
    seal = signing_ca.person("UBND xã Tân Hòa")
    register(office, None, seal)
    draft = f"/api/v1/drafts/{submitted(office).id}"
    signer, clerk = token_of(office, "lanhdao", "sign", "read"), token_of(office, "vanthu", "issue", "read")

    def step(path: str, who: dict[str, str], brought: bytes = b"") -> TestResponse:
        json = {"signature": base64.b64encode(brought).decode()} if brought else None
        return client.post(f"{draft}/{path}", headers=who, json=json)

    told = step("signature/begin", signer).json
    attributes = base64.b64decode(told["attributes"])
    assert hashlib.sha256(attributes).hexdigest() == told["attributes_sha256"]
    refused = step("signature/finish", signer, b"garbage")
    assert (refused.status_code, refused.json["code"]) == (422, "signature_refused")
    assert step("signature/finish", signer, openssl(tmp_path, leader, attributes)).json["state"] == "handed_over"
    to_seal = base64.b64decode(step("seal/begin", clerk).json["attributes"])
    for _ in range(2):
        issued = step("seal/finish", clerk, openssl(tmp_path, seal, to_seal))
        assert issued.json["reference"] == "01/KH-UBND"

"""The list of trusted authorities: added from a file, seen with validity and fingerprint, taken off and kept."""

from io import BytesIO

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from flask.testing import FlaskClient
from sqlalchemy import select

from archive.events import Event
from service import trust_list
from service.errors import NotFound, TrustRefused
from service.parts import Parts
from service.signing.trust import sources, trusted
from tests import signing_ca
from tests.conftest import actor
from tests.test_access import csrf, log_in

ROOT, BELOW = signing_ca.root().certificate, signing_ca.authority().certificate
PRINT = ROOT.fingerprint(hashes.SHA256()).hex()


def pem(*certificates: object) -> bytes:
    return b"".join(each.public_bytes(Encoding.PEM) for each in certificates)


def told(office: Parts) -> list[str]:
    with office.db.read() as session:
        return list(session.scalars(select(Event.name).where(Event.name.like("trust.%")).order_by(Event.seq)))


def test_the_administrator_adds_sees_and_takes_off(office: Parts, client: FlaskClient) -> None:
    log_in(client, "quantri")
    for content in (pem(ROOT), signing_ca.crl(signing_ca.root())):
        sent = {"file": (BytesIO(content), "goc.pem"), "csrf_token": csrf(client, "/admin/trust")}
        answer = client.post("/admin/trust", data=sent)
        assert answer.status_code == 302
    page = client.get("/admin/trust").text
    assert "Gốc thử nghiệm" in page and PRINT[:8] in page and "01/01/2030" in page and "Danh sách thu hồi" in page
    assert len(sources(office).crls) == 1

    answer = client.post(f"/admin/trust/{PRINT}/removal", data={"csrf_token": csrf(client, "/admin/trust")})
    assert answer.status_code == 302
    assert trusted(office) == ()
    assert len(list((office.config.trust_dir / "retired").iterdir())) == 1
    assert told(office) == ["trust.added", "trust.list_added", "trust.retired"]


def test_only_the_administrator(client: FlaskClient) -> None:
    log_in(client, "vanthu")
    assert client.get("/admin/trust").status_code == 403


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"no certificate", "no_certificate"),
        (pem(signing_ca.person("Ai đó").certificate), "no_authority"),
        (b"x" * 1_000_001, "too_large"),
    ],
)
def test_what_is_no_authority_is_refused(office: Parts, content: bytes, why: str) -> None:
    with pytest.raises(TrustRefused) as refused:
        trust_list.add(office, actor(office, "quantri"), content)
    assert refused.value.data["why"] == why
    assert trusted(office) == ()


def test_several_in_one_file_and_one_taken_off(office: Parts) -> None:
    """A bundle that was laid into the folder by hand loses one certificate, not all."""
    by = actor(office, "quantri")
    bundle = pkcs7.serialize_certificates([ROOT, BELOW], Encoding.DER)
    office.config.trust_dir.mkdir()
    (office.config.trust_dir / "all.p7b").write_bytes(bundle)
    with pytest.raises(TrustRefused):
        trust_list.add(office, by, bundle)
    trust_list.retire(office, by, PRINT)
    assert trusted(office) == (BELOW.public_bytes(Encoding.DER),)
    with pytest.raises(NotFound):
        trust_list.retire(office, by, PRINT)

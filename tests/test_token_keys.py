"""Keys on a token (SoftHSM): the real path, a wrong PIN, the token pulled out in the middle."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from archive.filing import object_id
from service import drafts, people, signing_desk
from service.errors import KeyLocked, TokenFailed, WrongPin
from service.issue import issue
from service.parts import Parts
from service.signing.keys import TOKEN, add_token_key, key_of
from service.signing.token_signer import on_tokens
from service.signing.validate import validate
from tests import signing_ca, softhsm
from tests.conftest import NOON, actor
from tests.signed_office import PIN, give_keys, picture, submitted
from tests.test_access import csrf, log_in

pytestmark = pytest.mark.slow


@pytest.fixture
def tokens(tmp_path: Path) -> Iterator[Path]:
    with softhsm.used(tmp_path):
        yield tmp_path


@pytest.fixture(params=["P-256", "RSA-2048"])
def signing(office: Parts, tokens: Path, request: pytest.FixtureRequest) -> Parts:
    """The office whose signer has a token; the seal is a file."""
    give_keys(office)
    office.config = replace(office.config, pkcs11_module=softhsm.MODULE)
    softhsm.make("lanh-dao", signing_ca.person("Trần Văn Lãnh", request.param), tokens)
    with office.db.write() as session:
        signer = people.user_named(session, "lanhdao")
        assert signer is not None
        (found,) = on_tokens(softhsm.MODULE)
        add_token_key(session, "tan-hoa", signer.id, found, picture=picture("blue"), by="test")
    return office


def test_signed_on_the_token_sealed_from_the_file(signing: Parts) -> None:
    draft = submitted(signing)
    signing_desk.sign(signing, actor(signing, "lanhdao"), draft.id, softhsm.PIN)
    document = issue(signing, actor(signing, "vanthu"), draft.id, pin=PIN)
    found = validate(signing.store.read(object_id(document.id), "document.pdf"), signing_ca.trust(), at=NOON)
    assert [(each.signer, each.state) for each in found.signatures] == [
        ("Trần Văn Lãnh", "valid"),
        ("UBND xã Tân Hòa", "valid"),
    ]


@pytest.mark.parametrize("signing", ["P-256"], indirect=True)
def test_a_wrong_pin_and_a_token_pulled_out_lose_nothing(signing: Parts) -> None:
    leader = actor(signing, "lanhdao")
    first, second = submitted(signing), submitted(signing)
    with pytest.raises(WrongPin):
        signing_desk.sign(signing, leader, first.id, "000000")

    def pull(result: signing_desk.Result) -> None:
        if result.draft_id == first.id:
            softhsm.pull_out("lanh-dao")

    results = signing_desk.sign_many(signing, leader, [first.id, second.id], softhsm.PIN, pull)
    assert results[0].error is None and isinstance(results[1].error, TokenFailed)
    assert drafts.get(signing, leader, second.id).state == "signing"
    with pytest.raises(TokenFailed):
        signing_desk.sign(signing, leader, second.id, softhsm.PIN)


@pytest.mark.parametrize("signing", ["P-256"], indirect=True)
def test_five_wrong_pins_are_counted_here_too(signing: Parts) -> None:
    draft = submitted(signing)
    for _ in range(5):
        with pytest.raises(WrongPin):
            signing_desk.sign(signing, actor(signing, "lanhdao"), draft.id, "000000")
    with pytest.raises(KeyLocked):
        signing_desk.sign(signing, actor(signing, "lanhdao"), draft.id, softhsm.PIN)


@pytest.mark.parametrize("signing", ["P-256"], indirect=True)
def test_the_page_offers_what_is_on_the_token(signing: Parts, app: Flask, client: FlaskClient, tokens: Path) -> None:
    softhsm.make("van-thu", signing_ca.person("UBND xã Tân Hòa"), tokens)
    app.extensions["parts"].config = signing.config
    log_in(client, "quantri")
    page = client.get("/admin/seal").text
    assert "UBND xã Tân Hòa" in page and "van-thu" in page
    form = {"csrf_token": csrf(client, "/admin/seal"), "kind": "token", "on_token": "van-thu/01", "pin": "000000"}
    assert client.post("/admin/seal", data=form).status_code == 422
    assert client.post("/admin/seal", data=form | {"pin": softhsm.PIN}).status_code == 302
    with signing.db.read() as session:
        key = key_of(session, "tan-hoa", None)
    assert key is not None and (key.kind, key.place) == (TOKEN, {"token": "van-thu", "id": "01"})

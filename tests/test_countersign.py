"""A second signer: in another block of the form, with a key here or with software of their own outside."""

import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive.filing import object_id
from doc_templates.anchors import SECOND, SIGNATURE
from doc_templates.errors import NoPlaceToSign
from doc_templates.form import load_forms, samples
from doc_templates.signable import SEAL
from service import co_signers, drafts, signing_desk, submission
from service.co_signers import HERE, OUTSIDE, Beside
from service.draft import Draft
from service.errors import ContinuationRefused, NotYourTurn
from service.issue import issue
from service.parts import Parts
from service.signing.seal import filled
from service.signing.sign import sign as sign_pdf
from service.signing.validate import validate
from tests import signing_ca
from tests.conftest import NOON, PLAN, actor
from tests.signed_forms import key_signer
from tests.signed_office import PIN, give_keys, picture
from tests.test_access import csrf, log_in
from tests.test_initials import give_key

pytestmark = pytest.mark.slow


def agreement(office: Parts, second: str, how: str) -> Draft:
    """An agreement that the office's own signer has signed."""
    drafter = actor(office, "soanthao")
    values = samples(load_forms()["ban-thoa-thuan"]) | {"party_b_signer": second, "signer": "1"}
    draft = drafts.create(office, drafter, "ban-thoa-thuan", values)
    submission.submit(office, drafter, draft.id, Beside(second=how))
    signing_desk.sign(office, actor(office, "lanhdao"), draft.id, PIN)
    return draft


def issued(office: Parts, draft: Draft) -> bytes:
    document = issue(office, actor(office, "vanthu"), draft.id, pin=PIN)
    return office.store.read(object_id(document.id), "document.pdf")


def test_the_second_signer_has_a_key_here(office: Parts) -> None:
    give_keys(office)
    give_key(office, "thethuc")
    draft = agreement(office, "Phan Thể Thức", HERE)
    assert drafts.get(office, actor(office, "soanthao"), draft.id).state == "signing"
    signing_desk.sign(office, actor(office, "thethuc"), draft.id, PIN)
    found = validate(issued(office, draft), signing_ca.trust(), at=NOON).signatures
    assert [each.field for each in found] == ["ChuKy", "ChuKy2", "DauCoQuan"]
    assert {each.state for each in found} == {"valid"}


def test_the_file_goes_outside_and_comes_back_signed(office: Parts, client: FlaskClient, tmp_path: Path) -> None:
    give_keys(office)
    draft = agreement(office, "Vũ Hữu Nghĩa", OUTSIDE)
    drafter = actor(office, "soanthao")
    ours, _ = signing_desk.current_pdf(office, drafter, draft.id)
    theirs = key_signer("Vũ Hữu Nghĩa")

    def by_them(pdf: bytes, field: str = SECOND) -> bytes:
        return sign_pdf(pdf, theirs, field=field, image=picture("blue"), at=NOON)

    filled(ours, {"so": "99"}).write(number := BytesIO())
    numbered = by_them(number.getvalue())
    for wrong in (b"%PDF-1.7", ours, ours + b"\n", by_them(ours)[:-50], numbered, by_them(ours, SEAL)):
        with pytest.raises(ContinuationRefused):
            signing_desk.take_continuation(office, drafter, draft.id, wrong)

    log_in(client, "soanthao")
    address = f"/signing/{draft.id}/outside"
    assert "ChuKy2" in client.get(address).text
    (tmp_path / "signed.pdf").write_bytes(by_them(ours))
    with (tmp_path / "signed.pdf").open("rb") as file:
        client.post(address, data={"file": file, "csrf_token": csrf(client, "/signing/")})
    assert drafts.get(office, drafter, draft.id).state == "handed_over"
    with pytest.raises(NotYourTurn):
        signing_desk.take_continuation(office, drafter, draft.id, by_them(ours))

    pdf = issued(office, draft)
    found = validate(pdf, signing_ca.trust(), at=NOON).signatures
    assert [(each.field, each.signer) for each in found][:2] == [(SIGNATURE, "Trần Văn Lãnh"), (SECOND, "Vũ Hữu Nghĩa")]
    assert {each.state for each in found} == {"valid"}
    (tmp_path / "a.pdf").write_bytes(pdf)
    told = subprocess.run(["pdfsig", "a.pdf"], cwd=tmp_path, capture_output=True, text=True, check=False).stdout
    assert told.count("Signature is Valid.") == 3


def test_whoever_may_not_read_the_draft_is_not_offered_to_sign_it(office: Parts) -> None:
    give_key(office, "kiemtra")
    values = samples(load_forms()["ban-thoa-thuan"]) | {"party_b_signer": "Bùi Kiểm Tra", "signer": "1"}
    draft = drafts.create(office, actor(office, "soanthao"), "ban-thoa-thuan", values)
    found = co_signers.choices(office, draft)
    assert (found.second, found.second_here) == ("Bùi Kiểm Tra", False)


def test_a_form_with_one_block_has_no_second_signer(office: Parts) -> None:
    give_keys(office)
    drafter = actor(office, "soanthao")
    draft = drafts.create(office, drafter, "ke-hoach", PLAN)
    assert co_signers.choices(office, draft).second == ""
    with pytest.raises(NoPlaceToSign):
        submission.submit(office, drafter, draft.id, Beside(second=OUTSIDE))

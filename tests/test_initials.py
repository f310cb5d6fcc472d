"""Initials (ký nháy) before the signer: certified by the first, in order, kept through number and seal."""

import subprocess
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive.filing import object_id
from doc_templates.anchors import DRAFTER, SECOND, SIGNATURE, UNIT_HEAD
from doc_templates.form import load_forms
from doc_templates.pdf import PdfPool
from doc_templates.pdf_facts import read_back
from doc_templates.signable import SEAL
from doc_templates.text_line import with_text_line
from service import co_signers, drafts, people, signing_desk, submission
from service.co_signers import Beside
from service.draft import Draft
from service.errors import BadInput, KeyMissing, NotYourTurn, WrongState
from service.issue import issue
from service.parts import Parts
from service.signing.keys import add_key
from service.signing.sign import sign
from service.signing.validate import validate
from tests import signing_ca
from tests.conftest import NOON, PLAN, actor
from tests.judges import vera
from tests.signed_forms import key_signer, prepared, samples_as_pdf, sealed
from tests.signed_office import PIN, SIGNED_AT, give_keys, picture
from tests.test_access import csrf, log_in, token_of

pytestmark = pytest.mark.slow


def give_key(office: Parts, login: str) -> int:
    """A key for one more person; answers the account's number."""
    with office.db.write() as session:
        user = people.user_named(session, login)
        assert user is not None
        add_key(
            session, "tan-hoa", user.id, file=signing_ca.person(user.full_name, "P-256").pkcs12(PIN), pin=PIN,
            picture=picture("blue"), secret_key=office.config.secret_key, by="test",
        )  # fmt: skip
    return user.id


def laid(office: Parts, beside: Beside) -> Draft:
    drafter = actor(office, "soanthao")
    draft = drafts.create(office, drafter, "ke-hoach", PLAN)
    return submission.submit(office, drafter, draft.id, beside)


def test_initials_then_signer_then_seal(office: Parts, tmp_path: Path) -> None:
    give_keys(office)
    give_key(office, "soanthao")
    head = give_key(office, "thethuc")
    draft = laid(office, Beside(drafter=True, unit_head=head))
    for login in ("lanhdao", "thethuc"):
        with pytest.raises(NotYourTurn):
            signing_desk.sign(office, actor(office, login), draft.id, PIN)
    for login in ("soanthao", "thethuc", "lanhdao"):
        assert [each.id for _, each in signing_desk.waiting(office, actor(office, login))] == [draft.id]
        signing_desk.sign(office, actor(office, login), draft.id, PIN)
        signing_desk.sign(office, actor(office, login), draft.id, PIN)  # again: nothing more
        assert not signing_desk.waiting(office, actor(office, login))
    document = issue(office, actor(office, "vanthu"), draft.id, pin=PIN)

    pdf = office.store.read(object_id(document.id), "document.pdf")
    found = validate(pdf, signing_ca.trust(), at=NOON).signatures
    assert [each.field for each in found] == ["KyNhay1", "KyNhay2", "ChuKy", "DauCoQuan"]
    assert {each.state for each in found} == {"valid"}
    (tmp_path / "a.pdf").write_bytes(pdf)
    told = subprocess.run(["pdfsig", "a.pdf"], cwd=tmp_path, capture_output=True, text=True, check=False).stdout
    assert told.count("Signature is Valid.") == 4
    assert read_back(pdf).pdfa == "2B"


@pytest.mark.judge
def test_an_independent_checker_of_pdf_a(pdf_pool: PdfPool, tmp_path: Path) -> None:
    """Initials, a second signature, and the text line of an appendix in a file of its own."""
    plain = samples_as_pdf(pdf_pool, load_forms()["thong-bao"])
    line = with_text_line(plain, "Số: 15/QĐ-UBND; 05/01/2026; 12:00:00 +07:00")
    agency = key_signer("UBND xã Tân Hòa")
    made = {"appendix.pdf": sign(line, agency, field=SEAL, image=None, at=SIGNED_AT, first=True)}
    for name, second in (("ke-hoach", ""), ("ban-thoa-thuan", "Vũ Hữu Nghĩa")):
        pdf = prepared(pdf_pool, load_forms()[name], initials=(DRAFTER, UNIT_HEAD), second=second)
        for field in (DRAFTER, UNIT_HEAD, SIGNATURE, *([SECOND] if second else [])):
            first = field == DRAFTER
            pdf = sign(pdf, key_signer(field), field=field, image=picture("blue"), at=SIGNED_AT, first=first)
        made[f"{name}.pdf"] = sealed(pdf)
        assert {each.state for each in validate(made[f"{name}.pdf"], signing_ca.trust()).signatures} == {"valid"}
    assert vera.faults(tmp_path, made) == []


def test_sent_back_by_whoever_initials_and_by_nobody_else(office: Parts) -> None:
    give_keys(office)
    give_key(office, "soanthao")
    draft = laid(office, Beside(drafter=True))
    with pytest.raises(NotYourTurn):
        signing_desk.refuse(office, actor(office, "lanhdao"), draft.id, "chưa đến lượt")
    signing_desk.sign(office, actor(office, "soanthao"), draft.id, PIN)
    with pytest.raises(WrongState):
        signing_desk.refuse(office, actor(office, "soanthao"), draft.id, "đã ký rồi")
    signing_desk.refuse(office, actor(office, "lanhdao"), draft.id, "Thiếu căn cứ")
    again = submission.submit(office, actor(office, "soanthao"), draft.id)
    assert signing_desk.turn(office, actor(office, "lanhdao"), again.id) is not None  # nobody's initials any more


def test_only_who_may_and_has_a_key_is_asked(office: Parts) -> None:
    give_keys(office)
    drafter = actor(office, "soanthao")
    draft = drafts.create(office, drafter, "ke-hoach", PLAN)
    with pytest.raises(KeyMissing):
        submission.submit(office, drafter, draft.id, Beside(drafter=True))
    with pytest.raises(BadInput):
        submission.submit(office, drafter, draft.id, Beside(unit_head=give_key(office, "vanthu")))
    assert co_signers.choices(office, draft).drafter is False
    assert drafts.get(office, drafter, draft.id).state == "editing"


def test_the_pages_lead_the_drafter_to_the_initials(office: Parts, client: FlaskClient) -> None:
    give_keys(office)
    give_key(office, "soanthao")
    draft = drafts.create(office, actor(office, "soanthao"), "ke-hoach", PLAN)
    log_in(client, "soanthao")
    page = client.get(f"/signing/{draft.id}/submission").text
    assert "ở cuối nội dung" in page and "chỉ có chỗ cho một người ký" in page
    sent = {"drafter": "1", "unit_head": "", "csrf_token": csrf(client, "/signing/")}
    answer = client.post(f"/signing/{draft.id}/submission", data=sent)
    assert answer.location.endswith(f"/signing/{draft.id}")
    assert "Ký nháy của người soạn thảo" in client.get(answer.location).text
    assert "Đang chờ Nguyễn Minh Châu ký số" in client.get(f"/drafts/{draft.id}").text
    client.post(f"/signing/{draft.id}/sign", data={"pin": PIN, "csrf_token": csrf(client, "/signing/")})
    assert "Đang chờ Trần Văn Lãnh ký số" in client.get(f"/drafts/{draft.id}").text


def test_software_asks_for_initials_too(office: Parts, client: FlaskClient) -> None:
    give_keys(office)
    give_key(office, "soanthao")
    draft = drafts.create(office, actor(office, "soanthao"), "ke-hoach", PLAN)
    token, address = token_of(office, "soanthao", "draft"), f"/api/v1/drafts/{draft.id}/submission"
    assert client.post(address, json={"second": "elsewhere"}, headers=token).status_code == 422
    assert client.post(address, json={"drafter": True}, headers=token).status_code == 200
    assert signing_desk.turn(office, actor(office, "soanthao"), draft.id) is not None

"""The signing desk and the seal, through the real path: sign first, number later, nothing lost."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest

from archive.filing import object_id
from archive.verify import verify
from service import drafts, numbered_when_signing, signing_desk
from service.draft import Draft
from service.errors import (
    DraftSigned,
    KeyLocked,
    KeyMissing,
    NotYourTurn,
    SignAgain,
    WrongPin,
    WrongState,
)
from service.issue import issue
from service.parts import Parts
from service.signing.agreement import disagreements, field_values
from service.signing.seal import filled, values_of
from service.signing.validate import validate
from service.signings import signing_of
from tests import signing_ca
from tests.conftest import NOON, PLAN, actor
from tests.signed_office import PIN, give_keys, submitted

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("kind", ["P-256", "RSA-2048"])
def test_signed_first_numbered_later(office: Parts, kind: str) -> None:
    give_keys(office, kind)
    draft = submitted(office)
    assert draft.state == "signing"
    signing_desk.sign(office, actor(office, "lanhdao"), draft.id, PIN)
    document = issue(office, actor(office, "vanthu"), draft.id, pin=PIN)

    assert document.reference == "01/KH-UBND"
    pdf = office.store.read(object_id(document.id), "document.pdf")
    found = validate(pdf, signing_ca.trust(), at=NOON)
    assert [(each.field, each.signer, each.state, each.after) for each in found.signatures] == [
        ("ChuKy", "Trần Văn Lãnh", "valid", "fields_filled"),
        ("DauCoQuan", "UBND xã Tân Hòa", "valid", "nothing"),
    ]
    assert field_values(pdf) == {"so": "01", "ngay": "05", "thang": "01"}
    assert not disagreements(pdf, values_of(1, document.issued_on))
    assert [each["signer"] for each in document.details["signatures"]] == ["Trần Văn Lãnh", "UBND xã Tân Hòa"]
    assert verify(office.db, office.store).ok
    with office.db.read() as session:
        assert signing_of(session, draft.id) is None


def test_the_signer_numbers_where_the_office_wants_it(office: Parts) -> None:
    give_keys(office)
    administrator, signer = actor(office, "quantri"), actor(office, "lanhdao")
    numbered_when_signing.choose(office, administrator, ["ke-hoach"])
    draft = submitted(office)
    with pytest.raises(WrongPin):
        signing_desk.sign(office, signer, draft.id, "khong-dung")
    signing_desk.sign(office, signer, draft.id, PIN)
    document = issue(office, signer, draft.id)
    pdf = office.store.read(object_id(document.id), "document.pdf")
    found = validate(pdf, signing_ca.trust(), at=NOON)
    assert [(each.field, each.state, each.after) for each in found.signatures] == [("ChuKy", "valid", "nothing")]
    assert not disagreements(pdf, values_of(1, document.issued_on))
    filled(pdf, {"so": "99"}).write(changed := BytesIO())
    assert validate(changed.getvalue(), signing_ca.trust(), at=NOON).signatures[0].state == "changed"
    assert verify(office.db, office.store).findings == []
    numbered_when_signing.choose(office, administrator, [])
    assert submitted(office).state == "signing"


def test_the_seal_is_opened_before_a_number_is_given(office: Parts) -> None:
    give_keys(office)
    draft = submitted(office)
    signing_desk.sign(office, actor(office, "lanhdao"), draft.id, PIN)
    with pytest.raises(WrongPin):
        issue(office, actor(office, "vanthu"), draft.id, pin="khong-dung")
    with office.db.read() as session:
        assert drafts.reserved_number(session, draft.id) is None
    assert issue(office, actor(office, "vanthu"), draft.id, pin=PIN).number == 1


def test_five_wrong_pins_lock_the_key(office: Parts) -> None:
    give_keys(office)
    draft = submitted(office)
    signer = actor(office, "lanhdao")
    for _ in range(5):
        with pytest.raises(WrongPin):
            signing_desk.sign(office, signer, draft.id, "khong-dung")
    with pytest.raises(KeyLocked):
        signing_desk.sign(office, signer, draft.id, PIN)
    later = replace(office, now=lambda: NOON + timedelta(minutes=16))
    signing_desk.sign(later, signer, draft.id, PIN)


def test_only_the_signer_signs(office: Parts) -> None:
    give_keys(office)
    draft = submitted(office)
    with pytest.raises(NotYourTurn):
        signing_desk.sign(office, actor(office, "vanthu"), draft.id, PIN)


def test_a_signer_without_a_key_is_told_of(office: Parts) -> None:
    with pytest.raises(KeyMissing):
        submitted(office)


def test_a_signed_draft_cannot_be_changed_but_taken_back(office: Parts) -> None:
    give_keys(office)
    drafter = actor(office, "soanthao")
    draft = submitted(office)
    with pytest.raises(WrongState):
        drafts.save(office, drafter, draft.id, PLAN, draft.revision)
    signing_desk.sign(office, actor(office, "lanhdao"), draft.id, PIN)
    signed = drafts.get(office, drafter, draft.id)
    with pytest.raises(DraftSigned):
        drafts.save(office, actor(office, "vanthu"), draft.id, PLAN | {"subject": "Khác"}, signed.revision)

    drafts.take_back(office, drafter, draft.id)
    again = drafts.get(office, drafter, draft.id)
    assert again.state == "editing"
    drafts.save(office, drafter, draft.id, PLAN | {"subject": "Khác"}, again.revision)
    assert _told(office, draft)[-1] == "draft.signature_dropped"


def _told(office: Parts, draft: Draft) -> list[str]:
    from archive.events import events_of

    with office.db.read() as session:
        return [event.name for event in events_of(session, draft.id)]


def test_sent_back_with_the_reason(office: Parts) -> None:
    give_keys(office)
    draft = submitted(office)
    signing_desk.refuse(office, actor(office, "lanhdao"), draft.id, "Thiếu căn cứ")
    back = drafts.get(office, actor(office, "soanthao"), draft.id)
    assert (back.state, back.note) == ("editing", "Thiếu căn cứ")


def test_the_days_documents_with_one_unlock(office: Parts) -> None:
    give_keys(office)
    all_three = [submitted(office, values=PLAN | {"subject": f"Kế hoạch {n}"}) for n in range(3)]
    drafts.take_back(office, actor(office, "soanthao"), all_three[1].id)
    results = signing_desk.sign_many(office, actor(office, "lanhdao"), [draft.id for draft in all_three], PIN)
    assert [result.error.code if result.error else None for result in results] == [None, "not_found", None]
    assert not signing_desk.waiting(office, actor(office, "lanhdao"))


def test_signed_last_year_must_be_signed_anew(office: Parts) -> None:
    give_keys(office)
    draft = submitted(office)
    signing_desk.sign(office, actor(office, "lanhdao"), draft.id, PIN)
    next_year = replace(office, now=lambda: NOON + timedelta(days=365))
    with pytest.raises(SignAgain):
        issue(next_year, actor(office, "vanthu"), draft.id, pin=PIN)


def test_a_draft_before_its_signer_is_not_issued(office: Parts) -> None:
    give_keys(office)
    draft = submitted(office)
    with pytest.raises(WrongState):
        issue(office, actor(office, "vanthu"), draft.id, pin=PIN)

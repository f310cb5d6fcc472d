"""A new draft from an issued document: what comes over, what is left behind, what is to be checked."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from archive.records import Document
from doc_templates.form import samples
from service import check, drafts, legal_bases, people, search
from service.actor import Actor
from service.draft import Draft
from service.earlier import draft_from_document
from service.errors import NotFound
from service.issue import issue
from service.parts import Parts
from service.to_check import left_to_check, tick
from tests.api_office import ALL, Software, token
from tests.conftest import NOON
from tests.test_access import log_in
from tests.test_draft_pages import post, text

pytestmark = pytest.mark.slow  # a document is issued for each

LAW = "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"
BODY = (
    "Điều 1. Tặng Giấy khen cho 02 tập thể, ông **Nguyễn Văn** An và 03 cá nhân theo Kế hoạch số 02/KH-UBND "
    "năm 2025 (có Phụ lục kèm theo).\n"
    "Điều 2. Tiền thưởng 1.500.000 đồng, chi trước ngày 15/9 từ quỹ năm 2025.\n"
)


@pytest.fixture
def document(office: Parts, drafter: Actor, clerk: Actor) -> Document:
    values = {**samples(office.forms["quyet-dinh"]), "signer": "1", "body": BODY, "urgency": "KHẨN"}
    draft = drafts.create(office, drafter, "quyet-dinh", values)
    drafts.hand_over(office, drafter, draft.id)
    return issue(office, clerk, draft.id)


def things(draft: Draft) -> set[tuple[object, object, object]]:
    return {(one["field"], one["what"], one["words"]) for one in draft.to_check}


def test_text_and_recipients_come_over_and_facts_are_listed(office: Parts, drafter: Actor, document: Document) -> None:
    draft = draft_from_document(office, drafter, document.id)
    issued = drafts.get(office, drafter, document.id).values
    assert draft.id != document.id
    assert draft.values == {name: value for name, value in issued.items() if name != "urgency"}
    assert issued["urgency"] == "KHẨN"
    assert {
        ("body", "number", "02"),
        ("body", "name", "ông Nguyễn Văn An"),
        ("body", "reference", "số 02/KH-UBND"),
        ("body", "year", "năm 2025"),
        ("body", "number", "1.500.000"),
        ("body", "date", "ngày 15/9"),
        ("subject", "year", "năm 2025"),
        ("awardees", "rows", "5"),
        ("bases", "basis", LAW),
    } <= things(draft)
    assert not {field for field, _, _ in things(draft)} & {"recipients", "signer", "kept_at"}
    (twice,) = (one for one in draft.to_check if (one["field"], one["words"]) == ("body", "năm 2025"))
    assert twice["count"] == 2


def test_bases_the_list_knows_need_no_check(office: Parts, drafter: Actor, document: Document) -> None:
    with office.db.write() as session:
        legal_bases.add_many(session, "tan-hoa", LAW, by="test")
    draft = draft_from_document(office, drafter, document.id)
    assert ("bases", "basis", LAW) not in things(draft)


def test_a_signer_who_may_no_longer_sign_does_not_come_over(office: Parts, drafter: Actor, document: Document) -> None:
    with office.db.write() as session:
        signer = people.chosen_signer(session, "tan-hoa", "1")
        assert signer is not None
        signer.valid_until = NOON.date()
    later = replace(office, now=lambda: NOON + timedelta(days=1))
    draft = draft_from_document(later, drafter, document.id)
    assert not draft.values.get("signer")
    assert ("signer", "signer", "Trần Văn Lãnh") in things(draft)


def test_what_todays_form_does_not_take_is_shown(office: Parts, drafter: Actor, document: Document) -> None:
    form = office.forms["quyet-dinh"]
    fewer = replace(form, fields=tuple(field for field in form.fields if field.name != "awardees"))
    changed = replace(office, forms={**office.forms, "quyet-dinh": fewer})
    draft = draft_from_document(changed, drafter, document.id)
    assert "awardees" not in draft.values
    assert any("Thôn Suối Đá" in line["words"] for line in draft.unplaced)


def test_a_tick_a_change_and_another_tick_empty_the_list(office: Parts, drafter: Actor, document: Document) -> None:
    draft = draft_from_document(office, drafter, document.id)
    left = left_to_check(draft)
    assert [one.code for one in check.problems(office, draft) if one.field == ""] == ["to_check_left"]
    draft = tick(office, drafter, draft.id, {left[0]})
    assert left_to_check(draft) == left[1:]
    draft = drafts.save(office, drafter, draft.id, {**draft.values, "body": "Điều 1. Khen thưởng."}, draft.revision)
    assert not [at for at in left_to_check(draft) if draft.to_check[at]["field"] == "body"]
    draft = tick(office, drafter, draft.id, None)
    assert left_to_check(draft) == []
    assert "to_check_left" not in {one.code for one in check.problems(office, draft)}


def test_a_strangers_document_is_not_there(office: Parts, drafter: Actor, document: Document) -> None:
    with pytest.raises(NotFound):
        draft_from_document(office, replace(drafter, agency_id="khac"), document.id)


def test_from_the_documents_page_to_the_ticked_list(
    office: Parts, drafter: Actor, document: Document, client: FlaskClient
) -> None:
    log_in(client, "soanthao")
    assert "Soạn từ văn bản này" in text(client, f"/documents/{document.id}")
    answer = post(client, "/drafts/earlier", {"document": document.id})
    page = text(client, answer.location)
    assert "cần kiểm tra" in page
    assert "1.500.000" in page
    address = f"{answer.location}/to-check"
    assert post(client, address, {"entry": "x"}).status_code == 400
    assert post(client, address, {"all": "1"}).status_code == 302
    assert "Đã kiểm tra xong" in text(client, answer.location)


def test_the_search_for_an_earlier_document(office: Parts, document: Document, client: FlaskClient) -> None:
    search.index_waiting(office)
    log_in(client, "soanthao")
    found = text(client, "/drafts/earlier?q=khen+thuong")
    assert f'value="{document.id}"' in found
    assert "Không tìm thấy văn bản nào" in text(client, "/drafts/earlier?q=hanghaixyz")


def test_software_begins_from_a_document(app: Flask, office: Parts, document: Document) -> None:
    software = Software(app, token(office, "vanthu", *ALL))
    answer = software.post("/drafts", json={"from_document": document.id})
    assert answer.status_code == 201
    assert answer.json["values"]["body"] == BODY.strip("\n")
    assert {one["what"] for one in answer.json["to_check"]} >= {"name", "number", "date"}
    both = {"from_document": document.id, "text": "KẾ HOẠCH"}
    assert software.post("/drafts", json=both).status_code == 422
    assert software.post("/drafts", json={"from_document": "0" * 32}).status_code == 404

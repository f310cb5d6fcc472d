"""Drafts that cite a document of ours which has been recalled, replaced, amended or corrected since."""

from datetime import date

import pytest
from flask import Flask

from archive.documents import Document
from archive.readers import EVERYBODY
from service import check, drafts
from service.actor import Actor
from service.citing.in_drafts import CitedMark, cited_marks
from service.parts import Parts
from tests.citing_office import AGENCY, ended, issue
from tests.conftest import NOON, PLAN
from tests.test_access import log_in

DECEMBER, OLDER, NEWER = date(2025, 12, 1), date(2025, 12, 2), date(2025, 12, 3)
BASIS = "Căn cứ Quyết định số 01/QĐ-UBND ngày 01/12/2025 của Ủy ban nhân dân xã ban hành Quy chế thi đua"
LIMITED = {"access": {"level": "limited", "readers": [{"token": "person:soanthao"}]}}


def marks(office: Parts, *readers: str, **values: object) -> list[CitedMark]:
    with office.db.read() as session:
        return cited_marks(session, {EVERYBODY, *readers}, AGENCY, values, NOON.date())


@pytest.fixture
def rules(office: Parts) -> Document:
    return issue(office, "quyet-dinh", DECEMBER, subject="Ban hành Quy chế thi đua")


def test_what_is_in_force_is_not_marked(office: Parts, rules: Document) -> None:
    assert marks(office, bases=[BASIS], body=f"Theo {BASIS[8:]}.") == []


def test_a_replaced_basis_is_marked_with_the_line_to_write_instead(office: Parts, rules: Document) -> None:
    ended(office, rules, issue(office, "quyet-dinh", OLDER, subject="Ban hành Quy chế mới"))
    (mark,) = marks(office, bases=["Căn cứ Luật Thi đua, khen thưởng ngày 15/6/2022", f"{BASIS} "])
    assert (mark.field, mark.line, mark.words) == ("bases", 1, BASIS)
    assert (mark.code, mark.by, mark.ended) == ("cited_replaced", "02/QĐ-UBND", True)
    assert mark.instead == (
        "Căn cứ Quyết định số 02/QĐ-UBND ngày 02 tháng 12 năm 2025 của Ủy ban nhân dân xã ban hành Quy chế mới"
    )
    assert marks(office, bases=[mark.instead]) == []


def test_a_replacement_that_was_replaced_leads_on_and_a_recalled_one_leads_nowhere(
    office: Parts, rules: Document
) -> None:
    second = issue(office, "quyet-dinh", OLDER)
    third = issue(office, "quyet-dinh", NEWER, subject="Công tác thi đua")
    ended(office, rules, second)
    ended(office, second, third)
    (mark,) = marks(office, bases=[BASIS])
    assert "số 03/QĐ-UBND" in mark.instead
    assert mark.instead.endswith(" của Ủy ban nhân dân xã về công tác thi đua")
    ended(office, third, issue(office, "bao-cao", NEWER), "recall", "recalled")
    assert marks(office, bases=[BASIS])[0].instead == ""


def test_the_body_is_read_too_and_each_document_told_once(office: Parts, rules: Document) -> None:
    ended(office, rules, issue(office, "quyet-dinh", OLDER), "amend", "amended")
    body = "1. Theo Quyết định số 01/QĐ-UBND ngày 01/12/2025.\n2. Theo Quyết định số 01/QĐ-UBND ngày 01/12/2025."
    (mark,) = marks(office, body=body)
    assert (mark.field, mark.code, mark.ended, mark.instead) == ("body", "cited_amended", False, "")


def test_of_a_line_with_two_the_whole_is_not_rewritten(office: Parts, rules: Document) -> None:
    ended(office, rules, issue(office, "quyet-dinh", OLDER))
    (mark,) = marks(office, bases=[f"{BASIS}; Quyết định số 9/QĐ-UBND ngày 02/02/2020 của UBND tỉnh"])
    assert mark.instead == ""


def test_what_a_reader_may_not_see_is_not_told(office: Parts, drafter: Actor) -> None:
    hidden = issue(office, "quyet-dinh", DECEMBER, details=LIMITED)
    ended(office, hidden, issue(office, "quyet-dinh", OLDER))
    assert marks(office, bases=[BASIS]) == []
    assert [mark.code for mark in marks(office, "person:soanthao", bases=[BASIS])] == ["cited_replaced"]


def test_what_changed_it_is_not_named_where_it_may_not_be_seen(office: Parts, rules: Document) -> None:
    ended(office, rules, issue(office, "quyet-dinh", OLDER, details=LIMITED))
    (mark,) = marks(office, bases=[BASIS])
    assert (mark.code, mark.by, mark.instead) == ("cited_changed", "", "")


def test_check_warns_and_the_drafting_page_says_so(office: Parts, app: Flask, drafter: Actor, rules: Document) -> None:
    ended(office, rules, issue(office, "quyet-dinh", OLDER), "recall", "recalled")
    draft = drafts.create(office, drafter, "ke-hoach", {**PLAN, "bases": [BASIS]})
    found = [(one.field, one.code, one.blocks) for one in check.problems(office, draft)]
    assert ("bases", "cited_recalled", False) in found
    assert check.blocking(office, draft) == []
    client = app.test_client()
    log_in(client, "soanthao")
    (mark,) = client.get(f"/drafts/{draft.id}/current").get_json()["bases"]
    assert (mark["words"], mark["ended"]) == (BASIS, True)
    assert mark["why"].startswith("Đã bị thu hồi theo 02/QĐ-UBND: “Căn cứ Quyết định số 01/QĐ-UBND")
    assert "thu hồi theo 02/QĐ-UBND" in client.get(f"/drafts/{draft.id}").get_data(as_text=True)


def test_what_another_says_to_have_amended_is_told_as_its_words(office: Parts, rules: Document) -> None:
    text = "Sửa đổi, bổ sung một số điều của Quyết định số 01/QĐ-UBND ngày 01/12/2025 của Ủy ban nhân dân xã."
    issue(office, "quyet-dinh", OLDER, subject=text)
    (mark,) = marks(office, bases=[BASIS])
    assert (mark.code, mark.by, mark.instead, mark.ended) == ("cited_said_amend", "02/QĐ-UBND", "", False)

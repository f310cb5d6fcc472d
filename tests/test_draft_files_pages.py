"""Revisions, redlines and files of a draft as browsers ask for them."""

import html
import json
import re
from io import BytesIO

import pytest
from flask.testing import FlaskClient

from doc_templates.form import sample_document
from service import drafts
from service.actor import Actor
from service.draft import Draft
from service.parts import Parts
from tests.conftest import PLAN
from tests.test_access import csrf, log_in
from tests.test_docx_return import edited
from tests.test_uploaded_docx import OLE, word


@pytest.fixture
def page(client: FlaskClient) -> FlaskClient:
    log_in(client, "soanthao")
    return client


@pytest.fixture
def draft(office: Parts, drafter: Actor) -> Draft:
    made = drafts.create(office, drafter, "ke-hoach", PLAN, how="pasted")
    return drafts.save(office, drafter, made.id, {**PLAN, "subject": "Thi đua <năm> 2027"}, made.revision)


def text(client: FlaskClient, address: str) -> str:
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code == 200, answer.status
    return answer.get_data(as_text=True)


def post(client: FlaskClient, address: str, values: dict[str, object] | None = None, **more: object):
    return client.post(address, data={"csrf_token": csrf(client, "/account"), **(values or {})}, **more)


def send(client: FlaskClient, address: str, docx: bytes, **values: object):
    return post(
        client, address, {"file": (BytesIO(docx), "du-thao.docx"), **values}, content_type="multipart/form-data"
    )


def hidden(shown: str) -> dict[str, str]:
    return {
        name: html.unescape(value) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', shown)
    }


def test_the_list_shows_who_and_the_last_change(page: FlaskClient, draft: Draft) -> None:
    shown = text(page, f"/drafts/{draft.id}/revisions/")
    assert "Nguyễn Minh Châu" in shown
    assert "dán cả văn bản" in shown
    assert "<ins><span" in shown and "<del><span" in shown
    assert "&lt;năm&gt;" in shown and "<năm>" not in shown
    assert "Nơi nhận" not in shown  # only what differs


def test_any_two_are_compared_and_strange_numbers_do_no_harm(page: FlaskClient, draft: Draft) -> None:
    back = text(page, f"/drafts/{draft.id}/revisions/?from=2&to=1")
    assert "Từ bản 2 đến bản 1" in back
    assert "Từ bản 1 đến bản 2" in text(page, f"/drafts/{draft.id}/revisions/?from=99&to=x")
    assert "hãy chọn hai bản khác nhau" in text(page, f"/drafts/{draft.id}/revisions/?from=2&to=2")


def test_restoring_leads_back_and_can_be_undone(page: FlaskClient, office: Parts, drafter: Actor, draft: Draft) -> None:
    answer = post(page, f"/drafts/{draft.id}/revisions/1/restore", {"revision": draft.revision})
    assert drafts.get(office, drafter, draft.id).subject == PLAN["subject"]
    undo = re.search(r'action="([^"]+/revisions/2/restore[^"]*)"', text(page, answer.location))
    assert undo is not None
    post(page, html.unescape(undo[1]))
    assert drafts.get(office, drafter, draft.id).subject == "Thi đua <năm> 2027"


def test_a_stale_restore_is_refused(page: FlaskClient, draft: Draft) -> None:
    assert post(page, f"/drafts/{draft.id}/revisions/1/restore", {"revision": 1}).status_code == 412
    assert post(page, f"/drafts/{draft.id}/revisions/1/restore", {"revision": ""}).status_code == 400
    assert post(page, f"/drafts/{draft.id}/revisions/9/restore", {"revision": draft.revision}).status_code == 404


def test_a_word_file_becomes_a_draft(page: FlaskClient, office: Parts, drafter: Actor) -> None:
    answer = send(page, "/drafts/docx", sample_document(office.forms["ke-hoach"]))
    assert "Đã tách văn bản vào các mục" in text(page, answer.location)
    assert [one.form for one in drafts.mine(office, drafter)] == ["ke-hoach"]


@pytest.mark.parametrize(
    ("docx", "words"), [(b"", "Chưa chọn tệp"), (OLE, "lưu thành .docx"), (word("Kính thưa"), "Hãy chọn mẫu")]
)
def test_a_file_that_cannot_be_taken_says_why_beside_the_choice(page: FlaskClient, docx: bytes, words: str) -> None:
    answer = send(page, "/drafts/docx", docx)
    assert answer.status_code == 422
    assert re.search(rf'id="new-docx-error".*{words}', answer.get_data(as_text=True))


def test_the_download_is_a_word_file_with_a_name(page: FlaskClient, draft: Draft) -> None:
    answer = page.get(f"/drafts/{draft.id}/du-thao.docx")
    assert answer.mimetype.endswith("wordprocessingml.document")
    assert f"du-thao-ke-hoach-{draft.id[:8]}.docx" in answer.headers["Content-Disposition"]


def test_an_unchanged_file_changes_nothing(page: FlaskClient, draft: Draft) -> None:
    docx = page.get(f"/drafts/{draft.id}/du-thao.docx").data
    answer = send(page, f"/drafts/{draft.id}/docx", docx)
    assert "không có gì thay đổi" in text(page, answer.location)


def returned(page: FlaskClient, draft: Draft) -> str:
    docx = edited(page.get(f"/drafts/{draft.id}/du-thao.docx").data, ("Sở Nội vụ", "Sở Tài chính"))
    answer = send(page, f"/drafts/{draft.id}/docx", docx)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_changes_are_shown_then_taken(page: FlaskClient, office: Parts, drafter: Actor, draft: Draft) -> None:
    shown = returned(page, draft)
    assert "Nhận thay đổi của mục “Nơi nhận”" in shown
    assert drafts.get(office, drafter, draft.id).revision == draft.revision
    answer = post(page, f"/drafts/{draft.id}/docx/accept", {**hidden(shown), "take": "recipients"})
    assert "Đã nhận thay đổi ở 1 mục" in text(page, answer.location)
    saved = drafts.get(office, drafter, draft.id)
    assert saved.values["recipients"] == ["Sở Tài chính", "Các đơn vị thuộc xã"]
    assert "tệp .docx “du-thao.docx”" in text(page, f"/drafts/{draft.id}/revisions/")


def test_changes_that_are_not_ticked_stay_out(page: FlaskClient, office: Parts, drafter: Actor, draft: Draft) -> None:
    answer = post(page, f"/drafts/{draft.id}/docx/accept", hidden(returned(page, draft)))
    assert "giữ nguyên" in text(page, answer.location)
    assert drafts.get(office, drafter, draft.id).values == draft.values


def test_somebody_saved_meanwhile_and_nothing_is_lost(
    page: FlaskClient, office: Parts, drafter: Actor, draft: Draft
) -> None:
    shown = returned(page, draft)
    drafts.save(office, drafter, draft.id, {**draft.values, "kept_at": "VT, VHXH"}, draft.revision)
    answer = post(page, f"/drafts/{draft.id}/docx/accept", {**hidden(shown), "take": "recipients"})
    assert answer.status_code == 412
    again = answer.get_data(as_text=True)
    assert "vừa lưu dự thảo này" in again
    post(page, f"/drafts/{draft.id}/docx/accept", {**hidden(again), "take": "recipients"})
    saved = drafts.get(office, drafter, draft.id).values
    assert (saved["kept_at"], saved["recipients"][0]) == ("VT, VHXH", "Sở Tài chính")  # type: ignore[index]


def test_values_that_no_page_sent_are_refused(page: FlaskClient, draft: Draft) -> None:
    known = hidden(returned(page, draft))
    for wrong in ({"values": "["}, {"values": "[]"}, {"revision": "x"}, {"values": json.dumps({"recipients": 5})}):
        answer = post(page, f"/drafts/{draft.id}/docx/accept", {**known, **wrong, "take": "recipients"})
        assert answer.status_code in (400, 422)
    assert (
        post(page, f"/drafts/{draft.id}/docx/accept", {**known, "values": '{"khac": "x"}', "take": "khac"}).status_code
        == 422
    )


def test_a_file_of_another_draft_is_told(page: FlaskClient, office: Parts, drafter: Actor, draft: Draft) -> None:
    other = drafts.create(office, drafter, "ke-hoach", {**PLAN, "subject": "Khác"})
    answer = send(page, f"/drafts/{draft.id}/docx", page.get(f"/drafts/{other.id}/du-thao.docx").data)
    assert "không phải được tải từ dự thảo này" in answer.get_data(as_text=True)


def test_a_broken_file_leaves_the_draft_and_says_why(page: FlaskClient, draft: Draft) -> None:
    answer = send(page, f"/drafts/{draft.id}/docx", b"%PDF-1.7 not a docx")
    assert "Word" in text(page, answer.location)


def test_another_drafters_files_and_revisions_are_not_there(office: Parts, client: FlaskClient, clerk: Actor) -> None:
    foreign = drafts.create(office, clerk, "ke-hoach", PLAN)
    log_in(client, "soanthao")
    assert client.get(f"/drafts/{foreign.id}/revisions/").status_code == 404
    assert client.get(f"/drafts/{foreign.id}/du-thao.docx").status_code == 404
    assert send(client, f"/drafts/{foreign.id}/docx", b"x").status_code == 404


def test_a_changed_table_is_shown_as_a_table(page: FlaskClient, office: Parts, drafter: Actor) -> None:
    rows = "| TT | Đơn vị | Số |\n| --- | --- | --- |\n| 1 | Phòng A | 20 |\n| 2 | Phòng B | 15 |"
    made = drafts.create(office, drafter, "ke-hoach", {"body": rows}, how="pasted")
    changed = rows.replace("| 20 |", "| 25 |").replace("| 2 | Phòng B | 15 |\n", "")
    drafts.save(office, drafter, made.id, {"body": changed}, made.revision)
    shown = text(page, f"/drafts/{made.id}/revisions/")
    assert "<td>Phòng A</td>" in shown
    assert re.search(r"<td><del>.*20.*</del> <ins>.*25.*</ins></td>", shown)
    assert "---" not in shown

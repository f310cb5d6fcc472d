"""Desk, drafting and forms as browsers ask for them; what scripts do there is in tests/browser."""

import csv
import html
import io
import re

import pytest
from flask.testing import FlaskClient
from PIL import Image
from pypdf import PdfReader

from doc_templates.form import samples
from service import drafts
from service.actor import Actor
from service.draft import Draft
from service.parts import Parts
from tests.conftest import PLAN
from tests.test_access import csrf, log_in

JSON = {"Accept": "application/json"}


@pytest.fixture
def page(client: FlaskClient) -> FlaskClient:
    """The drafter at the browser."""
    log_in(client, "soanthao")
    return client


@pytest.fixture
def desk(client: FlaskClient) -> FlaskClient:
    """The records clerk at the browser."""
    log_in(client, "vanthu")
    return client


@pytest.fixture
def draft(office: Parts, drafter: Actor) -> Draft:
    return drafts.create(office, drafter, "ke-hoach", PLAN)


def text(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status
    return html.unescape(answer.get_data(as_text=True))


def post(client: FlaskClient, address: str, values: dict[str, object] | None = None, **more: object):
    return client.post(address, data={"csrf_token": csrf(client, "/account"), **(values or {})}, **more)


def given(draft: Draft, **changes: str) -> dict[str, object]:
    return {"revision": draft.revision, "subject": "Trích yếu mới", "recipients": "Một\nHai", **changes}


def test_a_form_is_chosen_and_becomes_a_draft(page: FlaskClient, office: Parts, drafter: Actor) -> None:
    assert "Quyết định" in text(page, "/drafts/")
    answer = post(page, "/drafts/", {"form": "quyet-dinh"})
    assert re.fullmatch("/drafts/[0-9a-f]{32}", answer.location)
    assert [found.form for found in drafts.mine(office, drafter)] == ["quyet-dinh"]
    assert "Căn cứ" in text(page, answer.location)


def test_a_form_that_is_not_there_is_told(page: FlaskClient) -> None:
    assert post(page, "/drafts/", {"form": "khong-co"}).status_code == 404


def test_every_field_of_every_form_has_its_control(page: FlaskClient, office: Parts) -> None:
    for form in office.forms.values():
        shown = text(page, post(page, "/drafts/", {"form": form.id}).location)
        for field in form.fields:
            assert f'name="{field.name}"' in shown
            assert field.label["vi"] in shown


def test_what_is_saved_names_the_revision_it_started_from(page: FlaskClient, draft: Draft) -> None:
    answer = post(page, f"/drafts/{draft.id}", given(draft), headers=JSON)
    assert answer.json["revision"] == draft.revision + 1
    assert answer.json["texts"]["recipients"] == "Một\nHai"
    assert re.fullmatch(r"\d\d:\d\d", answer.json["saved_at"])
    late = post(page, f"/drafts/{draft.id}", given(draft, subject="Muộn"), headers=JSON)
    assert late.status_code == 412
    assert late.mimetype == "application/problem+json"
    assert late.json["current_revision"] == draft.revision + 1
    assert late.json["changed_by"] == "Nguyễn Minh Châu"
    assert page.get(f"/drafts/{draft.id}/current").json["texts"]["subject"] == "Trích yếu mới"


def test_without_scripts_saving_returns_to_the_page(page: FlaskClient, draft: Draft) -> None:
    answer = post(page, f"/drafts/{draft.id}", given(draft))
    assert answer.location == f"/drafts/{draft.id}"
    assert "Trích yếu mới" in text(page, answer.location)


def test_a_save_without_a_revision_or_too_long_is_refused(page: FlaskClient, draft: Draft) -> None:
    assert post(page, f"/drafts/{draft.id}", given(draft, revision=""), headers=JSON).status_code == 400
    long = post(page, f"/drafts/{draft.id}", given(draft, subject="x" * 2000), headers=JSON)
    assert long.status_code == 422
    assert "quá dài" in long.json["detail"]
    assert page.get(f"/drafts/{draft.id}/current").json["revision"] == draft.revision


def test_words_of_a_draft_never_become_markup(page: FlaskClient, draft: Draft) -> None:
    hostile = '"><script>alert(1)</script>'
    post(page, f"/drafts/{draft.id}", given(draft, subject=hostile, body=hostile, recipients=hostile))
    for address in (f"/drafts/{draft.id}", "/", "/drafts/mine"):
        assert "<script>alert" not in page.get(address).get_data(as_text=True)


def test_another_drafters_draft_is_not_there(office: Parts, client: FlaskClient, clerk: Actor) -> None:
    foreign = drafts.create(office, clerk, "ke-hoach", PLAN)
    log_in(client, "soanthao")
    for address in ("", "/current", "/preview", "/preview.pdf", "/pages/1.png"):
        assert client.get(f"/drafts/{foreign.id}{address}").status_code == 404


def test_what_is_missing_is_told_with_its_field(page: FlaskClient, office: Parts, drafter: Actor) -> None:
    empty = drafts.create(office, drafter, "ke-hoach", {})
    told = page.get(f"/drafts/{empty.id}/current").json["problems"]
    assert {"field": "subject", "label": "Trích yếu", "words": "Chưa điền mục bắt buộc.", "blocks": True} in told
    assert 'href="#f-subject"' in text(page, f"/drafts/{empty.id}")


def test_discarding_offers_the_way_back(page: FlaskClient, office: Parts, drafter: Actor, draft: Draft) -> None:
    answer = post(page, f"/drafts/{draft.id}/discard")
    shown = text(page, answer.location)
    assert "Đã bỏ dự thảo “Công tác thi đua, khen thưởng năm 2026”." in shown
    assert f'action="/drafts/{draft.id}/restore"' in shown
    assert draft.subject in text(page, "/drafts/mine?state=discarded")
    assert post(page, f"/drafts/{draft.id}/restore").location == f"/drafts/{draft.id}"
    assert [found.id for found in drafts.mine(office, drafter)] == [draft.id]


def test_a_handed_over_draft_is_not_typed_in_but_taken_back(page: FlaskClient, draft: Draft) -> None:
    post(page, f"/drafts/{draft.id}/hand-over")
    shown = text(page, f"/drafts/{draft.id}")
    assert "Dự thảo đang ở chỗ văn thư" in shown
    assert 'data-editable=""' in shown
    post(page, f"/drafts/{draft.id}/take-back")
    assert 'data-editable="yes"' in text(page, f"/drafts/{draft.id}")


def test_the_clerk_returns_a_draft_only_with_a_reason(
    desk: FlaskClient, office: Parts, drafter: Actor, draft: Draft
) -> None:
    drafts.hand_over(office, drafter, draft.id)
    assert draft.subject in text(desk, "/")
    assert post(desk, f"/drafts/{draft.id}/return", {"note": " "}).status_code == 400
    assert post(desk, f"/drafts/{draft.id}/return", {"note": "Thiếu căn cứ."}).location == "/"
    assert drafts.get(office, drafter, draft.id).note == "Thiếu căn cứ."


def test_the_dialog_names_register_number_and_signer(
    desk: FlaskClient, office: Parts, drafter: Actor, draft: Draft
) -> None:
    drafts.hand_over(office, drafter, draft.id)
    shown = text(desk, f"/drafts/{draft.id}")
    dialog = shown[shown.index('<dialog id="issue"') :]
    for words in ("Công tác thi đua", "Kế hoạch", "01/KH-UBND", "05/01/2026", "Trần Văn Lãnh"):
        assert words in dialog


def test_only_the_clerk_sees_and_may_use_the_button(page: FlaskClient, draft: Draft) -> None:
    assert 'id="issue"' not in text(page, f"/drafts/{draft.id}")
    assert post(page, f"/drafts/{draft.id}/issue").status_code == 403


def test_an_issue_that_is_not_ready_says_what_is_missing(desk: FlaskClient, office: Parts, clerk: Actor) -> None:
    empty = drafts.create(office, clerk, "ke-hoach", {"subject": "Chưa đủ"})
    answer = post(desk, f"/drafts/{empty.id}/issue", headers=JSON)
    assert answer.status_code == 422
    assert {"body", "signer"} <= {problem["field"] for problem in answer.json["problems"]}
    assert desk.get(f"/drafts/{empty.id}/progress").json == {"reference": "", "done": False}


def test_lines_without_a_place_stay_until_they_are_cleared(page: FlaskClient, office: Parts, drafter: Actor) -> None:
    head, tail = "KẾ HOẠCH\nVề việc thử\nI. MỤC ĐÍCH\nMột.\n", "CHỦ TỊCH\nTrần Văn Lãnh"
    pasted = f"{head}Nơi nhận:\n- Sở Nội vụ;\n- Lưu: VT.\n*Ng*\n{tail}"
    address = post(page, "/drafts/text", {"text": pasted}).location
    draft = drafts.get(office, drafter, address.rpartition("/")[2])
    assert draft.unplaced, "the sample has a line that fits nowhere"
    shown = text(page, address)
    assert all(line["words"] in shown for line in draft.unplaced)
    post(page, f"{address}/unplaced")
    assert "data-unplaced" not in text(page, address)


def test_my_drafts_are_sorted_filtered_and_exported(
    page: FlaskClient, office: Parts, drafter: Actor, draft: Draft
) -> None:
    drafts.create(office, drafter, "quyet-dinh", {"subject": "=1+1"})
    shown = text(page, "/drafts/mine?sort=subject")
    assert shown.index("=1+1") < shown.index(draft.subject)
    assert "=1+1" not in text(page, "/drafts/mine?form=ke-hoach")
    assert text(page, "/drafts/mine?sort=nonsense&form=nonsense&state=nonsense")
    table = page.get("/drafts/mine.csv?sort=form").get_data(as_text=True).lstrip("\ufeff")
    rows = list(csv.reader(io.StringIO(table)))
    assert [row[:2] for row in rows[1:]] == [[draft.subject, "Kế hoạch"], ["'=1+1", "Quyết định"]]


def test_whoever_only_reads_starts_at_the_search_page(client: FlaskClient) -> None:
    log_in(client, "kiemtra")
    assert client.get("/").location == "/search"
    assert client.get("/drafts/").status_code == 403


def test_the_forms_docx_is_the_offices_own_file(page: FlaskClient, office: Parts) -> None:
    answer = page.get("/forms/ke-hoach/form.docx")
    assert answer.data == office.forms["ke-hoach"].path.read_bytes()
    assert answer.headers["Content-Disposition"] == "attachment; filename=ke-hoach.docx"
    assert page.get("/forms/khong-co").status_code == 404


@pytest.mark.slow
def test_the_preview_is_the_true_page_and_its_pictures_may_be_kept(page: FlaskClient, draft: Draft) -> None:
    made = page.get(f"/drafts/{draft.id}/preview").json
    assert made["pages"] == 1
    picture = page.get(f"/drafts/{draft.id}/pages/1.png?v={made['digest']}&w=400")
    assert Image.open(io.BytesIO(picture.data)).size[0] == 400
    assert "immutable" in picture.headers["Cache-Control"]
    assert page.get(f"/drafts/{draft.id}/pages/1.png?v=old").headers["Cache-Control"] == "no-store"
    assert page.get(f"/drafts/{draft.id}/pages/2.png").status_code == 404
    pdf = PdfReader(io.BytesIO(page.get(f"/drafts/{draft.id}/preview.pdf").data))
    assert draft.subject in pdf.pages[0].extract_text()


@pytest.mark.slow
def test_issuing_through_the_page_answers_the_documents_address(
    desk: FlaskClient, office: Parts, drafter: Actor, draft: Draft
) -> None:
    drafts.hand_over(office, drafter, draft.id)
    answer = post(desk, f"/drafts/{draft.id}/issue", headers=JSON)
    assert answer.json == {"url": f"/documents/{draft.id}"}
    again = post(desk, f"/drafts/{draft.id}/issue")
    assert again.location == f"/documents/{draft.id}"
    assert desk.get(f"/drafts/{draft.id}").location == f"/documents/{draft.id}"
    assert desk.get(f"/drafts/{draft.id}/progress").json == {"reference": "01/KH-UBND", "done": True}
    assert "01/KH-UBND" in text(desk, "/")


@pytest.mark.slow
def test_every_form_is_seen_filled_with_its_sample(page: FlaskClient, office: Parts) -> None:
    for form in office.forms.values():
        shown = text(page, f"/forms/{form.id}")
        assert all(field.label["vi"] in shown for field in form.fields)
        assert page.get(f"/forms/{form.id}/pages/1.png?w=200").mimetype == "image/png"
        assert samples(form)

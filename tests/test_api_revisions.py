"""Revisions and files of a draft by software; every answer is held against the API's description."""

from io import BytesIO

import pytest
from flask import Flask

from doc_templates.form import sample_document
from service import drafts
from service.actor import Actor
from service.draft import Draft
from service.parts import Parts
from tests.api_office import ALL, Software, problem, token
from tests.conftest import PLAN
from tests.test_docx_return import edited
from tests.test_uploaded_docx import OLE, word


@pytest.fixture
def software(app: Flask, office: Parts) -> Software:
    return Software(app, token(office, "vanthu", *ALL))


@pytest.fixture
def draft(office: Parts, clerk: Actor) -> Draft:
    return drafts.create(office, clerk, "ke-hoach", PLAN)


def sent(docx: bytes, **more: str) -> dict[str, object]:
    return {"data": {"file": (BytesIO(docx), "a.docx"), **more}, "content_type": "multipart/form-data"}


def tag(revision: int) -> dict[str, str]:
    return {"If-Match": f'"{revision}"'}


def test_every_save_of_software_is_a_revision(software: Software, draft: Draft) -> None:
    for at, words in enumerate(("Một", "Hai")):
        software.patch(f"/drafts/{draft.id}", json={"values": {"subject": words}}, headers=tag(draft.revision + at))
    items = software.get(f"/drafts/{draft.id}/revisions").json["items"]
    assert [(one["number"], one["how"]) for one in items] == [(3, "sent"), (2, "sent"), (1, "typed")]
    assert software.get(f"/drafts/{draft.id}/revisions/2").json["values"]["subject"] == "Một"
    told = software.get(f"/drafts/{draft.id}/revisions/3/changes").json
    assert (told["since"], [one["field"] for one in told["changes"]]) == (2, ["subject"])
    whole = software.get(f"/drafts/{draft.id}/revisions/3/changes?since=1").json["changes"][0]["lines"]
    assert "".join(run["text"] for line in whole for run in line["runs"] if run["kind"] != "deleted") == "Hai"
    assert problem(software.get(f"/drafts/{draft.id}/revisions/9")) == (404, "not_found")
    assert problem(software.get(f"/drafts/{draft.id}/revisions/3/changes?since=0"))[0] == 422


def test_a_revision_comes_back_over_the_one_that_is_known(software: Software, draft: Draft) -> None:
    software.patch(f"/drafts/{draft.id}", json={"values": {"subject": "Sai"}}, headers=tag(1))
    address = f"/drafts/{draft.id}/revisions/1/restoration"
    assert problem(software.post(address)) == (428, "revision_needed")
    assert problem(software.post(address, headers=tag(1))) == (412, "draft_changed")
    answer = software.post(address, headers=tag(2))
    assert (answer.json["values"]["subject"], answer.headers["ETag"]) == (PLAN["subject"], '"3"')


def test_a_word_file_becomes_a_draft(software: Software, office: Parts) -> None:
    answer = software.post("/drafts/docx", **sent(sample_document(office.forms["ke-hoach"])))
    assert (answer.status_code, answer.json["form"], answer.json["dropped"]) == (201, "ke-hoach", {})
    assert answer.headers["Location"].endswith(answer.json["id"])
    assert problem(software.post("/drafts/docx", **sent(word("Thư")))) == (422, "form_needed")
    assert software.post("/drafts/docx", **sent(word("Thư"), form="ke-hoach")).json["values"]["body"] == "Thư"
    assert problem(software.post("/drafts/docx", **sent(OLE))) == (422, "old_doc")
    assert problem(software.post("/drafts/docx", data={}, content_type="multipart/form-data"))[0] == 422


def test_a_draft_goes_to_word_and_back(software: Software, draft: Draft) -> None:
    docx = software.get(f"/drafts/{draft.id}/docx").data
    changed = edited(docx, ("Sở Nội vụ", "Sở Tài chính"))
    assert problem(software.post(f"/drafts/{draft.id}/docx", **sent(changed))) == (428, "revision_needed")
    answer = software.post(f"/drafts/{draft.id}/docx", headers=tag(1), **sent(changed))
    assert answer.json["draft"]["values"]["recipients"][0] == "Sở Tài chính"
    assert [one["field"] for one in answer.json["changes"]] == ["recipients"]
    assert problem(software.post(f"/drafts/{draft.id}/docx", headers=tag(1), **sent(changed))) == (412, "draft_changed")


def test_what_was_changed_on_both_sides_waits_to_be_asked_for(software: Software, draft: Draft) -> None:
    docx = edited(software.get(f"/drafts/{draft.id}/docx").data, ("khen thưởng năm 2026", "khen thưởng năm 2027"))
    software.patch(f"/drafts/{draft.id}", json={"values": {"subject": "Việc khác"}}, headers=tag(1))
    first = software.post(f"/drafts/{draft.id}/docx", headers=tag(2), **sent(docx)).json
    assert (first["left"], first["draft"]["values"]["subject"]) == (["subject"], "Việc khác")
    second = software.post(f"/drafts/{draft.id}/docx", headers=tag(2), **sent(docx, overwrite="true")).json
    assert second["draft"]["values"]["subject"].endswith("khen thưởng năm 2027")


def test_a_file_of_elsewhere_must_be_meant(software: Software, draft: Draft) -> None:
    docx = word("KẾ HOẠCH", "Việc khác")
    assert problem(software.post(f"/drafts/{draft.id}/docx", headers=tag(1), **sent(docx))) == (409, "not_this_draft")
    answer = software.post(f"/drafts/{draft.id}/docx", headers=tag(1), **sent(docx, any_file="true"))
    assert answer.status_code == 200

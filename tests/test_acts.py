"""Recall, replacement, amendment, correction (Điều 18): through the real path, in one commit with the issue."""

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader

from archive.errors import ReasonNeeded
from archive.filing import object_id
from archive.rebuild import rebuild
from archive.records import Document, find
from archive.verify import verify
from service import drafts
from service.actor import Actor
from service.acts import done, pointing, told
from service.check import blocking
from service.draft import Draft
from service.errors import ActRefused, NotFound, NotReady
from service.issue import issue
from service.parts import Parts
from service.search import index_waiting
from tests.conftest import PLAN
from tests.test_access import csrf, log_in, token_of

pytestmark = pytest.mark.slow
WHY = "Ban hành nhầm phụ lục"


def page_texts(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


@pytest.fixture
def plan(office: Parts, drafter: Actor, clerk: Actor) -> Document:
    return issue(office, clerk, drafts.create(office, drafter, "ke-hoach", PLAN).id)


def acting(office: Parts, drafter: Actor, target: Document, act: str) -> Draft:
    draft = drafts.create(office, drafter, "ke-hoach", PLAN | {"subject": "Kế hoạch khác"})
    return pointing.point(office, drafter, draft.id, act, target.id, WHY)


def again(office: Parts, document: Document) -> Document:
    with office.db.read() as session:
        found = find(session, document.agency_id, document.id)
    assert found is not None
    return found


@pytest.mark.parametrize(("act", "status"), [("recall", "recalled"), ("replace", "replaced"), ("amend", "amended")])
def test_both_documents_say_so(
    office: Parts, drafter: Actor, clerk: Actor, plan: Document, act: str, status: str
) -> None:
    new = issue(office, clerk, acting(office, drafter, plan, act).id)
    old = again(office, plan)
    assert old.status == status
    assert [(by["act"], by["reference"], by["reason"]) for by in old.details["acted_on_by"]] == [
        (act, "02/KH-UBND", WHY)
    ]
    assert [(on["act"], on["reference"]) for on in new.details["acts_on"]] == [(act, "01/KH-UBND")]
    assert office.store.versions(object_id(plan.id)) == ["v1", "v2"]
    assert verify(office.db, office.store).findings == []


def test_what_has_ended_is_frozen(office: Parts, drafter: Actor, clerk: Actor, plan: Document) -> None:
    first, second = (acting(office, drafter, plan, "recall") for _ in range(2))
    issue(office, clerk, first.id)
    assert [problem.code for problem in blocking(office, second)] == ["act_ended"]
    with pytest.raises(NotReady):
        issue(office, clerk, second.id)
    with pytest.raises(ActRefused):
        acting(office, drafter, plan, "amend")
    pointing.unpoint(office, drafter, second.id, plan.id)
    assert issue(office, clerk, second.id).number == 3


def test_the_form_is_the_one_of_the_decree(office: Parts, drafter: Actor, plan: Document) -> None:
    with pytest.raises(ActRefused):
        acting(office, drafter, plan, "correct")
    begun = pointing.begin(office, drafter, plan.id, "correct", "Sai ngày ban hành")
    assert begun.form == "cong-van"
    assert pointing.begin(office, drafter, plan.id, "replace", WHY).form == "ke-hoach"
    with pytest.raises(ReasonNeeded):
        pointing.point(office, drafter, begun.id, "correct", plan.id, " ")


def test_only_documents_of_the_agency(office: Parts, drafter: Actor, plan: Document) -> None:
    draft = drafts.create(office, drafter, "ke-hoach", PLAN)
    for target in ("0" * 32, draft.id):
        with pytest.raises(NotFound):
            pointing.point(office, drafter, draft.id, "recall", target, WHY)


def test_stopped_between_file_and_commit(
    office: Parts, drafter: Actor, clerk: Actor, plan: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = acting(office, drafter, plan, "recall")
    real = done.do

    def power_cut(*given: object) -> None:
        real(*given)  # type: ignore[arg-type]
        raise InterruptedError

    monkeypatch.setattr(done, "do", power_cut)
    with pytest.raises(InterruptedError):
        issue(office, clerk, draft.id)
    monkeypatch.undo()
    assert again(office, plan).status == "issued"
    assert verify(office.db, office.store).ok
    assert issue(office, clerk, draft.id).number == 2
    old = again(office, plan)
    assert old.status == "recalled" and len(old.details["acted_on_by"]) == 1
    assert verify(office.db, office.store).findings == []


def test_those_who_were_told_acknowledge_once(office: Parts, drafter: Actor, clerk: Actor, plan: Document) -> None:
    new = issue(office, clerk, acting(office, drafter, plan, "recall").id)
    names = [one["name"] for one in again(office, plan).details["told"]]
    assert names == [party.name for party in plan.parties if party.role in ("addressee", "recipient")]
    for _ in range(2):
        document = told.acknowledge(office, clerk, plan.id, names[0], new.id, "Đã gửi trả bản giấy")
    assert document.details["told"][0]["note"] == "Đã gửi trả bản giấy"
    assert office.store.versions(object_id(plan.id)) == ["v1", "v2", "v3"]
    with pytest.raises(NotFound):
        told.acknowledge(office, clerk, plan.id, "Không có ai", new.id)
    rebuild(office.db, office.store)
    assert verify(office.db, office.store).findings == []


def test_every_page_says_it(office: Parts, drafter: Actor, clerk: Actor, plan: Document, client: FlaskClient) -> None:
    log_in(client, "vanthu")
    before = client.get(f"/documents/{plan.id}").text
    assert "Đã bị thu hồi" not in before
    found = client.get(f"/drafts/{acting(office, drafter, plan, 'recall').id}/acts", query_string={"q": "01/KH-UBND"})
    assert WHY in found.text
    new = issue(office, clerk, acting(office, drafter, plan, "recall").id)
    index_waiting(office)

    page = client.get(f"/documents/{plan.id}").text
    assert "Đã bị thu hồi" in page and "Thu hồi theo 02/KH-UBND ngày 05/01/2026" in page
    assert "Đã bị thu hồi" in client.get("/search", query_string={"q": plan.reference}).text
    assert "Thu hồi theo 02/KH-UBND" in client.get("/registers/2026").text
    assert "Thu hồi theo 02/KH-UBND" in client.get("/registers/2026.csv").text
    cover, *pages = page_texts(client.get(f"/documents/{plan.id}/to-read.pdf").data)
    assert "ĐÃ BỊ THU HỒI" in cover and "02/KH-UBND" in cover and len(pages) == plan.details["pages"]
    assert client.get(f"/documents/{plan.id}/pdf").data == office.store.read(object_id(plan.id), "document.pdf")

    name = again(office, plan).details["told"][0]["name"]
    form = {"name": name, "of": new.id, "note": "", "csrf_token": csrf(client, "/")}
    client.post(f"/documents/{plan.id}/acknowledgements", data=form)
    assert "đã phản hồi" in client.get(f"/documents/{plan.id}").text


def test_software_recalls(office: Parts, plan: Document, client: FlaskClient) -> None:
    token = token_of(office, "vanthu", "draft", "issue", "read")
    drafts_ = "/api/v1/drafts"
    draft = client.post(drafts_, json={"form": "ke-hoach", "values": PLAN}, headers=token).json["id"]
    act = {"act": "recall", "target": plan.id, "reason": WHY}
    assert client.post(f"{drafts_}/{draft}/acts", json=act, headers=token).json["items"][0]["reference"] == "01/KH-UBND"
    assert client.delete(f"{drafts_}/{draft}/acts/{plan.id}", headers=token).json == {"items": []}
    client.post(f"{drafts_}/{draft}/acts", json=act, headers=token)
    client.post(f"{drafts_}/{draft}/issue", headers=token)
    old = client.get(f"/api/v1/documents/{plan.id}", headers=token).json
    assert old["status"] == "recalled" and old["acted_on_by"][0]["reference"] == "02/KH-UBND"
    asked = {"name": old["told"][0]["name"], "of": draft}
    answer = client.post(f"/api/v1/documents/{plan.id}/acknowledgements", json=asked, headers=token)
    assert answer.json["told"][0]["acknowledged_at"]
    wrong = client.post(f"{drafts_}/{draft}/acts", json=act | {"act": "correct"}, headers=token)
    assert wrong.status_code == 409 and wrong.mimetype == "application/problem+json"

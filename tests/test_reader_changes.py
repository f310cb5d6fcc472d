"""Changing who may see a document: narrowed at once, widened by a second yes, warned of until then."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from archive import readers as kept
from archive.documents import Document
from archive.errors import ReasonNeeded
from archive.events import Event, check_chain
from archive.filing import METADATA, object_id, read_metadata
from archive.rebuild import rebuild
from archive.verify import verify
from service import draft_readers, drafts, people, reader_changes, search
from service.documents import document_of
from service.draft import Draft
from service.earlier import draft_from_document
from service.errors import BadInput, Forbidden, NotFound, NothingToChange, OwnChange, WrongState
from service.issue import issue
from service.parts import Parts
from service.reader_changes import ReaderChange, change, confirm, narrowed, refuse, to_confirm
from service.readers import readers_of
from tests import archive_samples
from tests.archive_samples import Office
from tests.conftest import PASSWORD, PEOPLE, PLAN, actor
from tests.filed_office import two_pages
from tests.test_access import csrf, log_in
from tests.test_readers import who_sees

pytestmark = pytest.mark.slow

AGENCY = "tan-hoa"
ALWAYS = {"vanthu", "kiemtra"}


@pytest.fixture
def document(office: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Document:
    monkeypatch.setattr(archive_samples, "PDF", two_pages())
    made = Office(tmp_path, office.db, office.store).issue(AGENCY, "ke-hoach", details={"pages": 2})
    search.index_waiting(office)
    return made


def by(office: Parts, login: str, document: Document, level: str, *readers: str, why: str = "lý do") -> ReaderChange:
    tokens = [reader if ":" in reader else f"person:{reader}" for reader in readers]
    return change(office, actor(office, login), document.id, level, tokens, why)


def now(office: Parts, document: Document) -> Document:
    with office.db.read() as session:
        return session.get_one(Document, document.id)


def events_of(office: Parts, document: Document) -> list[str]:
    with office.db.read() as session:
        wanted = select(Event.name).where(Event.document_id == document.id, Event.name.like("document.readers%"))
        return list(session.scalars(wanted.order_by(Event.seq)))


def found_by(office: Parts, login: str) -> int:
    return search.search(office, actor(office, login), "thi đua", search.Filters(AGENCY)).total


def test_narrowing_holds_at_once_everywhere_and_is_warned_of(office: Parts, document: Document) -> None:
    assert found_by(office, "soanthao") == 1
    row = by(office, "vanthu", document, "limited", "lanhdao")
    assert (row.state, row.widens) == ("waiting", False)
    assert who_sees(office, now(office, document)) == ALWAYS | {"lanhdao"}
    assert found_by(office, "soanthao") == 0 and found_by(office, "lanhdao") == 1
    assert search.complete(office, actor(office, "soanthao"), "Công tác") == []
    assert [one[0].id for one in to_confirm(office, actor(office, "quantri"))] == [row.id]
    assert to_confirm(office, actor(office, "soanthao")) == []
    confirm(office, actor(office, "quantri"), row.id)
    assert to_confirm(office, actor(office, "quantri")) == []
    assert who_sees(office, now(office, document)) == ALWAYS | {"lanhdao"}
    assert events_of(office, document) == ["document.readers_changed", "document.readers_confirmed"]


def test_widening_waits_for_a_second_person(office: Parts, document: Document) -> None:
    confirm(office, actor(office, "quantri"), by(office, "vanthu", document, "limited", "lanhdao").id)
    row = by(office, "vanthu", document, "limited", "lanhdao", "soanthao")
    assert row.widens and who_sees(office, now(office, document)) == ALWAYS | {"lanhdao"}
    with pytest.raises(OwnChange):
        confirm(office, actor(office, "vanthu"), row.id)
    with pytest.raises(Forbidden):
        confirm(office, actor(office, "lanhdao"), row.id)
    confirm(office, actor(office, "quantri"), row.id)
    assert who_sees(office, now(office, document)) == ALWAYS | {"lanhdao", "soanthao"}
    assert found_by(office, "soanthao") == 1
    row = by(office, "vanthu", document, "internal")
    assert "thethuc" not in who_sees(office, now(office, document))
    confirm(office, actor(office, "quantri"), row.id)
    assert who_sees(office, now(office, document)) == set(PEOPLE)
    with pytest.raises(WrongState):
        refuse(office, actor(office, "quantri"), row.id)


def test_one_change_may_take_and_give(office: Parts, document: Document) -> None:
    confirm(office, actor(office, "quantri"), by(office, "vanthu", document, "limited", "lanhdao", "soanthao").id)
    row = by(office, "vanthu", document, "limited", "soanthao", "thethuc")
    assert who_sees(office, now(office, document)) == ALWAYS | {"soanthao"}
    refuse(office, actor(office, "quantri"), row.id)
    assert who_sees(office, now(office, document)) == ALWAYS | {"lanhdao", "soanthao"}
    assert events_of(office, document)[-1] == "document.readers_refused"


def test_a_later_change_takes_the_place_of_one_that_waits(office: Parts, document: Document) -> None:
    first = by(office, "vanthu", document, "limited", "lanhdao")
    second = by(office, "vanthu", document, "limited", "lanhdao", "soanthao")
    assert [row.state for row in reader_changes.changes_of(office, document)] == ["waiting", "superseded"]
    with pytest.raises(WrongState):
        confirm(office, actor(office, "quantri"), first.id)
    confirm(office, actor(office, "quantri"), second.id)
    assert who_sees(office, now(office, document)) == ALWAYS | {"lanhdao", "soanthao"}


def test_an_office_of_one_confirms_for_itself(office: Parts, document: Document) -> None:
    row = by(office, "vanthu", document, "limited")
    with office.db.write() as session:
        clerk = people.user_named(session, "vanthu")
        people.change_user(
            session, clerk, full_name=clerk.full_name, roles=["records_clerk", "administrator"], by="test"
        )  # fmt: skip
        people.close_account(session, people.user_named(session, "quantri"), by="test")
    confirm(office, actor(office, "vanthu"), row.id)


def test_the_storage_says_it_a_rebuild_keeps_it_and_verify_agrees(office: Parts, document: Document) -> None:
    by(office, "vanthu", document, "limited", "unit:VP")
    told = read_metadata(office.store.read(object_id(document.id), METADATA)).details["access"]
    assert told["level"] == "limited"
    assert {"token": "unit:VP", "name": "Văn phòng (VP)", "why": "named"} in told["readers"]
    assert rebuild(office.db, office.store).ok and verify(office.db, office.store).faults == []
    with office.db.read() as session:
        assert check_chain(session) == []
        assert session.get(kept.DocumentReader, (document.id, "unit:VP")) is not None


@pytest.mark.parametrize(
    ("level", "readers", "why", "error"),
    [
        ("limited", ["lanhdao"], "  ", ReasonNeeded),
        ("secret", [], "x", BadInput),
        ("limited", ["person:khongco"], "x", BadInput),
        ("limited", ["office"], "x", BadInput),
        ("limited", ["right:issue"], "x", BadInput),
        ("limited", [f"person:x{count}" for count in range(300)], "x", BadInput),
        ("internal", [], "x", NothingToChange),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    office: Parts, document: Document, level: str, readers: Iterable[str], why: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        change(office, actor(office, "vanthu"), document.id, level, readers, why)
    assert readers_of(now(office, document)) == ("office",) and events_of(office, document) == []


def test_who_may_ask(office: Parts, document: Document) -> None:
    for login in ("soanthao", "quantri", "kiemtra", "lanhdao"):
        with pytest.raises(Forbidden):
            by(office, login, document, "limited")
    by(office, "vanthu", document, "limited")
    with pytest.raises(NotFound):
        by(office, "soanthao", document, "internal")


ORDER = [
    {"level": "public", "readers": []},
    {"level": "internal", "readers": []},
    {"level": "limited", "readers": [{"token": "a"}, {"token": "b"}]},
    {"level": "limited", "readers": [{"token": "b"}, {"token": "c"}]},
]


@pytest.mark.parametrize("before", ORDER)
@pytest.mark.parametrize("wanted", ORDER)
def test_what_holds_at_once_is_never_wider_than_before_or_than_wanted(before: dict, wanted: dict) -> None:
    held = set(kept.readers_of({"access": narrowed(before, wanted)}))
    for other in (before, wanted):
        told = set(kept.readers_of({"access": other}))
        assert held <= told or told == {"office"}
    assert narrowed(before, before) == before


# from the draft on


def limited_draft(office: Parts, *readers: str) -> Draft:
    draft = drafts.create(office, actor(office, "soanthao"), "ke-hoach", PLAN)
    return draft_readers.limit(office, actor(office, "soanthao"), draft.id, "limited", readers)


def test_a_draft_is_limited_before_it_is_a_document_and_never_open(office: Parts) -> None:
    draft = limited_draft(office, "person:kiemtra")
    for login, sees in {"soanthao": True, "vanthu": True, "lanhdao": True, "thethuc": False}.items():
        try:
            assert drafts.get(office, actor(office, login), draft.id).id == draft.id and sees, login
        except NotFound:
            assert not sees, login
    drafts.hand_over(office, actor(office, "soanthao"), draft.id)
    assert drafts.waiting(office, actor(office, "thethuc")) == []
    assert [one.id for one in drafts.waiting(office, actor(office, "vanthu"))] == [draft.id]
    document = issue(office, actor(office, "vanthu"), draft.id)
    assert who_sees(office, document) == ALWAYS | {"soanthao", "lanhdao"}
    filed = read_metadata(office.store.read(object_id(document.id), METADATA)).details["access"]
    assert [(one["token"], one["why"]) for one in filed["readers"]] == [
        ("person:lanhdao", "signer"), ("person:soanthao", "drafter"), ("person:kiemtra", "named"),
    ]  # fmt: skip
    with pytest.raises(NotFound):
        drafts.get(office, actor(office, "thethuc"), draft.id)
    with pytest.raises(WrongState):
        draft_readers.limit(office, actor(office, "soanthao"), draft.id, "internal", [])
    assert draft_from_document(office, actor(office, "lanhdao"), document.id).access["level"] == "limited"


def test_its_signer_changes_it_and_cannot_shut_out_those_who_made_it(office: Parts) -> None:
    draft = drafts.create(office, actor(office, "soanthao"), "ke-hoach", PLAN)
    drafts.hand_over(office, actor(office, "soanthao"), draft.id)
    document = issue(office, actor(office, "vanthu"), draft.id)
    assert who_sees(office, document) == set(PEOPLE)
    row = by(office, "lanhdao", document, "limited")
    assert who_sees(office, now(office, document)) == ALWAYS | {"lanhdao", "soanthao"}
    with pytest.raises(NotFound):
        drafts.get(office, actor(office, "thethuc"), draft.id)
    confirm(office, actor(office, "vanthu"), row.id)


# by page


def client_of(app: Flask, login: str) -> FlaskClient:
    client = app.test_client()
    assert log_in(client, login, PASSWORD).status_code == 302
    return client


def post(client: FlaskClient, address: str, **data: object):
    return client.post(address, data={**data, "csrf_token": csrf(client, "/account")})


def text(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


def test_the_page_asks_warns_and_takes_the_answer(app: Flask, office: Parts, document: Document) -> None:
    clerk, admin, drafter = (client_of(app, login) for login in ("vanthu", "quantri", "soanthao"))
    page = f"/documents/{document.id}/readers"
    assert "Lý do đổi" in text(clerk, page) and "Lý do đổi" not in text(drafter, page)
    again = post(clerk, page, level="limited", readers=["person:lanhdao"], reason="")
    assert again.status_code == 422 and "Phải ghi lý do" in again.get_data(as_text=True)
    assert 'value="person:lanhdao" checked' in again.get_data(as_text=True)
    assert post(clerk, page, level="limited", readers=["person:lanhdao"], reason="Vụ việc riêng").status_code == 302
    assert drafter.get(page).status_code == 404
    assert "chờ xác nhận" in text(clerk, f"/documents/{document.id}")
    told = text(admin, "/admin") + text(admin, "/readers/changes")
    assert "01/KH-UBND" in told and "Vụ việc riêng" in told and document.subject not in told
    row = reader_changes.changes_of(office, document)[0]
    assert "Xác nhận</button>" not in text(clerk, "/readers/changes")
    assert post(clerk, f"/readers/changes/{row.id}/confirmation").status_code == 409
    assert post(admin, f"/readers/changes/{row.id}/confirmation").status_code == 302
    assert "Không có thay đổi nào" in text(admin, "/readers/changes")
    assert "Vụ việc riêng" in text(client_of(app, "kiemtra"), "/admin/journal")


def test_a_draft_is_limited_by_page(app: Flask, office: Parts) -> None:
    draft = drafts.create(office, actor(office, "soanthao"), "ke-hoach", PLAN)
    drafter = client_of(app, "soanthao")
    assert "Mọi người có tài khoản" in text(drafter, f"/drafts/{draft.id}/readers")
    assert post(drafter, f"/drafts/{draft.id}/readers", level="limited", readers=["unit:VP"]).status_code == 302
    assert "Hạn chế truy cập: Văn phòng (VP)" in text(drafter, f"/drafts/{draft.id}")
    assert client_of(app, "thethuc").get(f"/drafts/{draft.id}").status_code == 404
    assert post(drafter, f"/drafts/{draft.id}/readers", level="x").status_code == 400


def test_document_of_another_is_not_there_for_its_change(office: Parts, document: Document) -> None:
    stranger = actor(office, "quantri")
    by(office, "vanthu", document, "limited")
    with pytest.raises(NotFound):
        document_of(office, stranger, document.id)
    with pytest.raises(NotFound):
        change(office, stranger, document.id, "internal", [], "x")

"""Recording: one commit for document, number, event and the row to index; all that a reader needs in ten
years.
"""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from archive.db import now
from archive.errors import FilingDisagrees, NumberNotReserved, UnreadableFiling
from archive.events import Event, check_chain, events_of
from archive.filing import FilingAgency, FilingFile, read_metadata
from archive.numbers import Number, void
from archive.records import (
    Document,
    Filing,
    FilingParty,
    describe,
    documents,
    failed,
    file_away,
    find,
    find_many,
    metadata_json,
    object_id,
    queue,
    served,
    waiting,
)
from archive.store import Stored
from tests.archive_samples import CLERK, DOCX, PDF, Office, new_office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return new_office(tmp_path)


def test_an_issued_document_is_found_with_all_that_is_known_of_it(office: Office) -> None:
    issued = office.issue("nhon-trach", "ke-hoach")
    with office.database.read() as session:
        document = find(session, "nhon-trach", issued.id)
    assert (document.reference, document.kind, document.status) == ("01/KH-UBND", "ke-hoach", "issued")
    assert document.issued_at == datetime(2026, 1, 5, 3, 4, 5, 678, tzinfo=UTC)
    assert [(party.role, party.position, party.name) for party in document.parties] == [
        ("drafter", 1, "Lê Soạn Thảo"),
        ("recipient", 1, "Như trên"),
        ("recipient", 2, "Các ban, ngành"),
        ("records_clerk", 1, CLERK),
        ("signer", 1, "Nguyễn Văn Ký"),
    ]
    assert [file.name for file in document.files] == [
        "document.docx",
        "document.pdf",
        "metadata.json",
        "values.json",
    ]
    assert document.files[1].media_type == "application/pdf"
    assert document.files[1].size == len(PDF)
    assert document.details["bases"] == ["Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"]
    assert document.details["agency"]["name"] == ["ỦY BAN NHÂN DÂN", "XÃ NHƠN TRẠCH"]


def test_one_commit_issues_number_event_and_row_to_index(office: Office) -> None:
    issued = office.issue("nhon-trach", "ke-hoach")
    with office.database.read() as session:
        number = session.scalar(select(Number).where(Number.draft_id == issued.id))
        assert (number.state, number.actor, number.at) == ("issued", CLERK, issued.issued_at)
        assert number.document.id == issued.id
        assert [row.document_id for row in waiting(session, 10)] == [issued.id]
        told = events_of(session, issued.id)
        assert [event.name for event in told] == ["number.reserved", "document.issued"]
        assert set(told[1].details["files"]) == {file.name for file in issued.files}
        assert check_chain(session) == []


def test_file_away_never_commits_itself(office: Office) -> None:
    number = office.reserve("nhon-trach", "ke-hoach")
    filing, files = office.filing(number, "ke-hoach")
    stored = office.put(filing, files)
    with pytest.raises(ZeroDivisionError), office.database.write() as session:
        file_away(session, filing, stored, actor=CLERK)
        _ = 1 / 0
    with office.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Document)) == 0
        assert session.get(Number, number.id).state == "reserved"
        assert waiting(session, 10) == []


def test_filing_away_twice_is_filing_away_once(office: Office) -> None:
    number = office.reserve("nhon-trach", "ke-hoach")
    filing, files = office.filing(number, "ke-hoach")
    stored = office.put(filing, files)
    for _ in range(2):
        with office.database.write() as session:
            assert file_away(session, filing, stored, actor=CLERK).id == number.draft_id
    with office.database.read() as session:
        issued = select(func.count()).select_from(Event).where(Event.name == "document.issued")
        assert session.scalar(issued) == 1


def test_an_interrupted_issue_is_finished_from_what_is_filed(office: Office) -> None:
    """As service/issue.py does it: what lies in the storage is recorded, nothing is made anew."""
    number = office.reserve("nhon-trach", "ke-hoach")
    filing, files = office.filing(number, "ke-hoach")
    office.put(filing, files)
    where = object_id(number.draft_id)
    found = read_metadata(office.store.read(where, "metadata.json"))
    assert found == filing
    with office.database.write() as session:
        document = file_away(session, found, office.store.stored(where), actor=CLERK)
    assert document.reference == "01/KH-UBND"


def test_a_document_without_its_number_is_not_recorded(office: Office) -> None:
    number = office.reserve("nhon-trach", "ke-hoach")
    filing, files = office.filing(number, "ke-hoach")
    with office.database.write() as session:
        void(session, office.store, number_id=number.id, reason="Trùng", actor=CLERK)
    stored = office.put(filing, files)
    with pytest.raises(NumberNotReserved), office.database.write() as session:
        file_away(session, filing, stored, actor=CLERK)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("number", {"number": 2}),
        ("symbol", {"symbol": "QĐ-UBND"}),
        ("series", {"series": "common"}),
        ("year", {"year": 2025}),
        ("issued_on", {"issued_on": date(2026, 1, 6)}),
        ("files", {"files": describe({"document.pdf": b"other", "document.docx": DOCX})}),
        ("agency_id", {"agency": FilingAgency("so-noi-vu", "", "", "", (), (), "", "")}),
    ],
)
def test_filing_number_and_storage_must_agree(office: Office, field: str, wrong: dict) -> None:
    number = office.reserve("nhon-trach", "ke-hoach")
    filing, files = office.filing(number, "ke-hoach", **wrong)
    stored = office.put(filing, files)
    with pytest.raises(FilingDisagrees) as error, office.database.write() as session:
        file_away(session, filing, stored, actor=CLERK)
    assert error.value.data["field"] == field


def test_a_stored_object_without_metadata_or_of_another_document_is_refused(office: Office) -> None:
    filing, files = office.filing(office.reserve("nhon-trach", "ke-hoach"), "ke-hoach")
    stored = office.put(filing, files)
    other = Stored(object_id("0" * 32), "v1", stored.files)
    bare = Stored(stored.object_id, "v1", tuple(file for file in stored.files if file.name != "metadata.json"))
    for wrong in (other, bare):
        with pytest.raises(FilingDisagrees), office.database.write() as session:
            file_away(session, filing, wrong, actor=CLERK)


def test_another_agencys_document_is_not_seen(office: Office) -> None:
    issued = office.issue("nhon-trach", "ke-hoach")
    with office.database.read() as session:
        assert find(session, "so-noi-vu", issued.id) is None
        assert find(session, "nhon-trach", "0" * 32) is None
        assert list(documents(session, "so-noi-vu")) == []


def test_documents_come_newest_first_and_by_filter(office: Office) -> None:
    old = office.issue("nhon-trach", "ke-hoach", date(2025, 12, 31))
    first = office.issue("nhon-trach", "ke-hoach")
    second = office.issue("nhon-trach", "ke-hoach")
    decision = office.issue("nhon-trach", "quyet-dinh", date(2026, 1, 6))
    other = office.issue("so-noi-vu", "bao-cao")
    with office.database.read() as session:

        def ids(*arguments, **named) -> list[str]:
            return [document.id for document in documents(session, *arguments, **named)]

        assert ids("nhon-trach") == [decision.id, second.id, first.id, old.id]
        assert ids("nhon-trach", limit=2, offset=1) == [second.id, first.id]
        assert ids("nhon-trach", year=2025) == [old.id]
        assert ids("nhon-trach", kind="quyet-dinh") == [decision.id]
        assert ids("nhon-trach", since=date(2026, 1, 6)) == [decision.id]
        assert set(ids()) == {old.id, first.id, second.id, decision.id, other.id}
        found = find_many(session, [second.id, "0" * 32, old.id])
        assert [document.id for document in found] == [second.id, old.id]


def test_the_index_queue_is_served_in_order_and_failures_wait_behind(office: Office) -> None:
    first, second = office.issue("nhon-trach", "ke-hoach"), office.issue("nhon-trach", "ke-hoach")
    with office.database.write() as session:
        assert [row.document_id for row in waiting(session, 1)] == [first.id]
        failed(session, first.id, "index_broken")
    with office.database.write() as session:
        rows = waiting(session, 10)
        assert [row.document_id for row in rows] == [second.id, first.id]
        assert (rows[1].attempts, rows[1].last_error) == (1, "index_broken")
        served(session, second.id, rows[0].queued_at)
        served(session, second.id, now())
        failed(session, second.id, "gone already")
    with office.database.write() as session:
        assert [row.document_id for row in waiting(session, 10)] == [first.id]
        queue(session, [first.id, second.id])
        assert len(waiting(session, 10)) == 2


def test_metadata_is_plain_readable_json(office: Office) -> None:
    filing, files = office.filing(office.reserve("nhon-trach", "ke-hoach"), "ke-hoach")
    said = files["metadata.json"].decode()
    assert '"ỦY BAN NHÂN DÂN"' in said
    assert said.endswith("}\n")
    plain = json.loads(said)
    assert list(plain) == sorted(plain)
    assert plain["schema"] == "archive.document/1"
    assert plain["agency"]["full_name"] == "Ủy ban nhân dân xã Nhơn Trạch"
    assert plain["issued_on"] == "2026-01-05"
    assert plain["text"] == filing.text
    assert plain["parties"][0] == {"role": "recipient", "name": "Như trên"}
    assert {file["name"] for file in plain["files"]} == {"document.pdf", "document.docx", "values.json"}


words = st.text(st.characters(codec="utf-8"), max_size=20)
plain_values = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=5,
)
filings = st.builds(
    Filing,
    id=st.uuids().map(lambda id: id.hex),
    agency=st.builds(FilingAgency, *[words] * 4, st.tuples(words), st.tuples(words, words), words, words),
    form_version=st.integers(),
    year=st.integers(),
    number=st.integers(),
    issued_at=st.datetimes(timezones=st.just(UTC)),
    parties=st.lists(st.builds(FilingParty, words, words), max_size=3).map(tuple),
    bases=st.lists(words, max_size=3).map(tuple),
    files=st.lists(st.builds(FilingFile, words, words, st.integers(), words, words), max_size=2).map(tuple),
    details=st.dictionaries(words, plain_values, max_size=3),
)


@given(filing=filings)
def test_every_filing_comes_back_from_its_metadata(filing: Filing) -> None:
    content = metadata_json(filing)
    assert read_metadata(content) == filing
    assert metadata_json(read_metadata(content)) == content


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b'{"schema": "archive.document/2"}',
        b'{"schema": "archive.document/1"}',
        b'{"schema": "archive.document/1", "agency": 5}',
    ],
)
def test_damaged_metadata_is_told_apart(damage: bytes) -> None:
    with pytest.raises(UnreadableFiling):
        read_metadata(damage)


def test_metadata_with_a_field_missing_or_unknown_is_unreadable(office: Office) -> None:
    filing, _ = office.filing(office.reserve("nhon-trach", "ke-hoach"), "ke-hoach")
    for changed in ({"issued_on": "hôm qua"}, {"surprise": 1}, {"agency": {"id": "x"}}):
        with pytest.raises(UnreadableFiling):
            Filing.from_json({**filing.to_json(), **changed})
    without = filing.to_json()
    del without["subject"]
    with pytest.raises(UnreadableFiling):
        Filing.from_json(without)

"""What becomes known after the issue: a new version, the same number, rows that a rebuild makes again."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.errors import ObjectMissing
from archive.events import events_of
from archive.filing import object_id
from archive.later import file_later
from archive.rebuild import rebuild
from archive.records import Document, find
from archive.to_index import served, waiting
from archive.verify import verify
from tests.archive_samples import CLERK, PDF, Office, new_office, open_office
from tests.ocfl_judge import judge

AT = datetime(2026, 3, 2, 1, 2, 3, tzinfo=UTC)
WHY = {"status": "recalled", "recalled_by": "05/QĐ-UBND"}
NOTICE = b"%PDF-1.7 the notice\n"


def recalled(office: Office, document: Document) -> Document:
    with office.database.write() as session:
        return file_later(
            session,
            office.store,
            document.id,
            "document.recalled",
            files={"notice.pdf": NOTICE},
            details=WHY,
            told={"by": "05/QĐ-UBND"},
            actor=CLERK,
            at=AT,
        )


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return new_office(tmp_path)


def test_a_later_fact_is_a_new_version_and_the_first_stays(office: Office) -> None:
    document = recalled(office, office.issue("nhon-trach", "ke-hoach"))
    assert (document.status, document.details["recalled_by"]) == ("recalled", "05/QĐ-UBND")
    assert [file.name for file in document.files][-2:] == ["notice.pdf", "values.json"]
    name = object_id(document.id)
    assert office.store.versions(name) == ["v1", "v2"]
    assert office.store.read(name, "document.pdf") == office.store.read(name, "document.pdf", "v1") == PDF
    assert "notice.pdf" not in {file.name for file in office.store.stored(name, "v1").files}
    with office.database.read() as session:
        told = events_of(session, document.id)[-1]
    assert (
        told.name == "document.recalled"
        and told.details["by"] == "05/QĐ-UBND"
        and "notice.pdf" in told.details["files"]
    )
    assert verify(office.database, office.store).findings == []
    assert judge(office.store.root)[1] == []


def test_rows_of_later_versions_come_back_from_the_storage_alone(office: Office, tmp_path: Path) -> None:
    recalled(office, office.issue("nhon-trach", "ke-hoach"))
    before = office.rows("events", "events_head", "to_index")
    (tmp_path / "office.db").rename(tmp_path / "lost.db")
    anew = open_office(tmp_path)
    assert rebuild(anew.database, anew.store).ok
    assert anew.rows("events", "events_head", "to_index") == before


def test_a_commit_that_failed_is_told_and_finished(office: Office) -> None:
    document = office.issue("nhon-trach", "ke-hoach")
    with pytest.raises(ZeroDivisionError), office.database.write() as session:
        file_later(session, office.store, document.id, "document.recalled", details=WHY, actor=CLERK, at=AT)
        raise ZeroDivisionError
    report = verify(office.database, office.store)
    assert report.ok and [finding.code for finding in report.findings] == ["later_unrecorded"]
    rebuild(office.database, office.store)
    assert verify(office.database, office.store).findings == []
    with office.database.read() as session:
        found = find(session, "nhon-trach", document.id)
    assert found is not None and found.status == "recalled"


def test_the_repeat_makes_no_further_version(office: Office) -> None:
    document = office.issue("nhon-trach", "ke-hoach")
    recalled(office, document)
    recalled(office, document)
    assert office.store.versions(object_id(document.id)) == ["v1", "v2"]


def test_only_what_is_issued_gets_later_facts(office: Office) -> None:
    with pytest.raises(ObjectMissing), office.database.write() as session:
        file_later(session, office.store, "0" * 32, "document.recalled", actor=CLERK, at=AT)


def test_a_change_while_the_index_serves_waits_on(office: Office) -> None:
    document = office.issue("nhon-trach", "ke-hoach")
    with office.database.read() as session:
        since = waiting(session, 1)[0].queued_at
    recalled(office, document)
    with office.database.write() as session:
        served(session, document.id, since)
    with office.database.read() as session:
        assert [row.document_id for row in waiting(session, 9)] == [document.id]

"""Imported documents in the archive: rows and objects like the others, and no number, register or gap changes."""

import json
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import delete, text
from sqlalchemy.exc import IntegrityError

from archive.agencies import add_agency
from archive.db import MIGRATIONS, Database, migrate
from archive.documents import Document, Party, StoredFile
from archive.errors import FilingDisagrees, ObjectMissing
from archive.events import events_of
from archive.filing import METADATA, FilingParty, describe, metadata_json, object_id
from archive.history import correct_history, file_history
from archive.intake_begin import begin_digests
from archive.intake_check import open_notes
from archive.rebuild import rebuild
from archive.replica import catch_up
from archive.store import Store
from archive.to_index import ToIndex, waiting
from archive.verify import verify
from tests.archive_samples import CLERK, NHON_TRACH, PDF, Office, new_office, open_office
from tests.ocfl_judge import judge

AT = datetime(2026, 3, 2, 1, 2, 3, tzinfo=UTC)
NOT_COMPARED = ("events", "events_head", "to_index")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return new_office(tmp_path)


def test_an_imported_document_is_a_row_an_object_and_an_event_and_claims_no_number(office: Office) -> None:
    document = office.take_in()
    assert (document.origin, document.series, document.form, document.number) == ("imported", "imported", "", 15)
    rows = office.rows()
    assert (rows["numbers"], rows["registers"]) == ([], [])
    assert office.store.read(object_id(document.id), "original.doc").startswith(b"\xd0\xcf\x11\xe0")
    assert {file.name: file.media_type for file in document.files}["original.doc"] == "application/msword"
    with office.database.read() as session:
        assert [event.name for event in events_of(session, document.id)] == ["document.imported"]
        assert [row.document_id for row in waiting(session, 9)] == [document.id]
    report = verify(office.database, office.store)
    assert (report.findings, report.counted["documents"]) == ([], 1)
    assert judge(office.store.root)[1] == []


def test_its_number_may_be_one_of_ours_and_one_of_another_imported_one(office: Office) -> None:
    ours = office.issue("nhon-trach", "quyet-dinh")
    same = {"number": ours.number, "symbol": ours.symbol, "reference": ours.reference, "year": 2026}
    for _ in range(2):
        office.take_in(**same, issued_on=date(2026, 1, 5))
    assert office.reserve("nhon-trach", "quyet-dinh").number == 2
    assert verify(office.database, office.store).ok
    with pytest.raises(IntegrityError), office.database.write() as session:
        twin = {column.key: getattr(ours, column.key) for column in Document.__table__.columns}
        session.add(Document(**{**twin, "id": "0" * 32}))


def test_taking_in_again_answers_the_document_that_is_there(office: Office) -> None:
    filing, files = office.history()
    for _ in range(2):
        stored = office.put(filing, files)
        with office.database.write() as session:
            assert file_history(session, filing, stored, actor=CLERK).id == filing.id
    with office.database.read() as session:
        assert len(events_of(session, filing.id)) == 1


@pytest.mark.parametrize("claimed", [{"series": "quyet-dinh"}, {"form": "quyet-dinh"}, {"year": 1999}, {"details": {}}])
def test_history_cannot_pass_for_issued_here(office: Office, claimed: dict[str, Any]) -> None:
    filing, files = office.history(**claimed)
    stored = office.put(filing, files)
    with pytest.raises(FilingDisagrees), office.database.write() as session:
        file_history(session, filing, stored, actor=CLERK)
    assert office.rows()["documents"] == []


def test_files_that_the_filing_does_not_describe_are_refused(office: Office) -> None:
    filing, files = office.history()
    stored = office.put(filing, {**files, "stranger.exe": b"MZ"})
    with pytest.raises(FilingDisagrees) as refused, office.database.write() as session:
        file_history(session, filing, stored, actor=CLERK)
    assert refused.value.data["field"] == "files"


def test_one_filed_but_not_recorded_is_told_as_unfinished_and_one_whose_row_was_taken_as_a_fault(
    office: Office,
) -> None:
    filing, files = office.history()
    office.put(filing, files)
    report = verify(office.database, office.store)
    assert report.ok and [finding.code for finding in report.findings] == ["import_unfinished"]
    with office.database.write() as session:
        file_history(session, filing, office.store.stored(object_id(filing.id)), actor=CLERK)
    with office.database.write() as session:
        for model in (ToIndex, Party, StoredFile):
            session.execute(delete(model).where(model.document_id == filing.id))
        session.execute(delete(Document).where(Document.id == filing.id))
    assert [fault.code for fault in verify(office.database, office.store).faults] == ["object_without_row"]


def test_a_lost_database_comes_back_with_issued_and_imported_ones(office: Office, tmp_path: Path) -> None:
    office.issue("nhon-trach", "ke-hoach")
    corrected(office, office.take_in())
    office.take_in(number=0, symbol="", reference="", subject="Không đọc được số")
    before = office.rows(*NOT_COMPARED)
    office.database.close()
    for file in tmp_path.glob("office.db*"):
        file.unlink()
    anew = open_office(tmp_path)
    report = rebuild(anew.database, anew.store)
    assert (report.problems, report.restored["documents"], report.restored["numbers"]) == ([], 3, 1)
    assert anew.rows(*NOT_COMPARED) == before
    assert verify(anew.database, anew.store).findings == []


def test_a_replica_and_the_digests_at_intake_hold_it(tmp_path: Path) -> None:
    office = new_office(tmp_path)
    office.store = Store(tmp_path / "archive", _folder(tmp_path / "digests"))
    begin_digests(office.database, office.store)
    document = office.take_in()
    replica = Store(tmp_path / "replica")
    assert catch_up(office.store, replica, open_notes(office.store)) > 0
    assert replica.read(object_id(document.id), "document.pdf") == PDF
    assert verify(office.database, office.store).findings == []
    original = office.store.path(object_id(document.id), "original.doc")
    original.write_bytes(b"another")
    assert "file_changed" in {fault.code for fault in verify(office.database, office.store).faults}


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def corrected(office: Office, document: Document) -> Document:
    with office.database.write() as session:
        return correct_history(
            session,
            office.store,
            document.id,
            fields={"subject": "Về việc giải thể Trạm Y tế xã", "parties": (FilingParty("recipient", "Lưu"),)},
            details={"read": {"subject": {"value": "Về việc thành lập", "corrected_by": CLERK}}},
            actor=CLERK,
            at=AT,
        )


def test_what_is_corrected_later_is_a_new_version_and_the_reading_before_stays(office: Office) -> None:
    document = corrected(office, office.take_in())
    assert document.subject == "Về việc giải thể Trạm Y tế xã"
    assert [party.name for party in document.parties] == ["Lưu"]
    name = object_id(document.id)
    assert "thành lập Trạm" in json.loads(office.store.read(name, METADATA, "v1"))["subject"]
    assert office.store.versions(name) == ["v1", "v2"]
    with office.database.read() as session:
        assert [event.name for event in events_of(session, document.id)] == [
            "document.imported",
            "document.import_corrected",
        ]
    assert verify(office.database, office.store).findings == []


def test_what_was_issued_here_is_never_corrected_so(office: Office) -> None:
    with pytest.raises(FilingDisagrees):
        corrected(office, office.issue("nhon-trach", "ke-hoach"))
    with pytest.raises(ObjectMissing):
        corrected(office, Document(id="0" * 32))
    imported = office.take_in()
    with pytest.raises(FilingDisagrees), office.database.write() as session:
        correct_history(session, office.store, imported.id, fields={"series": "x"}, actor=CLERK, at=AT)


def test_metadata_of_older_editions_still_reads_and_stays_byte_for_byte(office: Office) -> None:
    filing, files = office.filing(office.reserve("nhon-trach", "ke-hoach"), "ke-hoach")
    assert filing.origin == "issued"
    assert "origin" not in json.loads(files["metadata.json"])
    told = replace(filing, files=describe({"document.pdf": PDF}))
    assert b"origin" not in metadata_json(told)


def _migrated_to(database: Database, revision: str) -> None:
    """The archive's tables as an older edition left them."""
    configuration = Config()
    configuration.set_main_option("script_location", str(MIGRATIONS))
    configuration.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(configuration)

    def upgrade(at: Any, _context: Any) -> Any:
        return script._upgrade_revs(revision, at)

    with database.write() as session, EnvironmentContext(configuration, script, fn=upgrade) as environment:
        environment.configure(connection=session.connection(), version_table="archive_version", render_as_batch=True)
        environment.run_migrations()


def test_an_office_of_the_edition_before_keeps_every_row_through_the_migration(tmp_path: Path) -> None:
    """With rows that point at its documents, on a database that checks them."""
    database = Database(f"sqlite:///{tmp_path}/office.db")
    _migrated_to(database, "0004")
    store = Store(tmp_path / "archive")
    with database.write() as session:
        add_agency(session, store, **NHON_TRACH, actor=CLERK)
        values = {"kind": "ke-hoach", "year": 2026, "symbol": "KH-UBND", "series": "ke-hoach", "at": AT.isoformat()}
        session.execute(
            text(
                "INSERT INTO documents (id, agency_id, form, form_version, kind, number, symbol, reference, year,"
                " series, subject, issued_on, issued_at, signer_name, signer_title, status, text, details) VALUES ('a',"
                " 'nhon-trach', 'x', 1, :kind, 1, :symbol, '01/KH-UBND', :year, :series, 'Kế hoạch', '2026-01-05',"
                " '2026-01-05 03:04:05.000000', 'Ký', '', 'issued', '', '{}')"
            ),
            values,
        )
        session.execute(text("INSERT INTO parties VALUES ('a', 'signer', 1, 'Ký')"))
        session.execute(text("INSERT INTO to_index VALUES ('a', '2026-01-05 03:04:05.000000', 0, '')"))
    migrate(database)
    with database.write() as session:
        document = session.get_one(Document, "a")
        assert (document.origin, document.subject, document.parties[0].name) == ("issued", "Kế hoạch", "Ký")
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        with pytest.raises(IntegrityError), session.begin_nested():
            session.execute(text("DELETE FROM documents"))
    shutil.rmtree(store.root)

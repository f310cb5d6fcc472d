"""A lost database comes back row for row from the storage root alone."""

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from archive import ocfl
from archive.agencies import rename_agency, set_pattern
from archive.events import Event, check_chain
from archive.numbers import Number, open_register, void
from archive.rebuild import rebuild
from archive.records import Document, Party, StoredFile, ToIndex, object_id, waiting
from archive.verify import verify
from tests.archive_samples import CLERK, Office, new_office, open_office

pytestmark = pytest.mark.slow  # a whole office each: too long for the fast suite

LIMITED = {"level": "limited", "readers": [{"token": "unit:VP", "name": "Văn phòng"}]}
NOT_COMPARED = ("events", "events_head", "to_index")


def thirty_documents(office: Office) -> None:
    """Thirty documents of two agencies over two years, voided numbers between, a name changed, a register at 41."""
    with office.database.write() as session:
        opening = {"agency_id": "nhon-trach", "year": 2026, "series": "quyet-dinh", "actor": "quản trị"}
        open_register(session, office.store, **opening, first=41, reason="Chuyển từ sổ giấy")
        renamed = {"superior": [], "name": ["SỞ NỘI VỤ"], "abbreviation": "SNV", "place": "Biên Hòa"}
        rename_agency(
            session,
            office.store,
            agency_id="so-noi-vu",
            valid_from=date(2026, 4, 30),
            full_name="Sở Nội vụ thành phố Đồng Nai",
            actor="quản trị",
            **renamed,
        )
        set_pattern(session, office.store, agency_id="so-noi-vu", from_year=2027, pattern="kind", actor="quản trị")
    for turn in range(10):
        on = date(2025, 12, 30) if turn < 3 else date(2026, 5, turn)
        office.issue("nhon-trach", "ke-hoach", on)
        office.issue("nhon-trach", "quyet-dinh", on, details={"access": LIMITED} if turn % 3 == 0 else {})
        office.issue("so-noi-vu", ("ke-hoach", "bao-cao")[turn % 2], on)
        if turn % 4 == 0:
            number = office.reserve("so-noi-vu", "quyet-dinh", on)
            with office.database.write() as session:
                void(session, office.store, number_id=number.id, reason=f"Lý do {turn}", actor=CLERK)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return new_office(tmp_path, thirty_documents)


def lose_database(office: Office) -> Office:
    office.database.close()
    for file in office.folder.glob("office.db*"):
        file.unlink()
    return open_office(office.folder)


def test_an_empty_database_gets_every_row_back(office: Office) -> None:
    before = office.rows(*NOT_COMPARED)
    assert len(before["documents"]) == 30
    assert len(before["numbers"]) == 33
    office = lose_database(office)
    told: list[tuple[int, int]] = []
    report = rebuild(office.database, office.store, lambda done, total: told.append((done, total)))
    assert report.problems == []
    assert office.rows(*NOT_COMPARED) == before
    assert report.restored == {table: len(rows) for table, rows in before.items()}
    assert told[-1][0] == told[-1][1] == len(list(office.store.object_ids()))
    assert verify(office.database, office.store).findings == []


def test_the_new_journal_tells_what_was_restored_and_every_document_waits_for_the_index(office: Office) -> None:
    office = lose_database(office)
    rebuild(office.database, office.store)
    with office.database.read() as session:
        assert check_chain(session) == []
        last = session.scalars(select(Event).order_by(Event.seq.desc()).limit(1)).one()
        assert last.name == "archive.rebuilt"
        assert last.details["restored"]["documents"] == 30
        assert len(waiting(session, 100)) == 30


def test_the_office_goes_on_numbering_where_it_was(office: Office) -> None:
    office = lose_database(office)
    rebuild(office.database, office.store)
    assert office.reserve("nhon-trach", "quyet-dinh", date(2026, 5, 9)).number == 48
    assert office.reserve("nhon-trach", "ke-hoach", date(2026, 5, 9)).number == 8
    assert office.issue("so-noi-vu", "bao-cao", date(2026, 5, 9)).reference == "10/BC-SNV"
    assert verify(office.database, office.store).ok


def test_rebuilding_again_restores_nothing(office: Office) -> None:
    before = office.rows(*NOT_COMPARED)
    report = rebuild(office.database, office.store)
    assert (report.restored, report.problems) == ({}, [])
    assert office.rows(*NOT_COMPARED) == before


def test_a_partly_filled_database_gets_only_what_is_missing(office: Office) -> None:
    before = office.rows(*NOT_COMPARED)
    with office.database.write() as session:
        gone = select(Document.id).where(Document.series == "ke-hoach")
        for model in (ToIndex, Party, StoredFile):
            session.execute(delete(model).where(model.document_id.in_(gone)))
        session.execute(delete(Document).where(Document.series == "ke-hoach"))
        session.execute(delete(Number).where(Number.id == "so-noi-vu.2025.common.2"))
    report = rebuild(office.database, office.store)
    assert report.restored["documents"] == 10
    assert report.restored["numbers"] == 1
    assert office.rows(*NOT_COMPARED) == before
    assert verify(office.database, office.store).findings == []


def test_issues_and_voids_that_were_stopped_before_their_commit_are_finished(office: Office) -> None:
    filed, voided = (office.reserve("nhon-trach", "ke-hoach", date(2026, 5, 9)) for _ in range(2))
    office.put(*office.filing(filed, "ke-hoach"))
    with pytest.raises(ZeroDivisionError), office.database.write() as session:
        void(session, office.store, number_id=voided.id, reason="Trùng", actor=CLERK)
        _ = 1 / 0
    assert rebuild(office.database, office.store).problems == []
    with office.database.read() as session:
        assert session.get(Number, filed.id).state == "issued"
        assert (session.get(Number, voided.id).state, session.get(Number, voided.id).reason) == ("void", "Trùng")
    assert verify(office.database, office.store).findings == []


def test_what_cannot_be_restored_is_named_and_stops_nothing(office: Office) -> None:
    with office.database.read() as session:
        first, second = session.scalars(select(Document).where(Document.agency_id == "so-noi-vu").limit(2)).all()
    office.store.path(object_id(first.id), "metadata.json").write_text("{}")
    (office.store.root / ocfl.object_path(object_id(second.id)) / "inventory.json").write_text("{")
    office.store.put("urn:x:unknown", {"a.json": b"{}"}, message="", user="", at=first.issued_at)
    office = lose_database(office)
    report = rebuild(office.database, office.store)
    assert sorted(problem.code for problem in report.problems) == [
        "object_damaged",
        "object_damaged",
        "object_unknown",
    ]
    assert report.restored["documents"] == 28


def test_documents_of_an_agency_whose_fact_is_lost_are_named(office: Office) -> None:
    shutil.rmtree(office.store.root / ocfl.object_path("fact:agencies:so-noi-vu"))
    office = lose_database(office)
    report = rebuild(office.database, office.store)
    assert report.restored["documents"] == 20
    assert {problem.code for problem in report.problems} == {"row_in_the_way", "unknown_agency"}


def test_a_number_that_somebody_else_holds_is_a_problem_not_an_overwrite(office: Office) -> None:
    office = lose_database(office)
    shutil.copytree(office.store.root, office.folder / "kept")
    for id in list(office.store.object_ids()):
        if id.startswith("urn:uuid:"):
            shutil.rmtree(office.store.root / ocfl.object_path(id))
    rebuild(office.database, office.store)
    taken = office.reserve("nhon-trach", "ke-hoach", date(2025, 12, 30))
    shutil.copytree(office.folder / "kept", office.store.root, dirs_exist_ok=True)
    report = rebuild(office.database, office.store)
    assert [problem.code for problem in report.problems] == ["row_in_the_way"]
    with office.database.read() as session:
        assert session.get(Number, taken.id).draft_id == taken.draft_id
        assert session.query(ToIndex).count() == 29


@pytest.mark.slow
def test_a_rebuild_killed_in_the_middle_is_finished_by_the_next(office: Office) -> None:
    before = office.rows(*NOT_COMPARED)
    office = lose_database(office)
    code = (
        "import os, signal, sys; from pathlib import Path; from tests.archive_samples import open_office\n"
        "from archive import rebuild\n"
        "rebuild.BATCH = 7\n"
        "office = open_office(Path(sys.argv[1]))\n"
        "rebuild.rebuild(office.database, office.store,"
        " lambda done, total: os.kill(os.getpid(), signal.SIGKILL) if done > total // 2 else None)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(office.folder)], check=False).returncode == -9
    assert 0 < len(office.rows()["numbers"]) < 33
    rebuild(office.database, office.store)
    assert office.rows(*NOT_COMPARED) == before
    assert verify(office.database, office.store).findings == []

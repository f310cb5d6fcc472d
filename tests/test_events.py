"""The journal: refuses changes, and whoever gets around the refusal is found."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from archive.events import Event, append, canonical, check_chain, digest_of, events_of
from tests.archive_samples import Office, new_office

DROP_TRIGGERS = ("DROP TRIGGER events_refuse_update", "DROP TRIGGER events_refuse_delete")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = new_office(tmp_path)
    for number in range(5):
        tell(office, "document.seen", document_id=f"{number:032}")
    return office


def tell(office: Office, name: str, **more) -> Event:
    with office.database.write() as session:
        values = {"agency_id": "nhon-trach", "actor": "Trần Thị Văn Thư", "details": {"số": [1, "hai", None]}}
        return append(session, name, **{**values, **more})


def tamper(office: Office, *statements: str) -> None:
    with office.database.write() as session:
        for statement in (*DROP_TRIGGERS, *statements):
            session.execute(text(statement))


def codes(office: Office) -> list[tuple[str, str]]:
    with office.database.read() as session:
        return [(finding.code, finding.place) for finding in check_chain(session)]


def last(office: Office) -> int:
    with office.database.read() as session:
        return session.scalar(select(Event.seq).order_by(Event.seq.desc()).limit(1))


def test_an_untouched_chain_is_whole(office: Office) -> None:
    assert codes(office) == []
    with office.database.read() as session:
        first, second = session.scalars(select(Event).order_by(Event.seq).limit(2)).all()
        assert (first.seq, first.previous) == (1, "")
        assert second.previous == first.digest == digest_of(first)
        told = events_of(session, f"{3:032}")
    assert [event.details for event in told] == [{"số": [1, "hai", None]}]


def test_events_of_the_first_edition_still_hold(office: Office) -> None:
    """They had no digest of their content: their digest covered it whole, with the one before."""
    with office.database.read() as session:
        event = session.get(Event, last(office))
        event.content = ""
        digest = digest_of(event)
        session.rollback()
    end = last(office)
    tamper(
        office,
        f"UPDATE events SET content = '', digest = '{digest}' WHERE seq = {end}",
        f"UPDATE events_head SET digest = '{digest}'",
    )
    assert codes(office) == []
    tell(office, "document.seen", document_id="9" * 32)
    assert codes(office) == []


@pytest.mark.parametrize("statement", ["UPDATE events SET actor = 'x' WHERE seq = 3", "DELETE FROM events"])
def test_the_database_refuses_changes(office: Office, statement: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"), office.database.write() as session:
        session.execute(text(statement))
    assert codes(office) == []


@pytest.mark.parametrize(
    "change",
    [
        "actor = 'Người khác'",
        "name = 'document.issued'",
        "agency_id = NULL",
        "document_id = NULL",
        "at = '2020-01-01 00:00:00.000000'",
        "details = '{}'",
    ],
)
def test_a_changed_event_is_found(office: Office, change: str) -> None:
    tamper(office, f"UPDATE events SET {change} WHERE seq = 8")
    assert codes(office) == [("event_changed", "event 8")]


def test_a_changed_event_with_a_new_digest_breaks_the_next(office: Office) -> None:
    with office.database.read() as session:
        event = session.get(Event, 8)
        event.actor = "Người khác"
        content, digest = hashlib.sha256(canonical(event)).hexdigest(), digest_of(event)
        session.rollback()
    tamper(
        office,
        f"UPDATE events SET actor = 'Người khác', content = '{content}', digest = '{digest}' WHERE seq = 8",
    )
    assert codes(office) == [("event_chain_broken", "event 9")]


def test_a_dropped_event_is_found(office: Office) -> None:
    tamper(office, "DELETE FROM events WHERE seq = 8")
    assert codes(office) == [("event_missing", "event 9"), ("event_chain_broken", "event 9")]


def test_the_first_event_dropped_is_found(office: Office) -> None:
    tamper(office, "DELETE FROM events WHERE seq = 1")
    assert ("event_missing", "event 2") in codes(office)


def test_the_last_event_dropped_is_found(office: Office) -> None:
    end = last(office)
    tamper(office, f"DELETE FROM events WHERE seq = {end}")
    assert codes(office) == [("events_head_differs", f"event {end}")]


def test_a_dropped_event_with_the_rest_moved_up_is_found(office: Office) -> None:
    tamper(office, "DELETE FROM events WHERE seq = 8", "UPDATE events SET seq = seq - 1 WHERE seq > 8")
    assert ("event_chain_broken", "event 8") in codes(office)
    assert ("event_changed", "event 8") in codes(office)


def test_reordered_events_are_found(office: Office) -> None:
    tamper(
        office,
        "UPDATE events SET seq = 1000 WHERE seq = 7",
        "UPDATE events SET seq = 7 WHERE seq = 8",
        "UPDATE events SET seq = 8 WHERE seq = 1000",
    )
    found = codes(office)
    assert ("event_changed", "event 7") in found
    assert ("event_changed", "event 8") in found


def test_an_inserted_event_is_found(office: Office) -> None:
    end = last(office)
    tamper(
        office,
        "INSERT INTO events SELECT seq + 1, at, 'document.issued', agency_id, document_id, actor, details,"
        f" digest, digest, content FROM events WHERE seq = {end}",
    )
    assert codes(office) == [
        ("event_changed", f"event {end + 1}"),
        ("events_head_differs", f"event {end}"),
    ]


def test_a_missing_head_is_found(office: Office) -> None:
    tamper(office, "DELETE FROM events_head")
    assert codes(office) == [("events_head_missing", "events head")]


def test_an_empty_journal_with_a_head_that_knows_better_is_found(office: Office) -> None:
    tamper(office, "DELETE FROM events")
    assert codes(office) == [("events_head_differs", "event 11")]


def test_an_event_of_a_block_that_fails_never_happened(office: Office) -> None:
    end = last(office)
    with pytest.raises(ZeroDivisionError), office.database.write() as session:
        append(session, "document.seen", agency_id=None, actor="x", details={})
        _ = 1 / 0
    assert last(office) == end
    assert codes(office) == []


APPEND_MANY = """
import sys
from pathlib import Path
from tests.archive_samples import open_office
from tests.test_events import tell
office = open_office(Path(sys.argv[1]))
for _ in range(25):
    tell(office, "document.seen")
"""


@pytest.mark.slow
def test_events_of_many_processes_make_one_chain(office: Office) -> None:
    end = last(office)
    command = [sys.executable, "-c", APPEND_MANY, str(office.folder)]
    running = [subprocess.Popen(command) for _ in range(3)]
    assert [process.wait() for process in running] == [0] * 3
    assert last(office) == end + 75
    assert codes(office) == []

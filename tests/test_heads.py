"""The journal's head, filed day by day and time-stamped: a journal rewritten whole is found, a rebuilt one is not."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from archive import events, heads, intake, ocfl
from archive.db import now
from archive.events import Event, EventsHead, digest_of
from archive.head import FiledHead
from archive.heads import all_heads, file_head, filed_heads, stamp_late
from archive.intake_begin import begin_digests
from archive.rebuild import rebuild
from archive.store import Store
from archive.verify import verify
from service import head_stamps, nightly
from service.parts import Parts
from tests import signing_ca, tsa
from tests.archive_samples import Office, new_office, open_office
from tests.ocfl_judge import judge
from tests.test_verify import sql

AT = datetime(2026, 1, 6, 17, 0, tzinfo=UTC)


DROP_TRIGGERS = tuple(f"DROP TRIGGER IF EXISTS events_refuse_{change}" for change in ("update", "delete"))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = new_office(tmp_path)
    made.store = Store(made.store.root, intake.prepare(tmp_path / "digests"))
    begin_digests(made.database, made.store)
    for _ in range(2):
        made.issue("nhon-trach", "ke-hoach")
    return made


def file(office: Office, at: datetime | None = None, **more: object) -> FiledHead:
    filed = file_head(office.database, office.store, at=at or now(), actor="test", **more)
    assert filed is not None
    return filed


def faults(office: Office) -> list[str]:
    return [fault.code for fault in verify(office.database, office.store).faults]


def rewrite(office: Office) -> None:
    """A skilled forger: one event says something else, and the whole chain is computed anew, head and all."""
    sql(office, *DROP_TRIGGERS)
    with office.database.write() as session:
        previous = ""
        for event in session.query(Event).order_by(Event.seq):
            if event.name == "document.issued":
                event.actor = "Người khác"
            event.previous = previous
            event.content = events.hashlib.sha256(events.canonical(event)).hexdigest()
            event.digest = previous = digest_of(event)
        session.get_one(EventsHead, 1).digest = previous


def test_a_journal_rewritten_whole_is_found_by_its_filed_head(office: Office) -> None:
    file(office)
    assert faults(office) == []
    rewrite(office)
    assert faults(office) == ["head_differs"]


def test_without_a_filed_head_it_would_not_be(office: Office) -> None:
    rewrite(office)
    assert faults(office) == []


def test_a_journal_cut_short_is_found(office: Office) -> None:
    with office.database.write() as session:
        events.append(session, "user.logged_in", agency_id=None, actor="x", details={})
    last = file(office).seq
    with office.database.read() as session:
        before = session.get_one(Event, last).previous
    sql(
        office,
        *DROP_TRIGGERS,
        f"DELETE FROM events WHERE seq = {last}",
        f"UPDATE events_head SET seq = {last - 1}, digest = '{before}'",
    )
    assert faults(office) == ["head_ahead"]


def test_heads_are_sound_objects_and_nothing_new_files_nothing(office: Office) -> None:
    first = file(office)
    assert file(office) == first
    office.issue("nhon-trach", "ke-hoach")
    second = file(office)
    assert [filed.seq for filed in filed_heads(office.store)] == [first.seq, second.seq]
    assert judge(office.store.root)[1] == []
    assert second.head.intake != first.head.intake


def test_after_a_rebuild_former_heads_are_told_and_no_fault(office: Office) -> None:
    file(office)
    office.database.close()
    for left in office.folder.glob("office.db*"):
        left.unlink()
    fresh = open_office(office.folder)
    fresh.store = office.store
    assert rebuild(fresh.database, fresh.store).ok
    report = verify(fresh.database, fresh.store)
    assert report.ok
    assert [finding.code for finding in report.information] == ["head_of_former_journal"]
    assert len(filed_heads(fresh.store)) == 1 < len(all_heads(fresh.store))


def test_another_journal_is_found_however_whole_it_is(office: Office) -> None:
    """The database is exchanged for one that tells another story from its first event on."""
    file(office)
    sql(office, *DROP_TRIGGERS, "UPDATE events SET actor = 'Người khác' WHERE seq = 1")
    rewrite(office)
    assert faults(office) == ["head_of_other_journal"]


def test_a_clock_set_back_is_found(office: Office) -> None:
    with office.database.read() as session:
        last = session.get_one(EventsHead, 1).seq
    assert "clock_back" not in faults(office)
    sql(office, *DROP_TRIGGERS, f"UPDATE events SET at = '2020-01-01 00:00:00.000000' WHERE seq = {last}")
    assert "clock_back" in faults(office)


def test_a_head_of_tomorrow_is_found(office: Office) -> None:
    file(office, at=now() + timedelta(days=1))
    assert faults(office) == ["clock_back"]


def test_a_clock_that_went_back_can_be_answered_for(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "now", lambda: datetime(2020, 1, 1, tzinfo=UTC))
    with office.database.write() as session:
        wrong = events.append(session, "user.logged_in", agency_id=None, actor="x", details={}).seq
    monkeypatch.undo()
    assert faults(office) == ["clock_back"]
    with office.database.write() as session:
        events.append(session, "clock.explained", agency_id=None, actor="x", details={"seq": wrong, "reason": "pin"})
    assert faults(office) == []


def test_a_real_authority_stamps_it_and_openssl_agrees(office: Office, empty: Parts, tmp_path: Path) -> None:
    assert file(office).stamp is None
    (tmp_path / "tsa").mkdir()
    with tsa.running(tmp_path / "tsa") as url:
        object.__setattr__(empty.config, "tsa_url", url)
        assert stamp_late(office.database, office.store, head_stamps.stamp_of(empty), at=now(), actor="test") == 1
    (filed,) = all_heads(office.store)
    assert filed.stamp is not None
    assert head_stamps.holds(filed.content, filed.stamp) == ""
    assert head_stamps.holds(filed.content + b" ", filed.stamp)
    for name, content in {"head.json": filed.content, "head.tsr": filed.stamp, "root.pem": _root()}.items():
        (tmp_path / name).write_bytes(content)
    command = "openssl ts -verify -data head.json -in head.tsr -CAfile root.pem"
    assert subprocess.run(command.split(), cwd=tmp_path, capture_output=True).returncode == 0
    assert verify(office.database, office.store, proves=head_stamps.holds).ok
    assert judge(office.store.root)[1] == []


def _root() -> bytes:
    return signing_ca.root().certificate.public_bytes(Encoding.PEM)


def test_a_stamp_over_something_else_is_not_taken_and_a_filed_one_is_found(office: Office) -> None:
    assert file(office, stamp=lambda _: b"over another thing").stamp is None
    filed = all_heads(office.store)[0]
    stamp = {f"{_name(filed)}.tsr": b"over another thing"}
    office.store.add_version(filed.object_id, stamp, message="", user="", at=AT)
    assert faults(office) == ["head_stamp_wrong"]


def _name(filed: FiledHead) -> str:
    return next(iter(filed.files)).split("-", 3)[3].removesuffix(".json")


def test_a_head_taken_away_is_missed(office: Office) -> None:
    filed = file(office)
    shutil.rmtree(office.store.root / ocfl.object_path(filed.object_id))
    assert faults(office) == ["noted_not_filed"]


def test_the_night_goes_on_while_the_authority_is_silent(empty: Parts) -> None:
    object.__setattr__(empty.config, "tsa_url", "http://127.0.0.1:9/")
    with empty.db.write() as session:
        events.append(session, "user.logged_in", agency_id=None, actor="x", details={})
    filed = nightly.file_head_now(empty)
    assert filed is not None and filed.stamp is None
    assert heads.all_heads(empty.store) == [filed]

"""Signed paper that was scanned back and waits is in the backup: the restored office files it where the other stood."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.filing import object_id
from archive.records import Document
from archive.verify import verify
from service import backup, backup_drill, create_app, scan_reading
from service.backup_waiting import held_by
from service.documents import document_of
from service.parts import Parts
from service.scan_filing import accept
from service.scan_intake import Brought, bring
from service.scans import Scan, folder_of, open_scans, scan_of
from service.settling import RESTORED, settle
from tests.conftest import PLAN, actor
from tests.scanned_paper import as_jpeg, as_pdf, sheets
from tests.test_access import log_in
from tests.test_backup import everything, unseen
from tests.test_backup_imports import after_the_rows, as_made_before, copied, restored
from tests.test_import_pages import text
from tests.test_scans import issued, read

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "elsewhere" / "backup"


@pytest.fixture
def document(office: Parts) -> Document:
    return issued(office, PLAN)


@pytest.fixture
def waiting(office: Parts, document: Document) -> Scan:
    """The paper of that plan, read; the records clerk has not looked at it yet."""
    printed = office.store.read(object_id(document.id), "document.pdf")
    sent = [Brought("bản quét.pdf", as_pdf(sheets(printed)))]
    bring(office, actor(office, "vanthu"), sent, document_id=document.id)
    (scan,) = read(office)
    assert scan.state == "read"
    return scan


def row(office: Parts, scan: Scan) -> Scan:
    with office.db.read() as session:
        return session.get_one(Scan, scan.id)


def home(office: Parts) -> Path:
    return office.config.data_dir / "scans"


def page(office: Parts, path: str) -> str:
    client = create_app(parts=office).test_client()
    log_in(client, "vanthu")
    return text(client.get(path))


def test_the_restored_office_files_what_waited(
    office: Parts, folder: Path, document: Document, waiting: Scan, tmp_path: Path
) -> None:
    clerk = actor(office, "vanthu")
    photograph = as_jpeg(sheets(office.store.read(object_id(document.id), "document.pdf"))[0])
    (unread,) = bring(office, clerk, [Brought("ảnh.jpg", photograph)], document_id=document.id)
    full = backup.create(office, folder)
    assert full.problems == () and full.counts["scans"] == 2
    there = restored(office, folder, tmp_path / "restored")
    assert everything(home(there)) == everything(home(office))
    assert not (there.config.data_dir / RESTORED).exists()
    found = backup_drill.drill(office, folder, unseen)
    assert (found.scans, found.faults) == (2, [])
    assert "2 scans wait" in "\n".join(backup_drill.tell(found))

    assert "Đạt" in page(there, f"/scans/{waiting.id}")
    pdf = (folder_of(office, waiting.id) / "scan.pdf").read_bytes()
    accept(there, clerk, waiting.id)
    assert scan_of(there, document_of(there, clerk, document.id)) == pdf
    assert [scan.state for scan in read(there)] == ["read"]
    accept(there, clerk, unread.id)
    assert there.store.read(object_id(document.id), "scan-original.jpg") == photograph
    assert verify(there.db, there.store).findings == []


def test_a_daily_part_copies_what_is_new_and_nothing_half_made(
    office: Parts, folder: Path, waiting: Scan, tmp_path: Path
) -> None:
    place = folder_of(office, waiting.id)
    whole = set(everything(home(office)))
    (tmp_path / "secret").write_text("secret")
    (place / "link.pdf").symlink_to(tmp_path / "secret")
    (place / "pages.new").mkdir()
    for half in ("pages.new/0001.jpg", "pages/0001.new.tsv", "pages/0001.ppm", "words.txt.new"):
        (place / half).write_text("half")
    full = backup.create(office, folder)
    assert full.problems == ()
    assert copied(full) == {f"scans/{name}" for name in whole} and f"{waiting.id}/in/0001.pdf" in whole
    (place / "words.txt").write_text("read again")
    daily = backup.create(office, folder)
    assert copied(daily) == {f"scans/{waiting.id}/words.txt"}
    assert held_by(daily).keys() == held_by(full).keys()
    there = restored(office, folder, tmp_path / "restored")
    assert set(everything(home(there))) == whole
    assert (folder_of(there, waiting.id) / "words.txt").read_text() == "read again"


@pytest.mark.parametrize("held", [True, False])
def test_what_is_filed_after_the_rows_were_copied_is_recorded_as_filed(
    office: Parts, folder: Path, document: Document, waiting: Scan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    held: bool,
) -> None:  # fmt: skip
    """Also of a backup that was made before scans were part of it."""
    clerk = actor(office, "vanthu")
    after_the_rows(monkeypatch, lambda: accept(office, clerk, waiting.id))
    part = backup.create(office, folder)
    if not held:
        as_made_before(part)
    assert backup_drill.drill(office, folder, unseen).faults == []
    there = restored(office, folder, tmp_path / "restored")
    assert row(there, waiting).state == "accepted" and open_scans(there, clerk) == []
    assert "Bản quét đã ở trong hồ sơ" in page(there, f"/scans/{waiting.id}")
    filed = document_of(there, clerk, document.id)
    assert scan_of(there, filed) == scan_of(office, document_of(office, clerk, document.id))
    assert verify(there.db, there.store).findings == []


def test_a_scan_that_is_in_no_backup_says_so(office: Parts, folder: Path, waiting: Scan, tmp_path: Path) -> None:
    as_made_before(backup.create(office, folder))
    there = restored(office, folder, tmp_path / "restored")
    lost = row(there, waiting)
    assert (lost.state, lost.problem, lost.document_id) == ("refused", "lost", waiting.document_id)
    for path in (f"/scans/{waiting.id}", "/scans"):
        assert "không có trong bản sao lưu" in page(there, path)
        assert f"{waiting.id}/pages/" not in page(there, path), "no picture is promised"
    assert backup_drill.drill(office, folder, unseen).faults == [f"scan_lost {waiting.id}"]
    backup.create(there, folder)
    assert backup_drill.drill(there, folder, unseen).faults == [], "what is known to be lost is told once"


def without(*names: str) -> Callable[[Path], None]:
    def remove(place: Path) -> None:
        for name in names:
            shutil.rmtree(place / name) if (place / name).is_dir() else (place / name).unlink()

    return remove


@pytest.mark.parametrize(
    ("damage", "files", "state"),
    [
        (without("scan.pdf"), None, "reading"),
        (without("pages", "scan.pdf"), None, "waiting"),
        (without("pages/0001.jpg"), None, "waiting"),
        (without("in"), None, "refused"),
        (without("in", "scan.pdf"), [], "reading"),
        (without("in", "pages"), [], "refused"),
    ],
)
def test_what_can_be_made_again_is(
    office: Parts, waiting: Scan, damage: Callable[[Path], None], files: list[str] | None, state: str
) -> None:
    """files []: a piece of a heap of pictures, of which the pages are all there is."""
    with office.db.write() as session:
        session.get_one(Scan, waiting.id).files = waiting.files if files is None else files
    damage(folder_of(office, waiting.id))
    (office.config.data_dir / RESTORED).touch()
    settle(office)
    assert row(office, waiting).state == state
    while scan_reading.step(office):
        pass
    assert row(office, waiting).state == ("refused" if state == "refused" else "read")
    if state != "refused":
        accept(office, actor(office, "vanthu"), waiting.id)


def test_a_damaged_document_stops_no_start(office: Parts, document: Document, waiting: Scan) -> None:
    office.store.path(object_id(document.id), "metadata.json").write_bytes(b"{")
    (office.config.data_dir / RESTORED).touch()
    settle(office)
    assert row(office, waiting).state == "read"

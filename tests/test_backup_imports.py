"""What waits for review is in the backup: the restored office goes on reviewing where the other one stood."""

import io
import json
import os
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from archive.documents import Document
from archive.filing import object_id
from archive.verify import verify
from doc_templates.form import load_forms, sample_document
from doc_templates.pdf import PdfPool
from service import backup, backup_drill, backup_waiting, create_app, import_, setup
from service.backup_kept import kept_files
from service.backup_parts import BackupDamaged, Part, parts_in
from service.backup_restore import restore
from service.backup_waiting import held_by
from service.imports import bring, review, worker
from service.imports.bring import ORIGINAL
from service.imports.filing import words_of
from service.imports.rows import ImportFile, ImportRun, folder_of, home
from service.parts import Parts
from service.settling import RESTORED
from tests.conftest import actor, configured
from tests.test_access import log_in
from tests.test_backup import everything, unseen
from tests.test_import import files_of, finished, states, uploaded
from tests.test_import_pages import post, text

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def decision() -> bytes:
    return sample_document(load_forms()["quyet-dinh"])


@pytest.fixture(scope="session")
def letter(pdf_pool: PdfPool) -> bytes:
    return pdf_pool.convert(sample_document(load_forms()["cong-van"]))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "elsewhere" / "backup"


@pytest.fixture
def waiting(office: Parts, decision: bytes) -> ImportFile:
    """A decision that waits for review; its subject is corrected already."""
    run = uploaded(office, {"a/quyet dinh.docx": decision})
    assert worker.work(office)
    file = files_of(office, run)["a/quyet dinh.docx"]
    return review.correct(office, actor(office, "vanthu"), file.id, {"subject": "Khen thưởng", "dated": "17/03/1998"})


def restored(office: Parts, folder: Path, into: Path) -> Parts:
    """The office that a backup becomes, as its first start leaves it."""
    restore(folder, into)
    return replace(setup.prepare(configured(into)), pdf=office.pdf, now=office.now)


def row(office: Parts, file_id: str) -> ImportFile:
    with office.db.read() as session:
        return session.get_one(ImportFile, file_id)


def copied(part: Part) -> set[str]:
    return set(everything(part.folder / "waiting"))


def below(file_id: str) -> str:
    return f"imports/{file_id[:2]}/{file_id}"


def test_the_restored_office_goes_on_reviewing(
    office: Parts, folder: Path, waiting: ImportFile, letter: bytes, decision: bytes, tmp_path: Path
) -> None:
    clerk = actor(office, "vanthu")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("trong.pdf", b"")
    still_open = bring.begin(office, clerk, "Đang gửi", "upload")
    bring.add(office, clerk, still_open.id, "hai.zip", io.BytesIO(packed.getvalue()))
    bring.add(office, clerk, still_open.id, "cong van.pdf", io.BytesIO(letter))
    full = backup.create(office, folder)
    assert full.problems == () and full.waiting == 6 and full.counts["import_files"] == 2
    there = restored(office, folder, tmp_path / "restored")
    assert everything(home(there)) == everything(home(office))
    assert not (there.config.data_dir / RESTORED).exists()

    client = create_app(parts=there).test_client()
    log_in(client, "vanthu")
    page = text(client.get(f"/imports/files/{waiting.id}"))
    assert "Khen thưởng" in page and "Máy đọc" in page
    assert client.get(f"/imports/files/{waiting.id}/pages/1-794.png").data.startswith(b"\x89PNG")
    assert words_of(there, waiting) == words_of(office, waiting)
    post(client, f"/imports/files/{waiting.id}", step="accept")
    bring.close(there, clerk, still_open.id)
    there = finished(there)
    assert there.store.read(object_id(waiting.id), "original.docx") == decision
    assert states(there, still_open) == {"cong van.pdf": ("review", ""), "hai.zip/trong.pdf": ("unreadable", "empty")}
    assert verify(there.db, there.store).findings == []


def test_a_daily_part_copies_what_is_new_and_what_was_dropped_does_not_come_back(
    office: Parts, folder: Path, waiting: ImportFile, letter: bytes, tmp_path: Path
) -> None:
    names = {f"{below(waiting.id)}/{name}" for name in ("original", "document.pdf", "words.json")}
    full = backup.create(office, folder)
    assert copied(full) == names
    assert copied(backup.create(office, folder)) == set()
    other = files_of(office, uploaded(office, {"b.pdf": letter}))["b.pdf"]
    opened = backup.create(office, folder)
    assert copied(opened) == {f"{below(other.id)}/original"}
    assert worker.work(office)
    last = backup.create(office, folder)
    assert copied(last) == {f"{below(other.id)}/{name}" for name in ("document.pdf", "words.json")}
    assert {one.part for one in held_by(last).values()} == {full.name, opened.name, last.name}
    there = restored(office, folder, tmp_path / "restored")
    assert everything(home(there)) == everything(home(office))

    review.drop(office, actor(office, "vanthu"), waiting.id)
    assert backup.create(office, folder).waiting == 3
    after = restored(office, folder, tmp_path / "after")
    assert not folder_of(after, waiting.id).exists() and folder_of(after, other.id).exists()
    assert copied(backup.create(after, folder)) == set(), "the restored office goes on with the same backup"


def test_what_is_filed_while_the_backup_is_made_is_no_error_and_not_lost(
    office: Parts, folder: Path, waiting: ImportFile, decision: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Filed, and gone from its folder, between the look at the folder and the copy."""
    review.accept(office, actor(office, "vanthu"), waiting.id, wait=timedelta(0))

    def slow(place: Path, failed: Callable[[OSError], None]):
        found = list(kept_files(place, failed))
        import_.file_away(office, waiting.id)
        return found

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(backup_waiting, "kept_files", slow)
        part = backup.create(office, folder)
    assert part.problems == () and part.waiting == 0 and copied(part) == set()
    there = restored(office, folder, tmp_path / "restored")
    assert there.store.read(object_id(waiting.id), "original.docx") == decision
    assert row(there, waiting.id).state == "filed"


def after_the_rows(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """The office goes on right after the backup has copied its rows."""
    dump = backup.database_copy.dump

    def slow(url: str, into: Path) -> tuple[dict[str, int], str]:
        dumped = dump(url, into)
        happens()
        return dumped

    monkeypatch.setattr(backup.database_copy, "dump", slow)


def test_what_is_filed_after_the_rows_were_copied_can_be_reviewed_or_is_recorded(
    office: Parts, folder: Path, waiting: ImportFile, decision: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = actor(office, "vanthu")

    def file_away() -> None:
        review.accept(office, clerk, waiting.id, wait=timedelta(0))
        import_.file_away(office, waiting.id)

    after_the_rows(monkeypatch, file_away)
    part = backup.create(office, folder)
    there = restored(office, folder, tmp_path / "restored")
    assert row(there, waiting.id).state == "review" and (folder_of(there, waiting.id) / ORIGINAL).exists()
    assert backup_drill.drill(office, folder, unseen).faults == []

    as_made_before(part)
    there = restored(office, folder, tmp_path / "again")
    found = row(there, waiting.id)
    assert (found.state, found.decided_by) == ("accepted", clerk.name)
    there = finished(there)
    assert row(there, waiting.id).state == "filed"
    with there.db.read() as session:
        assert session.get_one(Document, waiting.id).subject == "Khen thưởng"
    assert there.store.read(object_id(waiting.id), "original.docx") == decision
    assert verify(there.db, there.store).findings == []


def as_made_before(part: Part) -> None:
    """The part as it was made before what waits was backed up."""
    shutil.rmtree(part.folder / "waiting")
    (part.folder / "waiting.txt").unlink()
    told = json.loads((part.folder / "manifest.json").read_bytes())
    del told["waiting"], told["counts"]["import_files"], told["counts"]["scans"]
    (part.folder / "manifest.json").write_text(json.dumps(told))
    lines = (part.folder / "SHA256SUMS").read_text().splitlines(keepends=True)
    kept = [line for line in lines if line[66:].startswith(("storage/", "digests/", "database/", "objects"))]
    (part.folder / "SHA256SUMS").write_text("".join(kept))


def test_of_a_backup_without_them_the_row_says_so_and_the_same_file_gets_its_corrections_back(
    office: Parts, folder: Path, waiting: ImportFile, decision: bytes, tmp_path: Path
) -> None:
    as_made_before(backup.create(office, folder))
    there = restored(office, folder, tmp_path / "restored")
    lost = row(there, waiting.id)
    assert (lost.state, lost.problem) == ("unreadable", "lost")
    client = create_app(parts=there).test_client()
    log_in(client, "vanthu")
    assert "không có trong bản sao lưu" in text(client.get(f"/imports/files/{waiting.id}"))
    assert backup_drill.drill(office, folder, unseen).faults == [f"import_file_lost {waiting.id}"]
    assert backup.create(there, folder).kind == "daily", "goes on from a part that was made before"
    assert backup_drill.drill(there, folder, unseen).faults == [], "what is known to be lost is told once"

    run = uploaded(there, {"again.docx": decision})
    assert worker.work(there)
    again = files_of(there, run)["again.docx"]
    assert again.state == "review" and again.corrected == lost.corrected and again.year == 1998


def test_what_was_made_of_a_file_is_made_again_and_corrections_stay(
    office: Parts, folder: Path, waiting: ImportFile, tmp_path: Path
) -> None:
    (folder_of(office, waiting.id) / "words.json").unlink()
    (folder_of(office, waiting.id) / "document.pdf").unlink()
    backup.create(office, folder)
    there = restored(office, folder, tmp_path / "restored")
    assert row(there, waiting.id).state == "waiting"
    assert worker.work(there)
    found = row(there, waiting.id)
    assert (found.state, found.corrected) == ("review", waiting.corrected)
    with there.db.read() as session:
        assert session.get_one(ImportRun, found.run_id).state == "done"
    assert words_of(there, found)["text"]


def test_a_damaged_document_stops_no_start(office: Parts, waiting: ImportFile) -> None:
    review.accept(office, actor(office, "vanthu"), waiting.id, wait=timedelta(0))
    office = finished(office)
    office.store.path(object_id(waiting.id), "metadata.json").write_bytes(b"{")
    with office.db.write() as session:
        session.get_one(ImportFile, waiting.id).state = "review"
    shutil.rmtree(folder_of(office, waiting.id), ignore_errors=True)
    (office.config.data_dir / RESTORED).touch()
    setup.prepare(office.config)
    assert (row(office, waiting.id).state, row(office, waiting.id).problem) == ("unreadable", "lost")


def test_links_and_what_is_no_file_of_ours_stay_out(
    office: Parts, folder: Path, waiting: ImportFile, tmp_path: Path
) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "key").write_text("secret")
    place = folder_of(office, waiting.id)
    (place / "link").symlink_to(tmp_path / "secret" / "key")
    (home(office) / "ff").symlink_to(tmp_path / "secret")
    (place / "words.json.new").write_text("half")
    (place / "two\nlines").write_text("odd")
    (place / "lén lút").write_text("odd")
    (place / "opening").mkdir()
    (place / "opening" / "page").write_text("made again")
    (home(office) / "unpacking" / "run").mkdir(parents=True)
    (home(office) / "unpacking" / "run" / "0").write_text("made again")
    os.mkfifo(place / "pipe")
    part = backup.create(office, folder)
    assert part.problems == ()
    assert copied(part) == {f"{below(waiting.id)}/{name}" for name in ("original", "document.pdf", "words.json")}


def test_a_changed_copy_is_refused_and_a_changed_original_is_told_by_the_drill(
    office: Parts, folder: Path, waiting: ImportFile, tmp_path: Path
) -> None:
    original = folder_of(office, waiting.id) / ORIGINAL
    part = backup.create(office, folder)
    found = backup_drill.drill(office, folder, unseen)
    assert (found.waiting, found.faults) == (1, [])
    assert "1 files of imports wait" in "\n".join(backup_drill.tell(found))
    original.write_bytes(b"forged")
    backup.create(office, folder)
    assert backup_drill.drill(office, folder, unseen).faults == [f"import_file_changed {waiting.id}/original"]
    copy = part.folder / "waiting" / below(waiting.id) / "words.json"
    copy.write_bytes(copy.read_bytes() + b" ")
    with pytest.raises(BackupDamaged):
        restore(folder, tmp_path / "restored")
    copy.unlink()
    with pytest.raises(BackupDamaged):
        restore(folder, tmp_path / "restored")
    assert not (tmp_path / "restored").exists() and len(parts_in(folder)) == 2


@pytest.mark.parametrize(
    "path", ["../../../etc/passwd", "/etc/passwd", "imports/../x", "imports/a b", "imports/é/a", "archive/a"]
)
def test_a_list_that_leads_elsewhere_is_refused(office: Parts, folder: Path, path: str) -> None:
    part = backup.create(office, folder)
    (part.folder / "waiting.txt").write_text(f"{'0' * 64} 1 1 {part.name} {path}\n")
    with pytest.raises(BackupDamaged):
        held_by(part)

"""Backup, restore and drill of an office that goes on working: nothing is lost, nothing damaged passes for good."""

import os
import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from archive.heads import all_heads
from archive.records import Document, documents, object_id
from service import backup, backup_drill, nightly
from service.backup_parts import BackupDamaged, NotEmpty, chain, parts_in
from service.backup_restore import restore
from service.parts import Parts
from service.search import index_waiting
from tests.archive_samples import DOCX, PDF, Office
from tests.test_access import log_in

KEY = "secret.key"


def archive_of(parts: Parts) -> Office:
    return Office(parts.config.data_dir, parts.db, parts.store)


def issue(parts: Parts) -> Document:
    """A document by the archive's own door: its paper is not looked at here."""
    return archive_of(parts).issue("tan-hoa", "ke-hoach", contents={"document.pdf": PDF, "document.docx": DOCX})


def unseen(_what: str):
    return lambda done, total: None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "elsewhere" / "backup"


def everything(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_full_and_daily_parts_restore_to_the_same_office(office: Parts, folder: Path, tmp_path: Path) -> None:
    issue(office)
    full = backup.create(office, folder)
    second = issue(office)
    nightly.file_head_now(office)
    daily = backup.create(office, folder)
    assert (full.kind, daily.kind, daily.after) == ("full", "daily", full.name)
    assert [part.name for part in chain(folder)] == [full.name, daily.name]
    copied = {path.parts[-4] for path in (daily.folder / "storage").rglob("document.pdf")}
    assert len(copied) == 1, "only what is new is copied"

    into = tmp_path / "restored"
    restore(folder, into)
    assert everything(into / "archive") == everything(office.store.root)
    assert everything(into / "digests").items() <= everything(office.config.data_dir / "digests").items() | {
        (".lock", b"")
    }
    assert (into / KEY).read_text() == office.config.secret_key
    assert (into / KEY).stat().st_mode & 0o777 == 0o600
    assert not list(folder.rglob(KEY)), "the keys lie apart"
    assert office.store.has(object_id(second.id))

    found = backup_drill.drill(office, folder, unseen)
    assert found.faults == []
    assert found.counts["documents"] == (2, 2)
    assert found.indexed == 2
    assert set(found.seconds) == {"restore", "verify", "waiting", "signatures", "index"}


def test_what_is_trusted_is_kept_with_the_keys(office: Parts, folder: Path, tmp_path: Path) -> None:
    """Lists of revoked certificates too, and what was taken off; a link in a sub-folder leads nowhere."""
    trust, elsewhere = office.config.trust_dir, tmp_path / "elsewhere.pem"
    elsewhere.write_text("of the machine")
    for name in ("root.pem", "crls/gốc quốc gia.crl", "retired/old.pem"):
        (trust / name).parent.mkdir(parents=True, exist_ok=True)
        (trust / name).write_text(name)
    (trust / "machine.pem").symlink_to(elsewhere)
    (trust / "crls" / "link.crl").symlink_to(elsewhere)
    (trust / "linked").symlink_to(tmp_path)
    os.mkfifo(trust / "crls" / "pipe.crl")
    part = backup.create(office, folder)
    kept = {name: name.encode() for name in ("root.pem", "crls/gốc quốc gia.crl", "retired/old.pem")}
    assert everything(part.keys / "trust") == kept | {"machine.pem": b"of the machine"}
    assert all(path.stat().st_mode & 0o077 == 0 for path in part.keys.rglob("*") if path.is_file())
    restore(folder, tmp_path / "restored")
    assert everything(tmp_path / "restored" / "trust") == everything(part.keys / "trust")


def test_it_restores_into_an_empty_folder_only(office: Parts, folder: Path, tmp_path: Path) -> None:
    backup.create(office, folder)
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "notes.txt").write_text("mine")
    with pytest.raises(NotEmpty):
        restore(folder, tmp_path / "there")
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["notes.txt"]


def test_a_changed_part_is_refused(office: Parts, folder: Path, tmp_path: Path) -> None:
    issue(office)
    part = backup.create(office, folder)
    copy = next((part.folder / "storage").rglob("document.pdf"))
    copy.write_bytes(copy.read_bytes()[:-1] + b"x")
    with pytest.raises(BackupDamaged):
        restore(folder, tmp_path / "restored")
    assert not (tmp_path / "restored").exists()


def test_a_damaged_file_is_told_and_the_next_part_is_full(office: Parts, folder: Path) -> None:
    document = issue(office)
    office.store.path(object_id(document.id), "document.pdf").write_bytes(b"forged")
    assert backup.create(office, folder).problems
    assert backup.create(office, folder).kind == "full"


def test_what_is_filed_between_rows_and_storage_is_recorded_by_the_drill(
    office: Parts, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The office issues while the backup is being made: after its rows were copied, before its storage is."""
    dump = backup.database_copy.dump

    def slow(url: str, into: Path) -> tuple[dict[str, int], str]:
        dumped = dump(url, into)
        issue(office)
        return dumped

    monkeypatch.setattr(backup.database_copy, "dump", slow)
    part = backup.create(office, folder)
    assert part.counts["documents"] == 0
    found = backup_drill.drill(office, folder, unseen)
    assert found.faults == []
    assert found.indexed == 1


def test_a_half_made_part_is_no_backup(office: Parts, folder: Path) -> None:
    part = backup.create(office, folder)
    shutil.copytree(part.folder, folder / "20991231T000000Z-full.part")
    assert [each.name for each in parts_in(folder)] == [part.name]
    backup.create(office, folder)
    assert not (folder / "20991231T000000Z-full.part").exists()


def test_the_night_backs_up_verifies_and_files_the_head(office: Parts, folder: Path) -> None:
    issue(office)
    object.__setattr__(office.config, "backup_url", f"file://{folder}")
    nightly.night(office)
    assert [part.kind for part in parts_in(folder)] == ["full"]
    assert len(all_heads(office.store)) == 1
    with office.db.read() as session:
        runs = session.execute(text("SELECT what, ok, ended_at IS NOT NULL FROM safety_runs ORDER BY id")).all()
        assert [tuple(run) for run in runs] == [("verify", 1, 1), ("head", 1, 1), ("backup", 1, 1)]
        assert len(list(documents(session))) == 1
    assert not nightly.due(office)


def test_the_page_says_what_the_nights_did(office: Parts, folder: Path, client: FlaskClient) -> None:
    log_in(client, "quantri")
    assert "Chưa kiểm tra lần nào" in client.get("/admin/archive").text
    object.__setattr__(office.config, "backup_url", f"file://{folder}")
    document = issue(office)
    index_waiting(office)
    nightly.night(office)
    page = client.get("/admin/archive").text
    assert "hãy chạy lệnh backup drill" in page
    backup_drill.drill(office, folder, unseen)
    page = client.get("/admin/archive").text
    assert "hãy chạy lệnh backup drill" not in page
    assert "1/30" in page and "Nguyên vẹn" in page and parts_in(folder)[0].name in page
    office.store.path(object_id(document.id), "document.pdf").write_bytes(b"forged")
    object.__setattr__(office.config, "verify_nights", 1)
    nightly.verify_share(office)
    assert "Tệp đã bị sửa trên đĩa" in client.get("/admin/archive").text


def test_the_commands_do_it_too(office: Parts, folder: Path, app: Flask, tmp_path: Path) -> None:
    issue(office)
    index_waiting(office)
    run, place = app.test_cli_runner().invoke, ["--folder", str(folder)]
    assert "20" in run(args=["archive", "head"]).output
    assert "-full" in run(args=["backup", "create", *place]).output
    drilled = run(args=["backup", "drill", *place])
    assert (drilled.exit_code, "1 documents indexed" in drilled.output) == (0, True)
    assert run(args=["backup", "restore", str(tmp_path / "into"), *place]).exit_code == 0
    again = run(args=["backup", "restore", str(tmp_path / "into"), *place])
    assert again.exit_code == 1 and "NotEmpty" in again.output
    assert run(args=["backup", "create"]).exit_code == 1, "no place is set"
    assert run(args=["index", "verify"]).exit_code == 0
    assert run(args=["archive", "verify"]).exit_code == 0


def test_a_replica_out_of_reach_stops_no_night(office: Parts, tmp_path: Path, client: FlaskClient) -> None:
    (tmp_path / "file").write_text("no folder")
    object.__setattr__(office.config, "replica_url", f"file://{tmp_path}/file")
    assert nightly.verify_share(office).ok
    log_in(client, "kiemtra")
    assert "không tới được" in client.get("/admin/archive").text

"""Attacks on a filed archive, each found; what bytes suffered is restored from the replica, and told."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from archive import ocfl
from archive.events import events_of
from archive.intake_check import open_notes
from archive.later import file_later
from archive.mend import damaged, mend
from archive.records import Document, documents, object_id
from archive.replica import catch_up, copy
from archive.verify import verify
from service import nightly, replicas
from service.index_check import check_index
from service.parts import Parts
from service.search import entry_of, index_waiting
from tests.archive_samples import PDF
from tests.ocfl_judge import judge
from tests.test_backup import issue


@pytest.fixture
def document(office: Parts, tmp_path: Path) -> Document:
    """A document that is filed, indexed and in the replica."""
    object.__setattr__(office.config, "replica_url", f"file://{tmp_path}/replica")
    object.__setattr__(office.config, "verify_nights", 1)
    issued = issue(office)
    index_waiting(office)
    assert replicas.replicate(office) > 1
    return issued


def recall(office: Parts, session: Session, document: Document) -> None:
    files = {"a.json": b"{}"}
    file_later(session, office.store, document.id, "document.recalled", files=files, actor="x", at=office.now())


def folder_of(parts: Parts, document: Document) -> Path:
    return parts.store.root / ocfl.object_path(object_id(document.id))


def test_the_replica_is_a_storage_root_and_follows(office: Parts, document: Document, tmp_path: Path) -> None:
    assert replicas.replicate(office) == 0
    with office.db.write() as session:
        file_later(
            session, office.store, document.id, "document.recalled", actor="x", at=office.now(), files={"a.json": b"{}"}
        )
    issue(office)
    assert replicas.replicate(office) == 2
    assert judge(tmp_path / "replica")[1] == []
    assert not list((tmp_path / "replica.quarantine").glob("*")), "nothing bad was there"
    stored = {path.relative_to(office.store.root) for path in office.store.root.rglob("*")}
    assert stored == {path.relative_to(tmp_path / "replica") for path in (tmp_path / "replica").rglob("*")}


@pytest.mark.parametrize("damage", ["changed", "missing", "inventory", "object", "forged"])
def test_what_is_damaged_on_disk_is_restored_and_told(office: Parts, document: Document, damage: str) -> None:
    before = {path.name: path.read_bytes() for path in folder_of(office, document).rglob("*") if path.is_file()}
    pdf = office.store.path(object_id(document.id), "document.pdf")
    if damage == "changed":
        pdf.write_bytes(b"%PDF-1.7 forged")
    elif damage == "missing":
        pdf.unlink()
    elif damage == "inventory":
        (folder_of(office, document) / "inventory.json").write_text("{")
    elif damage == "object":
        shutil.rmtree(folder_of(office, document))
    else:
        _forge_inventory_too(office, document)
    assert not nightly.verify_share(office).ok
    assert verify(office.db, office.store).ok
    after = {path.name: path.read_bytes() for path in folder_of(office, document).rglob("*") if path.is_file()}
    assert after == before
    with office.db.read() as session:
        told = [event for event in events_of(session, document.id) if event.name == "archive.restored_from_replica"]
    assert len(told) == 1
    if damage != "object":
        aside = office.store.quarantine / told[0].details["quarantine"]
        assert aside.is_dir(), "the bad one is kept"


def _forge_inventory_too(office: Parts, document: Document) -> None:
    folder = folder_of(office, document)
    forged, old = ocfl.digests("document.pdf", b"forged"), next(f for f in document.files if f.name == "document.pdf")
    (folder / "v1/content/document.pdf").write_bytes(b"forged")
    text = (folder / "inventory.json").read_text().replace(old.sha512, forged.sha512).replace(old.sha256, forged.sha256)
    for place in (folder, folder / "v1"):
        (place / "inventory.json").write_text(text)
        (place / "inventory.json.sha512").write_bytes(ocfl.sidecar(text.encode()))


def test_a_forged_object_never_reaches_the_replica(office: Parts, document: Document) -> None:
    _forge_inventory_too(office, document)
    replica = replicas.replica_of(office)
    assert replica is not None
    assert not copy(office.store, replica, open_notes(office.store), ocfl.object_path(object_id(document.id)))
    assert catch_up(office.store, replica, None) == 0, "not even where no digests were noted"


def test_a_version_newer_than_the_replica_is_not_lost(office: Parts, document: Document) -> None:
    """Bad is only the old file; what the replica has not yet is kept."""
    with office.db.write() as session:
        file_later(
            session, office.store, document.id, "document.recalled", actor="x", at=office.now(), files={"a.json": b"{}"}
        )
    office.store.path(object_id(document.id), "document.pdf").write_bytes(b"forged")
    nightly.verify_share(office)
    assert verify(office.db, office.store).ok
    assert office.store.read(object_id(document.id), "a.json") == b"{}"


def test_without_anything_good_nothing_is_touched(office: Parts, document: Document) -> None:
    replica = replicas.replica_of(office)
    assert replica is not None
    for store in (office.store, replica):
        store.path(object_id(document.id), "document.pdf").write_bytes(b"forged")
    faults = verify(office.db, office.store).faults
    ((path, found),) = damaged(faults).items()
    assert not mend(office.db, office.store, replica, open_notes(office.store), path, [each.code for each in found])
    assert office.store.path(object_id(document.id), "document.pdf").read_bytes() == b"forged"
    assert not office.store.quarantine.exists()
    nightly.verify_share(office)
    assert [fault.code for fault in verify(office.db, office.store).faults] == ["file_changed"]


def test_a_damaged_replica_is_mended_from_the_archive(office: Parts, document: Document) -> None:
    replica = replicas.replica_of(office)
    assert replica is not None
    replica.path(object_id(document.id), "document.pdf").write_bytes(b"forged")
    assert nightly.verify_share(office).ok
    assert replica.read(object_id(document.id), "document.pdf") == PDF
    shutil.rmtree(replica.root / ocfl.object_path(object_id(document.id)))
    assert nightly.verify_share(office).ok
    assert replica.read(object_id(document.id), "document.pdf") == PDF


def test_forged_hidden_and_made_up_entries_of_the_index_are_found(filed: Parts) -> None:
    assert check_index(filed) == []
    with filed.db.read() as session:
        first, second, third, *_ = [entry_of(document) for document in documents(session)]
    filed.engine.put([replace(first, subject="Không có gì"), replace(third, body=third.body + " thêm")])
    filed.engine.remove([second.id])
    filed.engine.put([replace(second, id="f" * 32)])
    found = {(finding.code, finding.data["document_id"]) for finding in check_index(filed)}
    assert found == {
        ("index_entry_forged", first.id),
        ("index_entry_forged", third.id),
        ("index_entry_missing", second.id),
        ("index_entry_unknown", "f" * 32),
    }

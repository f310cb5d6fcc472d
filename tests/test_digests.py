"""The second place of digests: who replaces a file with inventory and row is found; who touches the lines, too."""

import json
import shutil
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive import heads, intake, ocfl
from archive.db import now
from archive.intake import Line, Noted
from archive.intake_begin import begin_digests
from archive.records import object_id
from archive.share import Share
from archive.store import Store
from archive.verify import verify
from tests.archive_samples import Office, new_office
from tests.test_verify import DROP_TRIGGERS, plan, sql

AT = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = new_office(tmp_path)
    made.store = Store(made.store.root, intake.prepare(tmp_path / "digests"))
    begin_digests(made.database, made.store)
    made.issue("nhon-trach", "ke-hoach")
    return made


def faults(office: Office, share: Share = Share()) -> list[str]:
    return [fault.code for fault in verify(office.database, office.store, share=share).faults]


def month(office: Office) -> Path:
    return max((office.folder / "digests").glob("*.jsonl"))


def replaced_with_inventory_and_row(office: Office) -> None:
    """A forger with disk and database: file, manifest, sidecars, metadata.json, row."""
    document = plan(office)
    folder = office.store.root / ocfl.object_path(object_id(document.id))
    forged = ocfl.digests("document.pdf", b"%PDF-1.7 forged")
    old = next(file for file in document.files if file.name == "document.pdf")
    metadata = folder / "v1/content/metadata.json"
    told = ocfl.digests("metadata.json", metadata.read_bytes())
    says = metadata.read_text().replace(old.sha512, forged.sha512).replace(old.sha256, forged.sha256)
    metadata.write_text(says)
    new = ocfl.digests("metadata.json", metadata.read_bytes())
    (folder / "v1/content/document.pdf").write_bytes(b"%PDF-1.7 forged")
    pairs = [
        (old.sha512, forged.sha512),
        (old.sha256, forged.sha256),
        (told.sha512, new.sha512),
        (told.sha256, new.sha256),
    ]
    text = (folder / "inventory.json").read_text()
    for before, after in pairs:
        text = text.replace(before, after)
    for place in (folder, folder / "v1"):
        (place / "inventory.json").write_text(text)
        (place / "inventory.json.sha512").write_bytes(ocfl.sidecar(text.encode()))
    for file in (forged, new):
        values = f"size = {file.size}, sha256 = '{file.sha256}', sha512 = '{file.sha512}'"
        sql(office, f"UPDATE files SET {values} WHERE document_id = '{document.id}' AND name = '{file.name}'")


def test_a_file_replaced_with_inventory_and_row_is_found(office: Office) -> None:
    assert faults(office) == []
    replaced_with_inventory_and_row(office)
    assert faults(office) == ["digest_differs", "digest_differs"]
    office.store.digests = None
    assert faults(office) == [], "without the second place nobody would know"


def test_lines_are_chained_and_any_change_is_found(office: Office) -> None:
    heads.file_head(office.database, office.store, at=now(), actor="test")
    content = month(office).read_bytes()
    lines = content.splitlines(keepends=True)
    month(office).write_bytes(content.replace(b'"document.pdf"', b'"document.xxx"', 1))
    assert {"digest_chain_broken", "digest_differs"} & set(faults(office))
    month(office).write_bytes(b"".join(lines[:2] + lines[3:]))
    assert "digest_chain_broken" in faults(office)
    month(office).write_bytes(content)
    assert faults(office) == []


def test_lines_rewritten_whole_are_found_by_the_filed_head(office: Office) -> None:
    """The forger computes the second place anew as well; what was filed of its end yesterday betrays it."""
    heads.file_head(office.database, office.store, at=now(), actor="test")
    said = [json.loads(line) for line in month(office).read_bytes().splitlines()]
    name, previous, written = month(office), "", b""
    for line in said:
        line |= {"previous": previous, "at": AT.isoformat()}
        content = json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        previous = intake.hashlib.sha256(content).hexdigest()
        written += content + b"\n"
    name.write_bytes(written)
    assert faults(office) == ["digests_rewritten"]


def test_an_object_erased_with_all_its_rows_is_missed(office: Office) -> None:
    document = plan(office)
    shutil.rmtree(office.store.root / ocfl.object_path(object_id(document.id)))
    tables = ("to_index", "parties", "files")
    sql(
        office,
        *DROP_TRIGGERS,
        *(f"DELETE FROM {table} WHERE document_id = '{document.id}'" for table in tables),
        f"DELETE FROM documents WHERE id = '{document.id}'",
        f"DELETE FROM numbers WHERE draft_id = '{document.id}'",
        "DELETE FROM registers",
    )
    assert "noted_not_filed" in faults(office)


def test_a_torn_line_is_no_fault_and_the_chain_goes_on(office: Office) -> None:
    with month(office).open("ab") as file:
        file.write(b'{"object": "urn:uu')
    office.issue("nhon-trach", "ke-hoach")
    report = verify(office.database, office.store)
    assert report.ok
    assert "digest_line_torn" in {finding.code for finding in report.information}


def test_many_writers_make_one_chain(tmp_path: Path) -> None:
    folder = intake.prepare(tmp_path / "digests")

    def note(turn: int) -> None:
        for each in range(5):
            intake.note(folder, f"urn:x:{turn}.{each}", [ocfl.digests("a.json", b"%d" % each)], AT)

    writers = [threading.Thread(target=note, args=(turn,)) for turn in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert list(intake.check(folder)) == []
    assert sum(isinstance(line, Line) for line in intake.read(folder)) == 20
    noted = Noted(folder)
    noted.refresh()
    assert len(noted.of) == 20


def test_a_clock_set_back_reorders_no_month(tmp_path: Path) -> None:
    folder = intake.prepare(tmp_path / "digests")
    for moment in (AT, datetime(2020, 1, 1, tzinfo=UTC)):
        intake.note(folder, "urn:x:a", [ocfl.digests("a.json", b"1")], moment)
    assert [path.name for path in folder.glob("*.jsonl")] == ["2026-01.jsonl"]
    assert list(intake.check(folder)) == []


def test_shares_are_disjoint_and_make_the_whole(office: Office) -> None:
    paths = [set(Share(number, 7).paths(office.store)) for number in range(7)]
    assert set().union(*paths) == set(office.store.object_paths())
    assert sum(map(len, paths)) == len(set().union(*paths))
    replaced_with_inventory_and_row(office)
    found = [faults(office, Share(number, 7)) for number in range(7)]
    assert sum(bool(each) for each in found) == 1

"""verify looks both ways and names each fault with code, place and data; a sound archive is found sound."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, text

from archive import ocfl
from archive.agencies import rename_agency
from archive.events import Event, EventsHead
from archive.numbers import Number, open_register, void
from archive.records import Document, object_id
from archive.verify import Report, verify
from tests.archive_samples import CLERK, SO_NOI_VU, Office, new_office

DROP_TRIGGERS = ("DROP TRIGGER events_refuse_update", "DROP TRIGGER events_refuse_delete")


def some_of_everything(office: Office) -> None:
    """Two agencies with issued documents, a voided and a reserved number, a register opened in mid-year."""
    with office.database.write() as session:
        open_register(
            session,
            office.store,
            agency_id="nhon-trach",
            year=2026,
            series="quyet-dinh",
            first=41,
            reason="Chuyển từ sổ giấy",
            actor="quản trị",
        )
    for agency, kind in (("nhon-trach", "ke-hoach"), ("nhon-trach", "quyet-dinh"), ("so-noi-vu", "bao-cao")):
        office.issue(agency, kind)
    number = office.reserve("nhon-trach", "ke-hoach")
    with office.database.write() as session:
        void(session, office.store, number_id=number.id, reason="Trùng nội dung", actor=CLERK)
    office.reserve("nhon-trach", "ke-hoach", draft_id="d" * 32)
    office.issue("nhon-trach", "ke-hoach")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return new_office(tmp_path, some_of_everything)


def look(office: Office) -> Report:
    return verify(office.database, office.store)


def faults(office: Office) -> list[tuple[str, str]]:
    return [(fault.code, fault.place) for fault in look(office).faults]


def codes(office: Office) -> set[str]:
    return {fault.code for fault in look(office).faults}


def sql(office: Office, *statements: str, foreign_keys: bool = True) -> None:
    with office.database.engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        raw.execute(f"PRAGMA foreign_keys={int(foreign_keys)}")
        for statement in statements:
            raw.execute(statement)
        raw.execute("PRAGMA foreign_keys=1")


def plan(office: Office) -> Document:
    """Document 01/KH-UBND of the commune."""
    with office.database.read() as session:
        return session.scalars(select(Document).where(Document.reference == "01/KH-UBND")).one()


def place_of(office: Office, id: str) -> str:
    return str(ocfl.object_path(id))


def test_a_sound_archive_is_found_sound_and_reserved_numbers_are_told(office: Office) -> None:
    told: list[tuple[int, int]] = []
    report = verify(office.database, office.store, lambda done, total: told.append((done, total)))
    assert report.ok
    assert [(finding.code, finding.place, finding.fault) for finding in report.findings] == [
        ("number_reserved", "number nhon-trach.2026.ke-hoach.3", False)
    ]
    assert report.findings == report.information
    assert report.counted["documents"] == 4
    assert report.counted["numbers"] == 6
    assert told[-1] == (told[-1][1], sum(report.counted.values()))
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_an_empty_archive_is_sound(tmp_path: Path) -> None:
    office = new_office(tmp_path)
    assert look(office).findings == []


def test_verify_changes_nothing(office: Office) -> None:
    def everything() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in office.store.root.rglob("*") if path.is_file()}

    office.store.path(object_id(plan(office).id), "document.pdf").write_bytes(b"forged")
    rows, files = office.rows(), everything()
    assert not look(office).ok
    assert (office.rows(), everything()) == (rows, files)


def test_changed_bytes_are_named(office: Office) -> None:
    id = object_id(plan(office).id)
    office.store.path(id, "document.pdf").write_bytes(b"%PDF-1.7 forged")
    report = look(office)
    assert faults(office) == [("file_changed", f"{place_of(office, id)}/v1/content/document.pdf")]
    assert report.faults[0].data == {"object_id": id, "file": "document.pdf"}


def test_one_flipped_bit_is_found(office: Office) -> None:
    path = office.store.path(object_id(plan(office).id), "document.docx")
    content = bytearray(path.read_bytes())
    content[1234] ^= 1
    path.write_bytes(content)
    assert codes(office) == {"file_changed"}


def test_a_missing_file_is_named(office: Office) -> None:
    id = object_id(plan(office).id)
    office.store.path(id, "values.json").unlink()
    assert faults(office) == [("file_missing", f"{place_of(office, id)}/v1/content/values.json")]


def test_a_missing_object_is_named(office: Office) -> None:
    document = plan(office)
    shutil.rmtree(office.store.root / place_of(office, object_id(document.id)))
    assert faults(office) == [("object_missing", "document 01/KH-UBND")]


def test_a_file_that_was_never_filed_is_named(office: Office) -> None:
    id = object_id(plan(office).id)
    (office.store.root / place_of(office, id) / "v1" / "content" / "extra.pdf").write_bytes(b"")
    assert faults(office) == [("file_unexpected", f"{place_of(office, id)}/v1/content/extra.pdf")]


def test_a_changed_inventory_is_named(office: Office) -> None:
    id = object_id(plan(office).id)
    inventory = office.store.root / place_of(office, id) / "inventory.json"
    inventory.write_text(inventory.read_text().replace("Ban hành", "Ban hanh"))
    assert faults(office) == [
        ("inventory_differs", f"{place_of(office, id)}/inventory.json"),
        ("inventory_changed", f"{place_of(office, id)}/inventory.json"),
    ]


def test_a_forger_who_mends_manifest_and_sidecars_is_found_by_row_and_metadata(office: Office) -> None:
    document = plan(office)
    folder = office.store.root / place_of(office, object_id(document.id))
    forged = ocfl.digests("document.pdf", b"%PDF-1.7 forged")
    (folder / "v1/content/document.pdf").write_bytes(b"%PDF-1.7 forged")
    old = next(file for file in document.files if file.name == "document.pdf")
    text_of = (folder / "inventory.json").read_text()
    mended = text_of.replace(old.sha512, forged.sha512).replace(old.sha256, forged.sha256).encode()
    for place in (folder, folder / "v1"):
        (place / "inventory.json").write_bytes(mended)
        (place / "inventory.json.sha512").write_bytes(ocfl.sidecar(mended))
    report = look(office)
    assert faults(office) == [("row_differs", "document 01/KH-UBND")]
    assert report.faults[0].data["fields"] == ["files", "metadata.json"]


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"id": "x"}'])
def test_an_unreadable_inventory_is_named(office: Office, damage: str) -> None:
    id = object_id(plan(office).id)
    (office.store.root / place_of(office, id) / "inventory.json").write_text(damage)
    assert faults(office) == [("object_unreadable", place_of(office, id))]


def test_an_object_in_a_wrong_place_is_named(office: Office) -> None:
    id = object_id(plan(office).id)
    there = office.store.root / place_of(office, id)
    wrong = there.with_name("f" * 64)
    shutil.copytree(there, wrong)
    assert faults(office) == [("object_misplaced", str(wrong.relative_to(office.store.root)))]


def test_strangers_in_the_storage_root_are_named(office: Office) -> None:
    (office.store.root / "aaa").mkdir()
    (office.store.root / "aaa" / "notes.txt").write_text("x")
    office.store.put("urn:x:unknown", {"a.json": b"{}"}, message="", user="", at=plan(office).issued_at)
    assert set(faults(office)) == {("object_unreadable", "aaa/notes.txt"), ("object_unknown", "urn:x:unknown")}


def test_an_orphan_object_is_named(office: Office) -> None:
    document = plan(office)
    sql(
        office,
        *(f"DELETE FROM {table} WHERE document_id = '{document.id}'" for table in ("to_index", "parties", "files")),
        f"DELETE FROM documents WHERE id = '{document.id}'",
        f"DELETE FROM numbers WHERE draft_id = '{document.id}'",
    )
    assert faults(office) == [
        ("object_without_row", "document 01/KH-UBND"),
        ("register_gap", "register nhon-trach.2026.ke-hoach"),
    ]


def test_an_issue_that_was_stopped_before_its_commit_waits_and_is_no_fault(office: Office) -> None:
    with office.database.read() as session:
        number = session.scalars(select(Number).where(Number.draft_id == "d" * 32)).one()
    office.put(*office.filing(number, "ke-hoach"))
    report = look(office)
    assert report.ok
    assert {finding.code for finding in report.information} == {"issue_unfinished", "number_reserved"}


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ("documents SET subject = 'Khác'", ["subject"]),
        ("documents SET text = '', signer_name = 'Khác'", ["signer_name", "text"]),
        ("documents SET details = '{}'", ["details"]),
        ("parties SET name = 'Khác'", ["parties"]),
        ("files SET sha256 = 'x' ", ["files"]),
    ],
)
def test_a_row_that_says_something_else_than_metadata_is_named(office: Office, change: str, fields: list[str]) -> None:
    key = "id" if change.startswith("documents") else "document_id"
    sql(office, f"UPDATE {change} WHERE {key} = '{plan(office).id}'")
    report = look(office)
    assert faults(office) == [("row_differs", "document 01/KH-UBND")]
    assert report.faults[0].data["fields"] == fields


def test_a_dropped_party_is_named(office: Office) -> None:
    sql(office, f"DELETE FROM parties WHERE document_id = '{plan(office).id}' AND role = 'signer'")
    assert faults(office) == [("row_differs", "document 01/KH-UBND")]


def test_a_number_without_document_and_a_document_without_number_are_named(office: Office) -> None:
    sql(office, f"UPDATE numbers SET draft_id = '{'e' * 32}' WHERE draft_id = '{plan(office).id}'")
    assert faults(office)[:2] == [
        ("number_without_document", "number nhon-trach.2026.ke-hoach.1"),
        ("document_without_number", "document 01/KH-UBND"),
    ]


@pytest.mark.parametrize("change", ["symbol = 'KH-ABC'", "dated = '2026-01-04'", "series = 'common'"])
def test_a_number_that_differs_from_its_document_is_named(office: Office, change: str) -> None:
    sql(office, f"UPDATE numbers SET {change} WHERE draft_id = '{plan(office).id}'")
    assert ("number_differs", "number nhon-trach.2026.ke-hoach.1") in faults(office)


def test_a_gap_in_a_register_is_named(office: Office) -> None:
    sql(office, "UPDATE numbers SET number = 9 WHERE id = 'nhon-trach.2026.ke-hoach.3'")
    report = look(office)
    assert faults(office) == [("register_gap", "register nhon-trach.2026.ke-hoach")] * 2
    assert [fault.data for fault in report.faults] == [{"from": 3, "to": 3}, {"from": 5, "to": 8}]


def test_a_gap_at_the_first_number_is_named(office: Office) -> None:
    sql(office, "UPDATE registers SET first_number = 40 WHERE id = 'nhon-trach.2026.quyet-dinh'")
    assert set(faults(office)) == {
        ("register_gap", "register nhon-trach.2026.quyet-dinh"),
        ("row_differs", "fact:registers:nhon-trach.2026.quyet-dinh"),
    }
    sql(office, "UPDATE registers SET first_number = 42 WHERE id = 'nhon-trach.2026.quyet-dinh'")
    assert "number_below_first" in codes(office)


def test_dates_that_run_backwards_are_named(office: Office) -> None:
    sql(office, "UPDATE numbers SET dated = '2026-01-04' WHERE id = 'nhon-trach.2026.ke-hoach.3'")
    assert faults(office) == [("date_backwards", "register nhon-trach.2026.ke-hoach")]


def test_a_void_without_its_fact_is_named(office: Office) -> None:
    fact = "fact:numbers:nhon-trach.2026.ke-hoach.2"
    shutil.rmtree(office.store.root / place_of(office, fact))
    assert faults(office) == [("fact_missing", fact)]


def test_a_void_taken_back_in_the_rows_is_named(office: Office) -> None:
    sql(office, "UPDATE numbers SET state = 'reserved', reason = '' WHERE id = 'nhon-trach.2026.ke-hoach.2'")
    assert faults(office) == [("row_differs", "fact:numbers:nhon-trach.2026.ke-hoach.2")]


@pytest.mark.parametrize(
    ("fact", "change"),
    [
        ("fact:agencies:so-noi-vu", "agencies SET code = 'X' WHERE id = 'so-noi-vu'"),
        ("fact:agency_names:so-noi-vu/2025-07-01", "agency_names SET place = 'X' WHERE agency_id = 'so-noi-vu'"),
        ("fact:series_patterns:so-noi-vu/2025", "series_patterns SET pattern = 'kind' WHERE agency_id = 'so-noi-vu'"),
    ],
)
def test_a_fact_and_its_row_must_agree(office: Office, fact: str, change: str) -> None:
    sql(office, f"UPDATE {change}")
    assert faults(office) == [("row_differs", fact)]
    shutil.rmtree(office.store.root / place_of(office, fact))
    assert faults(office) == [("fact_missing", fact)]


def test_a_fact_without_row_is_named(office: Office) -> None:
    with pytest.raises(ZeroDivisionError), office.database.write() as session:
        naming = {key: SO_NOI_VU[key] for key in ("superior", "name", "full_name", "abbreviation", "place")}
        day = date(2027, 1, 1)
        rename_agency(session, office.store, agency_id="so-noi-vu", valid_from=day, actor="x", **naming)
        _ = 1 / 0
    assert faults(office) == [("fact_without_row", "fact:agency_names:so-noi-vu/2027-01-01")]


def test_a_fact_of_another_row_is_named(office: Office) -> None:
    fact = "fact:agencies:so-noi-vu"
    said = json.loads(office.store.read(fact, "fact.json"))
    said["row"]["id"] = "nhon-trach"
    content = {"fact.json": ocfl.plain_json(said)}
    office.store.add_version(fact, content, message="", user="", at=plan(office).issued_at)
    assert faults(office) == [("object_unreadable", fact)]


def test_a_dropped_last_event_is_found_head_and_all(office: Office) -> None:
    """Whoever mends the head as well is betrayed by the document whose issue nobody tells."""
    with office.database.read() as session:
        last = session.scalars(select(Event).order_by(Event.seq.desc()).limit(1)).one()
        assert last.name == "document.issued"
    sql(
        office,
        *DROP_TRIGGERS,
        f"DELETE FROM events WHERE seq = {last.seq}",
        f"UPDATE events_head SET seq = {last.seq - 1}, digest = '{last.previous}'",
    )
    assert faults(office) == [("event_lacking", "document 04/KH-UBND")]


def test_a_journal_emptied_head_and_all_is_found(office: Office) -> None:
    sql(office, *DROP_TRIGGERS, "DELETE FROM events", "UPDATE events_head SET seq = 0, digest = ''")
    lacking = [place for code, place in faults(office) if code == "event_lacking"]
    assert len(lacking) >= 10


def test_a_changed_event_is_named(office: Office) -> None:
    sql(office, *DROP_TRIGGERS, "UPDATE events SET actor = 'Người khác' WHERE name = 'document.issued'")
    assert codes(office) == {"event_changed"}
    with office.database.read() as session:
        assert session.get(EventsHead, 1).seq > 0
        assert session.scalar(text("SELECT count(*) FROM events WHERE actor = 'Người khác'")) == 4

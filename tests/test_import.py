"""★ The path of an old document: brought, opened, read, reviewed, filed, found; stopped at any point it goes on."""

import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from archive.documents import Document
from archive.events import Event, events_of
from archive.filing import object_id
from archive.numbers import Number
from archive.verify import verify
from doc_templates.form import load_forms, sample_document
from doc_templates.pdf import PdfPool
from index.engine import Filters
from service import drafts, evidence, import_, search
from service.documents import document_of, signatures_of
from service.errors import BadInput, ImportIncomplete, ImportState, NotFound
from service.imports import bring, control, review, worker
from service.imports.rows import ImportFile, ImportRun, counts, folder_of, run_of
from service.issue import issue
from service.parts import Parts
from tests.conftest import PLAN, actor
from tests.scanned_paper import as_pdf, sheets
from tests.signed_forms import prepared, sealed, signed

pytestmark = pytest.mark.slow

FORMS = load_forms()


@pytest.fixture(scope="session")
def old_files(pdf_pool: PdfPool) -> dict[str, bytes]:
    """A decision as .docx, a letter as PDF, the same letter scanned, and files that are none."""
    decision, letter = sample_document(FORMS["quyet-dinh"]), sample_document(FORMS["cong-van"])
    pdf = pdf_pool.convert(letter)
    return {
        "1998/quyet dinh khen thuong.docx": decision,
        "1998/cong van.pdf": pdf,
        "1998/ban chup/scan0001.pdf": as_pdf(sheets(pdf)),
        "1998/quyet dinh khen thuong (1).docx": decision,
        "hong.pdf": b"%PDF-1.4 and then nothing",
        "anh.xlsx": b"no document at all",
        "trong.doc": b"",
        "Thumbs.db": b"of Windows",
    }


def folder(at: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (at / name).parent.mkdir(parents=True, exist_ok=True)
        (at / name).write_bytes(content)
    return at


def run_from(office: Parts, place: Path, **more: Any) -> ImportRun:
    return bring.begin(office, actor(office, "vanthu"), "Kho 1998", "folder", place=str(place), **more)


def files_of(office: Parts, run: ImportRun) -> dict[str, ImportFile]:
    with office.db.read() as session:
        rows = session.scalars(select(ImportFile).where(ImportFile.run_id == run.id).order_by(ImportFile.place))
        return {row.name: row for row in rows}


def states(office: Parts, run: ImportRun) -> dict[str, tuple[str, str]]:
    return {name: (row.state, row.problem) for name, row in files_of(office, run).items()}


def finished(office: Parts, *, days: int = 1) -> Parts:
    """Whatever is to be done is done, also what waits for its half minute."""
    later = office.now() + timedelta(days=days)
    office = replace(office, now=lambda: later)
    assert worker.work(office)
    while search.index_waiting(office):
        pass
    return office


def test_a_folder_is_opened_read_reviewed_filed_and_found(
    office: Parts, tmp_path: Path, old_files: dict[str, bytes]
) -> None:
    clerk = actor(office, "vanthu")
    run = run_from(office, folder(tmp_path / "kho", old_files))
    assert worker.work(office)
    assert states(office, run) == {
        "1998/ban chup/scan0001.pdf": ("review", ""),
        "1998/cong van.pdf": ("review", ""),
        "1998/quyet dinh khen thuong (1).docx": ("review", ""),
        "1998/quyet dinh khen thuong.docx": ("duplicate", ""),
        "anh.xlsx": ("unreadable", "not_a_document"),
        "hong.pdf": ("unreadable", "damaged"),
        "trong.doc": ("unreadable", "empty"),
    }
    assert run_of(office, clerk, run.id).state == "done"
    files = files_of(office, run)
    decision, letter = files["1998/quyet dinh khen thuong (1).docx"], files["1998/cong van.pdf"]
    assert files["1998/quyet dinh khen thuong.docx"].twins[0]["id"] == decision.id
    assert decision.read["kind"]["value"] == "quyet-dinh" and decision.read["dated"]["value"] == "2026-02-03"
    scan = files["1998/ban chup/scan0001.pdf"]
    assert [(twin["of"], twin["why"]) for twin in letter.twins + scan.twins] == [("file", "text")]
    review.correct(office, clerk, decision.id, {"subject": "Khen thưởng năm 1998", "dated": "17/03/1998"})
    review.accept(office, clerk, decision.id)
    office = finished(office)
    with office.db.read() as session:
        document = session.get_one(Document, decision.id)
        assert session.scalars(select(Number)).all() == []
        assert [event.name for event in events_of(session, document.id)] == ["document.imported"]
    assert (document.origin, document.year, document.subject) == ("imported", 1998, "Khen thưởng năm 1998")
    said = document.details["read"]["subject"]
    assert said["corrected"]["by"] == clerk.name and said["value"] != "Khen thưởng năm 1998"
    name = object_id(document.id)
    assert office.store.read(name, "original.docx") == old_files["1998/quyet dinh khen thuong.docx"]
    assert office.store.read(name, "document.pdf").startswith(b"%PDF-")
    assert not folder_of(office, decision.id).exists()
    found = search.search(office, clerk, "khen thưởng năm 1998", Filters(agency_id=clerk.agency_id))
    assert [hit.id for hit in found.hits] == [document.id]
    assert verify(office.db, office.store).findings == []


def uploaded(office: Parts, files: dict[str, bytes], **more: Any) -> ImportRun:
    clerk = actor(office, "vanthu")
    run = bring.begin(office, clerk, "Gửi lên", "upload", **more)
    for name, content in files.items():
        bring.add(office, clerk, run.id, name, io.BytesIO(content))
    return bring.close(office, clerk, run.id)


@pytest.fixture
def reviewed(office: Parts, old_files: dict[str, bytes]) -> tuple[Parts, ImportFile]:
    """An office with one decision that waits for review."""
    run = uploaded(office, {"a/quyet dinh.docx": old_files["1998/quyet dinh khen thuong.docx"]})
    assert worker.work(office)
    return office, next(iter(files_of(office, run).values()))


def test_what_is_sent_twice_is_brought_once_and_names_lead_nowhere(office: Parts) -> None:
    clerk = actor(office, "vanthu")
    run = bring.begin(office, clerk, "Gửi lên", "upload")
    evil = "..\\../../etc/\u202epasswd\0" + "x" * 1200 + ".pdf"
    for name in ("a.pdf", "a.pdf", evil, "Thumbs.db", "~$a.docx"):
        bring.add(office, clerk, run.id, name, io.BytesIO(b"%PDF-"))
    with pytest.raises(BadInput):
        bring.add(office, clerk, run.id, "../..", io.BytesIO(b"x"))
    names = list(files_of(office, run))
    assert names[0] == "a.pdf" and len(names) == 2
    assert names[1].startswith("etc/passwdxxx") and len(names[1]) <= 1000
    bring.close(office, clerk, run.id)
    with pytest.raises(ImportState):
        bring.add(office, clerk, run.id, "b.pdf", io.BytesIO(b"%PDF-"))


def test_another_office_sees_none_of_it(office: Parts) -> None:
    run = uploaded(office, {"a.pdf": b"%PDF-"})
    stranger = replace(actor(office, "vanthu"), agency_id="another")
    file = files_of(office, run)["a.pdf"]
    for asked in (
        lambda: run_of(office, stranger, run.id),
        lambda: review.accept(office, stranger, file.id),
        lambda: review.drop(office, stranger, file.id),
        lambda: control.cancel(office, stranger, run.id),
        lambda: bring.add(office, stranger, run.id, "x", io.BytesIO(b"x")),
    ):
        with pytest.raises(NotFound):
            asked()


def test_paused_nothing_is_opened_resumed_it_goes_on_cancelled_it_ends(office: Parts) -> None:
    clerk = actor(office, "vanthu")
    run = uploaded(office, {"a.pdf": b"", "b.pdf": b"", "c.pdf": b""})
    control.pause(office, clerk, run.id)
    assert worker.work(office)
    assert {state for state, _ in states(office, run).values()} == {"waiting"}
    control.resume(office, clerk, run.id)
    assert worker.work(office)
    assert states(office, run)["c.pdf"] == ("unreadable", "empty")
    with pytest.raises(ImportState):
        control.cancel(office, clerk, run.id)
    other = uploaded(office, {"a.pdf": b"", "b.pdf": b""})
    control.cancel(office, clerk, other.id)
    assert worker.work(office)
    with office.db.read() as session:
        assert counts(session, other.id) == {"cancelled": 2}


def test_an_acceptance_can_be_taken_back_until_it_is_filed(reviewed: tuple[Parts, ImportFile]) -> None:
    office, file = reviewed
    clerk = actor(office, "vanthu")
    review.accept(office, clerk, file.id)
    assert review.undo(office, clerk, file_id=file.id) == 1
    office = finished(office)
    assert office.store.has(object_id(file.id)) is False
    review.accept(office, clerk, file.id, wait=timedelta(0))
    office = finished(office)
    assert review.undo(office, clerk, file_id=file.id) == 0
    with office.db.read() as session:
        assert session.get_one(ImportFile, file.id).state == "filed"


def test_what_is_needed_for_filing_is_asked_for(reviewed: tuple[Parts, ImportFile]) -> None:
    office, file = reviewed
    clerk = actor(office, "vanthu")
    with pytest.raises(BadInput):
        review.correct(office, clerk, file.id, {"dated": "31/02/1998"})
    review.correct(office, clerk, file.id, {"dated": "", "number": "", "symbol": ""})
    with pytest.raises(ImportIncomplete) as refused:
        review.accept(office, clerk, file.id)
    assert refused.value.data["fields"] == ["dated"]
    review.correct(office, clerk, file.id, {"dated": "1998"})
    review.accept(office, clerk, file.id, wait=timedelta(0))
    office = finished(office)
    with office.db.read() as session:
        document = session.get_one(Document, file.id)
    assert (document.reference, document.number, document.year) == ("không số", 0, 1998)
    assert document.details["dated"] == "1998"


def test_certain_ones_are_accepted_together_and_only_as_many_as_were_shown(
    reviewed: tuple[Parts, ImportFile],
) -> None:
    office, file = reviewed
    clerk = actor(office, "vanthu")
    said = {"kind": "quyet-dinh", "number": "15", "symbol": "QĐ-UB", "issuer": "UBND huyện", "subject": "Khen thưởng"}
    assert review.correct(office, clerk, file.id, {**said, "dated": "17/3/1998"}).certain
    with pytest.raises(ImportState) as refused:
        review.accept_certain(office, clerk, file.run_id, 0)
    assert refused.value.data["count"] == 1
    assert review.accept_certain(office, clerk, file.run_id, 1) == 1
    assert review.undo(office, clerk, run_id=file.run_id) == 1


def test_the_same_number_and_year_of_ours_is_offered_and_both_may_stand(office: Parts, pdf_pool: PdfPool) -> None:
    draft = drafts.create(office, actor(office, "soanthao"), "ke-hoach", PLAN)
    ours = issue(office, actor(office, "vanthu"), draft.id)
    run = uploaded(office, {"ban word.docx": office.store.read(object_id(ours.id), "document.docx")})
    assert worker.work(office)
    assert states(office, run)["ban word.docx"] == ("duplicate", "")
    rewritten = pdf_pool.convert(office.store.read(object_id(ours.id), "document.docx"), title="another file")
    run = uploaded(office, {"ban pdf.pdf": rewritten})
    assert worker.work(office)
    file = files_of(office, run)["ban pdf.pdf"]
    assert [twin["id"] for twin in file.twins] == [ours.id] and not file.certain
    clerk = actor(office, "vanthu")
    with pytest.raises(NotFound):
        review.join(office, clerk, file.id, ours.id)
    review.is_another(office, clerk, file.id)
    review.accept(office, clerk, file.id, wait=timedelta(0))
    office = finished(office)
    assert verify(office.db, office.store).findings == []


def test_another_original_of_the_same_document_is_laid_beside_it(
    reviewed: tuple[Parts, ImportFile], pdf_pool: PdfPool, old_files: dict[str, bytes]
) -> None:
    office, file = reviewed
    clerk = actor(office, "vanthu")
    review.accept(office, clerk, file.id, wait=timedelta(0))
    office = finished(office)
    pdf = pdf_pool.convert(old_files["1998/quyet dinh khen thuong.docx"])
    run = uploaded(office, {"quyet dinh.pdf": pdf})
    office = finished(office, days=2)
    other = files_of(office, run)["quyet dinh.pdf"]
    assert [(twin["id"], twin["of"]) for twin in other.twins] == [(file.id, "document")]
    review.join(office, clerk, other.id, file.id)
    with office.db.read() as session:
        document = session.get_one(Document, file.id)
        assert session.get_one(ImportFile, other.id).state == "joined"
    assert office.store.read(object_id(document.id), "original-2.pdf") == pdf
    assert document.details["other_originals"][0]["name"] == "quyet dinh.pdf"
    assert verify(office.db, office.store).findings == []


def test_a_mark_of_secrecy_is_refused_and_nothing_is_kept(office: Parts, pdf_pool: PdfPool) -> None:
    text = sample_document(FORMS["cong-van"])
    secret = stamped(text)
    run = uploaded(office, {"mat.docx": secret})
    assert worker.work(office)
    file = files_of(office, run)["mat.docx"]
    assert (file.state, file.problem, file.read) == ("refused", "secret", {})
    assert not folder_of(office, file.id).exists()
    offline = replace(office, config=replace(office.config, offline=True))
    run = uploaded(offline, {"mat.docx": secret})
    assert worker.work(offline)
    assert files_of(offline, run)["mat.docx"].state == "review"


def stamped(docx: bytes) -> bytes:
    """The document with the stamp "MẬT" as its first paragraph."""
    from docx import Document as Word

    word, out = Word(io.BytesIO(docx)), io.BytesIO()
    word.paragraphs[0].insert_paragraph_before("MẬT") if word.paragraphs else word.add_paragraph("MẬT")
    word.save(out)
    return out.getvalue()


def test_killed_twice_in_the_middle_nothing_is_lost_or_doubled(office: Parts, old_files: dict[str, bytes]) -> None:
    """The worker is a process of its own, killed (-9) while it opens and again while it files."""
    clerk = actor(office, "vanthu")
    pdf = old_files["1998/cong van.pdf"]
    run = uploaded(office, {f"{at:02}.pdf": pdf + f"\n%{at}".encode() for at in range(6)})
    _killed_when(office, run, "review", 2)
    _killed_when(office, run, "review", 4)
    assert worker.work(office)
    with office.db.read() as session:
        assert counts(session, run.id) == {"review": 6}
    for file in files_of(office, run).values():
        review.accept(office, clerk, file.id, wait=timedelta(0))
    _killed_when(office, run, "filed", 1)
    _killed_when(office, run, "filed", 3)
    office = finished(office)
    with office.db.read() as session:
        assert counts(session, run.id) == {"filed": 6}
        assert len(session.scalars(select(Document)).all()) == 6
        told = session.scalars(select(Event.document_id).where(Event.name == "document.imported")).all()
    assert sorted(told) == sorted(file.id for file in files_of(office, run).values())
    assert verify(office.db, office.store).findings == []


def _killed_when(office: Parts, run: ImportRun, state: str, many: int) -> None:
    environment = {**os.environ, "DATA_DIR": str(office.config.data_dir), "SECRET_KEY": office.config.secret_key}
    child = subprocess.Popen([sys.executable, "-m", "service.imports.worker"], env=environment, start_new_session=True)
    while child.poll() is None:
        with office.db.read() as session:
            if counts(session, run.id).get(state, 0) >= many:
                break
        time.sleep(0.01)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def test_stopped_between_filing_and_recording_it_is_recorded_as_it_was_filed(
    reviewed: tuple[Parts, ImportFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    office, file = reviewed
    clerk = actor(office, "vanthu")
    review.accept(office, clerk, file.id, wait=timedelta(0))
    with monkeypatch.context() as stopped:
        stopped.setattr(import_, "file_history", _stop)
        with pytest.raises(KeyboardInterrupt):
            import_.file_away(office, file.id)
    report = verify(office.db, office.store)
    assert report.ok and [finding.code for finding in report.findings] == ["import_unfinished"]
    for _ in range(2):
        document = import_.file_away(office, file.id)
        assert document is not None and document.id == file.id
    assert verify(office.db, office.store).findings == []


def _stop(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_a_file_at_which_the_worker_always_ends_is_named_and_the_others_go_on(office: Parts) -> None:
    run = uploaded(office, {"a.pdf": b"", "b.pdf": b""})
    with office.db.write() as session:
        session.get_one(ImportFile, files_of(office, run)["a.pdf"].id).attempts = import_.ATTEMPTS
    assert worker.work(office)
    assert states(office, run) == {"a.pdf": ("unreadable", "failed"), "b.pdf": ("unreadable", "empty")}


def test_a_file_that_left_its_folder_meanwhile_is_told(office: Parts, tmp_path: Path) -> None:
    place = folder(tmp_path / "kho", {"a.pdf": b"%PDF-", "b.pdf": b"", "c/d.pdf": b""})
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(b"%PDF-1.7")
    (place / "link.pdf").symlink_to(secret)
    run = run_from(office, place)
    worker.gather(office, run)
    (place / "a.pdf").unlink()
    (place / "b.pdf").unlink()
    (place / "b.pdf").symlink_to(secret)
    assert worker.work(office)
    assert states(office, run) == {
        "a.pdf": ("unreadable", "gone"),
        "b.pdf": ("unreadable", "gone"),
        "c/d.pdf": ("unreadable", "empty"),
    }


def test_archives_are_unpacked_where_they_lie_and_what_is_hostile_in_them_is_named(
    office: Parts, tmp_path: Path
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.pdf", b"")
        archive.writestr("../../etc/passwd.pdf", b"%PDF-")
        archive.writestr("phinh.pdf", b"0" * (64 << 20))
        archive.writestr("__MACOSX/._a.pdf", b"x")
    expected = {"a.pdf": "empty", "phinh.pdf": "bomb"}
    run = run_from(office, folder(tmp_path / "kho", {"1998/nen.zip": packed.getvalue(), "b.pdf": b""}))
    assert worker.work(office)
    told = {name: problem for name, (_, problem) in states(office, run).items()}
    assert {name: told[f"1998/nen.zip/{name}"] for name in expected} == expected
    assert told["b.pdf"] == "empty" and "unsafe_name" in told.values() and len(told) == 4
    sent = uploaded(office, {"mot.zip": packed.getvalue(), "hai.zip": packed.getvalue(), "c.pdf": b""})
    assert worker.work(office)
    assert len(states(office, sent)) == 7
    assert not list((office.config.data_dir / "imports").rglob("*.zip"))


def test_a_signed_pdf_is_shown_as_it_is_its_signatures_judged_on_entry_and_kept(
    office: Parts, pdf_pool: PdfPool
) -> None:
    whole = sealed(signed(prepared(pdf_pool, FORMS["quyet-dinh"])))
    run = uploaded(office, {"nguyen ven.pdf": whole, "bi sua.pdf": whole.replace(b"/Rect", b"/rect", 1)})
    assert worker.work(office)
    files = files_of(office, run)
    assert [one["state"] for one in files["nguyen ven.pdf"].signatures] == ["unknown_signer"] * 2
    assert "broken" in {one["state"] for one in files["bi sua.pdf"].signatures} and not files["bi sua.pdf"].certain
    clerk, file = actor(office, "vanthu"), files["nguyen ven.pdf"]
    review.is_another(office, clerk, file.id)
    review.accept(office, clerk, file.id, wait=timedelta(0))
    office = finished(office)
    name = object_id(file.id)
    assert office.store.read(name, "document.pdf") == office.store.read(name, "original.pdf") == whole
    document = document_of(office, clerk, file.id)
    assert [one["state"] for one in document.details["imported"]["signatures"]] == ["unknown_signer"] * 2
    assert [one.state for one in signatures_of(office, document)] == ["unknown_signer"] * 2
    evidence.note_new(office)
    with office.db.read() as session:
        assert session.get(evidence.Evidence, file.id) is None
    assert verify(office.db, office.store).findings == []


def test_names_that_no_row_can_hold_come_along_and_again_is_not_twice(office: Parts, tmp_path: Path) -> None:
    place = folder(tmp_path / "kho", {"a.pdf": b""})
    for name in (b"c\xf4ng v\xa8n.pdf", b"c\xf4ng v\xa9n.pdf"):
        Path(os.fsdecode(os.fsencode(place) + b"/" + name)).write_bytes(b"%PDF-")
    run = run_from(office, place)
    worker.gather(office, run)
    worker.gather(office, run)
    assert worker.work(office)
    told = states(office, run)
    one, other = told[r"c\xf4ng v\xa8n.pdf"], told[r"c\xf4ng v\xa9n.pdf"]  # the same bytes; two are opened at a time
    assert {one, other} == {("unreadable", "damaged"), ("duplicate", "")}
    assert set(told) == {"a.pdf", r"c\xf4ng v\xa8n.pdf", r"c\xf4ng v\xa9n.pdf"}
    assert not list((office.config.data_dir / "imports").glob("*/*"))

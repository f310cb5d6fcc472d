"""Certified copies through the real path: on paper with the block, electronic with the agency's signature, extracts."""

import io
import unicodedata
from pathlib import Path

import pypdfium2
import pytest
from flask.testing import FlaskClient

from archive.events import events_of
from archive.filing import object_id
from archive.later import file_later
from archive.records import Document
from archive.verify import verify
from doc_templates.copies import blocks, kept_words
from doc_templates.copy_pages import copied_pages, with_block
from doc_templates.copy_rules import possible
from doc_templates.form import sample_document
from doc_templates.page_images import page_text
from doc_templates.pdf_facts import read_back
from service import copies, drafts, registers, signing_desk
from service.copies import begin, copies_made, open_copies
from service.copy import copy
from service.errors import (
    BadInput,
    CopyFrozen,
    CopyNotAllowed,
    KeyMissing,
    NotInText,
    NotReady,
    ScanNeeded,
    ScanTooPoor,
    WrongPin,
)
from service.issue import issue
from service.parts import Parts
from service.signing.validate import validate
from tests import signing_ca
from tests.api_office import Software, problem
from tests.api_office import token as token_for
from tests.conftest import NOON, PLAN, actor
from tests.judges import vera
from tests.signed_office import PIN, give_keys, submitted
from tests.test_access import csrf, log_in

pytestmark = pytest.mark.slow

PLACES = ["Phòng Văn hóa - Xã hội", "Lưu trữ lịch sử tỉnh"]
WISH: dict[str, object] = {"signer": "1", "recipients": PLACES, "kept_at": "VT"}
EXCERPT = "I. MỤC ĐÍCH\n1. Mục đích\n…\n- Kịp thời."


def signed_plan(office: Parts) -> Document:
    give_keys(office)
    draft = submitted(office)
    signing_desk.sign(office, actor(office, "lanhdao"), draft.id, PIN)
    return issue(office, actor(office, "vanthu"), draft.id, pin=PIN)


def paper_plan(office: Parts) -> Document:
    draft = drafts.create(office, actor(office, "soanthao"), "ke-hoach", PLAN)
    return issue(office, actor(office, "vanthu"), draft.id)


def scan(office: Parts, document: Document, dpi: int = 200) -> Document:
    """Its paper, seen by a scanner in colour, as a later version of the record."""
    pages = pypdfium2.PdfDocument(office.store.read(object_id(document.id), "document.pdf"))
    pictures = [page.render(scale=100 / 72).to_pil() for page in pages]
    pictures[0].save(buffer := io.BytesIO(), "PDF", resolution=100, save_all=True, append_images=pictures[1:])
    told = {"pages": len(pictures), "dpi": dpi, "colour": True, "similarity": 99, "by": "Lê Thị Văn Thư"}
    with office.db.write() as session:
        return file_later(
            session, office.store, document.id, "document.scanned", files={"scan.pdf": buffer.getvalue()},
            details={"scan": told}, actor="Lê Thị Văn Thư", at=NOON,
        )  # fmt: skip


def made(office: Parts, original: Document, kind: str, medium: str, pin: str = "", **more: object) -> Document:
    clerk = actor(office, "vanthu")
    return copy(office, clerk, begin(office, clerk, original.id, kind, medium, WISH | more).id, pin=pin)


def pdf_of(office: Parts, document: Document) -> bytes:
    return office.store.read(object_id(document.id), "document.pdf")


def test_the_directions_of_the_decree() -> None:
    """Điều 25, read by a person: sao y has three, sao lục three of a sao y, trích sao four."""
    electronic = {(rule.kind, medium) for rule, medium in possible("", "electronic")}
    paper = {(rule.kind, medium) for rule, medium in possible("", "paper")}
    assert electronic == {("ban-sao-y", "paper"), ("ban-trich-sao", "paper"), ("ban-trich-sao", "electronic")}
    assert paper == electronic | {("ban-sao-y", "electronic")}
    assert {(rule.kind, medium) for rule, medium in possible("ban-sao-y", "electronic")} == {("ban-sao-luc", "paper")}
    assert len(possible("ban-sao-y", "paper")) == 2
    assert possible("ban-sao-luc", "paper") == possible("ban-trich-sao", "electronic") == []


def test_words_of_an_extract() -> None:
    """Word for word and in order; blanks and the tone marks' encoding do not matter, a line of dots is a gap."""
    body = "Điều 1. Khen thưởng\na) Tập thể.\nb) Cá nhân.\nĐiều 2. Kinh phí\na) Tập thể."
    for kept in ("Điều 2. Kinh phí", "…\nb)  Cá nhân.\n...", unicodedata.normalize("NFD", "Điều 1. Khen thưởng"), "…"):
        assert kept_words(kept, body) is None
    assert kept_words("Điều 1. Khen thưởng\nb) Cá nhân", body) == "b) Cá nhân"
    assert kept_words("b) Cá nhân.\nĐiều 1. Khen thưởng", body) == "Điều 1. Khen thưởng"


def test_a_block_without_room_gets_a_sheet_of_its_own(office: Parts) -> None:
    block = office.pdf.convert(sample_document(blocks()["ban-sao-y"]), title="x")
    shown = {}
    for name in ("giay-gioi-thieu", "thong-bao"):
        pdf = office.pdf.convert(sample_document(office.forms[name]), title="x")
        made_of = with_block(copied_pages(pdf, title="Bản sao"), block)
        shown[name] = [page_text(made_of, page) for page in range(1, read_back(made_of).pages + 1)]
    (one,), (first, second) = shown["giay-gioi-thieu"], shown["thong-bao"]
    assert "GIẤY GIỚI THIỆU" in one and "SAO Y" in one
    assert "SAO Y" not in first and "SAO Y" in second and "THÔNG BÁO" not in second


def test_of_a_signed_file(office: Parts, tmp_path: Path) -> None:
    """On paper, and extracts on paper and electronic: one register, the block, the line, the original untouched."""
    original = signed_plan(office)
    before = office.store.stored(object_id(original.id))
    whole = made(office, original, "ban-sao-y", "paper")
    part = made(office, original, "ban-trich-sao", "paper", excerpt=EXCERPT)
    sealed = made(office, original, "ban-trich-sao", "electronic", pin=PIN, excerpt=EXCERPT)
    pages = made(office, original, "ban-trich-sao", "electronic", pin=PIN, pages=[1])
    references = [each.reference for each in (whole, part, sealed, pages)]
    assert references == ["01/SY-UBND", "02/TrS-UBND", "03/TrS-UBND", "04/TrS-UBND"]
    assert {each.series for each in (whole, part)} == {"ban-sao"}
    assert office.store.stored(object_id(original.id)) == before

    words = page_text(pdf_of(office, whole), 1)
    for shown in ("SAO Y", "Số: 01/SY-UBND", "Tân Hòa, ngày 05 tháng 01 năm 2026", "- Lưu trữ lịch sử tỉnh;"):
        assert shown in words
    assert words.index("Trần Văn Lãnh") < words.index("SAO Y") < words.rindex("Trần Văn Lãnh")
    assert not validate(pdf_of(office, whole)).signatures and b"/ByteRange" not in pdf_of(office, whole)
    extract = page_text(pdf_of(office, part), 1)
    assert "Đẩy mạnh phong trào" not in extract and "- Kịp thời" in extract
    assert "Số: 01/KH-UBND" in extract and "TRÍCH SAO" in extract and "02/TrS-UBND" in extract
    for each in (sealed, pages):
        first = page_text(pdf_of(office, each), 1)
        assert "TRÍCH SAO; Ủy ban nhân dân xã Tân Hòa; 05/01/2026; 12:00:00 +07:00" in first
        (found,) = validate(pdf_of(office, each), signing_ca.trust(), at=NOON).signatures
        assert (found.field, found.signer, found.state, found.after) == (
            "DauCoQuan", "UBND xã Tân Hòa", "valid", "nothing",
        )  # fmt: skip
    assert all(read_back(pdf_of(office, each)).pdfa == "2B" for each in (whole, part, sealed, pages))

    clerk = actor(office, "vanthu")
    assert [each.id for each in copies_made(office, clerk, original.id)] == [whole.id, part.id, sealed.id, pages.id]
    with office.db.read() as session:
        told = [each.details["reference"] for each in events_of(session, original.id) if each.name == "document.copied"]
    assert told == references
    assert next(line.subject for line in registers.book(office, clerk, 2026, "ban-sao")).startswith(
        "Kế hoạch số 01/KH-UBND ngày 05/01/2026: Công tác thi đua"
    )
    assert verify(office.db, office.store).ok


def test_of_signed_paper(office: Parts) -> None:
    """Its scan is what is copied: electronic with the line alone, on paper with the block; then sao lục of both."""
    give_keys(office)
    original = paper_plan(office)
    with pytest.raises(ScanNeeded):
        made(office, original, "ban-sao-y", "paper")
    original = scan(office, original, dpi=150)
    with pytest.raises(ScanTooPoor):
        made(office, original, "ban-sao-y", "electronic", pin=PIN)
    original = scan(office, original)
    electronic = made(office, original, "ban-sao-y", "electronic", pin=PIN)
    line = "SAO Y; Ủy ban nhân dân xã Tân Hòa; 05/01/2026; 12:00:00 +07:00"
    assert page_text(pdf_of(office, electronic), 1).strip() == line
    (found,) = validate(pdf_of(office, electronic), signing_ca.trust(), at=NOON).signatures
    assert found.state == "valid"
    paper = made(office, original, "ban-sao-y", "paper")
    assert "SAO Y" in page_text(pdf_of(office, paper), 1)  # the block stands on the same sheet as the scan
    again = made(office, electronic, "ban-sao-luc", "paper")
    assert again.reference == "03/SL-UBND" and again.details["copy_of"] == electronic.id
    assert line in page_text(pdf_of(office, again), 1) and "SAO LỤC" in page_text(pdf_of(office, again), 1)
    with pytest.raises(ScanNeeded):
        made(office, paper, "ban-sao-luc", "electronic", pin=PIN)
    twice = made(office, scan(office, paper), "ban-sao-luc", "electronic", pin=PIN)
    assert "SAO LỤC; Ủy ban" in page_text(pdf_of(office, twice), 1)
    assert verify(office.db, office.store).ok


def test_what_is_refused(office: Parts) -> None:
    original = signed_plan(office)
    clerk = actor(office, "vanthu")
    for kind, medium in (("ban-sao-y", "electronic"), ("ban-sao-luc", "paper"), ("ban-sao", "paper")):
        with pytest.raises(CopyNotAllowed):
            begin(office, clerk, original.id, kind, medium, WISH)
    for wrong in ({"excerpt": "1. Mục đích\nĐẩy mạnh phong trào"}, {"excerpt": "- Kịp thời.\nI. MỤC ĐÍCH"}):
        with pytest.raises(NotInText):
            begin(office, clerk, original.id, "ban-trich-sao", "paper", WISH | wrong)
    for bad in ({}, {"pages": [2]}, {"pages": [0]}, {"pages": [1], "excerpt": EXCERPT}):
        with pytest.raises(BadInput):
            begin(office, clerk, original.id, "ban-trich-sao", "paper", WISH | bad)
    with pytest.raises(NotReady):
        made(office, original, "ban-sao-y", "paper", signer="99")
    with pytest.raises(WrongPin):
        made(office, original, "ban-trich-sao", "electronic", pin="khong-dung", pages=[1])
    assert registers.book(office, clerk, 2026, "ban-sao") == []  # none of them cost a number
    for each in open_copies(office, clerk, original.id):
        copies.drop(office, clerk, each.id)
    waits = begin(office, clerk, original.id, "ban-sao-y", "paper", WISH)
    with office.db.write() as session:
        file_later(
            session, office.store, original.id, "document.recalled", details={"status": "recalled"}, actor="x", at=NOON
        )
    with pytest.raises(CopyFrozen):
        copy(office, clerk, waits.id)


def test_taken_up_after_each_step(office: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped before the paper, before the file and before the record: one number, one copy."""
    original, clerk = signed_plan(office), actor(office, "vanthu")
    wanted = begin(office, clerk, original.id, "ban-sao-y", "paper", WISH)
    assert begin(office, clerk, original.id, "ban-sao-y", "paper", WISH).id == wanted.id

    class Stopped(Exception):
        pass

    def stop(*_: object, **__: object) -> None:
        raise Stopped

    for place in ("service.copy.copy_paper.make", "service.copy.filing_of", "service.copy.record"):
        with monkeypatch.context() as stopped, pytest.raises(Stopped):
            stopped.setattr(place, stop)
            copy(office, clerk, wanted.id)
    document = copy(office, clerk, wanted.id)
    assert copy(office, clerk, wanted.id).id == document.id and document.number == 1
    assert len(registers.book(office, clerk, 2026, "ban-sao")) == 1
    assert open_copies(office, clerk, original.id) == [] and verify(office.db, office.store).ok


def test_without_a_key(office: Parts) -> None:
    original = scan(office, paper_plan(office))
    with pytest.raises(KeyMissing):
        made(office, original, "ban-sao-y", "electronic", pin=PIN)


@pytest.mark.judge
def test_an_independent_checker_of_pdf_a(office: Parts, tmp_path: Path) -> None:
    original = signed_plan(office)
    made_of = {
        "whole.pdf": made(office, original, "ban-sao-y", "paper"),
        "sealed.pdf": made(office, original, "ban-trich-sao", "electronic", pin=PIN, excerpt=EXCERPT),
        "pages.pdf": made(office, original, "ban-trich-sao", "paper", pages=[1]),
    }
    assert vera.faults(tmp_path, {name: pdf_of(office, each) for name, each in made_of.items()}) == []


def test_by_the_pages_and_by_api(office: Parts, client: FlaskClient) -> None:
    original = signed_plan(office)
    home = f"/documents/{original.id}"
    log_in(client, "vanthu")
    assert f"{home}/copies/new" in client.get(home).text
    form = client.get(f"{home}/copies/new?way=ban-trich-sao.electronic").text
    assert "Đẩy mạnh phong trào" in form and "Trần Văn Lãnh (TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH)" in form
    assert "ban-sao-y.electronic" not in form  # no such copy of a signed file
    token = csrf(client, f"{home}/copies/new")
    sent = {
        "way": "ban-trich-sao.electronic",
        "part": "text",
        "pages": "1",
        "excerpt": "Khác",
        "signer": "1",
        "csrf_token": token,
    }
    wrong = client.post(f"{home}/copies/new", data=sent)
    assert wrong.status_code == 422 and "dòng này không có trong văn bản: “Khác”" in wrong.text
    begun = client.post(f"{home}/copies/new", data=sent | {"excerpt": EXCERPT}).location
    seen = client.get(begun)
    assert "Mã PIN của con dấu" in seen.text and client.get(f"{begun}/pages/1-794.png").mimetype == "image/png"
    assert client.post(f"{begun}/issue", data={"pin": "sai", "csrf_token": token}).status_code == 422
    copied = client.post(f"{begun}/issue", data={"pin": PIN, "csrf_token": token}).location
    assert client.get(begun).location == copied
    told = client.get(copied).text
    assert f'(bản điện tử), sao từ <a href="{home}">01/KH-UBND</a> (bản điện tử)' in told
    assert "01/TrS-UBND" in client.get(home).text

    software = Software(client.application, token_for(office, "vanthu", "read", "issue"))
    wish = {"kind": "ban-sao-y", "medium": "paper", "signer": "1", "recipients": PLACES}
    address, key = f"{home}/copies", {"Idempotency-Key": "a"}
    answers = [software.post(address, json=wish, headers=key) for _ in range(2)]
    assert [each.status_code for each in answers] == [201, 201] and answers[0].json == answers[1].json
    listed = (software.get(address).json or {})["items"]
    assert [each["reference"] for each in listed] == ["01/TrS-UBND", "02/SY-UBND"]
    assert problem(software.post(address, json=wish | {"medium": "electronic"})) == (409, "copy_not_allowed")

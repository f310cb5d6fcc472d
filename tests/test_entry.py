"""What the index is told of a document, and that it is told again whatever becomes known of it later."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from archive.later import file_later
from archive.records import Document
from index.engine import Filters
from service import search
from service.actor import Actor
from service.entry import entry_of
from service.parts import Parts
from tests.archive_samples import Office

AT = datetime(2026, 1, 6, 1, 0, tzinfo=UTC)
DETAILS = {
    "pages": 3,
    "kept_at": "VT, TH",
    "facts": {"urgency": "HOẢ TỐC", "circulation": "TÀI LIỆU THU HỒI"},
    "due_on": "2026-12-05",
    "issuer": {"name": ["VĂN PHÒNG"], "full_name": "Văn phòng Ủy ban nhân dân xã"},
}


@pytest.fixture
def document(office: Parts, tmp_path: Path) -> Document:
    subject = "Nạo vét kênh mương"
    return Office(tmp_path, office.db, office.store).issue(
        "tan-hoa", "ke-hoach", subject=subject, signer_title="TM. ỦY BAN\nCHỦ TỊCH", details=DETAILS
    )


def test_facts_of_a_document_become_an_entry(document: Document) -> None:
    entry = entry_of(document)
    assert (entry.issuer, entry.status, entry.origin) == ("Văn phòng Ủy ban nhân dân xã", "issued", "issued")
    assert (entry.fact("urgency"), entry.fact("pages"), entry.fact("kept_at")) == ("Hoả tốc", "3", "VT, TH")
    assert (entry.fact("due_on"), entry.fact("signer_title")) == ("2026-12-05", "TM. ỦY BAN CHỦ TỊCH")
    assert entry.fact("circulation") == "TÀI LIỆU THU HỒI"


@pytest.mark.parametrize(
    "text",
    [
        "mức độ khẩn: hỏa tốc",
        "hạn trả lời: 05/12/2026",
        "nơi lưu: TH",
        "số trang: 3",
        "chức vụ: chủ tịch",
        "cơ quan: văn phòng",
        "trich yeu: nao vet",
        "ký hiệu: KH-UBND",
        "nguồn: ban hành ngày: 05/01/2026",
    ],
)
def test_the_office_finds_it_by_every_field(office: Parts, clerk: Actor, document: Document, text: str) -> None:
    search.index_waiting(office)
    found = search.search(office, clerk, text, Filters(clerk.agency_id))
    assert [hit.id for hit in found.hits] == [document.id]
    assert found.understood.notes == ()


def test_a_recalled_document_is_indexed_again(office: Parts, clerk: Actor, document: Document) -> None:
    search.index_waiting(office)
    with office.db.write() as session:
        details = {"status": "recalled"}
        file_later(session, office.store, document.id, "document.recalled", details=details, actor="Văn thư", at=AT)
    assert search.index_waiting(office) == 1
    (hit,) = search.search(office, clerk, "tình trạng: đã thu hồi", Filters(clerk.agency_id)).hits
    assert (hit.id, hit.status) == (document.id, "recalled")
    assert search.search(office, clerk, "tình trạng: còn hiệu lực nạo vét", Filters(clerk.agency_id)).total == 0
    with office.db.read() as session:
        assert len(list(session.scalars(select(Document)))) == 1

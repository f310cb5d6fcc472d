"""Named samples of the archive's tests: two agencies, their documents, an office on a folder."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from archive.agencies import add_agency, as_it_was, series_of
from archive.db import Base, Database, migrate
from archive.history import file_history
from archive.numbers import Number, reserve
from archive.records import Document, Filing, FilingParty, describe, file_away, metadata_json, object_id
from archive.rows import plain
from archive.store import Store, Stored

NHON_TRACH = {
    "id": "nhon-trach",
    "code": "H19.30",
    "superior": [],
    "name": ["ỦY BAN NHÂN DÂN", "XÃ NHƠN TRẠCH"],
    "full_name": "Ủy ban nhân dân xã Nhơn Trạch",
    "abbreviation": "UBND",
    "place": "Nhơn Trạch",
    "pattern": "kind",
    "valid_from": date(2025, 7, 1),
}
SO_NOI_VU = {
    "id": "so-noi-vu",
    "code": "H19.08",
    "superior": ["UBND TỈNH ĐỒNG NAI"],
    "name": ["SỞ NỘI VỤ"],
    "full_name": "Sở Nội vụ tỉnh Đồng Nai",
    "abbreviation": "SNV",
    "place": "Đồng Nai",
    "address": "Số 2, đường Nguyễn Văn Trị",
    "pattern": "common",
    "valid_from": date(2025, 7, 1),
}
ABBREVIATIONS = {"ke-hoach": "KH", "quyet-dinh": "QĐ", "bao-cao": "BC"}
CLERK = "Trần Thị Văn Thư"
PDF = b"%PDF-1.7 the paper\n" * 100
DOCX = b"PK the filled form\n" * 200


@dataclass
class Office:
    """A database and a storage root in one folder, as an office has them."""

    folder: Path
    database: Database
    store: Store

    def add(self, sample: dict[str, Any]) -> None:
        with self.database.write() as session:
            add_agency(session, self.store, **sample, actor="quản trị")

    def reserve(self, agency_id: str, kind: str, on: date = date(2026, 1, 5), draft_id: str | None = None) -> Number:
        with self.database.write() as session:
            abbreviation = as_it_was(session, agency_id, on).abbreviation
            return reserve(
                session,
                agency_id=agency_id,
                year=on.year,
                series=series_of(session, agency_id, on.year, kind),
                symbol=f"{ABBREVIATIONS[kind]}-{abbreviation}",
                draft_id=draft_id or uuid4().hex,
                on=on,
                actor=CLERK,
            )

    def filing(self, number: Number, kind: str, /, **changed: Any) -> tuple[Filing, dict[str, bytes]]:
        contents = changed.pop("contents", {"document.pdf": PDF, "document.docx": DOCX})
        files = {**contents, "values.json": b'{"subject": "x"}\n'}
        with self.database.read() as session:
            agency = as_it_was(session, number.agency_id, number.dated)
        values: dict[str, Any] = {
            "id": number.draft_id,
            "agency": agency,
            "form": kind,
            "form_version": 1,
            "kind": kind,
            "kind_name": {"ke-hoach": "Kế hoạch", "quyet-dinh": "Quyết định", "bao-cao": "Báo cáo"}[kind],
            "series": number.series,
            "year": number.year,
            "number": number.number,
            "symbol": number.symbol,
            "reference": f"{number.number:02d}/{number.symbol}",
            "subject": "Công tác thi đua, khen thưởng năm 2026",
            "issued_on": number.dated,
            "issued_at": datetime(2026, 1, 5, 3, 4, 5, 678, tzinfo=UTC),
            "signer_name": "Nguyễn Văn Ký",
            "signer_title": "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
            "parties": (
                FilingParty("recipient", "Như trên"),
                FilingParty("recipient", "Các ban, ngành"),
                FilingParty("signer", "Nguyễn Văn Ký"),
                FilingParty("drafter", "Lê Soạn Thảo"),
                FilingParty("records_clerk", CLERK),
            ),
            "bases": ("Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",),
            "text": "I. MỤC ĐÍCH\n1. Tạo sự chuyển biến mạnh mẽ",
            "files": describe(files),
            "software": "phan-mem 1.0",
        }
        filing = Filing(**{**values, **changed})
        return filing, {**files, "metadata.json": metadata_json(filing)}

    def put(self, filing: Filing, files: dict[str, bytes]) -> Stored:
        return self.store.put(object_id(filing.id), files, message="Ban hành", user=CLERK, at=filing.issued_at)

    def issue(self, agency_id: str, kind: str, on: date = date(2026, 1, 5), **changed: Any) -> Document:
        filing, files = self.filing(self.reserve(agency_id, kind, on), kind, **changed)
        stored = self.put(filing, files)
        with self.database.write() as session:
            return file_away(session, filing, stored, actor=CLERK)

    def history(self, /, **changed: Any) -> tuple[Filing, dict[str, bytes]]:
        """What is filed of a document of 1998 that another office issued: its PDF, its original, no register."""
        files = {
            "document.pdf": PDF,
            "original.doc": b"\xd0\xcf\x11\xe0 as Word 97 wrote it",
            **changed.pop("contents", {}),
        }
        with self.database.read() as session:
            agency = as_it_was(session, "nhon-trach", date(2026, 1, 5))
        values: dict[str, Any] = {
            "id": uuid4().hex,
            "agency": agency,
            "form": "",
            "form_version": 0,
            "kind": "quyet-dinh",
            "kind_name": "Quyết định",
            "series": "imported",
            "year": 1998,
            "number": 15,
            "symbol": "QĐ-UB",
            "reference": "15/QĐ-UB",
            "subject": "Về việc thành lập Trạm Y tế xã",
            "issued_on": date(1998, 3, 17),
            "issued_at": datetime(2026, 1, 5, 3, 4, 5, tzinfo=UTC),
            "signer_name": "Lê Văn Cũ",
            "signer_title": "CHỦ TỊCH",
            "parties": (FilingParty("recipient", "Phòng Y tế"), FilingParty("signer", "Lê Văn Cũ")),
            "bases": (),
            "text": "Điều 1. Nay thành lập Trạm Y tế xã",
            "files": describe(files),
            "software": "phan-mem 1.0",
            "details": {"origin": "imported", "issuer": {"id": "", "full_name": "UBND huyện Nhơn Trạch"}},
        }
        filing = Filing(**{**values, **changed})
        return filing, {**files, "metadata.json": metadata_json(filing)}

    def take_in(self, /, **changed: Any) -> Document:
        """An imported document, filed and recorded."""
        filing, files = self.history(**changed)
        stored = self.put(filing, files)
        with self.database.write() as session:
            return file_history(session, filing, stored, actor=CLERK)

    def rows(self, *without: str) -> dict[str, list[dict[str, Any]]]:
        """Every row of the archive's tables as plain values, but for the tables named."""
        found = {}
        with self.database.read() as session:
            for mapper in archive_mappers():
                if mapper.class_.__tablename__ not in without:
                    rows = [plain(row) for row in session.scalars(select(mapper.class_))]
                    found[mapper.class_.__tablename__] = sorted(rows, key=str)
        return found


def archive_mappers() -> list[Any]:
    return [mapper for mapper in Base.registry.mappers if mapper.class_.__module__.startswith("archive.")]


def open_office(folder: Path) -> Office:
    """The office in that folder, with its tables; open it again to act as another process."""
    office = Office(folder, Database(f"sqlite:///{folder}/office.db"), Store(folder / "archive"))
    migrate(office.database)
    return office


def nothing(office: Office) -> None:
    """An office that has not issued anything."""


def new_office(folder: Path, filled: Callable[[Office], object] = nothing) -> Office:
    """An office of its own whose two agencies are known, then filled; made once a run and copied from then on."""
    shutil.copytree(_template(filled), folder, dirs_exist_ok=True)
    return open_office(folder)


def _two_agencies(office: Office) -> None:
    office.add(NHON_TRACH)
    office.add(SO_NOI_VU)


@cache
def _template(filled: Callable[[Office], object]) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="archive-template-"))
    atexit.register(shutil.rmtree, folder)
    office = open_office(folder)
    _two_agencies(office)
    filled(office)
    office.database.close()
    return folder

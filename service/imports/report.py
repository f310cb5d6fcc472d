"""The report of a run: every file, what became of it and why, in plain words; for a page, a .csv and a terminal."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy import select

from service.imports.rows import ImportFile, ImportRun
from service.parts import Parts

STATES: dict[str, LazyString] = {
    "waiting": _l("Chưa mở"),
    "review": _l("Chờ duyệt"),
    "accepted": _l("Đã duyệt, đang đưa vào kho"),
    "filed": _l("Đã vào kho"),
    "joined": _l("Ghép vào văn bản có sẵn"),
    "duplicate": _l("Trùng, không nhập lại"),
    "unreadable": _l("Không đọc được"),
    "refused": _l("Không được phép nhập"),
    "dropped": _l("Người duyệt bỏ"),
    "cancelled": _l("Chưa mở vì đã hủy"),
}
PROBLEMS: dict[str, LazyString] = {
    "empty": _l("Tệp trống."),
    "not_a_document": _l("Không phải văn bản: chỉ nhận .docx, .doc, .odt, .rtf, .pdf, .tif, .jpg, .png."),
    "damaged": _l("Tệp bị hỏng. Hãy tìm bản sao khác, hoặc mở bằng phần mềm cũ rồi lưu lại."),
    "encrypted": _l("Tệp có mật khẩu. Hãy bỏ mật khẩu rồi nhập lại."),
    "too_large": _l("Tệp quá lớn. Hãy chia nhỏ, hoặc quét lại ở độ phân giải thấp hơn."),
    "too_many_pages": _l("Quá nhiều trang. Hãy chia thành từng văn bản."),
    "too_slow": _l("Mở quá lâu nên đã dừng; tệp có thể bị lỗi."),
    "bomb": _l("Tệp phình ra quá mức khi giải nén: có thể là tệp phá hoại."),
    "failed": _l("Phần mềm không xử lý được tệp này. Hãy báo quản trị."),
    "gone": _l("Tệp không còn ở chỗ cũ, hoặc không mở được."),
    "lost": _l(
        "Tệp không có trong bản sao lưu đã dùng để khôi phục. Hãy nhập lại đúng tệp này: những gì người duyệt đã sửa "
        "được lấy lại."
    ),
    "secret": _l(
        "Văn bản có dấu chỉ độ mật. Theo Luật Bảo vệ bí mật nhà nước, không được lưu giữ bí mật nhà nước trên máy "
        "có kết nối mạng; hệ thống không giữ lại tệp này."
    ),
    "too_deep": _l("Tệp nén lồng nhau quá nhiều lớp."),
    "too_many_files": _l("Tệp nén có quá nhiều tệp."),
    "unsafe_name": _l("Tên tệp trong tệp nén dẫn ra ngoài thư mục: có thể là tệp phá hoại."),
    "link": _l("Là lối tắt, không phải tệp."),
}
RUN_PROBLEMS: dict[str, LazyString] = {
    "disk_full": _l("Ổ đĩa đã đầy nên tạm dừng. Hãy giải phóng chỗ rồi tiếp tục."),
    "no_libreoffice": _l("Máy chủ chưa có LibreOffice nên tạm dừng. Hãy báo quản trị."),
    "failed": _l("Phần mềm gặp lỗi khi liệt kê tệp nên tạm dừng. Hãy thử tiếp tục, hoặc báo quản trị."),
    "gone": _l("Không mở được thư mục này trên máy chủ."),
    "empty": _l("Không có tệp nào."),
    "damaged": _l("Tệp nén bị hỏng; những tệp đọc được vẫn được nhập."),
}


@dataclass(frozen=True)
class Line:
    """A file in words; document_id: where it is now, "" for nowhere."""

    name: str
    state: str
    why: str
    reference: str
    document_id: str
    file: ImportFile


def state_words(state: str) -> str:
    """A file's state."""
    return str(STATES[state])


def why(file: ImportFile) -> str:
    """Why a file is where it is; "" where there is nothing to say."""
    if file.state == "duplicate":
        return str(gettext("Giống từng byte một tệp đã có."))
    if file.problem:
        return str(PROBLEMS.get(file.problem, PROBLEMS["failed"]))
    return str(gettext("Giống một văn bản khác; người duyệt chọn.")) if file.twins and file.state == "review" else ""


def run_problem(run: ImportRun) -> str:
    """What stopped a run, or went wrong with all of it."""
    return str(RUN_PROBLEMS.get(run.problem, RUN_PROBLEMS["failed"])) if run.problem else ""


def lines(parts: Parts, run: ImportRun, state: str = "", offset: int = 0, limit: int | None = None) -> Iterator[Line]:
    """The run's files in their order, all or those in one state."""
    wanted = select(ImportFile).where(ImportFile.run_id == run.id).order_by(ImportFile.place, ImportFile.id)
    if state:
        wanted = wanted.where(ImportFile.state == state)
    with parts.db.read() as session:
        files = session.scalars(wanted.offset(offset).limit(limit).execution_options(yield_per=500))
        yield from (_line(file) for file in files)


def _line(file: ImportFile) -> Line:
    told = file.corrected.get("reference") or file.read.get("reference") or {}
    return Line(
        file.name, state_words(file.state), why(file), str(told.get("value") or ""), file.document_id or "", file
    )


def as_csv(parts: Parts, run: ImportRun, *, references: bool = True) -> str:
    """All of it for a spreadsheet, with the mark by which Excel knows UTF-8; no cell begins a formula. references: as
    they were read, for whoever may know them."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    heads = (_l("Tệp"), _l("Kết quả"), _l("Lý do"), _l("Số, ký hiệu"), _l("SHA-256"), _l("Mã văn bản trong kho"))
    writer.writerow([str(head) for head in heads])
    for line in lines(parts, run):
        cells = (
            line.name,
            line.state,
            line.why,
            line.reference if references else "",
            line.file.sha256,
            line.document_id,
        )
        writer.writerow([_harmless(cell) for cell in cells])
    return out.getvalue()


def _harmless(cell: str) -> str:
    """A file's name is a stranger's: a spreadsheet must not take it for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell

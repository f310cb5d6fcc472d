"""An office's own .docx for tests: an invitation as a commune would type it in Word, tags and all; and broken ones."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO

from docx import Document
from docx.shared import Pt

HEAD = (
    "ỦY BAN NHÂN DÂN XÃ TÂN HÒA",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số: {{ number }}/{{ symbol }}",
    "{{ place_and_date }}",
)
FOOT = ("{%p for line in signer.lines %}", "{{ line }}", "{%p endfor %}", "{{ signer.name }}")
INVITATION = (
    "GIẤY MỜI",
    "{{ subject }}",
    "Trân trọng kính mời: {{ kinh_moi }}",
    "Thời gian: {{ thoi_gian }}",
    "{%p if dia_diem %}",
    "Địa điểm: {{ dia_diem }}",
    "{%p endif %}",
    "{%p if hinh_thuc == 'trực tuyến' %}",
    "Đường dẫn phòng họp được gửi qua thư điện tử.",
    "{%p endif %}",
    "Thành phần dự họp:",
    "{%p for nguoi in thanh_phan %}",
    "{{ loop.index }}. {{ nguoi }};",
    "{%p endfor %}",
)
TABLE = (
    ("STT", "Nội dung", "Chuẩn bị"),
    ("{%tr for viec in chuong_trinh %}", "", ""),
    ("{{ loop.index }}", "{{ viec.noi_dung }}", "{{ viec.chuan_bi }}"),
    ("{%tr endfor %}", "", ""),
)


@cache
def invitation() -> bytes:
    """Every shape of field: text, optional text, choice, lines, table."""
    return docx(*HEAD, *INVITATION, TABLE, *FOOT)


def with_middle(*paragraphs: str) -> bytes:
    """A page that can be issued, with these paragraphs in its middle."""
    return docx(*HEAD, "{{ subject }}", *paragraphs, *FOOT)


def docx(*parts: str | Sequence[Sequence[str]]) -> bytes:
    """A .docx as python-docx writes it: each text a paragraph, each sequence of rows a table."""
    document = Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(13)
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(len(part), len(part[0]), style="Table Grid")
        for row, words in zip(table.rows, part, strict=True):
            for cell, text in zip(row.cells, words, strict=True):
                cell.text = text
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()

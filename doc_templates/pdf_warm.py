"""A small .docx made of nothing but text: what a fresh LibreOffice converts first."""

import io
import zipfile
from functools import cache

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MEDIA = "application/vnd.openxmlformats"

TYPES = f"""<Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels" ContentType="{MEDIA}-package.relationships+xml"/>
<Override PartName="/word/document.xml"
 ContentType="{MEDIA}-officedocument.wordprocessingml.document.main+xml"/>
</Types>"""
RELATIONS = f"""<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>"""


def _run(style: str) -> str:
    font = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
    words = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM, Độc lập - Tự do - Hạnh phúc, ngày 05 tháng 01 năm 2026"
    return f"<w:p><w:r><w:rPr>{font}{style}</w:rPr><w:t>{words}</w:t></w:r></w:p>"


@cache
def warm_document() -> bytes:
    """A page in the four faces every form uses, with a table: a first real document finds all that loaded."""
    runs = "".join(_run(style) for style in ("", "<w:b/>", "<w:i/>", "<w:b/><w:i/>"))
    table = f"<w:tbl><w:tblPr/><w:tr><w:tc>{runs}</w:tc><w:tc>{runs}</w:tc></w:tr></w:tbl>"
    document = f'<w:document xmlns:w="{WORD}"><w:body>{table}{runs}</w:body></w:document>'
    with zipfile.ZipFile(buffer := io.BytesIO(), "w") as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", RELATIONS)
        package.writestr("word/document.xml", document)
    return buffer.getvalue()

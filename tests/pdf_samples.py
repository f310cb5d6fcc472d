"""Small .docx packages for the tests and benches of the PDF pool: honest ones and hostile ones."""

import io
import struct
import zipfile
import zlib

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

KEPT_STYLES = {"Normal", "TableNormal", "DefaultParagraphFont", "NoList"}
LINE = "Quyết định này có hiệu lực kể từ ngày ký; các cơ quan, đơn vị liên quan chịu trách nhiệm thi hành."


def decision(pages: int = 1) -> Document:
    """A decision as an office writes it, with the lean styles of the real forms; about `pages` pages long."""
    made = docx.Document()
    styles = made.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in KEPT_STYLES:
            styles.remove(style)
    styles.remove(styles.find(qn("w:latentStyles")))
    made.styles["Normal"].font.name = "Times New Roman"
    made.styles["Normal"].font.size = Pt(14)
    head = made.add_table(rows=2, cols=2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nXÃ TÂN HÒA"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    head.cell(1, 0).text = "Số: 15/QĐ-UBND"
    head.cell(1, 1).text = "Tân Hòa, ngày 05 tháng 01 năm 2026"
    for number in range(1, 9 if pages == 1 else 15 * pages):
        made.add_paragraph(f"Điều {number}. {LINE}")
    return made


def saved(document: Document) -> bytes:
    document.save(buffer := io.BytesIO())
    return buffer.getvalue()


def with_link(target: str, kind: str = RELATIONSHIP_TYPE.HYPERLINK) -> bytes:
    """A document whose text links to `target` by a relation of this kind."""
    made = decision()
    relation = made.part.relate_to(target, kind, is_external=True)
    paragraph = made.add_paragraph("Xem ")
    paragraph._p.append(
        parse_xml(
            f'<w:hyperlink {nsdecls("w", "r")} r:id="{relation}"><w:r><w:rPr><w:rStyle '
            'w:val="DefaultParagraphFont"/></w:rPr><w:t>cổng thông tin</w:t></w:r></w:hyperlink>'
        )
    )
    return saved(made)


def with_picture(target: str = "") -> bytes:
    """A document with a picture inside it; with `target` the picture is fetched from there instead.

    The relation calls itself a hyperlink: LibreOffice does not mind what it is called.
    """
    made = decision()
    made.add_picture(io.BytesIO(png()))
    if target:
        relation = made.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        blip = next(made.element.iter(qn("a:blip")))
        del blip.attrib[qn("r:embed")]
        blip.set(qn("r:link"), relation)
    return saved(made)


def png(size: int = 16) -> bytes:
    """A square of red."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xc8\x10\x10" * size) * size)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def changed(package: bytes, part: str, body: bytes | None) -> bytes:
    """The package with one part replaced, added, or (None) left out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            if name != part:
                target.writestr(name, source.read(name))
        if body is not None:
            target.writestr(part, body)
    return buffer.getvalue()

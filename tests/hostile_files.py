"""Files that mean harm, made here: bombs, loops, links to elsewhere, and what only looks like a document."""

import io
import struct
import zipfile
import zlib

import pikepdf
from PIL import Image

from tests import pdf_samples

ONE_PAGE = pdf_samples.saved(pdf_samples.decision())
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def pdf(*, pages: int = 1, content: bytes = b"", save: object = None) -> bytes:
    """A PDF of so many pages with this content; save: how it is encrypted."""
    with pikepdf.new() as made:
        stream = made.make_stream(content)
        for _ in range(pages):
            made.add_blank_page(page_size=(595, 842)).Contents = stream
        made.save(buffer := io.BytesIO(), **({"encryption": save} if save else {}))
    return buffer.getvalue()


def said(words: str) -> bytes:
    """Content that draws the words, which are plain."""
    return f"BT /F 12 Tf 72 700 Td ({words}) Tj ET".encode()


def pdf_with_words(words: str = "Quyet dinh ve viec nghi le nam nay cua Uy ban", **more: object) -> bytes:
    """A PDF of one page with words; more: entries of its catalog."""
    with pikepdf.open(io.BytesIO(pdf(content=said(words)))) as made:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        made.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        for name, value in more.items():
            made.Root[f"/{name}"] = value
        made.save(buffer := io.BytesIO())
    return buffer.getvalue()


def pdf_bomb(megabytes: int, layers: int = 1) -> bytes:
    """A page whose content is so large when unpacked, packed several times over."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b"0 0 m " * 174_763) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = b"\x78\xda" + block * megabytes + b"\x03\x00"
    for _ in range(layers - 1):
        packed = zlib.compress(packed, 9)
    made = bytearray(b"%PDF-1.4\n")
    filters = "/FlateDecode " * layers
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        f"<</Length {len(packed)}/Filter[{filters}]>>stream\n".encode() + packed + b"\nendstream",
    ]
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    xref = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    made += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return bytes(made + f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{xref}\n%%EOF".encode())


def pdf_loop() -> bytes:
    """A tree of pages that holds itself."""
    return pdf().replace(b"/Type /Page ", b"/Type /Pages /Kids [2 0 R 3 0 R] /Count 9999 ")


def huge_png(side: int) -> bytes:
    """A white square of side x side pixels in a few kilobytes."""
    rows = zlib.compressobj(9)
    packed = b"".join(rows.compress(bytes(1 + side // 8)) for _ in range(side)) + rows.flush()
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)), (b"IDAT", packed), (b"IEND", b""))
    summed = ((name, body, zlib.crc32(name + body)) for name, body in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", crc) for name, body, crc in summed
    )


def tiff(frames: int) -> bytes:
    """So many small pages."""
    pages = [Image.new("1", (8, 8), 1) for _ in range(frames)]
    pages[0].save(made := io.BytesIO(), "TIFF", save_all=True, append_images=pages[1:])
    return made.getvalue()


def docx_with(part: str, body: bytes) -> bytes:
    """A document with one part replaced or added."""
    with zipfile.ZipFile(io.BytesIO(ONE_PAGE)) as source, zipfile.ZipFile(made := io.BytesIO(), "w") as target:
        for name in source.namelist():
            if name != part:
                target.writestr(name, source.read(name), zipfile.ZIP_DEFLATED)
        target.writestr(part, body, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def body_of(inside: bytes) -> bytes:
    return f"<w:document {W}><w:body>".encode() + inside + b"</w:body></w:document>"


def entity_bomb() -> bytes:
    """A billion laughs."""
    lines = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "ha">{lines}]>'.encode() + body_of(b"<w:p>&a9;</w:p>")


def odt(content: str, **more: bytes) -> bytes:
    """A document of LibreOffice with this content; more: parts, their names with _ for /."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
        for name, urn in (("office", "office"), ("text", "text"), ("draw", "drawing"), ("script", "script"))
    )
    body = f"<office:body><office:text>{content}</office:text></office:body>"
    whole = (
        f'<office:document-content{spaces} xmlns:xlink="http://www.w3.org/1999/xlink">{body}</office:document-content>'
    )
    kind = "application/vnd.oasis.opendocument.text"
    entries = (("/", kind), ("content.xml", "text/xml"))
    told = "".join(f'<m:file-entry m:full-path="{path}" m:media-type="{media}"/>' for path, media in entries)
    listed = (
        f'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" m:version="1.2">{told}</m:manifest>'
    )
    with zipfile.ZipFile(made := io.BytesIO(), "w") as package:
        package.writestr("mimetype", kind)
        package.writestr("content.xml", f'<?xml version="1.0" encoding="UTF-8"?>{whole}')
        if "META-INF_manifest.xml" not in more:
            package.writestr("META-INF/manifest.xml", listed)
        for name, part in more.items():
            package.writestr(name.replace("_", "/", 1), part)
    return made.getvalue()


def odt_picture(target: str) -> bytes:
    """One whose picture lies elsewhere."""
    picture = f'<draw:image xlink:href="{target}" xlink:type="simple"/>'
    return odt(f"<text:p>Công văn<draw:frame>{picture}</draw:frame></text:p>")


def rtf_picture(target: str) -> bytes:
    """One whose picture lies elsewhere."""
    field = f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "{target}" \\\\d}}{{\\fldrslt x}}}}'
    return f"{{\\rtf1\\ansi Cong van {field}\\par}}".encode()

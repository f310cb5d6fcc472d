"""Copies of issued documents (Điều 25 to 27; Phụ lục I, Phần II): the block of one on paper, the line of one on screen.

The blocks are forms like any other, kept apart since they are no documents of their own: forms/copies/. So are the
electronic attachments that go with a document in files of their own: forms/attached/.
"""

import unicodedata
import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from lxml import etree

from doc_templates.form import FORMS, Form, load_forms
from doc_templates.style_sheet import W

BLOCKS = FORMS / "copies"
ATTACHED = FORMS / "attached"
WORDS = {"ban-sao-y": "SAO Y", "ban-trich-sao": "TRÍCH SAO", "ban-sao-luc": "SAO LỤC"}
_DOCUMENT = "word/document.xml"


def blocks(root: Path = BLOCKS) -> dict[str, Form]:
    """The blocks by the id of their kind of copy. Errors: BrokenForm."""
    return load_forms(root)


def attachments(root: Path = ATTACHED) -> dict[str, Form]:
    """Mẫu 2.2 and the electronic one of mẫu 1.3, whose blanks stay blank: "phu-luc", "van-ban-kem-theo"."""
    return load_forms(root)


def copied(docx: bytes, block: bytes) -> bytes:
    """Mẫu 3.1: the document with the filled block right behind its last part, in one .docx. Both from our forms."""
    with zipfile.ZipFile(BytesIO(docx)) as document, zipfile.ZipFile(BytesIO(block)) as other:
        whole = etree.fromstring(document.read(_DOCUMENT))
        body, below = whole.find(f"{W}body"), etree.fromstring(other.read(_DOCUMENT)).find(f"{W}body")
        if body is None or below is None:
            raise ValueError("a .docx without a body")
        for element in below.findall(f"{W}sectPr"):
            below.remove(element)
        body[-1:] = [*below, body[-1]]
        parts = {name: document.read(name) for name in document.namelist()}
    xml = etree.tostring(whole, xml_declaration=True, encoding="UTF-8", standalone=True)
    return _zipped(parts | {_DOCUMENT: xml})


def signature_text(what: str, signed: datetime) -> str:
    """What an electronic signature without a picture shows at the top right (II.8.b, III.1.d; mẫu 1.3, 2.2).

    `what`: "Số: 05/QĐ-UBND", or word and agency of a copy; `signed`: aware, in the time of Việt Nam.
    """
    zone = signed.isoformat()[-6:]
    return f"{what}; {signed:%d/%m/%Y}; {signed:%H:%M:%S} {zone}"


def copy_text(kind: str, agency: str, signed: datetime) -> str:
    """Ô 14, mẫu 3.2: "SAO Y; Ủy ban nhân dân xã Suối Ngọc; 03/02/2026; 14:37:55 +07:00"."""
    return signature_text(f"{WORDS[kind]}; {agency}", signed)


def copy_model_text(kind: str, agency: str) -> str:
    """The same before it is signed, as mẫu 3.2 has it."""
    return f"{WORDS[kind]}; {agency}; ngày/tháng/năm; giờ:phút:giây"


def copied_subject(kind_name: str, reference: str, dated: date, subject: str) -> str:
    """What the register says of a copy: "Kế hoạch số 01/KH-UBND ngày 05/01/2026: Công tác thi đua"."""
    return f"{kind_name} số {reference} ngày {dated:%d/%m/%Y}: {subject}".removesuffix(": ")


def kept_words(words: str, whole: str) -> str | None:
    """The first line of an extract that does not stand so, and in that order, in the whole text; None where all do.

    A line of dots or "…" says that something is left out (Điều 3 khoản 12: an exact copy of the part).
    """
    lines = iter(_tidy(line) for line in whole.splitlines())
    for line in words.splitlines():
        wanted = _tidy(line)
        if wanted.strip("….[]() ") and wanted not in lines:
            return line.strip()
    return None


def _tidy(line: str) -> str:
    return " ".join(unicodedata.normalize("NFC", line).split())


def _zipped(parts: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2020, 3, 5, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()

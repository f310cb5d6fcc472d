"""Words and documents in the encodings of before Unicode, as old files hold them."""

import io
import unicodedata

import docx
from docx.oxml.ns import qn

from doc_templates.imported.legacy.tables import Encoding, rules


def encoded(text: str, encoding: Encoding) -> str:
    """The signs that stand for the words; capitals without one (TCVN3) become small, for the fonts of capitals."""
    table = dict(rules()[encoding])
    if encoding == "vni":
        table |= {letter.upper(): signs.upper() for letter, signs in table.items()}
    made = ""
    for letter in unicodedata.normalize("NFC", text):
        made += table.get(letter) or (table.get(letter.lower()) or letter if encoding == "tcvn3" else letter)
    return made


FONTS = {"tcvn3": ".VnTime", "vni": "VNI-Times"}


def old_document(lines: list[str], encoding: Encoding, font: str = "") -> docx.document.Document:
    """A .docx of these lines in the old letters; lines in capitals have the font for them. font: instead of its own."""
    made = docx.Document()
    for line in lines:
        capitals = encoding == "tcvn3" and line.isupper()
        run = made.add_paragraph().add_run(encoded(line.lower() if capitals else line, encoding))
        name = font or FONTS[encoding] + ("H" if capitals else "")
        run.font.name = name
        run._element.rPr.rFonts.set(qn("w:hAnsi"), name)
    return made


def saved(document: docx.document.Document) -> bytes:
    """Its bytes."""
    document.save(buffer := io.BytesIO())
    return buffer.getvalue()

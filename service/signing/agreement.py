"""Does the paper say what the register says? A field's value and its picture are two things, and no validator compares
them: here the register, the values and the drawn letters are held against each other.
"""

import re
from collections.abc import Mapping
from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

_SHOWN = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*Tj")
_PAIR = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>")


def disagreements(pdf: bytes, values: Mapping[str, str]) -> list[str]:
    """The names of the fields whose value or drawn letters are not what the register says ("so", "ngay2", …).

    values: what must stand in the fields, by name without counter. A file without fields has none that disagree.
    """
    found = []
    for field in text_fields(pdf):
        name = str(field.get("/T", ""))
        wanted = values.get(name.rstrip("23456789"))
        if wanted is not None and {str(field.get("/V", "")), drawn(field)} != {wanted}:
            found.append(name)
    return found


def text_fields(pdf: bytes) -> list[generic.DictionaryObject]:
    """The fields for words of a PDF's form."""
    root = PdfFileReader(BytesIO(pdf)).root
    fields = root["/AcroForm"]["/Fields"] if "/AcroForm" in root else []
    return [field for field in (each.get_object() for each in fields) if field.get("/FT") == "/Tx"]


def field_values(pdf: bytes) -> dict[str, str]:
    """The value of every field for words, by name; what software reads as the document's number and date."""
    return {str(field.get("/T", "")): str(field.get("/V", "")) for field in text_fields(pdf)}


def drawn(field: generic.DictionaryObject) -> str:
    """The letters that the field's appearance shows, by the font's own table; "" for what draws none or otherwise."""
    try:
        appearance = field["/AP"]["/N"]
        fonts = appearance["/Resources"]["/Font"]
        (font,) = (fonts[name] for name in fonts)
        letters = {int(code, 16): chr(int(letter, 16)) for code, letter in _PAIR.findall(font["/ToUnicode"].data)}
        codes = "".join(each.decode() for each in _SHOWN.findall(appearance.data))
        return "".join(letters[int(codes[at : at + 4], 16)] for at in range(0, len(codes), 4))
    except (KeyError, ValueError, AttributeError, TypeError):
        return ""

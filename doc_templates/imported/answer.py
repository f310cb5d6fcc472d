"""What opening a brought file answers, and how it leaves what is shown of it."""

import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path

SHOWN, SEARCHED = "document.pdf", "reading.pdf"
_NO_LETTERS = ("Cc", "Co", "Cs", "Cf")
_ALIKE = str.maketrans({"\u2007": " ", "\u00a0": " ", "\u202f": " ", "Ð": "Đ", "Ɖ": "Đ", "ð": "đ"})
"""Blanks that are none to a reader, and letters of Icelandic and Ewe that keyboards and scanners put for Đ."""


@dataclass(frozen=True)
class Opened:
    """What a brought file says. Of its text see `open_brought`.

    format: docx, doc, odt, rtf, pdf, or scan (a PDF without words, a TIFF, JPEG or PNG)
    pages: words of each page of the shown PDF
    encoding: what the letters of the original were: unicode, tcvn3, vni or mixed
    read_by: text, or ocr where any page was read by tesseract; certainty: 0 to 1, of the letters (1 for text)
    warnings: macros, active_content, external_links, foreign_parts, embedded_objects, javascript, launch, attachments,
    encrypted_but_readable, truncated_pages, mended, signed, unread_pages
    searched: the file whose words can be lit: document.pdf, or reading.pdf beside a signed scan
    """

    format: str
    text: str
    pages: tuple[str, ...]
    encoding: str
    read_by: str
    certainty: float
    warnings: tuple[str, ...] = ()
    searched: str = SHOWN


def tidy(text: str) -> str:
    """NFC, plain blanks, nothing that is no letter."""
    composed = unicodedata.normalize("NFC", text.translate(_ALIKE))
    return "".join(
        one for one in composed if one in "\n\t" or unicodedata.category(one) not in ("Cc", "Co", "Cs", "Cf")
    )


def write(file: Path, content: bytes) -> None:
    """Whole or not at all, and on the disk."""
    beside = file.with_name(f"{file.name}.new")
    with beside.open("wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    beside.rename(file)

"""Reads a finished PDF back: what was asked for must be what the file says, before anything is issued."""

import io
import re
from dataclasses import dataclass

from pypdf import PdfReader

from doc_templates.errors import BrokenPdf
from doc_templates.page_images import page_text

PART = re.compile(rb"pdfaid:part(?:>|\s*=\s*[\"'])\s*([1-4])")
CONFORMANCE = re.compile(rb"pdfaid:conformance(?:>|\s*=\s*[\"'])\s*([A-Ua-u])")
NO_FIGURES = str.maketrans({"\u2007": " ", "\u00a0": " "})  # blanks as wide as a figure, blanks that do not break


@dataclass(frozen=True)
class PdfFacts:
    """`version` as in the header ("1.7"), `pdfa` as declared ("2B", "" for none), the first page's words."""

    pages: int
    version: str
    pdfa: str
    first_page_text: str


def read_back(pdf: bytes) -> PdfFacts:
    """Raises BrokenPdf for what is not a whole, unencrypted PDF with at least one page."""
    try:
        reader = PdfReader(io.BytesIO(pdf), strict=True)
        pages = len(reader.pages)
        text = page_text(pdf, 1).translate(NO_FIGURES)
        return PdfFacts(pages, reader.pdf_header.removeprefix("%PDF-"), _pdfa(reader), text)
    except Exception as why:  # pypdf meets damage with whatever its objects raise; it all means the same here
        raise BrokenPdf(detail=f"{type(why).__name__}: {why}"[:200]) from why


def _pdfa(reader: PdfReader) -> str:
    """What the XMP packet declares, "2B"."""
    metadata = reader.root_object.get("/Metadata")
    if metadata is None:
        return ""
    packet: bytes = metadata.get_object().get_data()
    part, conformance = PART.search(packet), CONFORMANCE.search(packet)
    return (part[1] + conformance[1]).decode().upper() if part and conformance else ""

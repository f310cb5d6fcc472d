"""The list as a .docx: A4 lying, Times New Roman, the head of the table on every page, pages numbered."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

from doc_templates.found_list.model import WHOLE, Cell, Column, FoundList, Piece, day_words, words
from doc_templates.found_list.package import FIRST_HEADER, FOOTER, PAGES_HEADER, SPACES, XML, parts

_DATE = (2020, 3, 5, 0, 0, 0)  # of the decree: no clock in the file
_WIDTH = 14_288  # twentieths of a point: 297 mm less 30 mm at the left and 15 mm at the right
_LETTER = 240  # the same of a wide letter
_LINES = 20  # that any page has room for
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def docx_of(found: FoundList, piece: Piece = WHOLE) -> bytes:
    """The whole file. Rows are written as they come: ten thousand take a second and some 20 MB.

    piece: what of the list `found.rows` are, when it is to be put together from several (pdf.py).
    """
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as package:
        for name, text in parts(_p("Stamp", found.stamp)).items():
            package.writestr(zipfile.ZipInfo(name, _DATE), text, zipfile.ZIP_DEFLATED)
        member = zipfile.ZipInfo("word/document.xml", _DATE)
        member.compress_type = zipfile.ZIP_DEFLATED
        with package.open(member, "w", force_zip64=True) as document:
            for text in _document(found, piece):
                document.write(text.encode("utf-8"))
    return out.getvalue()


def _document(found: FoundList, piece: Piece) -> Iterator[str]:
    yield f"{XML}<w:document {SPACES}><w:body>"
    if piece.first:
        yield _head(found)
    widths = _widths(found.columns)
    yield _table_begins(widths)
    yield _row(
        [column.head for column in found.columns], widths, ["Head"] * len(widths), "<w:cantSplit/><w:tblHeader/>"
    )
    styles = ["Middle" if column.centred else "Cell" for column in found.columns]
    for row in found.rows:
        yield _row(row, widths, styles, "<w:cantSplit/>" if _is_short(row, widths) else "")
    yield "</w:tbl>"
    yield _end(found) if piece.last else _p("Gap")
    yield f"{_section(piece)}</w:body></w:document>"


def _section(piece: Piece) -> str:
    """A4 lying; its first page bears no number, a later piece goes on with the numbers of the one before."""
    pages = "<w:titlePg/>" if piece.first else f'<w:pgNumType w:start="{piece.page}"/>'
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{PAGES_HEADER}"/>'
        f'<w:headerReference w:type="first" r:id="{FIRST_HEADER}"/>'
        f'<w:footerReference w:type="default" r:id="{FOOTER}"/><w:footerReference w:type="first" r:id="{FOOTER}"/>'
        '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1134" w:right="850" w:bottom="1134" '
        f'w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>{pages}</w:sectPr>'
    )


def _head(found: FoundList) -> str:
    """The agency at the left with the short line below, the title in the middle."""
    *superior, name = found.agency or [""]
    lines = [_p("Superior", line) for line in superior] + [_p("Agency", name), _p("Line")]
    left = "".join(lines)
    half = _WIDTH * 2 // 5
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{half}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{half}"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="{half}" w:type="dxa"/>'
        f"</w:tcPr>{left}</w:tc></w:tr></w:tbl>"
    )
    return table + _p("Title", found.title) + "".join(_p("Under", line) for line in found.lines) + _p("Gap")


def _end(found: FoundList) -> str:
    """Place and day, and who made the list."""
    where = f"{found.place}, {day_words(found.made_on)}" if found.place else day_words(found.made_on).capitalize()
    return "".join(
        (_p("Gap"), _p("Day", where), _p("Maker", "NGƯỜI LẬP DANH MỤC"), _p("Blank"), _p("MakerName", found.made_by))
    )


def _widths(columns: Sequence[Column]) -> list[int]:
    whole = sum(column.share for column in columns)
    return [_WIDTH * column.share // whole for column in columns]


def _table_begins(widths: Sequence[int]) -> str:
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )


def _is_short(cells: Sequence[Cell], widths: Sequence[int]) -> bool:
    """Whether a row surely fits on a page: LibreOffice cuts off the end of one that does not and may not be split."""
    return all(len(words(cell)) * _LETTER < width * _LINES for cell, width in zip(cells, widths, strict=True))


def _row(cells: Sequence[Cell], widths: Sequence[int], styles: Sequence[str], properties: str) -> str:
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_p(style, words(cell))}</w:tc>'
        for cell, width, style in zip(cells, widths, styles, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def _p(style: str, text: str = "") -> str:
    plain = escape(" ".join(_FORBIDDEN.sub(" ", text).split()))
    run = f'<w:r><w:t xml:space="preserve">{plain}</w:t></w:r>' if plain else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'

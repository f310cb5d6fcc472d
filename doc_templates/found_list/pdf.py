"""The list as a PDF: laid out a few hundred rows at a time, the pages put one behind the other.

LibreOffice needs a time that grows with the square of a table's rows: 1,000 rows 3 s of a slow core, 2,000 13 s, 4,000
70 s. In pieces 10,000 rows, 634 pages, took 40 s on that machine while others used it, a file of 4 MB and 0.2 GB of
memory here; and between two pieces LibreOffice is free for whoever types.

A piece's last page is seldom full. It is left out and the next piece begins with its rows, so that the pages come out
as those of one long table.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from pikepdf import Pdf

from doc_templates.found_list.docx import docx_of
from doc_templates.found_list.model import Cell, FoundList, Piece
from doc_templates.found_list.pages import add_pages, drop_last_page, opened, saved

AT_ONCE = 500
"""Rows of a piece."""
Rows = Sequence[Sequence[Cell]]
Convert = Callable[[bytes], bytes]
"""From .docx to PDF/A."""


def pdf_of(found: FoundList, convert: Convert, progress: Callable[[int], None] | None = None) -> bytes:
    """The PDF. `progress` is told how many rows are on pages. Raises what `convert` raises."""
    rows = list(found.rows)
    if len(rows) <= AT_ONCE:
        return convert(docx_of(replace(found, rows=rows)))
    whole, done = _piece(found, rows, 1, convert)
    with whole:
        while done < len(rows):
            if progress:
                progress(done)
            piece, more = _piece(found, rows[done:], len(whole.pages) + 1, convert)
            with piece:
                add_pages(whole, piece)
            done += more
        return saved(whole)


def _piece(found: FoundList, rows: Rows, page: int, convert: Convert) -> tuple[Pdf, int]:
    """Pages for the next of the rows that are left, from that page on, and how many rows are on them."""
    taken = rows[:AT_ONCE]
    last = len(taken) == len(rows)
    pdf = opened(convert(docx_of(replace(found, rows=taken), Piece(page, last))))
    return pdf, len(taken) if last else drop_last_page(pdf, len(taken))

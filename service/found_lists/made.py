"""A list of what a search found, made into a file: everything the question finds, in its order, up to MOST rows.

Paper is Vietnamese: whoever calls this in a request forces the language.
"""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal
from zoneinfo import ZoneInfo

from archive.agencies import agency_on
from doc_templates.found_list.docx import docx_of
from doc_templates.found_list.model import Cell, Column, FoundList, words
from doc_templates.found_list.pdf import pdf_of
from doc_templates.found_list.xlsx import xlsx_of
from doc_templates.package import DOCX
from index.engine import Filters, Hit, Order
from service.actor import Actor
from service.found_lists.columns import COLUMNS, row
from service.parts import Parts
from service.search import search
from service.tables import plain

MOST = 10_000
"""Rows of one list."""
AT_ONCE = 100
LONGEST = 300.0
"""Seconds LibreOffice may take over one piece of a list, behind all that came to it before."""
Format = Literal["docx", "pdf", "xlsx", "csv"]
MEDIA: dict[Format, str] = {
    "docx": DOCX,
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
TITLE = "DANH MỤC VĂN BẢN"


@dataclass(frozen=True)
class Wanted:
    """A list to be made: the question, its order, the columns, and how the question reads in words."""

    q: str
    filters: Filters
    order: Order
    columns: tuple[str, ...]
    lines: tuple[str, ...]


def make(
    parts: Parts, actor: Actor, wanted: Wanted, format: Format, progress: Callable[[int], None] | None = None
) -> bytes:
    """The file. `progress` is told how many rows are there, those of a .pdf when they are on its pages.

    Raises IndexBroken, Pdf… errors.
    """
    rows = _numbered(parts, actor, wanted, None if format == "pdf" else progress)
    if format == "csv":
        return csv_of(wanted.columns, rows)
    found = _list(parts, actor, wanted, rows)
    if format == "xlsx":
        return xlsx_of(found)
    if format == "docx":
        return docx_of(found)
    return pdf_of(found, partial(parts.pdf.convert, title=TITLE.capitalize(), limit=LONGEST), progress)


def csv_of(columns: Sequence[str], rows: Iterator[list[Cell]]) -> bytes:
    """UTF-8 that Excel opens with its Vietnamese letters; words that begin like a formula stay words."""
    lines = io.StringIO()
    table = csv.writer(lines)
    table.writerow([str(COLUMNS[name].head) for name in columns])
    table.writerows([plain(words(cell)) for cell in cells[1:]] for cells in rows)
    return ("\ufeff" + lines.getvalue()).encode("utf-8", "replace")


def hits(parts: Parts, actor: Actor, wanted: Wanted) -> Iterator[Hit]:
    """Everything the question finds, with the rights of who asks, each document once."""
    seen: set[str] = set()
    for offset in range(0, MOST, AT_ONCE):
        found = search(parts, actor, wanted.q, wanted.filters, offset, AT_ONCE, wanted.order)
        yield from (hit for hit in found.hits if hit.id not in seen)
        seen.update(hit.id for hit in found.hits)
        if offset + len(found.hits) >= found.total:  # without what was limited to others a moment ago
            return


def _numbered(
    parts: Parts, actor: Actor, wanted: Wanted, progress: Callable[[int], None] | None
) -> Iterator[list[Cell]]:
    for number, hit in enumerate(hits(parts, actor, wanted), 1):
        yield [number, *row(hit, wanted.columns)]
        if progress and number % AT_ONCE == 0:
            progress(number)


def _list(parts: Parts, actor: Actor, wanted: Wanted, rows: Iterator[list[Cell]]) -> FoundList:
    with parts.db.read() as session:
        agency = agency_on(session, actor.agency_id, parts.today())
    now = parts.now().astimezone(ZoneInfo(parts.config.time_zone))
    shown = [COLUMNS[name] for name in wanted.columns]
    return FoundList(
        agency=[*agency.superior, *agency.name],
        title=TITLE,
        lines=wanted.lines,
        columns=[Column("STT", 4, True), *(Column(str(one.head), one.share, one.centred) for one in shown)],
        rows=rows,
        place=agency.place,
        made_on=now.date(),
        made_by=actor.name,
        stamp=f"Xuất từ hệ thống lúc {now:%H:%M} ngày {now:%d/%m/%Y}; người xuất: {actor.name}",
        made_at=now,
    )

"""The list as an .xlsx: days are days, numbers numbers, and words stay words even where they begin like a formula."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import xlsxwriter

from doc_templates.found_list.model import Cell, Column, FoundList

_LONGEST = 32_767  # characters of a cell, by Excel
_SAFE = {  # nothing that was typed becomes a formula, a link or a number
    "in_memory": True,
    "constant_memory": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd/mm/yyyy",
}
_WIDE = 1.3  # characters of a column a share of width


def xlsx_of(found: FoundList) -> bytes:
    """The whole file: a head with what was asked, the table with filters, its head repeated when printed."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, _SAFE) as book:
        book.set_properties(
            {"title": found.title, "author": found.made_by, "created": found.made_at.replace(tzinfo=None)}
        )
        looks = {
            name: book.add_format({"font_name": "Times New Roman", "font_size": 12, **look})
            for name, look in _LOOKS.items()
        }
        sheet = book.add_worksheet("Danh mục")
        _page(sheet, found)
        top = _head(sheet, found, looks)
        last = top
        for last, row in enumerate(found.rows, top + 1):
            _row(sheet, last, row, found.columns, looks)
        sheet.autofilter(top, 0, last, len(found.columns) - 1)
        sheet.freeze_panes(top + 1, 0)
        sheet.repeat_rows(top)
    return out.getvalue()


_LOOKS: dict[str, dict[str, object]] = {
    "agency": {"bold": True},
    "title": {"bold": True, "font_size": 14},
    "line": {"italic": True},
    "head": {
        "bold": True,
        "border": 1,
        "align": "center",
        "valign": "vcenter",
        "text_wrap": True,
        "bg_color": "#EDEDED",
    },
    "cell": {"border": 1, "valign": "top", "text_wrap": True},
    "middle": {"border": 1, "valign": "top", "align": "center", "text_wrap": True},
    "day": {"border": 1, "valign": "top", "align": "center", "num_format": "dd/mm/yyyy"},
}


def _page(sheet: xlsxwriter.worksheet.Worksheet, found: FoundList) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=1.18, right=0.59, top=0.79, bottom=0.79)  # inches: 30, 15, 20, 20 mm
    sheet.set_footer('&L&"Times New Roman,Italic"&9' + found.stamp.replace("&", "&&")[:200] + "&R&P/&N")
    for at, column in enumerate(found.columns):
        sheet.set_column(at, at, column.share * _WIDE)


def _head(sheet: xlsxwriter.worksheet.Worksheet, found: FoundList, looks: dict[str, object]) -> int:
    """The lines above the table; answers the table's first row."""
    lines = [
        *((line, "agency") for line in found.agency),
        (found.title, "title"),
        *((line, "line") for line in found.lines),
    ]
    for at, (line, look) in enumerate(lines):
        sheet.write_string(at, 0, line[:_LONGEST], looks[look])
    top = len(lines) + 1
    for at, column in enumerate(found.columns):
        sheet.write_string(top, at, column.head, looks["head"])
    return top


def _row(
    sheet: xlsxwriter.worksheet.Worksheet,
    at: int,
    row: Sequence[Cell],
    columns: Sequence[Column],
    looks: dict[str, object],
) -> None:
    for place, (cell, column) in enumerate(zip(row, columns, strict=True)):
        look = looks["middle" if column.centred else "cell"]
        if isinstance(cell, int):
            sheet.write_number(at, place, cell, look)
        elif isinstance(cell, date) and cell.year >= 1900:
            sheet.write_datetime(at, place, cell, looks["day"])
        else:
            sheet.write_string(at, place, f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell[:_LONGEST], look)

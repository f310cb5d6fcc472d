"""Lists as tables for a spreadsheet: UTF-8 CSV that Excel opens with its Vietnamese letters."""

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_answer(name: str, head: Sequence[object], rows: Iterable[Sequence[object]]) -> Response:
    """A download called `name` ("so-dang-ky-2026.csv", ASCII)."""
    lines = io.StringIO()
    table = csv.writer(lines)
    table.writerow([str(cell) for cell in head])
    table.writerows([plain(cell) for cell in row] for row in rows)
    answer = Response("\ufeff" + lines.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def plain(cell: object) -> str:
    """Words stay words: a subject that begins like a formula must not run as one."""
    words = "" if cell is None else str(cell)
    return f"'{words}" if words.startswith(FORMULA) else words

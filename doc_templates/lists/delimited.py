"""Lists as text: .csv of any usual encoding and delimiter, and what a spreadsheet puts on the clipboard."""

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Iterator

from doc_templates.errors import ListUnreadable
from doc_templates.lists.model import ListTable, Row, limited, trimmed

_DELIMITERS = "\t;,|"
_SAMPLE = 50
"""Lines looked at to find the delimiter."""


def read_delimited(content: bytes) -> ListTable:
    """A .csv or .tsv. Errors: ListUnreadable, ListTooLarge."""
    return read_text(_decoded(content))


def read_text(text: str) -> ListTable:
    """Text with delimiters; cells in quotes may hold line breaks. Formulas are words here. Errors: ListTooLarge."""
    text = unicodedata.normalize("NFC", text.replace("\x00", "").removeprefix("\ufeff"))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    words, delimiter = _told(text) or (text, _delimiter(text))
    return ListTable("", tuple(_rows(words, delimiter)))


def _decoded(content: bytes) -> str:
    """UTF-8, UTF-16 with or without its mark, else the old Vietnamese code page of Windows."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _as(content, "utf-16")
    if b"\x00" in content[:1000]:
        return _as(content, "utf-16-le" if content[1:2] == b"\x00" else "utf-16-be")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _as(content, "cp1258")


def _as(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise ListUnreadable() from None


def _told(text: str) -> tuple[str, str] | None:
    """Excel's first line “sep=;” names the delimiter."""
    line, _, rest = text.partition("\n")
    return (rest, line[4]) if line.lower().startswith("sep=") and len(line) == 5 else None


def _delimiter(text: str) -> str:
    """The one that cuts most lines into the same number of cells; a tab wherever there is one."""
    sample = "\n".join(text.split("\n", _SAMPLE)[:_SAMPLE])
    if "\t" in sample:
        return "\t"
    return max(_DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))


def _evenness(sample: str, delimiter: str) -> int:
    counts = Counter(len(cells) for cells in _cells(sample, delimiter) if len(cells) > 1)
    width, lines = max(counts.items(), key=lambda item: item[1], default=(1, 0))
    return lines * (width - 1)


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    found = 0
    for number, cells in enumerate(_cells(text, delimiter), 1):
        if kept := trimmed(cells):
            found += 1
            limited(found, kept)
            yield Row(number, kept)


def _cells(text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(max(csv.field_size_limit(), 10_000_000))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise ListUnreadable() from None
        yield [" ".join(cell.split()) if "\n" in cell else cell.strip() for cell in cells]

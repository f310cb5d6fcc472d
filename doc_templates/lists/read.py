"""The first step of a list: the bytes of a file, whatever it is called → its tables."""

from doc_templates.errors import ListOldFormat, ListUnreadable, ListWithoutTable
from doc_templates.lists.delimited import read_delimited
from doc_templates.lists.model import ListTable
from doc_templates.lists.word import read_word
from doc_templates.lists.xlsx import read_xlsx
from doc_templates.lists.zipped import Zipped

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOT_TEXT = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"\x7fELF", b"MZ")


def read_list(content: bytes) -> list[ListTable]:
    """The tables with words: sheets (shown ones first), tables of a .docx, or the one of a text.

    Told by the content, never by a name. Errors: ListUnreadable, ListEncrypted, ListOldFormat, ListWithoutTable,
    ListTooLarge.
    """
    tables = sorted((table for table in _tables(content) if table.rows), key=lambda table: table.hidden)
    if not tables:
        raise ListWithoutTable()
    return tables


def _tables(content: bytes) -> list[ListTable]:
    if content.startswith(_OLD):
        raise ListOldFormat()
    if content.startswith(_NOT_TEXT):
        raise ListUnreadable()
    if not content.startswith(b"PK"):
        return [read_delimited(content)]
    package = Zipped(content)
    if package.has("xl/workbook.xml"):
        return read_xlsx(package)
    if package.has("word/document.xml"):
        return read_word(package)
    raise ListUnreadable()

"""Lines of pages become paragraphs: a line goes on in the next where the next one's first word had no more room.

The last step from a page's words to a document's text.
"""

import re
from collections.abc import Sequence

from doc_templates.imported.page_lines import Line

_BEGINS = re.compile(
    r"[-–—+•*]\s|\(?\d{1,3}(?:\.\d{1,3})*[.)]\s|[a-zđ]\)\s|[IVXLC]{1,7}\.\s|Điều \d|ĐIỀU \d|Khoản \d|Chương |CHƯƠNG |"
    r"Mục \d|MỤC |Phần |PHẦN |Căn cứ |Theo đề nghị |Xét đề nghị |Kính gửi|Nơi nhận|Số\s*:|V/v |Về việc |PHỤ LỤC|"
    r"(?:TM|KT|TL|TUQ|Q)\."
)
_WRAPPED_IN_COLUMN = re.compile(r"[-–—+•*]\s|V/v |Về việc ")
_ENDED = (".", ";", ":", "!", "?", "…")
_NUMBER = re.compile(r"[-–—\s]*(\d{1,4})[-–—\s]*")
_TEXT, _LEFT = 0, 1


def paragraphs(pages: Sequence[Sequence[Line]]) -> str:
    """The text of a document: a paragraph a line. Page numbers that stand alone do not come along."""
    made: list[str] = []
    before: Line | None = None
    right = 0.0
    for number, lines in enumerate(pages, 1):
        left, next_right = _margins(lines)
        for at, line in enumerate(_without_number(lines, number)):
            if before is not None and _goes_on(made[-1], before, line, left, right, new_page=at == 0):
                made[-1] += f" {line.text}"
            else:
                made.append(line.text)
            before, right = line, next_right
    return "\n".join(made)


def plain_lines(lines: Sequence[Line]) -> str:
    """The words of one page, line by line."""
    return "\n".join(line.text for line in lines)


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    """Left and right edge of the page's running text."""
    text = [line for line in lines if line.column == _TEXT] or list(lines)
    if not text:
        return 0.0, 0.0
    return min(line.left for line in text), max(line.right for line in text)


def _without_number(lines: Sequence[Line], number: int) -> list[Line]:
    kept = list(lines)
    for at in (0, -1):
        found = _NUMBER.fullmatch(kept[at].text) if kept else None
        if found and int(found[1]) == number:
            del kept[at]
    return kept


def _goes_on(made: str, before: Line, line: Line, left: float, right: float, *, new_page: bool) -> bool:
    if before.column != line.column or _BEGINS.match(line.text):
        return False
    if line.column == _LEFT:
        return _WRAPPED_IN_COLUMN.match(made) is not None and not made.endswith(_ENDED)
    if line.column != _TEXT or abs(before.size - line.size) > 0.25 * before.size:
        return False
    if not new_page and not -before.size < line.top - before.bottom < 1.1 * before.size:
        return False
    return _is_full(before, line, right) and not _is_indented(made, before, line, left)


def _is_full(before: Line, line: Line, right: float) -> bool:
    """Whether the first word of the next line would have found no room behind this one."""
    word = line.text.split(maxsplit=1)[0]
    room = (line.right - line.left) * (len(word) + 1) / max(len(line.text), 1)
    return before.right + room > right - 1


def _is_indented(made: str, before: Line, line: Line, left: float) -> bool:
    """Whether a line begins a paragraph of its own by standing in; one of a list may stand in as its item does."""
    if line.left <= left + 0.6 * line.size:
        return False
    if _BEGINS.match(made) and abs(line.left - before.left) < 3 * line.size:
        return made.endswith(_ENDED) and line.left >= before.left
    return line.left > before.left + 2 or made.endswith(_ENDED)

"""Where a centred title of several lines breaks: lines of like length, broken where one would pause.

Word and LibreOffice fill the first line and leave the last word alone. A narrower paragraph lets them break better
without putting line breaks into the words.
"""

from itertools import pairwise

from doc_templates.measure import Look, broken, width

_STEP = 4.0  # points between the widths tried
_BAD_BREAK = 0.4  # what a break inside a phrase costs, as a part of the room
_BREAK_BEFORE = {
    "bằng", "các", "cho", "có", "của", "do", "đến", "để", "được", "khi", "năm", "những", "tại", "theo", "thuộc",
    "trên", "trong", "từ", "và", "về", "với",
}  # fmt: skip


def best_width(text: str, look: Look, room: float) -> float:
    """The width in points at which a title breaks best, into no more lines than `room` makes it take."""
    count = len(broken(text, look, room))
    best, least = room, _cost(broken(text, look, room), look, room)
    tried = room - _STEP
    while tried > 0:
        lines = broken(text, look, tried)
        if len(lines) > count or width(max(lines, key=lambda line: width(line, look)), look) > tried:
            break
        cost = _cost(lines, look, room)
        if cost <= least:
            best, least = tried, cost
        tried -= _STEP
    return best


def _cost(lines: list[str], look: Look, room: float) -> float:
    widths = [width(line, look) for line in lines]
    bad = sum(not _pause(line, following) for line, following in pairwise(lines))
    return (max(widths) - min(widths)) / room + bad * _BAD_BREAK


def _pause(line: str, following: str) -> bool:
    """Whether a reader would pause between two lines: after a comma or dash, before a connecting word."""
    return line.endswith((",", ";", ":", "-", "–")) or following.split(" ")[0].casefold() in _BREAK_BEFORE

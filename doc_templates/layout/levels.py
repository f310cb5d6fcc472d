"""The levels of a body: which line is a phần, chương, mục, điều, khoản, điểm or its title (II.6.đ)."""

import re

from doc_templates.layout.segments import Segment

_PART = re.compile(r"^(phan|chuong)\s+([ivxlcdm]+|\d+|thu \w+)\s*[.:]?$")
_SECTION = re.compile(r"^(muc|tieu muc)\s+([ivxlcdm]+|\d+|[a-z])\s*[.:]?$")
_ARTICLE = re.compile(r"^dieu\s+(\d+[a-z]?|[.…]+)\s*[.:]?")
_HEADING = re.compile(r"^[ivxlc]+\s*\.\s*\S")
_CLAUSE = re.compile(r"^\d+\s*[.)]\s*\S|^\d+(\.\d+)+\.?\s+\S")
_POINT = re.compile(r"^[a-z]\)\s*\S|^[a-z]{1,2}\s*\)\s*\S|^\w\)")
_DASH = re.compile(r"^[-–+•*]\s*\S")
_LONGEST_TITLE = 180


def level_of(segment: Segment, before: str | None, last: bool = False) -> str:
    """The component of one line of the body. `before`: of the line above it. `last`: nothing follows it."""
    text = f"{segment.paragraph.number} {segment.fold}".strip().lower()
    if _PART.match(text):
        return "part"
    if _SECTION.match(text):
        return "section"
    if before in ("part", "section") and _is_title_below(segment) and not _HEADING.match(text):
        return f"{before}_title"
    if _ARTICLE.match(text):
        return "article"
    if _HEADING.match(text) and (segment.capitals or segment.look.bold) and _titled(segment):
        return "heading"
    if _CLAUSE.match(text):
        return (
            "clause_title"
            if _titled(segment) and (_all_bold(segment) or (not _ends(segment) and not last))
            else "clause"
        )
    if _POINT.match(text):
        return "point"
    return "dash" if _DASH.match(text) else "text"


def _is_title_below(segment: Segment) -> bool:
    """The title under "Chương I": by two of three looks, so that one may be wrong."""
    alike = segment.look.bold + segment.capitals + (segment.paragraph.align == "center")
    return alike >= 2 and len(segment.fold) < _LONGEST_TITLE * 2


def _titled(segment: Segment) -> bool:
    return len(segment.fold) < _LONGEST_TITLE and not segment.text.endswith((";", ".", ":", ","))


def _ends(segment: Segment) -> bool:
    """Whether it closes as sentences and items do; a title does not."""
    return segment.text.rstrip().endswith((".", ";", ":", ",", "/", "…", "?", "!")) or ". " in segment.text[4:]


def _all_bold(segment: Segment) -> bool:
    runs = segment.paragraph.between(segment.span.start, segment.span.end)
    return all(run.look.bold for run, _, _ in runs)

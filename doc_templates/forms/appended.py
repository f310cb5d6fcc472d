"""What is printed behind a document, each with page numbers of its own: the document that a decision issues, lists and
appendices (mẫu 1.3, 2.1), and the block of a copy on paper (mẫu 3.1)."""

from collections.abc import Sequence

from doc_templates import style_sheet as names
from doc_templates.forms import pieces
from doc_templates.forms.look import ROOM
from doc_templates.forms.wordml import FOOTER_FIRST_PLAIN, HEADER_FIRST_PLAIN, for_each, p, row, section, table, when

AWARDEE_COLUMNS = (  # heading, what stands in a row, alignment, width in twentieths of a point
    ("STT", "{{ loop.index }}", "center", 750),
    ("Họ và tên", "{{ awardee.full_name }}", "left", 2350),
    ("Chức vụ, đơn vị", "{{ awardee.position }}", "left", 0),
    ("Hình thức khen thưởng", "{{ awardee.award }}", "left", 1800),
    ("Mức thưởng (đồng)", "{{ awardee.reward }}", "right", 1600),
)

_ENDS = p(names.END, extra=section(HEADER_FIRST_PLAIN, FOOTER_FIRST_PLAIN))

_KEEP = "<w:keepNext/>"


def ends_document(condition: str) -> str:
    """Where something is appended, the document's own section ends here: its first page alone has ô 11 and 13."""
    return when(condition, p(names.END, extra=section()))


def document_issued(kind: str) -> str:
    """Mẫu 1.3: the document that the decision issues or approves, on paper."""
    return (
        pieces.letterhead_appended()
        + p(names.KIND, "{{ attached_kind }}")
        + p(names.SUBJECT, "{{ attached_subject }}")
        + _goes_with(kind)
        + pieces.body("attached_body")
        + _ENDS
    )


def appendices(kind: str) -> str:
    """Mẫu 2.1, for each appendix."""
    head = _head("appendix.heading", "appendix.title") + _goes_with(kind)
    return for_each("appendix", "appendices", head, pieces.body("appendix.body"), _ENDS)


_BLANKS = "số … ngày … tháng … năm …"  # not filled in files that are signed by themselves (III.1.c)


def appendix_alone() -> str:
    """Mẫu 2.2: an appendix in a file of its own."""
    goes_with = p(names.APPENDED_TO, f"(Kèm theo {{{{ goes_with }}}} {_BLANKS} của {{{{ issuer }}}})") + p(
        names.LINE_SHORT
    )
    return _head("heading", "title") + goes_with + pieces.body()


def document_issued_alone() -> str:
    """Mẫu 1.3, electronic: the document that a decision issues, in a file of its own."""
    return (
        pieces.letterhead_appended()
        + p(names.KIND, "{{ attached_kind }}")
        + p(names.SUBJECT, "{{ attached_subject }}")
        + p(names.APPENDED_TO, f"(Kèm theo Quyết định {_BLANKS} của {{{{ issuer }}}})")
        + p(names.LINE_SHORT)
        + pieces.body("attached_body")
    )


def _head(heading: str, title: str) -> str:
    return p(names.APPENDIX, f"{{{{ {heading} }}}}") + when(title, p(names.APPENDIX_TITLE, f"{{{{ {title} }}}}"))


def _goes_with(kind: str) -> str:
    """III.1.c: number, date and issuer of the document it belongs to."""
    words = f"(Kèm theo {kind} số {{{{ number }}}}/{{{{ symbol }}}} {{{{ date }}}} của {{{{ issuer }}}})"
    return p(names.APPENDED_TO, words) + p(names.LINE_SHORT)


def list_of_awardees(kind: str, columns: Sequence[tuple[str, str, str, int]] = AWARDEE_COLUMNS) -> str:
    """Mẫu 2.1: the list as an appendix, there only when somebody is on it.

    `columns`: heading, what stands in a row, alignment, width; one column takes what is left (width 0).
    """
    taken = sum(width for _, _, _, width in columns)
    widths = [width or ROOM - taken for _, _, _, width in columns]
    single = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
    sides = "".join(f"<w:{side} {single}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    head = row(
        *((width, p(names.CELL_HEAD, heading)) for width, (heading, _, _, _) in zip(widths, columns, strict=True)),
        properties="<w:cantSplit/><w:tblHeader/>",
    )
    line = row(
        *(
            (width, p(names.CELL, text, f'<w:jc w:val="{align}"/>'))
            for width, (_, text, align, _) in zip(widths, columns, strict=True)
        )
    )
    tags = [
        row((widths[0], p(names.TAG, f"{{%tr {tag} %}}")), *((w, p(names.CELL)) for w in widths[1:]))
        for tag in ("for awardee in awardees", "endfor")
    ]
    return when(
        "awardees",
        _head("list_heading", "appendix_title"),
        _goes_with(kind),
        table(widths, head, tags[0], line, tags[1], borders=f"<w:tblBorders>{sides}</w:tblBorders>", margin=85),
        p(
            names.TEXT,
            "Danh sách này có {{ awardees|length }} tập thể, cá nhân./.",
            '<w:spacing w:before="120"/>',
        ),
        _ENDS,
    )


def copy_block(word: str) -> str:
    """Mẫu 3.1: what makes a document on paper a copy, under a line across the whole text; it stays in one piece."""
    left, right = pieces.LEFT_COLUMN, ROOM - pieces.LEFT_COLUMN
    agency = for_each("line", "agency", p(names.AGENCY, "{{ line }}", _KEEP)) + p(
        names.LINE_HALF_TEXT, extra=f'{_KEEP}<w:spacing w:after="0"/>'
    )
    number = p(names.NUMBER, "Số: {{ number }}/{{ symbol }}", _KEEP)
    place_and_date = p(names.PLACE_AND_DATE, "{{ place_and_date }}", _KEEP)
    return (
        p(names.LINE_FULL, extra=f'{_KEEP}<w:spacing w:before="240" w:after="120"/>')
        + table(
            (left, right),
            row((left, agency), (right, p(names.COPY_KIND, word, _KEEP))),
            row((left, number), (right, place_and_date)),
        )
        + p(names.END, extra=f'{_KEEP}<w:spacing w:before="240"/>')
        + pieces.beside(pieces.recipients(mark=""), pieces.signer())
    )

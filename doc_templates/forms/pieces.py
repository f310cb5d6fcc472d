"""The parts that every form shares, each once: letterhead, title, addressees, body, recipients and signer, appendix.

The tags in double braces are filled by doc_templates/fill.py. An empty paragraph in a style "Đường kẻ ..." is a drawn
line; its length follows the text above it.
"""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from doc_templates import style_sheet as names
from doc_templates.forms.look import BOTTOM, HEADER, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, ROOM, STYLES, TOP

_IDS = {style.name: style.id for style in STYLES}
LEFT_COLUMN = 3600  # 63 mm for the agency, 101 mm for Quốc hiệu and a long place name
RECIPIENTS_COLUMN = 3855  # 68 mm


def p(style: str, text: str = "", extra: str = "") -> str:
    """A paragraph in a style. A tab in the text is a tab on paper. `extra`: more XML at the end of its properties."""
    runs = "<w:r><w:tab/></w:r>".join(
        f'<w:r><w:t xml:space="preserve">{escape(piece)}</w:t></w:r>' if piece else "" for piece in text.split("\t")
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{_IDS[style]}"/>{extra}</w:pPr>{runs}</w:p>'


def when(condition: str, *inside: str) -> str:
    """Parts that are there only under a condition."""
    return p(names.TAG, f"{{%p if {condition} %}}") + "".join(inside) + p(names.TAG, "{%p endif %}")


def each(name: str, items: str, style: str, text: str) -> str:
    """One paragraph for each item."""
    return p(names.TAG, f"{{%p for {name} in {items} %}}") + p(style, text) + p(names.TAG, "{%p endfor %}")


def row(*cells: tuple[int, str], properties: str = "<w:cantSplit/>") -> str:
    """A row of cells, each with its width in twentieths of a point and its paragraphs."""
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{text}</w:tc>' for width, text in cells
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def table(widths: Sequence[int], *rows: str, borders: str = "", margin: int = 0) -> str:
    """A table of fixed columns."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{margin}" w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def letterhead(below_number: str = "") -> str:
    """Ô 1 to 4 (and 5b): agency and number on the left, Quốc hiệu, Tiêu ngữ, place and date on the right."""
    right = ROOM - LEFT_COLUMN
    agency = (
        each("line", "superior", names.SUPERIOR, "{{ line }}")
        + each("line", "agency", names.AGENCY, "{{ line }}")
        + p(names.LINE_HALF_TEXT, extra='<w:spacing w:after="0"/>')
    )
    nation = (
        p(names.NATIONAL_NAME, "Cộng hòa xã hội chủ nghĩa Việt Nam")
        + p(names.NATIONAL_MOTTO, "Độc lập - Tự do - Hạnh phúc")
        + p(names.LINE_AS_TEXT)
    )
    number = p(names.NUMBER, "Số: {{ number }}/{{ symbol }}") + below_number
    return table(
        (LEFT_COLUMN, right),
        row((LEFT_COLUMN, agency), (right, nation)),
        row((LEFT_COLUMN, number), (right, p(names.PLACE_AND_DATE, "{{ place_and_date }}"))),
    )


def title(kind: str) -> str:
    """Ô 5a: kind, subject, line."""
    return p(names.KIND, kind) + p(names.SUBJECT, "{{ subject }}") + p(names.LINE_HALF_TEXT)


def addressees() -> str:
    """Ô 9a: one name on the line of "Kính gửi:", more each on its own line under the colon."""
    many = p(names.ADDRESSED_MANY, "Kính gửi:") + each("name", "addressees", names.ADDRESSEE, "- {{ name }}")
    return when("addressees|length == 1", p(names.ADDRESSED, "Kính gửi: {{ addressees[0] }}")) + when(
        "addressees|length > 1", many
    )


def bases() -> str:
    """II.6.a: the legal bases; fill.py ends each with ";" and the last with "."."""
    return each("basis", "bases", names.BASIS, "{{ basis }}")


def body() -> str:
    """Ô 6: one tag; the paragraphs come from doc_templates/paragraphs.py in the styles of the body."""
    return p(names.TEXT, "{{p body }}")


def signing(*, addressed: bool) -> str:
    """Ô 7 and 9b, 12: recipients on the left, the signer on the right. II.9.b: "Như trên" where it says "Kính gửi"."""
    right = ROOM - RECIPIENTS_COLUMN
    recipients = (
        p(names.RECIPIENTS_HEAD, "Nơi nhận:")
        + (when("addressees", p(names.RECIPIENT, "- Như trên;")) if addressed else "")
        + each("name", "recipients", names.RECIPIENT, "- {{ name }};")
        + p(names.RECIPIENT, "- Lưu: {{ kept_at }}.\t{{ drafter_mark }}")
    )
    signer = (
        each("line", "signer.lines", names.SIGNER_LINE, "{{ line }}")
        + p(names.SIGNATURE)
        + when("signer.other_title", p(names.SIGNER_TITLE, "{{ signer.other_title }}"))
        + p(names.SIGNER_NAME, "{{ signer.name }}")
    )
    return table((RECIPIENTS_COLUMN, right), row((RECIPIENTS_COLUMN, recipients), (right, signer)))


def appendix_of_awardees(columns: Sequence[tuple[str, str, str, int]]) -> str:
    """Mẫu 2.1: the list as an appendix in its own section, there only when somebody is on it.

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
        p(names.END, extra=section()),
        p(names.APPENDIX, "Phụ lục"),
        p(names.APPENDIX_TITLE, "{{ appendix_title }}"),
        p(
            names.APPENDED_TO,
            "(Kèm theo Quyết định số {{ number }}/{{ symbol }} {{ date }} của {{ issuer }})",
        ),
        p(names.LINE_SHORT),
        table(widths, head, tags[0], line, tags[1], borders=f"<w:tblBorders>{sides}</w:tblBorders>", margin=85),
        p(
            names.TEXT,
            "Danh sách này có {{ awardees|length }} tập thể, cá nhân./.",
            '<w:spacing w:before="120"/>',
        ),
    )


def section() -> str:
    """A section of its own page numbers from 1, shown in the top margin from its second page (I.7, III.1.đ)."""
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:headerReference w:type="first" r:id="rId4"/>'
        f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/><w:pgMar w:top="{TOP}" w:right="{RIGHT}" w:bottom="{BOTTOM}" '
        f'w:left="{LEFT}" w:header="{HEADER}" w:footer="{HEADER}" w:gutter="0"/>'
        '<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    )

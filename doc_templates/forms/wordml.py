"""Paragraphs, tables and sections of a form in WordprocessingML. Used by pieces.py and appended.py."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from doc_templates import style_sheet as names
from doc_templates.forms.look import BOTTOM, HEADER, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, STYLES, TOP

_IDS = {style.name: style.id for style in STYLES}

# relations of document.xml, as package.py writes them
HEADER_PAGES, HEADER_FIRST, HEADER_FIRST_PLAIN, FOOTER_FIRST, FOOTER_FIRST_PLAIN = (
    "rId3",
    "rId4",
    "rId5",
    "rId6",
    "rId7",
)


def p(style: str, text: str = "", extra: str = "") -> str:
    """A paragraph in a style. A tab in the text is a tab on paper. `extra`: more XML at the end of its properties."""
    runs = "<w:r><w:tab/></w:r>".join(
        f'<w:r><w:t xml:space="preserve">{escape(piece)}</w:t></w:r>' if piece else "" for piece in text.split("\t")
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{_IDS[style]}"/>{extra}</w:pPr>{runs}</w:p>'


def when(condition: str, *inside: str) -> str:
    """Parts that are there only under a condition."""
    return p(names.TAG, f"{{%p if {condition} %}}") + "".join(inside) + p(names.TAG, "{%p endif %}")


def either(condition: str, one: str, other: str) -> str:
    """One part under a condition, the other without it."""
    return (
        p(names.TAG, f"{{%p if {condition} %}}") + one + p(names.TAG, "{%p else %}") + other
        + p(names.TAG, "{%p endif %}")
    )  # fmt: skip


def for_each(name: str, items: str, *inside: str) -> str:
    """Parts repeated for each item."""
    return p(names.TAG, f"{{%p for {name} in {items} %}}") + "".join(inside) + p(names.TAG, "{%p endfor %}")


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


def section(header: str = HEADER_FIRST, footer: str = FOOTER_FIRST) -> str:
    """A section of its own page numbers from 1, shown in the top margin from its second page (I.7, III.1.đ).

    `header`, `footer`: relations of what its first page carries in its margins.
    """
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{HEADER_PAGES}"/>'
        f'<w:headerReference w:type="first" r:id="{header}"/><w:footerReference w:type="first" r:id="{footer}"/>'
        f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/><w:pgMar w:top="{TOP}" w:right="{RIGHT}" w:bottom="{BOTTOM}" '
        f'w:left="{LEFT}" w:header="{HEADER}" w:footer="{HEADER}" w:gutter="0"/>'
        '<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    )

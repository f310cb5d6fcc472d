"""A table typed into the body: columns as wide as their words need, within the width of the text."""

from collections.abc import Sequence

from doc_templates import style_sheet as names
from doc_templates.inline import plain
from doc_templates.measure import Look, width
from doc_templates.run_xml import run_xml
from doc_templates.style_sheet import StyleSheet

ROOM = 9354  # twentieths of a point: the text between the margins of an upright page
PADDING = 85
MEASURED = 300  # rows looked at; the rest will be like them
_SIDES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def table(rows: Sequence[Sequence[str]], styles: StyleSheet) -> str:
    """The table's XML. Its first row is its head, repeated on every page."""
    count = max(map(len, rows))
    full = [[*row, *[""] * (count - len(row))] for row in rows]
    shown = [list(map(plain, row)) for row in full]
    widths = column_widths(shown, styles.looks.get(styles.id(names.CELL_HEAD), Look(13, bold=True)))
    aligned = [_alignment([row[column] for row in shown[1:]]) for column in range(count)]
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    head = _row(full[0], widths, styles.id(names.CELL_HEAD), [""] * count, "<w:cantSplit/><w:tblHeader/>")
    cell = styles.id(names.CELL)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{_SIDES}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{PADDING}" w:type="dxa"/>'
        f'<w:right w:w="{PADDING}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{head}"
        + "".join(_row(row, widths, cell, aligned, "<w:cantSplit/>") for row in full[1:])
        + f'</w:tbl><w:p><w:pPr><w:pStyle w:val="{styles.id(names.END)}"/><w:spacing w:after="120"/></w:pPr></w:p>'
    )


def column_widths(rows: Sequence[Sequence[str]], look: Look, room: int = ROOM) -> list[int]:
    """Widths in twentieths of a point that fill `room`: no word is cut if it can be helped, long texts get the most."""
    columns = list(zip(*rows[:MEASURED], strict=True))
    natural = [max(width(text, look) for text in column) * 20 + 2 * PADDING + 20 for column in columns]
    least = [
        max(width(word, look) for text in column for word in text.split(" ")) * 20 + 2 * PADDING + 20
        for column in columns
    ]
    if sum(natural) <= room:
        wanted = natural
    else:
        slack = max(0.0, room - sum(least))
        stretch = [high - low for low, high in zip(least, natural, strict=True)]
        share = slack / (sum(stretch) or 1)
        wanted = [low + share * more for low, more in zip(least, stretch, strict=True)]
    scaled = [int(each * room / sum(wanted)) for each in wanted]
    return [*scaled[:-1], room - sum(scaled[:-1])]


def _alignment(texts: Sequence[str]) -> str:
    """Short figures stand in the middle, long ones to the right, words to the left."""
    figures = [text for text in texts if text]
    if not figures or not all(text.replace(".", "").replace(",", "").isdigit() for text in figures):
        return ""
    return '<w:jc w:val="center"/>' if max(map(len, figures)) <= 4 else '<w:jc w:val="right"/>'


def _row(texts: Sequence[str], widths: Sequence[int], style: str, aligned: Sequence[str], properties: str) -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{align}</w:pPr>'
        f"{run_xml(text) or '<w:r/>'}</w:p></w:tc>"
        for text, wide, align in zip(texts, widths, aligned, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"

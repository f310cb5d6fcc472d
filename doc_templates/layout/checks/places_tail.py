"""Where addressees, recipients and signer stand: ô 7, 9a and 9b of the plan (mục IV)."""

from collections.abc import Iterator
from functools import partial

from doc_templates.layout.checks.order import LEVEL, after, at, bring_level, column, depth, moved
from doc_templates.layout.components import Part
from doc_templates.layout.fixes import set_paragraph
from doc_templates.layout.flaws import Flaw
from doc_templates.layout.model import Cell, Document, Paragraph
from doc_templates.layout.moves import exchange, move_above, move_below, swap_columns
from doc_templates.layout.rules import Rule


def above_body(part: Part, document: Document, rule: Rule) -> Iterator[Flaw]:
    """Ô 9a stands between the title and the text."""
    span = part["addressed"][0]
    body = [each for each in part["body"] if each.paragraph.cell is None]
    title = part["subject"] or part["kind"]
    if title and part["kind"] and at(span) < at(title[-1]):
        yield moved(span, "trên tên loại, trích yếu", "giữa tên loại, trích yếu và nội dung",
                    partial(move_below, [span, *part["addressees"]], title, part.lines.get("subject")))  # fmt: skip
    elif body and at(body[0]) < at(span):
        yield moved(span, "trong nội dung", "trên nội dung", partial(move_above, [span, *part["addressees"]], body))


def right_bottom(part: Part, document: Document, rule: Rule) -> Iterator[Flaw]:
    """Ô 7a stands in the right half."""
    spans, left = part["signer_lines"], part["recipients_head"] or part["recipients"]
    if part.kind in ("bien-ban", "hop-dong", "ban-thoa-thuan", "ban-ghi-nho"):
        return  # two sign, side by side
    expected = "ở nửa phải, ngang hàng với “Nơi nhận”"
    cell, other = spans[0].paragraph.cell, left[0].paragraph.cell if left else None
    if cell and other and cell.table == other.table and cell.row == other.row and cell.column < other.column:
        yield moved(spans[0], "bên trái", expected, partial(swap_columns, spans[0]))
    elif cell is None and not _in_right_half(spans[0].paragraph):
        yield moved(spans[0], "bên trái", expected, partial(_push_right, part))
    elif cell and cell.columns > 1 and _middle(cell) < _middle_of_table(cell, document):
        yield moved(spans[0], "bên trái", expected)


def below_signer_lines(part: Part, document: Document, rule: Rule) -> Iterator[Flaw]:
    """Ô 7b stands below ô 7a, block by block."""
    for name in part["signer_name"]:
        lines = [span for span in part["signer_lines"] if column(span) == column(name)]
        if lines and at(name) < at(lines[0]):
            yield moved(name, "trên chức vụ", "dưới quyền hạn, chức vụ", partial(exchange, name, lines[-1]))


def above_recipients(part: Part, document: Document, rule: Rule) -> Iterator[Flaw]:
    """Ô 9b: "Nơi nhận:" above its list, level with the first line of ô 7a."""
    yield from after("recipients_head", "recipients", "trên danh sách nơi nhận")(part, document, rule)
    head, signer = part["recipients_head"][0], part["signer_lines"][:1]
    cell, other = head.paragraph.cell, signer[0].paragraph.cell if signer else None
    beside = cell and other and (cell.table, cell.row) == (other.table, other.row) and cell.column != other.column
    if beside and abs(depth(head, document) - depth(signer[0], document)) > LEVEL:
        fix = partial(bring_level, head, signer[0], document)
        yield Flaw(head, "không ngang hàng", "ngang hàng với chức vụ người ký", fix)


def _in_right_half(paragraph: Paragraph) -> bool:
    if paragraph.box is not None or paragraph.framed:
        return True
    return paragraph.left > 0.3 * paragraph.room or paragraph.align == "right" or "\t" in paragraph.text


def _push_right(part: Part) -> None:
    for name in ("signer_lines", "signer_title", "signer_name", "signature_place"):
        for span in part[name]:
            half = str(round(span.paragraph.room * 10))
            set_paragraph(span.paragraph, "ind", left=half, right="0", firstLine="0")


def _middle(cell: Cell) -> float:
    return cell.left + cell.width / 2


def _middle_of_table(cell: Cell, document: Document) -> float:
    widths = document.tables[cell.table].widths
    return cell.left - sum(widths[: cell.column]) + sum(widths) / 2


def left_bottom(part: Part, document: Document, rule: Rule) -> Iterator[Flaw]:
    """Ô 9b stands below the text, on the left."""
    span = (part["recipients_head"] or part["recipients"])[0]
    body = part["body"]
    if body and at(span) < at(body[0]):
        yield moved(span, "trên nội dung", "dưới nội dung, bên trái")

"""Where the components of the letterhead stand: ô 1 to 5b and 10b of the plan (mục IV)."""

from collections.abc import Callable, Iterator
from functools import partial

from doc_templates.layout.checks.order import LEVEL, at, bring_level, column, depth, moved
from doc_templates.layout.components import Line, Part, Span
from doc_templates.layout.flaws import Flaw
from doc_templates.layout.model import Document
from doc_templates.layout.moves import exchange, move_below, swap_columns
from doc_templates.layout.rules import Rule


def right_top(part: Part, document: Document, rule: Rule) -> Iterator[Flaw]:
    """Quốc hiệu stands first, on the right."""
    span = part["national_name"][0]
    others = [each for name in ("agency", "superior", "number") for each in part[name][:1]]
    cell = span.paragraph.cell
    columns = [each.paragraph.cell.column for each in others if each.paragraph.cell and cell
               and each.paragraph.cell.table == cell.table]  # fmt: skip
    if cell and columns and cell.column <= min(columns):
        yield moved(span, "bên trái", "phía trên, bên phải trang đầu", partial(swap_columns, span))
    elif _body_before(span, part):
        yield moved(span, "dưới các thành phần khác", "phía trên, bên phải trang đầu")


def _body_before(span: Span, part: Part) -> bool:
    return any(at(part[name][0]) < at(span) for name in ("kind", "subject", "body", "bases", "decides") if part[name])


def left_top(part: Part, document: Document, rule: Rule) -> Iterator[Flaw]:
    """Ô 2 stands first, on the left."""
    span = part[rule.component][0]
    if _body_before(span, part):
        yield moved(span, "dưới các thành phần khác", "phía trên, bên trái trang đầu")
    elif rule.component == "superior" and part["agency"] and at(part["agency"][0]) < at(span):
        yield moved(span, "dưới tên cơ quan ban hành", "trên tên cơ quan ban hành",
                    partial(move_below, part["agency"], part["superior"]))  # fmt: skip


def below_agency(part: Part, document: Document, rule: Rule) -> Iterator[Flaw]:
    """Ô 3 stands below ô 2, in its column."""
    number, agency = part["number"][0], part["agency"]
    expected = "dưới tên cơ quan ban hành"
    if not agency or part.role == "copy":
        return
    cell, above = number.paragraph.cell, agency[-1].paragraph.cell
    if cell and above and cell.table == above.table and cell.column != above.column:
        fix = _to_its_column(number, part["place_and_date"], agency, part.lines.get("agency"))
        yield moved(number, "khác cột với tên cơ quan", expected, fix)
    elif at(number) < at(agency[-1]):
        yield moved(number, "trên tên cơ quan ban hành", expected, partial(move_below, part["number"], agency))
    elif _body_before(number, part) or (cell is None) != (above is None):
        yield moved(number, "xa tên cơ quan ban hành", expected,
                    partial(move_below, part["number"], agency, part.lines.get("agency")))  # fmt: skip


def _to_its_column(astray: Span, partner: list[Span], above: list[Span], line: Line | None) -> Callable[[], None]:
    """Number and date that have changed columns change back; one alone goes below the words it belongs to."""
    other = column(partner[0]) if partner else None
    if other and other != column(astray) and other == column(above[-1]) and partner[0].paragraph.index != 0:
        return partial(exchange, astray, partner[0])
    return partial(move_below, [astray], above, line)


def level_with_number(part: Part, document: Document, rule: Rule) -> Iterator[Flaw]:
    """Ô 4 stands on the line of ô 3, below ô 1."""
    date, number, motto = part["place_and_date"][0], part["number"], part["motto"]
    expected = "cùng dòng với số, ký hiệu, dưới Quốc hiệu và Tiêu ngữ"
    cell, right = date.paragraph.cell, motto[0].paragraph.cell if motto else None
    nation = part["national_name"]
    if _body_before(date, part) or (right and not cell):
        target = motto or nation
        below = partial(move_below, [date], target, part.lines.get("motto")) if target else None
        yield moved(date, "không cùng dòng", expected, below)
    elif cell and right and cell.table == right.table and cell.column != right.column:
        fix = _to_its_column(date, number, motto, part.lines.get("motto"))
        yield moved(date, "khác cột với Quốc hiệu", expected, fix)
    elif any(at(date) < at(span) for span in (*motto[:1], *nation[:1]) if column(span) == column(date)):
        below = partial(move_below, [date], motto or nation, part.lines.get("motto"))
        yield moved(date, "trên Quốc hiệu, Tiêu ngữ", expected, below)
    elif number and not _on_one_line(date, number[0], document):
        yield moved(date, "không cùng dòng", expected, partial(bring_level, date, number[0], document))


def _on_one_line(date: Span, number: Span, document: Document) -> bool:
    first, second = date.paragraph.cell, number.paragraph.cell
    if first is None or second is None or first.table != second.table:
        return date.paragraph is number.paragraph or (first is None) == (second is None)
    if first.row != second.row:
        return False
    return abs(depth(date, document) - depth(number, document)) < _depth_slack(date, number)


def _depth_slack(date: Span, number: Span) -> float:
    """In rows of their own they must be level; in tall cells wrapped names make the rest a matter of hand."""
    alone = all(_first_in_cell(span) for span in (date, number))
    return LEVEL / 2 if alone else 2.2 * LEVEL


def _first_in_cell(span: Span) -> bool:
    element = span.paragraph.element
    return element.getprevious() is None or not element.getprevious().tag.endswith("}p")


def below_number(part: Part, document: Document, rule: Rule) -> Iterator[Flaw]:
    """Ô 5b stands below ô 3, in its column."""
    subject, number = part["letter_subject"][0], part["number"]
    if not number:
        return
    beside = column(subject) != column(number[0])
    if beside or at(subject) < at(number[0]):
        fix = partial(move_below, part["letter_subject"], number)
        yield moved(subject, "khác cột" if beside else "trên số, ký hiệu", "dưới số, ký hiệu", fix)


def urgency(part: Part, document: Document, rule: Rule) -> Iterator[Flaw]:
    """Ô 10b stands below ô 3 and 5b, in their column."""
    stamp, above = part["urgency"][0], part["letter_subject"] or part["number"]
    if above and stamp.paragraph.box is None and (
        column(stamp) != column(above[-1]) or at(stamp) < at(above[-1])
    ):  # fmt: skip
        yield moved(stamp, "chỗ khác", "dưới số, ký hiệu", partial(move_below, part["urgency"], above))

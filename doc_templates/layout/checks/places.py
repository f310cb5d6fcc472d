"""Where components stand: the plan of mục IV, ô by ô."""

from collections.abc import Callable, Iterator
from functools import partial

from doc_templates.layout.components import Components, Line, Part, Span
from doc_templates.layout.fixes import drop_attributes, set_paragraph
from doc_templates.layout.flaws import Flaw
from doc_templates.layout.heights import height
from doc_templates.layout.model import Cell, Document, Paragraph
from doc_templates.layout.moves import exchange, move_above, move_below, swap_columns
from doc_templates.layout.rules import Rule

_LEVEL = 11.0  # points by which number and date may miss one line
Judge = Callable[[Part, Document, Rule], Iterator[Flaw]]


def place(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """Whether a component stands where the plan has it."""
    judge = _JUDGES[rule.numbers["value"]]
    for part in components.parts:
        if part[rule.component]:
            yield from judge(part, document, rule)


def _at(span: Span) -> tuple[int, int]:
    return span.paragraph.index, span.start


def _flaw(span: Span, found: str, expected: str, fix: Callable[[], None] | None = None) -> Flaw:
    return Flaw(span, found, expected, fix, moves=True)


def _after(above: str, below: str, expected: str) -> Judge:
    """`below` comes after `above`; a fix changes their order."""

    def judge(part: Part, document: Document, rule: Rule) -> Iterator[Flaw]:
        first, second = part[above], part[below]
        if not first or not second or _at(second[0]) > _at(first[0]):
            return
        here = part[rule.component][0]
        side_by_side = _column(first[0]) != _column(second[0]) and first[0].paragraph.cell and second[0].paragraph.cell
        if not side_by_side:
            yield _flaw(here, "sai thứ tự", expected, partial(move_below, second, first))

    return judge


def _column(span: Span) -> tuple[int, int] | None:
    cell = span.paragraph.cell
    return (cell.table, cell.column) if cell else None


def _right_top(part: Part, document: Document, rule: Rule) -> Iterator[Flaw]:
    """Quốc hiệu stands first, on the right."""
    span = part["national_name"][0]
    others = [each for name in ("agency", "superior", "number") for each in part[name][:1]]
    cell = span.paragraph.cell
    columns = [each.paragraph.cell.column for each in others if each.paragraph.cell and cell
               and each.paragraph.cell.table == cell.table]  # fmt: skip
    if cell and columns and cell.column <= min(columns):
        yield _flaw(span, "bên trái", "phía trên, bên phải trang đầu", partial(swap_columns, span))
    elif _body_before(span, part):
        yield _flaw(span, "dưới các thành phần khác", "phía trên, bên phải trang đầu")


def _body_before(span: Span, part: Part) -> bool:
    return any(_at(part[name][0]) < _at(span) for name in ("kind", "subject", "body", "bases", "decides") if part[name])


def _left_top(part: Part, document: Document, rule: Rule) -> Iterator[Flaw]:
    """Ô 2 stands first, on the left."""
    span = part[rule.component][0]
    if _body_before(span, part):
        yield _flaw(span, "dưới các thành phần khác", "phía trên, bên trái trang đầu")
    elif rule.component == "superior" and part["agency"] and _at(part["agency"][0]) < _at(span):
        yield _flaw(span, "dưới tên cơ quan ban hành", "trên tên cơ quan ban hành",
                    partial(move_below, part["agency"], part["superior"]))  # fmt: skip


def _below_agency(part: Part, document: Document, rule: Rule) -> Iterator[Flaw]:
    """Ô 3 stands below ô 2, in its column."""
    number, agency = part["number"][0], part["agency"]
    expected = "dưới tên cơ quan ban hành"
    if not agency or part.role == "copy":
        return
    cell, above = number.paragraph.cell, agency[-1].paragraph.cell
    if cell and above and cell.table == above.table and cell.column != above.column:
        fix = _to_its_column(part, number, part["place_and_date"], agency, part.lines.get("agency"))
        yield _flaw(number, "khác cột với tên cơ quan", expected, fix)
    elif _at(number) < _at(agency[-1]):
        yield _flaw(number, "trên tên cơ quan ban hành", expected, partial(move_below, part["number"], agency))
    elif _body_before(number, part) or (cell is None) != (above is None):
        yield _flaw(number, "xa tên cơ quan ban hành", expected,
                    partial(move_below, part["number"], agency, part.lines.get("agency")))  # fmt: skip


def _to_its_column(
    part: Part, astray: Span, partner: list[Span], above: list[Span], line: Line | None
) -> Callable[[], None]:
    """Number and date that have changed columns change back; one alone goes below the words it belongs to."""
    other = _column(partner[0]) if partner else None
    if other and other != _column(astray) and other == _column(above[-1]) and partner[0].paragraph.index != 0:
        return partial(exchange, astray, partner[0])
    return partial(move_below, [astray], above, line)


def _level_with_number(part: Part, document: Document, rule: Rule) -> Iterator[Flaw]:
    """Ô 4 stands on the line of ô 3, below ô 1."""
    date, number, motto = part["place_and_date"][0], part["number"], part["motto"]
    expected = "cùng dòng với số, ký hiệu, dưới Quốc hiệu và Tiêu ngữ"
    cell, right = date.paragraph.cell, motto[0].paragraph.cell if motto else None
    nation = part["national_name"]
    if _body_before(date, part) or (right and not cell):
        target = motto or nation
        fix = partial(move_below, [date], target, part.lines.get("motto")) if target else None
        yield _flaw(date, "không cùng dòng", expected, fix)
    elif cell and right and cell.table == right.table and cell.column != right.column:
        fix = _to_its_column(part, date, number, motto, part.lines.get("motto"))
        yield _flaw(date, "khác cột với Quốc hiệu", expected, fix)
    elif any(_at(date) < _at(span) for span in (*motto[:1], *nation[:1]) if _column(span) == _column(date)):
        target = motto if motto else nation
        fix = partial(move_below, [date], target, part.lines.get("motto"))
        yield _flaw(date, "trên Quốc hiệu, Tiêu ngữ", expected, fix)
    elif number and not _on_one_line(date, number[0], document):
        yield _flaw(date, "không cùng dòng", expected, partial(_bring_level, date, number[0], document))


def _on_one_line(date: Span, number: Span, document: Document) -> bool:
    first, second = date.paragraph.cell, number.paragraph.cell
    if first is None or second is None or first.table != second.table:
        return date.paragraph is number.paragraph or (first is None) == (second is None)
    if first.row != second.row:
        return False
    return abs(_depth(date, document) - _depth(number, document)) < _depth_slack(date, number)


def _depth_slack(date: Span, number: Span) -> float:
    """Where each has a row of its own they must be level; in tall cells wrapped names make the rest a matter of hand."""
    alone = all(_first_in_cell(span) for span in (date, number))
    return _LEVEL / 2 if alone else 2.2 * _LEVEL


def _first_in_cell(span: Span) -> bool:
    element = span.paragraph.element
    return element.getprevious() is None or not element.getprevious().tag.endswith("}p")


def _depth(span: Span, document: Document) -> float:
    """How far below the top of its cell a line begins."""
    cell = span.paragraph.cell
    above = [each for each in document.paragraphs[: span.paragraph.index] if each.cell and cell and each.cell == cell]
    return sum(height(each) for each in above) + span.paragraph.before


def _bring_level(date: Span, number: Span, document: Document) -> None:
    """The one that stands higher is pushed down, or its extra space taken away."""
    gap = _depth(number, document) - _depth(date, document)
    lower, higher = (number, date) if gap > 0 else (date, number)
    paragraph = lower.paragraph
    drop_attributes(paragraph, "spacing", "beforeAutospacing", "beforeLines")
    if paragraph.before >= abs(gap):
        set_paragraph(paragraph, "spacing", before=str(round((paragraph.before - abs(gap)) * 20)))
    else:
        set_paragraph(higher.paragraph, "spacing", before=str(round((higher.paragraph.before + abs(gap)) * 20)))


def _above_body(part: Part, document: Document, rule: Rule) -> Iterator[Flaw]:
    """Ô 9a stands between the title and the text."""
    span = part["addressed"][0]
    body = [each for each in part["body"] if each.paragraph.cell is None]
    title = part["subject"] or part["kind"]
    if title and part["kind"] and _at(span) < _at(title[-1]):
        yield _flaw(span, "trên tên loại, trích yếu", "giữa tên loại, trích yếu và nội dung",
                    partial(move_below, [span, *part["addressees"]], title, part.lines.get("subject")))  # fmt: skip
    elif body and _at(body[0]) < _at(span):
        yield _flaw(span, "trong nội dung", "trên nội dung", partial(move_above, [span, *part["addressees"]], body))


def _right_bottom(part: Part, document: Document, rule: Rule) -> Iterator[Flaw]:
    """Ô 7a stands in the right half."""
    spans, left = part["signer_lines"], part["recipients_head"] or part["recipients"]
    if part.kind in ("bien-ban", "hop-dong", "ban-thoa-thuan", "ban-ghi-nho"):
        return  # two sign, side by side
    expected = "ở nửa phải, ngang hàng với “Nơi nhận”"
    cell, other = spans[0].paragraph.cell, left[0].paragraph.cell if left else None
    if cell and other and cell.table == other.table and cell.row == other.row and cell.column < other.column:
        yield _flaw(spans[0], "bên trái", expected, partial(swap_columns, spans[0]))
    elif cell is None and not _in_right_half(spans[0].paragraph):
        yield _flaw(spans[0], "bên trái", expected, partial(_push_right, part))
    elif cell and cell.columns > 1 and _middle(cell) < _middle_of_table(cell, document):
        yield _flaw(spans[0], "bên trái", expected)


def _below_signer_lines(part: Part, document: Document, rule: Rule) -> Iterator[Flaw]:
    """Ô 7b stands below ô 7a, block by block."""
    for name in part["signer_name"]:
        lines = [span for span in part["signer_lines"] if _column(span) == _column(name)]
        if lines and _at(name) < _at(lines[0]):
            yield _flaw(name, "trên chức vụ", "dưới quyền hạn, chức vụ", partial(exchange, name, lines[-1]))


def _below_number(part: Part, document: Document, rule: Rule) -> Iterator[Flaw]:
    """Ô 5b stands below ô 3, in its column."""
    subject, number = part["letter_subject"][0], part["number"]
    if not number:
        return
    beside = _column(subject) != _column(number[0])
    if beside or _at(subject) < _at(number[0]):
        fix = partial(move_below, part["letter_subject"], number)
        yield _flaw(subject, "khác cột" if beside else "trên số, ký hiệu", "dưới số, ký hiệu", fix)


def _urgency(part: Part, document: Document, rule: Rule) -> Iterator[Flaw]:
    """Ô 10b stands below ô 3 and 5b, in their column."""
    stamp, above = part["urgency"][0], part["letter_subject"] or part["number"]
    if above and stamp.paragraph.box is None and (
        _column(stamp) != _column(above[-1]) or _at(stamp) < _at(above[-1])
    ):  # fmt: skip
        yield _flaw(stamp, "chỗ khác", "dưới số, ký hiệu", partial(move_below, part["urgency"], above))


def _above_recipients(part: Part, document: Document, rule: Rule) -> Iterator[Flaw]:
    """Ô 9b: "Nơi nhận:" above its list, level with the first line of ô 7a."""
    yield from _after("recipients_head", "recipients", "trên danh sách nơi nhận")(part, document, rule)
    head, signer = part["recipients_head"][0], part["signer_lines"][:1]
    cell, other = head.paragraph.cell, signer[0].paragraph.cell if signer else None
    if cell and other and cell.table == other.table and cell.row == other.row and cell.column != other.column:
        if abs(_depth(head, document) - _depth(signer[0], document)) > _LEVEL:
            fix = partial(_bring_level, head, signer[0], document)
            yield Flaw(head, "không ngang hàng", "ngang hàng với chức vụ người ký", fix)


def room_to_sign(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """Ô 7c: room for the signature between ô 7a and 7b."""
    for part in components.parts:
        for name in part["signer_name"]:
            lines = [span for span in part["signer_lines"] if _column(span) == _column(name) and _at(span) < _at(name)]
            if (
                lines
                and not part["signature_place"]
                and _room_between(lines[-1], name, document) < rule.numbers["room"]
            ):
                fix = partial(_make_room, name, rule.numbers["usual"])
                yield Flaw(name, "none", f"{rule.numbers['room']:g} pt", fix)


def _room_between(line: Span, name: Span, document: Document) -> float:
    between = document.paragraphs[line.paragraph.index + 1 : name.paragraph.index]
    column = [each for each in between if (each.cell and each.cell.column) == (line.paragraph.cell and
              line.paragraph.cell.column)]  # fmt: skip
    breaks = name.paragraph.text[: name.start].count("\n") + line.paragraph.text[line.end :].count("\n")
    rows = line.paragraph.cell and name.paragraph.cell and line.paragraph.cell.row != name.paragraph.cell.row
    title = 100.0 if rows else 0.0
    return sum(map(height, column)) + line.paragraph.after + name.paragraph.before + 14.0 * breaks + title


def _make_room(name: Span, points: float) -> None:
    drop_attributes(name.paragraph, "spacing", "beforeAutospacing", "beforeLines")
    set_paragraph(name.paragraph, "spacing", before=str(round(points * 20)))


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


def _left_bottom(part: Part, document: Document, rule: Rule) -> Iterator[Flaw]:
    """Ô 9b stands below the text, on the left."""
    span = (part["recipients_head"] or part["recipients"])[0]
    body = part["body"]
    if body and _at(span) < _at(body[0]):
        yield _flaw(span, "trên nội dung", "dưới nội dung, bên trái")


_JUDGES: dict[str, Judge] = {
    "right_top": _right_top,
    "left_top": _left_top,
    "below_national_name": _after("national_name", "motto", "ngay dưới Quốc hiệu"),
    "below_agency": _below_agency,
    "level_with_number": _level_with_number,
    "above_subject": _after("kind", "subject", "trên trích yếu"),
    "below_kind": _after("kind", "subject", "ngay dưới tên loại"),
    "below_number": _below_number,
    "urgency": _urgency,
    "above_body": _above_body,
    "above_bases": _after("issuing_authority", "bases", "trên phần căn cứ"),
    "above_decides": _after("bases", "decides", "trên lời quyết định"),
    "above_articles": _after("decides", "body", "trên nội dung"),
    "above_recipients": _above_recipients,
    "left_bottom": _left_bottom,
    "right_bottom": _right_bottom,
    "below_signer_lines": _below_signer_lines,
    "above_appendix_title": _after("appendix", "appendix_title", "trên tên phụ lục"),
    "below_appendix": _after("appendix", "appendix_title", "dưới từ “Phụ lục”"),
    "below_title": _after("appendix_title", "appended_to", "dưới tên phụ lục"),
}


def below_number_gap(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """II.5.b: the subject of a letter stands 6 pt below the number."""
    for part in components.parts:
        if not part["letter_subject"] or not part["number"]:
            continue
        number, subject = part["number"][-1].paragraph, part["letter_subject"][0].paragraph
        if subject.index != number.index + 1:
            continue
        gap = number.after + subject.before
        if abs(gap - rule.numbers["gap"]) > 0.1:
            yield Flaw(
                part["letter_subject"][0],
                f"{gap:g} pt",
                f"{rule.numbers['gap']:g} pt",
                partial(_open, number, subject, rule.numbers["gap"]),
                severity="" if gap else "warning",
            )  # fmt: skip; the decree's own mẫu 1.5 leaves none


def _open(number: Paragraph, subject: Paragraph, gap: float) -> None:
    before = gap - number.after
    if before < 0:
        set_paragraph(number, "spacing", after="0")
        before = gap
    drop_attributes(subject, "spacing", "beforeAutospacing", "beforeLines")
    set_paragraph(subject, "spacing", before=str(round(before * 20)))

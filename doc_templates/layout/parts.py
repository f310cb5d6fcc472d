"""Cuts a file into the document itself, documents attached to it, appendices and the block of a copy."""

from collections.abc import Iterator, Sequence

from doc_templates.layout import wordlist as words
from doc_templates.layout.found import Line, Part
from doc_templates.layout.head import read_head
from doc_templates.layout.levels import level_of
from doc_templates.layout.margins import read_margins
from doc_templates.layout.middle import read_middle, take_appended
from doc_templates.layout.model import Document
from doc_templates.layout.segments import Item, Segment, likeness
from doc_templates.layout.separators import place_lines
from doc_templates.layout.tail import read_tail


def find_parts(items: Sequence[Item], document: Document) -> Iterator[Part]:
    """The parts in the order of the file; the first is always the main document, which may be empty."""
    info = [each for each in items[:30] if isinstance(each, Segment) and _is_signing_info(each)]
    stretches = list(_stretches([each for each in items if each not in info])) or [("main", [])]
    for at, (role, stretch) in enumerate(stretches):
        part = Part(role)
        segments = [each for each in stretch if isinstance(each, Segment)]
        if at == 0:
            read_margins(part, document)
            for segment in info:
                part.add("signing_info", segment.span)
        if role == "appendix":
            _appendix(part, segments, stretch)
        elif role == "copy":
            _copy(part, segments, document)
        else:
            _main(part, segments, stretch, document)
        place_lines(part, stretch)
        yield part


def _is_signing_info(segment: Segment) -> bool:
    """Ô 14, and the like of an appendix in a file of its own: what a digital signature shows in words."""
    return bool(words.SIGNING_INFO.search(segment.fold)) and len(segment.fold) < 160 and segment.look.size < 12


def _main(part: Part, segments: Sequence[Segment], items: Sequence[Item], document: Document) -> None:
    rest = read_head(part, segments)
    rest = _contact(part, rest)
    rest = read_tail(part, rest, document)
    if _goes_with_another(part, rest):
        part.role = "attached"
    read_middle(part, rest, items)


def _goes_with_another(part: Part, rest: Sequence[Segment]) -> bool:
    """A document that a decision issues, in a file of its own: mẫu 1.3 has it without number, date and signer."""
    appended = any(words.APPENDED_TO.match(each.fold) for each in rest[:8])
    return appended and not (part["number"] or part["place_and_date"] or part["recipients"] or part["signer_lines"])


def _contact(part: Part, rest: Sequence[Segment]) -> list[Segment]:
    """Ô 13 where it stands at the end of the text instead of the foot of the page."""
    found = [each for each in rest[-6:] if words.CONTACT.search(each.fold) and each.look.size <= 12.5]
    for segment in found:
        part.add("contact", segment.span)
    return [each for each in rest if each not in found]


def _appendix(part: Part, segments: Sequence[Segment], items: Sequence[Item]) -> None:
    """Mẫu 2.1: "Phụ lục", its number, title, (Kèm theo …), and what it holds."""
    rest = list(segments)
    head = next((each for each in rest[:4] if words.APPENDIX.match(each.fold)), None)
    if head is not None:
        part.add("appendix", head.span)
        rest.remove(head)
    rest = take_appended(part, rest)
    first_line = next((each for each in items if isinstance(each, Line)), None)
    ends = part["appended_to"][0].paragraph.index if part["appended_to"] else None
    if ends is None and first_line is not None:
        ends = first_line.paragraph.index
    while rest and _is_title(rest[0], ends):
        part.add("appendix_title", rest.pop(0).span)
    if not part["appendix_title"] and rest and rest[0].capitals and rest[0].look.bold and not rest[0].cell:
        part.add("appendix_title", rest.pop(0).span)
    read_middle(part, rest, items)
    for name in ("body", "cell"):
        for span in part[name]:
            part.add("appendix_body", span)


def _is_title(segment: Segment, ends: int | None) -> bool:
    if level_of(segment, None) not in ("text", "dash"):
        return False  # a number makes it a line of the text
    before = ends is not None and segment.paragraph.index < ends and segment.cell is None
    alike = segment.look.bold + segment.capitals + (segment.paragraph.align == "center")
    return (before and len(segment.fold) < 400) or (alike >= 2 and segment.cell is None and len(segment.fold) < 400)


def _copy(part: Part, segments: Sequence[Segment], document: Document) -> None:
    """Mẫu 3.1: the block of a copy on paper."""
    head = next((each for each in segments if words.COPY.match(each.fold)), None)
    if head is not None:
        part.add("copy_kind", head.span)
    rest = read_head(part, [each for each in segments if each is not head])
    rest = read_tail(part, rest, document)
    for segment in rest:
        part.add("copy_other", segment.span)


def _stretches(items: Sequence[Item]) -> Iterator[tuple[str, list[Item]]]:
    """Cuts where a new letterhead, "Phụ lục" or "SAO Y" begins after the main document has ended."""
    role, start, signed, nations = "main", 0, False, 0
    for at, item in enumerate(items):
        if not isinstance(item, Segment):
            continue
        nation = likeness(item.fold, words.NATIONAL_NAME) > 0.9 if len(item.fold) < 48 else False
        nations += nation
        new = _new_role(item, nation and nations > 1, signed, items, at)
        signed = signed or bool(words.RECIPIENTS.match(item.fold) or words.KEPT.match(item.fold))
        if new is None:
            continue
        cut = _table_start(items, at)
        if new == "appendix" == role and not _own_head(items, start, at):
            continue  # the word itself, below a title that was put above it
        if cut > start or (role == "main" and new == "appendix" and at < 3):
            if cut > start and any(isinstance(each, Segment) for each in items[start:cut]):
                yield role, list(items[start:cut])
            elif role == "main":
                yield "main", []
            role, start = new, cut
    yield role, list(items[start:])


def _own_head(items: Sequence[Item], start: int, at: int) -> bool:
    """Whether another appendix may begin: the present one has its own word, or is far behind."""
    here = [each for each in items[start:at] if isinstance(each, Segment)]
    return len(here) > 3 or any(words.APPENDIX.match(each.fold) for each in here)


def _new_role(segment: Segment, another_nation: bool, signed: bool, items: Sequence[Item], at: int) -> str | None:
    if another_nation:
        return "attached"
    if words.APPENDIX.match(segment.fold) and segment.cell is None and (signed or at < 3):
        return "appendix"
    if signed and _begins_section(items, at) and _appendix_near(items, at):
        return "appendix"
    if signed and words.COPY.match(segment.fold):
        return "copy"
    kind = signed and segment.cell is None and segment.fold in words.KINDS and segment.paragraph.align == "center"
    if kind and any(words.APPENDED_TO.match(each.fold) for each in items[at + 1 : at + 6] if isinstance(each, Segment)):
        previous = [each for each in items[max(at - 8, 0) : at] if isinstance(each, Segment)]
        return None if any(likeness(each.fold, words.NATIONAL_NAME) > 0.9 for each in previous) else "attached"
    return None


def _begins_section(items: Sequence[Item], at: int) -> bool:
    return at > 0 and items[at - 1].paragraph.section < items[at].paragraph.section and items[at].paragraph.cell is None


def _appendix_near(items: Sequence[Item], at: int) -> bool:
    """The first words of a section that an appendix's own line, or (Kèm theo …), follows soon."""
    near = [each for each in items[at : at + 6] if isinstance(each, Segment)]
    if near[0].fold in words.KINDS:
        return False
    return any(words.APPENDIX.match(each.fold) for each in near[:3]) or any(
        words.APPENDED_TO.match(each.fold) for each in near
    )


def _table_start(items: Sequence[Item], at: int) -> int:
    """The first item of the table that item `at` stands in, with a line right above it."""
    segment = items[at]
    table = segment.cell.table if isinstance(segment, Segment) and segment.cell else None
    while at and table is not None and items[at - 1].paragraph.cell and items[at - 1].paragraph.cell.table == table:  # type: ignore[union-attr]
        at -= 1
    return at

"""The end of a document: ô 7, 9b and 12, recognised from "Nơi nhận", "Lưu" and the words of signing."""

import re
from collections.abc import Sequence
from itertools import pairwise

from doc_templates.layout import wordlist as words
from doc_templates.layout.found import Part
from doc_templates.layout.model import Document
from doc_templates.layout.segments import Segment

_GAP = 28.0  # points between lines of a signer's block in which somebody signs
_LINE = 1.15  # of the size: the height of a line


def read_tail(part: Part, segments: Sequence[Segment], document: Document) -> list[Segment]:
    """Names the components of the end in `part`; gives the segments before it."""
    begins = _begin(segments)
    if begins is None:
        return list(segments)
    tail = list(segments[begins:])
    left = _recipients(part, tail)
    named = {id(span) for span in part["recipients_head"]}
    rest = [each for each in tail if each not in left and id(each.span) not in named]
    for zone in dict.fromkeys(each.zone for each in rest):
        _signer(part, [each for each in rest if each.zone == zone], document)
    return list(segments[:begins])


def _begin(segments: Sequence[Segment]) -> int | None:
    """Where the end begins: at its table, or at its first words."""
    head = next((at for at in range(len(segments) - 1, -1, -1) if words.RECIPIENTS.match(segments[at].fold)), None)
    kept = next((at for at in range(len(segments) - 1, -1, -1) if _is_kept(segments[at])), None)
    signer = _signer_words(segments)
    found = [at for at in (head, kept, signer) if at is not None]
    if not found:
        return None
    at = head if head is not None else kept if kept is not None else signer
    assert at is not None
    cell = segments[at].cell
    table = cell.table if cell else None
    if table is not None:
        at = next(i for i, each in enumerate(segments) if each.cell and each.cell.table == table)
    elif head is None and kept is not None:
        while at and segments[at - 1].fold.startswith("-") and segments[at - 1].look.size < 12.5:
            at -= 1
    if signer is not None and signer < at and not _adjoins(segments[signer:at]):
        signer = None
    first = min(at, signer) if signer is not None else at
    beside = segments[signer].cell if signer is not None and signer < at else None
    if beside:
        first = min(first, next(i for i, each in enumerate(segments) if each.cell and each.cell.table == beside.table))
    return first


def _adjoins(between: Sequence[Segment]) -> bool:
    """Whether a signer's lines lead straight on to the recipients, with no text of the body between them."""
    plain = [each for each in between if each.cell is None]
    return len(between) < 14 and not any(len(each.fold) > 110 or each.paragraph.align == "both" for each in plain)


def _is_kept(segment: Segment) -> bool:
    return bool(words.KEPT.match(segment.fold)) and len(segment.fold) < 60 and "vt" in segment.fold


def _signer_words(segments: Sequence[Segment]) -> int | None:
    """The first line of the last block in capitals that begins as a signer's does."""
    last = None
    for at in range(len(segments) - 1, max(len(segments) - 40, -1), -1):
        segment = segments[at]
        if segment.capitals and words.SIGNER.match(segment.fold) and len(segment.fold) < 90:
            last = at
        elif last is not None and last - at > 2:
            break
    return last


def _recipients(part: Part, tail: Sequence[Segment]) -> list[Segment]:
    """Ô 9b and 12: what stands from "Nơi nhận" to "Lưu" in one column."""
    start = next((at for at, each in enumerate(tail) if words.RECIPIENTS.match(each.fold)), None)
    if start is None:
        start = next((at for at, each in enumerate(tail) if each.fold.startswith("-") or _is_kept(each)), None)
        if start is None:
            return []
        _misnamed(part, tail, start)
    zone, taken, kept = tail[start].zone, [], False
    first = tail[start]
    if first.zone and first.cell:  # items that stand above their own head, where the two were swapped
        start = next((at for at, each in enumerate(tail) if _listed(each) and each.zone == first.zone), start)
        start = min(start, tail.index(first))
    for segment in tail[start:]:
        listed = segment.cell is not None and _listed(segment)
        if segment.zone != zone or (kept and not listed and not _drafter(segment) and segment is not first):
            if segment.zone is None or segment.zone == zone:
                break
            continue
        if words.RECIPIENTS.match(segment.fold):
            part.add("recipients_head", segment.span)
        elif zone is None and not _listed(segment) and (words.SIGNER.match(segment.fold) or segment.align_away):
            break
        else:
            _recipient(part, segment)
            kept = kept or bool(words.KEPT.match(segment.fold))
        taken.append(segment)
    return taken


def _misnamed(part: Part, tail: Sequence[Segment], start: int) -> None:
    """The line above a list that stands where "Nơi nhận:" belongs, in other words."""
    above = tail[start - 1] if start else None
    if above is None or above.zone != tail[start].zone or words.SIGNER.match(above.fold):
        return
    if above.text.endswith(":") or (above.look.bold and above.look.italic):
        part.add("recipients_head", above.span)


def _listed(segment: Segment) -> bool:
    return segment.fold.startswith(("-", "–", "+", "•")) or bool(segment.paragraph.number)


def _drafter(segment: Segment) -> bool:
    return bool(words.DRAFTER.match(segment.printed))


def _recipient(part: Part, segment: Segment) -> None:
    """One line of the list; the drafter's mark may follow "Lưu" after a tab or stand in a line of its own."""
    span, text = segment.span, segment.span.text
    if _drafter(segment):
        part.add("drafter_mark", span)
        return
    match = re.search(r"\t+\s*(\S.*)$", text)
    if match:
        part.add("drafter_mark", type(span)(span.paragraph, span.start + match.start(1), span.end))
        span = type(span)(span.paragraph, span.start, span.start + match.start())
    part.add("recipients", span)


def _signer(part: Part, block: Sequence[Segment], document: Document) -> None:
    """Ô 7: lines of authority, room to sign, another title, name."""
    signing = [each for each in block if words.SIGNATURE.match(each.fold) and "(" in each.text]
    for segment in signing:
        part.add("signature_place", segment.span)
    block = [each for each in block if each not in signing]
    if not block or (len(block) == 1 and not words.SIGNER.match(block[0].fold) and len(part["signer_name"]) > 0):
        return
    above, below = _halves(block, document)
    named = _name_in(below)
    if block[0].fold.startswith("xac nhan"):
        for segment in above:
            part.add("confirmation", segment.span)  # mẫu 1.10: another authority confirms the leave
        above = []
    for segment in above:
        part.add("signer_lines" if not words.KEPT.match(segment.fold) else "recipients", segment.span)
    for segment in below:
        part.add("signer_name" if segment is named else "signer_title", segment.span)


def _halves(block: Sequence[Segment], document: Document) -> tuple[list[Segment], list[Segment]]:
    """The lines of authority, and what stands below the room to sign."""
    gap = _widest_gap(block, document)
    above, below = list(block[:gap]), list(block[gap:])
    if not below and not _is_title(above[-1]):
        return above[:-1], above[-1:]
    if below and not _is_title(above[0]) and _is_title(below[-1]):
        return [*above[1:], *below], above[:1]  # the name has come to stand first
    return above, below


def _is_title(segment: Segment) -> bool:
    return segment.capitals or bool(words.SIGNER.match(segment.fold))


def _name_in(below: Sequence[Segment]) -> Segment | None:
    """The name stands last, unless the last line is plainly a title (the two were swapped)."""
    if not below:
        return None
    last = below[-1]
    if len(below) > 1 and words.SIGNER.match(last.fold) and not words.SIGNER.match(below[0].fold):
        return below[0]
    return last


def _widest_gap(block: Sequence[Segment], document: Document) -> int:
    """How many lines stand above the room to sign."""
    gaps = [_between(first, second, document) for first, second in pairwise(block)]
    widest = max(gaps, default=0.0)
    return gaps.index(widest) + 1 if widest >= _GAP else len(block)


def _between(first: Segment, second: Segment, document: Document) -> float:
    """Points between two lines of a block."""
    if first.paragraph is second.paragraph:
        breaks = first.paragraph.text[first.span.end : second.span.start].count("\n")
        return (breaks - 1) * first.look.size * _LINE
    between = document.paragraphs[first.paragraph.index + 1 : second.paragraph.index]
    zone = (first.cell.table, first.cell.column) if first.cell else None
    empty = [each for each in between if ((each.cell.table, each.cell.column) if each.cell else None) == zone]
    if first.cell and second.cell and first.cell.row < second.cell.row and not empty:
        return _GAP  # each in a row of its own, as in mẫu 1.9
    height = sum(each.before + each.after + (each.exact or each.mark.size * _LINE * (each.line or 1)) for each in empty)
    tall = sum(shape.height for each in empty for shape in each.shapes if shape.kind == "picture")
    broken = first.paragraph.text[first.span.end :].count("\n") + second.paragraph.text[: second.span.start].count("\n")
    return height + tall + first.paragraph.after + second.paragraph.before + broken * first.look.size * _LINE

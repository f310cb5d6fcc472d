"""The top of a document, ô 1 to 4, 5b, 10b and 11 of the decree's plan, recognised by words, place and look."""

import re
from collections.abc import Sequence

from doc_templates.layout import wordlist as words
from doc_templates.layout.found import Part
from doc_templates.layout.segments import Segment, likeness

_LIKE = 0.82
_REACH = 40  # segments in which the head of a document is looked for
_LONGEST = 160  # letters of a line of the letterhead


def read_head(part: Part, segments: Sequence[Segment]) -> list[Segment]:
    """Names the components of the letterhead in `part`; gives the segments that are left."""
    reach = list(segments[:_REACH])
    stop = next((at for at, each in enumerate(reach) if _begins_text(each)), min(len(reach), 14))
    nation = _named(part, "national_name", words.NATIONAL_NAME, segments)
    motto = _named(part, "motto", words.MOTTO, segments)
    column = _column(nation, motto)
    table = next((each.cell.table for each in (nation, motto) if each and each.cell), None)
    inside = [each for each in reach if each.cell and each.cell.table == table] if table is not None else reach[:stop]
    number = _number(part, inside, reach[:stop], segments)
    date = _date(part, [each for each in inside if each not in (nation, motto, number)], column, segments)
    known = [each for each in (nation, motto, number, date) if each]
    top = [each for each in reach if _in_head(each, table, known, stop, reach)]
    rest = [each for each in top if each not in known]
    below = _below_number(part, rest, number)
    _agency(part, [each for each in rest if each not in below and _may_be_agency(each, nation, column)])
    taken = {id(span) for spans in part.found.values() for span in spans}
    return [each for each in segments if id(each.span) not in taken]


def _begins_text(segment: Segment) -> bool:
    """Words that no letterhead has: here the head has ended."""
    kind = segment.fold.rstrip(": ") in words.KINDS and segment.cell is None
    return kind or bool(words.ADDRESSED.match(segment.fold) or words.BASIS.match(segment.fold))


def _named(part: Part, name: str, pattern: str, reach: Sequence[Segment]) -> Segment | None:
    near = [
        (likeness(each.fold, pattern), -each.order, each) for each in reach if abs(len(each.fold) - len(pattern)) < 12
    ]
    best = max(near, default=(0.0, 0, None), key=lambda each: each[:2])
    if best[0] < _LIKE or best[2] is None:
        return None
    part.add(name, best[2].span)
    return best[2]


def _first(part: Part, name: str, found: Sequence[Segment]) -> Segment | None:
    for segment in found[:1]:
        part.add(name, segment.span)
        return segment
    return None


def _date(
    part: Part, inside: Sequence[Segment], column: tuple[str, int, int] | None, segments: Sequence[Segment]
) -> Segment | None:
    """Ô 4: a date in the letterhead; in any writing where it stands below the motto; astray only when it is plain."""
    written = [each for each in inside if words.DATE.search(each.fold) and len(each.fold) < 90
               and not words.APPENDED_TO.match(each.fold)]  # fmt: skip
    beside = [each for each in inside if column and each.zone == column and each.zone[0] == "table"]
    loose = [each for each in inside if words.ANY_DATE.search(each.fold) and len(each.fold) < 60
             and (column is None or each.zone == column) and not words.LETTER_SUBJECT.match(each.fold)]  # fmt: skip
    astray = [each for each in segments if words.PLACE_AND_DATE.match(each.fold)]
    return _first(part, "place_and_date", written or beside or loose or astray)


def _is_number(segment: Segment) -> bool:
    if re.match(r"sở\b|số (tt|thứ)\b", segment.text.lower()):
        return False  # SỞ, without its marks, is the word for number
    written = "/" in segment.text or segment.fold.startswith("so")
    return bool(words.NUMBER.match(segment.fold) and written and len(segment.fold) < 60)


def _number(
    part: Part, inside: Sequence[Segment], head: Sequence[Segment], segments: Sequence[Segment]
) -> Segment | None:
    """Ô 3, in the letterhead before elsewhere; astray only when it is plain."""
    astray = [each for each in segments if words.PLAIN_NUMBER.match(each.fold) and len(each.fold) < 40]
    for where in (inside, head):
        found = [each for each in where if _is_number(each)]
        if found:
            return _first(part, "number", found)
    return _first(part, "number", astray)


def _column(*right: Segment | None) -> tuple[str, int, int] | None:
    zones = [each.zone for each in right if each and each.zone]
    return max(zones, key=zones.count) if zones else None


def _in_head(
    segment: Segment, table: int | None, known: Sequence[Segment], stop: int, reach: Sequence[Segment]
) -> bool:
    known = [each for each in known if each in reach]
    if table is not None and known:
        boxed = segment.paragraph.box is not None and segment.order < known[-1].order + 6
        return bool(segment.cell and segment.cell.table == table) or boxed
    last = max((each.order for each in known), default=-1)
    at = reach.index(segment)
    return bool(known) and at < stop and (segment.order < last or _beside(segment))


def _beside(segment: Segment) -> bool:
    return bool(words.LETTER_SUBJECT.match(segment.fold) or words.URGENCY.match(segment.fold))


def _below_number(part: Part, rest: Sequence[Segment], number: Segment | None) -> list[Segment]:
    """Ô 5b, 10b and 11: the subject of a letter with the lines it runs over, the stamps."""
    below: list[Segment] = []
    subject = False
    for segment in rest:
        if words.URGENCY.match(segment.fold) or _stamped(segment, number):
            part.add("urgency", segment.span)
        elif words.CIRCULATION.match(segment.fold):
            part.add("circulation", segment.span)
        elif words.LETTER_SUBJECT.match(segment.fold):
            part.add("letter_subject", segment.span)
            subject = True
        elif _continues_subject(segment, number, subject, below):
            part.add("letter_subject", segment.span)
        else:
            continue
        below.append(segment)
    return below


def _stamped(segment: Segment, number: Segment | None) -> bool:
    """Ô 10b by its look: a few words in a rectangle below the number."""
    below = number is not None and segment.order > number.order and len(segment.fold) < 24
    return below and len(segment.paragraph.borders) >= 3


def _continues_subject(segment: Segment, number: Segment | None, subject: bool, below: Sequence[Segment]) -> bool:
    if number is None or segment.zone != number.zone or segment.order < number.order:
        return False
    return (subject and below[-1].order == segment.order - 1) or not segment.capitals


def _may_be_agency(segment: Segment, nation: Segment | None, column: tuple[str, int, int] | None) -> bool:
    if len(segment.fold) > _LONGEST or words.DATE.search(segment.fold):
        return False
    beside = segment.zone != column or column is None or nation is None
    return beside and segment.order >= 0


def _agency(part: Part, lines: Sequence[Segment]) -> None:
    """Ô 2: which of the lines name the agency above, which the agency itself."""
    starts = _starts(lines)
    first = max((at for at, new in enumerate(starts) if new), default=0)
    if lines and words.CONTINUES.match(lines[0].fold):
        first = 0  # a name whose beginning stands astray
    for at, segment in enumerate(lines):
        part.add("superior" if at < first else "agency", segment.span)


def _starts(lines: Sequence[Segment]) -> list[bool]:
    """For each line whether a name begins in it: by its first word, else where the weight changes."""
    starts: list[bool] = []
    for at, segment in enumerate(lines):
        before = lines[at - 1] if at else None
        if before is None:
            starts.append(True)
        elif words.UNFINISHED.search(before.fold) or words.CONTINUES.match(segment.fold):
            starts.append(False)
        elif words.STARTS.match(segment.fold):
            starts.append(True)
        else:
            starts.append(before.look.bold != segment.look.bold)
    return starts

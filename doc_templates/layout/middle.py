"""Between letterhead and end: kind and subject, addressees, bases, the words of deciding, and the body by levels."""

import re
from collections.abc import Sequence

from doc_templates.layout import wordlist as words
from doc_templates.layout.found import Line, Part
from doc_templates.layout.levels import level_of
from doc_templates.layout.segments import Item, Segment, likeness

_LIKE = 0.86
_SUBJECT_LINES = 6


def read_middle(part: Part, segments: Sequence[Segment], items: Sequence[Item]) -> None:
    """Names everything that is left in `part`."""
    rest = _stamps(part, list(segments))
    rest = _kind(part, rest)
    rest = _subject(part, rest, items)
    rest = _appended_to(part, rest)
    rest = _addressees(part, rest)
    rest = _bases(part, rest)
    _body(part, rest)


def _stamps(part: Part, rest: list[Segment]) -> list[Segment]:
    left = []
    for at, segment in enumerate(rest):
        if at < 6 and words.URGENCY.match(segment.fold):
            part.add("urgency", segment.span)
        elif at < 6 and words.CIRCULATION.match(segment.fold):
            part.add("circulation", segment.span)
        else:
            left.append(segment)
    return left


def _kind(part: Part, rest: list[Segment]) -> list[Segment]:
    """Ô 5a: the first line that is the name of a kind; a letter has none."""
    from_number = _kind_of_number(part)
    for at, segment in enumerate(rest[:8]):
        words_of_kind = segment.fold.rstrip(" .")
        if segment.cell is None and (words_of_kind in words.KINDS or _nearly(words_of_kind)):
            part.add("kind", segment.span)
            part.kind = words.KINDS.get(words_of_kind) or _nearly(words_of_kind) or from_number
            return rest[:at] + rest[at + 1 :]
        if words.ADDRESSED.match(segment.fold) or words.BASIS.match(segment.fold):
            break
    if part.role == "main":
        unknown = [each for each in rest[:2] if _stands_as_kind(each)]
        letter = bool(part["letter_subject"]) or (bool(part["number"]) and from_number is None)
        part.kind = "cong-van" if letter and not unknown else from_number
        for segment in unknown[:1]:
            part.add("kind", segment.span)
            return [each for each in rest if each is not segment]
    return rest


def _stands_as_kind(segment: Segment) -> bool:
    """A misspelt kind, or one that the decree does not know: a short line in capitals where the kind belongs."""
    alike = segment.look.bold + (segment.paragraph.align == "center")
    other = words.DECIDES.match(segment.fold) or words.SIGNER.match(segment.fold) or _other(segment)
    return segment.capitals and alike > 0 and len(segment.fold) < 40 and not other


def _nearly(text: str) -> str | None:
    if not 5 < len(text) < 24:
        return None
    best = max(words.KINDS, key=lambda kind: likeness(kind, text))
    return words.KINDS[best] if likeness(best, text) >= _LIKE else None


def _kind_of_number(part: Part) -> str | None:
    for span in part["number"]:
        match = words.SYMBOL.search(span.text)
        if match:
            return words.ABBREVIATIONS.get(match[1])
    return None


def _subject(part: Part, rest: list[Segment], items: Sequence[Item]) -> list[Segment]:
    """What stands between the kind and the line below it; without a line as long as it looks like a title."""
    if not part["kind"]:
        return _subject_alone(part, rest, items)
    kind = part["kind"][0]
    after = [each for each in rest if each.order > _order_of(kind, items)]
    ends = _line_after(kind, after, items)
    taken: list[Segment] = []
    for segment in after[:_SUBJECT_LINES]:
        if (ends is not None and segment.order >= ends) or _other(segment) or not _title(segment, ends, taken):
            break
        part.add("subject", segment.span)
        taken.append(segment)
    if not taken:  # swapped: the subject stands above its kind
        above = [each for each in rest if each.order < _order_of(kind, items) and each.look.bold and not _other(each)]
        for segment in above:
            part.add("subject", segment.span)
        taken = above
    return [each for each in rest if each not in taken]


def _subject_alone(part: Part, rest: list[Segment], items: Sequence[Item]) -> list[Segment]:
    """A subject whose kind is missing or astray: what stands right above the first line across the page."""
    lines = [item for item in items if not isinstance(item, Segment) and item.paragraph.cell is None]
    if not lines or part.kind in (None, "cong-van"):
        return rest
    above = [each for each in rest[:3] if each.paragraph.index < lines[0].paragraph.index]
    taken = [each for each in above if not _other(each) and _title(each, None, [])]
    for segment in taken:
        part.add("subject", segment.span)
    return [each for each in rest if each not in taken]


def _order_of(span: object, items: Sequence[Item]) -> int:
    return next(each.order for each in items if isinstance(each, Segment) and each.span is span)


def _line_after(kind: object, after: Sequence[Segment], items: Sequence[Item]) -> int | None:
    """The order of the first segment below the first line under the kind, where one is near."""
    passed = False
    count = 0
    for item in items:
        if isinstance(item, Segment):
            if passed:
                count += 1
            passed = passed or item.span is kind
            if count > _SUBJECT_LINES:
                return None
        elif passed:
            return next((each.order for each in after[count:]), after[-1].order + 1 if after else 0)
    return None


def _other(segment: Segment) -> bool:
    text = segment.fold
    return bool(words.ADDRESSED.match(text) or words.BASIS.match(text) or words.DECIDES.match(text)
                or words.APPENDED_TO.match(text) or re.match(r"^dieu \d", text)
                or segment.cell)  # fmt: skip


def _title(segment: Segment, ends: int | None, taken: Sequence[Segment]) -> bool:
    """A line of a title: where a line closes it nearly anything, else what is bold or centred as titles are."""
    if level_of(segment, None) in ("part", "section", "article", "heading"):
        return False
    if ends is not None:
        return len(segment.fold) < 600
    like = segment.look.bold + (segment.paragraph.align == "center")
    if segment.capitals and (not taken or not taken[-1].capitals):
        return False
    return like == 2 or (like == 1 and not taken and len(segment.fold) < 300)


_LEAD = re.compile(r"(tran trong gioi thieu|tran trong kinh moi|\bdien)\s*:$")  # mẫu 1.8, 1.6: in the middle


def _appended_to(part: Part, rest: list[Segment]) -> list[Segment]:
    return take_appended(part, rest) if part.role == "attached" else rest


def take_appended(part: Part, rest: list[Segment]) -> list[Segment]:
    """The line (Kèm theo …) with the lines it runs over, up to its closing bracket."""
    for at, segment in enumerate(rest[:8]):
        if words.APPENDED_TO.match(segment.fold):
            end = at
            while end < len(rest) - 1 and end < at + 3 and ")" not in rest[end].text and "(" in segment.text:
                end += 1
            for each in rest[at : end + 1]:
                part.add("appended_to", each.span)
            return rest[:at] + rest[end + 1 :]
    return rest


def _addressees(part: Part, rest: list[Segment]) -> list[Segment]:
    """Ô 9a: "Kính gửi:" and the names on its line or, each with a dash, below it. Mẫu 1.6 says "… điện:"."""
    for at, segment in enumerate(rest[:25]):
        telegram = part.kind == "cong-dien" and re.search(r"\bdien\s*:", segment.fold) and len(segment.fold) < 300
        if not (words.ADDRESSED.match(segment.fold) or telegram):
            continue
        part.add("addressed", segment.span)
        end = at + 1
        name_follows = bool(segment.fold.rstrip().rpartition(":")[2].strip())
        while end < len(rest) and _addressee(rest[end], name_follows, segment):
            part.add("addressees", rest[end].span)
            end += 1
        return rest[:at] + rest[end:]
    return rest


def _addressee(segment: Segment, name_follows: bool, head: Segment) -> bool:
    if words.BASIS.match(segment.fold):
        return False
    dashed = segment.fold.startswith(("-", "–")) or segment.paragraph.number in ("-", "–")
    deep = segment.paragraph.left > 60 or segment.paragraph.left + segment.paragraph.first_line > 60
    near = segment.cell is not None or deep or segment.paragraph.align == "center"
    if name_follows:
        return dashed and (deep or head.text.count("-") > 0 or segment.cell is not None) and len(segment.fold) < 200
    return (dashed or near) and len(segment.fold) < 200


def _bases(part: Part, rest: list[Segment]) -> list[Segment]:
    """Whose decision it is, what it stands on, the words of deciding: whatever their order, before the first điều."""
    decides = next((at for at, each in enumerate(rest[:80]) if words.DECIDES.match(each.fold)), -1)
    kinds = (part.kind, _kind_of_number(part))
    deciding = part.role == "main" and (decides >= 0 or "quyet-dinh" in kinds or "nghi-quyet" in kinds)
    if decides < 0 and deciding:
        decides = _deciding_line(rest)
    taken: set[int] = set()
    for at, segment in enumerate(rest[:90]):
        if at == decides:
            part.add("decides", segment.span)
        elif (
            words.BASIS.match(segment.fold) or (at < decides and not _authority(segment)) or _like_basis(part, segment)
        ):
            part.add("bases", segment.span)
        elif deciding and _authority(segment):
            part.add("issuing_authority", segment.span)
        elif (part["bases"] and at > decides) or not deciding or level_of(segment, None) == "article":
            break
        else:
            continue
        taken.add(at)
    return [each for at, each in enumerate(rest) if at not in taken]


def _deciding_line(rest: Sequence[Segment]) -> int:
    """Other words where "QUYẾT ĐỊNH:" belongs: the last line in the middle before the first điều."""
    for at, segment in enumerate(rest[:80]):
        if level_of(segment, None) == "article":
            above = rest[at - 1] if at else segment
            title = above.look.bold + above.capitals + (above.paragraph.align == "center")
            return at - 1 if at > 1 and title >= 2 and (above.text.endswith(":") or _is_basis(rest[at - 2])) else -1
    return -1


def _is_basis(segment: Segment) -> bool:
    """Whether a line is one of the legal bases."""
    return bool(words.BASIS.match(segment.fold))


def _like_basis(part: Part, segment: Segment) -> bool:
    """Italic words before the text, closed as bases are."""
    slanted = segment.look.italic and not segment.look.bold and segment.paragraph.align != "center"
    return (
        slanted
        and level_of(segment, None) == "text"
        and segment.text.endswith((";", "."))
        and not segment.text.startswith("(")
        and part.role == "main"
    )


def _authority(segment: Segment) -> bool:
    """A short line in capitals or in the middle, no sentence."""
    title = segment.capitals or segment.paragraph.align == "center" or segment.look.bold
    sentence = segment.text.endswith((";", ".", ":", ","))
    numbered = re.match(r"^(dieu|phan|chuong|muc) [\divx]", segment.fold)
    return title and not sentence and not numbered and len(segment.fold) < 160


def _body(part: Part, rest: Sequence[Segment]) -> None:
    """Ô 6: what is left, level by level; cells of tables are `cell`."""
    before: str | None = None
    for segment in rest:
        name = "cell" if segment.cell else level_of(segment, before, last=segment is rest[-1])
        if segment is rest[0] and _LEAD.search(segment.fold) and segment.paragraph.align == "center":
            name = "lead"
        if words.APPENDED_TO.match(segment.fold) and part.role == "attached":
            name = "appended_to"
        part.add(name, segment.span)
        if segment.cell is None:
            part.add("body", segment.span)
        before = name


__all__ = ["Line", "read_middle", "take_appended"]

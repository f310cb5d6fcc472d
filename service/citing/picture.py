"""A small picture of a document's neighbourhood: it in the middle, what it rests on before it, what cites it behind.

Boxes and arrows with their places; the template draws them. An arrow leads from the one that cites to the one cited.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from service.citing.around import Citing, Named, Seen

MOST = 12
"""Boxes a side; the rest is counted."""
FEW = 4
"""Boxes a side of the narrow picture beside a document."""
WIDTH, BOX, GAP, TALL = 960, 268, 12, 66
NARROW, INSET = 320, 28
HEADING = 26


@dataclass(frozen=True)
class Box:
    """x, y: its upper left corner; `seen`: the document it leads to; words, under: its number and subject, of one that
    may not be seen what it is and who issued it."""

    x: int
    y: int
    width: int
    height: int
    words: str
    under: str
    dated: date | None
    roles: tuple[str, ...] = ()
    seen: Seen | None = None
    middle: bool = False


@dataclass(frozen=True)
class Label:
    """What stands over a column ("rests_on", "cited_by") or under it ("more": how many are not drawn)."""

    x: int
    y: int
    what: str
    count: int = 0


@dataclass(frozen=True)
class Picture:
    """Sizes in the picture's own units. arrows: paths, each ending at the one that is cited."""

    width: int
    height: int
    boxes: list[Box]
    arrows: list[str]
    labels: list[Label]


def wide(here: Seen, rests_on: Sequence[Named], cited_by: Sequence[Citing], total: int, most: int = MOST) -> Picture:
    """From left to right: what it rests on, the document, what cites it (of `total`); each column by date."""
    left, right = _before(rests_on, most), _after(cited_by, most)
    rows = max(len(left), len(right), 1)
    tall = rows * (TALL + GAP) - GAP
    middle = _middle(here, (WIDTH - BOX) // 2, HEADING + (tall - TALL) // 2, BOX)
    boxes, arrows, labels = [middle], [], []
    columns: list[tuple[int, str, Sequence[Named | Citing], int]] = [
        (0, "rests_on", left, len(rests_on)),
        (WIDTH - BOX, "cited_by", right, total),
    ]
    for x, what, column, count in columns:
        top = HEADING + (tall - len(column) * (TALL + GAP) + GAP) // 2
        placed = [_placed(each, x, top + place * (TALL + GAP), BOX) for place, each in enumerate(column)]
        boxes += placed
        arrows += [_curve(middle, box) if what == "rests_on" else _curve(box, middle) for box in placed]
        labels += [Label(x, top - 10, what, count)] if count else []
        labels += [Label(x, top + len(column) * (TALL + GAP) + 10, "more", count - len(column))] * (count > len(column))
    return Picture(WIDTH, HEADING + tall + HEADING, boxes, arrows, labels)


def _middle(here: Seen, x: int, y: int, width: int) -> Box:
    return Box(x, y, width, TALL, here.reference, here.subject, here.issued_on, (), here, middle=True)


def narrow(here: Seen, rests_on: Sequence[Named], cited_by: Sequence[Citing], total: int, most: int = FEW) -> Picture:
    """From top to bottom, for narrow places: what it rests on, the document, what cites it."""
    above, below = _before(rests_on, most), _after(cited_by, most)
    width = NARROW - INSET
    boxes: list[Box] = []
    labels: list[Label] = []
    y = _stacked(boxes, labels, 0, "rests_on", above, len(rests_on))
    middle = _middle(here, INSET, y, width)
    y = _stacked(boxes, labels, y + TALL + GAP, "cited_by", below, total)
    arrows = [_elbow(middle, box) if box.y < middle.y else _elbow(box, middle) for box in boxes]
    return Picture(NARROW, y - GAP + 2, [*boxes[: len(above)], middle, *boxes[len(above) :]], arrows, labels)


def _stacked(
    boxes: list[Box], labels: list[Label], y: int, what: str, column: Sequence[Named | Citing], count: int
) -> int:
    """One below the other from y on, under their heading; → where the next begins."""
    if not count:
        return y
    labels.append(Label(INSET, y + HEADING - 10, what, count))
    y += HEADING
    for each in column:
        boxes.append(_placed(each, INSET, y, NARROW - INSET))
        y += TALL + GAP
    if count > len(column):
        labels.append(Label(INSET, y + 8, "more", count - len(column)))
        y += HEADING
    return y


def _before(rests_on: Sequence[Named], most: int) -> list[Named]:
    """The weightiest, by date; those without day last."""
    return sorted(rests_on[:most], key=lambda one: _day(one) or date.max)


def _after(cited_by: Sequence[Citing], most: int) -> list[Citing]:
    """The newest, by date."""
    return sorted(cited_by[:most], key=lambda one: one.document.issued_on)


def _day(one: Named) -> date | None:
    return one.document.issued_on if one.document else one.dated


def _placed(one: Named | Citing, x: int, y: int, width: int) -> Box:
    found, roles = one.document, tuple(one.roles)
    if isinstance(one, Named) and found is None:
        return Box(x, y, width, TALL, one.title, one.issuer, one.dated, roles)
    assert found is not None  # who cites is always to be seen
    return Box(x, y, width, TALL, found.reference, found.subject, found.issued_on, roles, found)


def _curve(citing: Box, cited: Box) -> str:
    """From the side of one box to the side of another, on its left."""
    x, y = citing.x, citing.y + citing.height // 2
    to_x, to_y = cited.x + cited.width, cited.y + cited.height // 2
    half = (x + to_x) // 2
    return f"M{x} {y}C{half} {y} {half} {to_y} {to_x + 2} {to_y}"


def _elbow(citing: Box, cited: Box) -> str:
    """Along the left edge, from one box to one above it."""
    y, to_y = citing.y + citing.height // 2, cited.y + cited.height // 2
    turn = 8 if cited.middle else 14
    return f"M{citing.x} {y}H{turn}V{to_y}H{cited.x - 2}"

"""Components that are missing, doubled, out of order or in the wrong place (Phụ lục I, Phần I, mục IV)."""

from collections.abc import Callable, Iterator
from copy import deepcopy

from tests.mutations import ANY, Mutation
from tests.mutations.looks import without
from tests.mutations.paper import Element, Paper, W, copy_after, drop, replace, spoilt, text_of

_NEEDED = ("national_name", "motto", "agency", "number", "place_and_date", "kind", "letter_subject", "addressed",
           "bases", "decides", "issuing_authority", "recipients_head", "recipients", "signer_lines", "signer_name",
           "appendix", "appended_to")  # fmt: skip
_SWAPS = (
    ("national_name", "motto"), ("kind", "subject"), ("issuing_authority", "decides"), ("number", "agency"),
    ("place_and_date", "motto"), ("recipients_head", "recipients"), ("signer_name", "signer_lines"),
    ("appendix", "appendix_title"), ("appendix_title", "appended_to"), ("number", "letter_subject"),
    ("addressed", "kind"), ("place_and_date", "national_name"),
)  # fmt: skip


def mutations(data: bytes) -> Iterator[Mutation]:
    paper = Paper(data)
    for component in _NEEDED:
        if paper.find(component) and not _optional(component, paper):
            yield _missing(component)
    for first, second in _SWAPS:
        if paper.find(first) and paper.find(second):
            yield _swapped(first, second)
    for component in ("national_name", "number", "place_and_date", "kind", "decides"):
        if paper.find(component):
            yield _last(component)
    yield from _tables(paper)
    yield from _inserted(paper)


def _inserted(paper: Paper) -> Iterator[Mutation]:
    """Words that do not belong: "Kính gửi" in a kind that has none, lines of the signer in the wrong order."""
    words = next((name for name in ("bases", "text") if paper.find(name)), "")
    if paper.find("decides") and words:
        rules = frozenset({"addressed.kind"})
        yield Mutation(
            "addressed: where none belongs", rules, spoilt(_addressed(words)), "missing", ANY, repairable=False
        )
    if len(paper.find("signer_lines")) > 1:
        rules = frozenset({"signer_lines.order", "signer_lines.text"})
        yield Mutation("signer_lines: turned round", rules, spoilt(_turned), "order", ANY, repairable=False)
    if paper.find("decides") and paper.find("bases"):
        rules = places("bases", "decides")
        yield Mutation("bases: below the enacting words", rules, spoilt(_below), "order", ANY, repairable=False)


def _addressed(words: str) -> Callable[[Paper], None]:
    def spoil(paper: Paper) -> None:
        new = copy_after(paper.find("subject")[0].getnext())
        model = deepcopy(paper.find(words)[0])
        replace(model, r"(?s)^.*$", "Kính gửi: Sở Nội vụ")
        new.getparent().replace(new, model)

    return spoil


def _turned(paper: Paper) -> None:
    first, second = paper.find("signer_lines")[:2]
    first.addprevious(second)


def _below(paper: Paper) -> None:
    decides = paper.find("decides")[0]
    for basis in reversed(paper.find("bases")):
        decides.addnext(basis)


def _optional(component: str, paper: Paper) -> bool:
    """Only decisions and resolutions have to name their bases; a thư công is written freely."""
    free = any(text_of(each).casefold() == "thư công" for each in paper.find("kind"))
    return (component == "bases" and not paper.find("decides")) or (free and component in ("kind", "recipients_head"))


def places(*components: str) -> frozenset[str]:
    names = ("place", "order", "missing", "text", "form", "line", "kind", "align")
    return frozenset(f"{component}.{name}" for component in components for name in names)


def _missing(component: str) -> Mutation:
    rules = frozenset({f"{component}.missing", *_ALSO.get(component, ())})
    return Mutation(f"{component}: missing", rules, spoilt(without(component)), "missing", ANY, repairable=False)


_ALSO = {
    "addressed": ("addressed.kind", "recipients.as_above"),
    "recipients": ("recipients.kept",),
    "signer_lines": ("signer_name.missing",),
}


def _swapped(first: str, second: str) -> Mutation:
    def spoil(paper: Paper) -> None:
        one, other = paper.find(first)[0], paper.find(second)[-1 if second == "recipients" else 0]
        mark = one.makeelement(f"{W}p", {})
        one.addprevious(mark)
        other.addprevious(one)
        mark.addprevious(other)
        drop(mark)

    rules = places(first, second)
    return Mutation(f"{first} ↔ {second}", rules, spoilt(spoil), "order", ANY, repairable=False)


def _last(component: str) -> Mutation:
    """The component stands behind the last words of the body."""

    def spoil(paper: Paper) -> None:
        moved = paper.find(component)[0]
        words = next(name for name in ("text", "article", "clause", "dash") if paper.find(name))
        target = paper.find(words)[-1]
        copy = deepcopy(moved)
        drop(moved)
        target.addnext(copy)

    rules = places(component)
    return Mutation(f"{component}: after the body", rules, spoilt(spoil), "order", ANY, repairable=False)


def _tables(paper: Paper) -> Iterator[Mutation]:
    tables = {
        "letterhead": ("national_name", "motto", "agency", "superior", "number", "place_and_date"),
        "signing": ("recipients_head", "recipients", "signer_lines", "signer_name"),
    }
    for name, components in tables.items():
        inside = paper.find(components[0])
        if inside and _table(inside[0]) is not None:
            change = _mirrored(components[0])
            rules = places(*components)
            yield Mutation(f"{name}: columns swapped", rules, spoilt(change), "order", ANY, repairable=False)


def _table(paragraph: Element) -> Element | None:
    return next(paragraph.iterancestors(f"{W}tbl"), None)


def _mirrored(component: str) -> Callable[[Paper], None]:
    def spoil(paper: Paper) -> None:
        table = _table(paper.find(component)[0])
        for row in table.iter(f"{W}tr"):
            cells = row.findall(f"{W}tc")
            for cell in cells:
                row.remove(cell)
            row.extend(reversed(cells))
        grid = table.find(f"{W}tblGrid")
        grid[:] = list(reversed(grid))

    return spoil

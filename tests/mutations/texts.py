"""What the words say: number, date, bases, levels, recipients, signer, appendix; and capitals by Phụ lục II."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.mutations import Mutation
from tests.mutations.paper import BODY, STYLES, Element, Paper, changes, copy_after, drop, replace, spoilt, text_of
from tests.mutations.text_table import CAPITALS, EDITS, Edit


def mutations(data: bytes) -> Iterator[Mutation]:
    paper = Paper(data)
    for edit in (*EDITS, *CAPITALS):
        if _target(paper, edit) is not None:
            yield Mutation(
                f"{edit.component}: {edit.name}",
                frozenset(edit.rules),
                spoilt(lambda paper, edit=edit: _apply(paper, edit)),
                "text",
                frozenset(edit.beside),
                edit.repairable,
            )
    for special in _SPECIAL:
        if special.possible(paper):
            yield special.mutation()


def components(name: str) -> tuple[str, ...]:
    return BODY if name == "body" else (name,)


def _target(paper: Paper, edit: Edit) -> Element | None:
    """The paragraph an edit changes: the first, or the last, that has the words."""
    wanted = {each for name in components(edit.component) for each in paper.find(name)}
    found = [each for each in paper.paragraphs() if each in wanted]
    for each in reversed(found) if edit.last else found:
        if changes(each, edit.old, edit.new):
            return each
    return None


def _apply(paper: Paper, edit: Edit) -> None:
    target = _target(paper, edit)
    assert target is not None
    replace(target, edit.old, edit.new)


@dataclass(frozen=True)
class Special:
    """A mutation that takes out, doubles or moves whole paragraphs of a list."""

    component: str
    name: str
    rules: tuple[str, ...]
    at: int
    do: str
    least: int = 2
    beside: tuple[str, ...] = ()

    def possible(self, paper: Paper) -> bool:
        """Whether it can be told: an item that is taken out must have one behind it in the same row."""
        found = paper.find(self.component)
        numbers = [_number(text_of(each)) for each in found[: self.least]]
        in_a_row = self.name != "one left out" or numbers == _FIRST[: self.least] or numbers == _POINTS[: self.least]
        return len(found) >= self.least and in_a_row

    def mutation(self) -> Mutation:
        def change(paper: Paper) -> None:
            target = paper.find(self.component)[self.at]
            if self.do == "drop":
                drop(target)
            elif self.do == "double":
                copy_after(target)
            else:
                first = paper.find(self.component)[0]
                first.addprevious(target)

        return Mutation(
            f"{self.component}: {self.name}",
            frozenset(self.rules),
            spoilt(change),
            "text",
            frozenset(self.beside),
            repairable=False,
        )


_FIRST, _POINTS = ["1", "2", "3"], ["a", "b", "c"]


def _number(text: str) -> str:
    words = text.split(" ")
    found = words[1] if words[0] == "Điều" and len(words) > 1 else words[0]
    return {"I": "1", "II": "2", "III": "3"}.get(found.rstrip(".)"), found.rstrip(".)"))


_ENDS = ("recipients.punctuation", "recipients.kept")
_SPECIAL = (
    Special("recipients", "Lưu missing", ("recipients.kept",), -1, "drop", beside=_ENDS),
    Special("recipients", "Lưu first", ("recipients.kept",), -1, "first", beside=_ENDS),
    Special("article", "one left out", ("levels.sequence",), 1, "drop", least=3),
    Special("article", "one doubled", ("levels.sequence",), 0, "double"),
    Special("point", "one left out", ("levels.sequence",), 1, "drop", least=3),
    Special("point", "one doubled", ("levels.sequence",), 0, "double"),
    Special("clause", "one left out", ("levels.sequence",), 1, "drop", least=3),
    Special("clause", "one doubled", ("levels.sequence",), 0, "double"),
    Special("heading", "one left out", ("levels.sequence",), 1, "drop", least=3),
    Special("heading", "one doubled", ("levels.sequence",), 0, "double"),
    Special("part_title", "missing", ("levels.title",), 0, "drop", least=1),
    Special("section_title", "missing", ("levels.title",), 0, "drop", least=1),
)


def unused(data: dict[str, bytes]) -> set[str]:
    """Edits that no paper has the words for: a table that has gone stale."""
    names = {f"{edit.component}: {edit.name}" for edit in (*EDITS, *CAPITALS)}
    for paper in data.values():
        names -= {mutation.name for mutation in mutations(paper)}
    assert all(edit.component in (*STYLES, "body") for edit in EDITS)
    return names


def said(paper: Paper, component: str) -> list[str]:
    """For reading a failure: the words of a component."""
    return [text_of(each) for each in paper.find(component)]

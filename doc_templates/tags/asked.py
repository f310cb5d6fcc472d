"""What a form asks for, read from its .docx alone: each name with the shape its tags give it, each fault at its place.

An office uploads a .docx; this is what it is shown before it names and types the fields. Nothing is run here.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from doc_templates.context import GIVEN
from doc_templates.errors import TemplateFault
from doc_templates.fields import Field
from doc_templates.form import shared_fields
from doc_templates.tags.reading import Use, read
from doc_templates.tags.uses import ITEM
from doc_templates.tags.words import MAIN, read_tags
from doc_templates.template_file import MOST_FAULTS, OF_TAGS
from doc_templates.template_file import faults as file_faults

OF_THE_OFFICE = GIVEN | {"signer"}
"""Names that the office fills by itself: its letterhead, number, date, signer."""
YES = "Có"


@dataclass(frozen=True)
class Asked:
    """One name of a form. `type`: of a field, as guessed from its tags. `columns`: of a table. `choices`: what its tags
    compare it with. `optional`: every tag of it stands in a condition. `paragraphs`: where, counted in the body."""

    name: str
    type: str
    columns: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    optional: bool = False
    paragraphs: tuple[int, ...] = ()


@dataclass(frozen=True)
class Study:
    """A form's .docx read: the names it asks for in the order of the page, what the office gives, and the faults."""

    asked: tuple[Asked, ...]
    given: frozenset[str]
    faults: tuple[TemplateFault, ...]
    uses: tuple[Use, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        return frozenset(each.name for each in self.asked) | self.given


def study(data: bytes, form: str = "") -> Study:
    """Reads a .docx that somebody uploaded. Faults are listed, never raised."""
    broken = file_faults(data, form)
    if len(broken) == MOST_FAULTS or any(fault.data["why"] not in OF_TAGS for fault in broken):
        return Study((), frozenset(), tuple(broken))
    passed_over = {(str(fault.data["part"]), _paragraph(fault)) for fault in broken}
    reading = read(read_tags(data, form, passed_over), form)
    reading.faults += broken
    given = frozenset(use.name for use in reading.uses if use.name in OF_THE_OFFICE)
    by_name: dict[str, list[Use]] = {}
    for use in reading.uses:
        if use.name not in OF_THE_OFFICE:
            by_name.setdefault(use.name, []).append(use)
    bodies = _bodies(reading.uses)
    for uses in by_name.values():
        for use in uses:
            if why := _misused(use, bodies):
                reading.fault(use.tag, why, use.name)
    asked = tuple(_asked(name, uses) for name, uses in by_name.items())
    if "signer" in given:
        asked += (Asked("signer", "signer"),)
    return Study(asked, given, tuple(sorted(reading.faults, key=_place)), tuple(reading.uses))


def unknown(found: Study, fields: Sequence[Field]) -> list[Use]:
    """The tags whose name is no field and nothing of the office."""
    known = {field.name for field in fields} | OF_THE_OFFICE
    return [use for use in found.uses if use.name not in known]


def _place(fault: TemplateFault) -> tuple[bool, str, int]:
    """The body first, then headers and footers."""
    part = str(fault.data.get("part", ""))
    return part != MAIN, part, _paragraph(fault)


def _paragraph(fault: TemplateFault) -> int:
    return int(str(fault.data["paragraph"]))


def _misused(use: Use, bodies: Collection[str]) -> str:
    """What no field can give: a part of a text, a list in a list, a body where a word stands."""
    shared = shared_fields().get(use.name)
    if use.name in bodies:
        return "no_paragraphs" if use.how == "print" and not use.steps else ""
    if shared is not None and shared.type == "appendices":
        return ""
    if use.steps and use.steps[0] != ITEM:
        return "part_of_text"
    return "nested_list" if len(use.steps) > 2 or (len(use.steps) == 2 and use.how == "loop") else ""


def _bodies(uses: Sequence[Use]) -> set[str]:
    """The names that hold paragraphs, by their tags or because the body of all forms is called so."""
    return {use.name for use in uses if use.how == "paragraphs" and not use.steps} | {"body"}


def _asked(name: str, uses: Sequence[Use]) -> Asked:
    shared = shared_fields().get(name)
    columns = tuple(dict.fromkeys(use.steps[1] for use in uses if len(use.steps) > 1 and use.steps[0] == ITEM))
    compared = tuple(dict.fromkeys(use.value for use in uses if use.how == "compare" and not use.steps))
    kind = shared.type if shared is not None else _guess(uses, columns, compared)
    choices = (compared or (YES,)) if shared is None and kind == "choice" else ()
    return Asked(
        name,
        kind,
        columns if kind == "table" else (),
        choices,
        optional=all(use.guarded or use.how in ("test", "compare") for use in uses) or kind == "table",
        paragraphs=tuple(dict.fromkeys(use.tag.paragraph for use in uses)),
    )


def _guess(uses: Sequence[Use], columns: Sequence[str], compared: Sequence[str]) -> str:
    if any(use.how == "paragraphs" for use in uses):
        return "body"
    if columns:
        return "table"
    if any(use.how in ("list", "loop") or use.steps for use in uses):
        return "lines"
    if compared or not any(use.how == "print" for use in uses):
        return "choice"
    return "text"

"""A redline as pages show it: fields by their labels, chosen things by their names, long unchanged stretches folded."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext, ngettext

from doc_templates.fields import Field
from doc_templates.form import Form
from doc_templates.inline import plain
from doc_templates.redline import Line, Stretch, compare, stretches
from service import signers
from service.draft import Draft
from service.language import said
from service.pages.redline_rows import groups
from service.parts import Parts
from service.series import body_names

__all__ = ["ShownField", "folds", "groups", "shown"]

FOLDED_FROM = 4
"""Unchanged lines in a row from which they are folded."""


@dataclass(frozen=True)
class ShownField:
    """One field with its changes. `told`: how much changed, in words; `only_look`: only bold or italics changed."""

    name: str
    label: str
    stretches: list[Stretch]
    told: str
    figures: list[tuple[str, str]]
    only_look: bool = False


def shown(
    parts: Parts, draft: Draft, form: Form, old: Mapping[str, object], new: Mapping[str, object]
) -> list[ShownField]:
    """The fields that differ, in the form's order."""
    before, after = (_readable(parts, draft, form, values) for values in (old, new))
    changes = {change.name: change.lines for change in compare(before, after)}
    marked = {change.name: change.lines for change in compare(old, new)}
    found = [
        _field(field, changes.get(field.name), marked[field.name]) for field in form.fields if field.name in marked
    ]
    known = {field.name for field in form.fields}
    return found + [_unknown(name, lines) for name, lines in marked.items() if name not in known]


def folds(stretch: Stretch) -> bool:
    return stretch.far and len(stretch.lines) >= FOLDED_FROM


def _field(field: Field, lines: tuple[Line, ...] | None, marked: tuple[Line, ...]) -> ShownField:
    seen = lines or marked
    figures = list(dict.fromkeys(pair for line in seen for pair in line.figures))
    return ShownField(field.name, said(field.label), stretches(seen), _told(seen), figures, only_look=lines is None)


def _unknown(name: str, lines: tuple[Line, ...]) -> ShownField:
    """A field that the form had once."""
    return ShownField(name, name, stretches(lines), _told(lines), [])


def _told(lines: tuple[Line, ...]) -> str:
    count = {what: sum(line.what == what for line in lines) for what in ("changed", "renumbered", "moved_here")}
    told = [
        (count["changed"], ngettext("%(num)d đoạn sửa", "%(num)d đoạn sửa", count["changed"])),
        (_sum(lines, "inserted"), ngettext("%(num)d đoạn thêm", "%(num)d đoạn thêm", _sum(lines, "inserted"))),
        (_sum(lines, "deleted"), ngettext("%(num)d đoạn bỏ", "%(num)d đoạn bỏ", _sum(lines, "deleted"))),
        (count["moved_here"], ngettext("%(num)d đoạn chuyển chỗ", "%(num)d đoạn chuyển chỗ", count["moved_here"])),
        (count["renumbered"], ngettext("%(num)d đoạn đổi số", "%(num)d đoạn đổi số", count["renumbered"])),
    ]
    return ", ".join(words for number, words in told if number)


def _sum(lines: tuple[Line, ...], what: str) -> int:
    return sum(line.what == what for line in lines)


def _readable(parts: Parts, draft: Draft, form: Form, values: Mapping[str, object]) -> dict[str, object]:
    """The values in the words of the page: no marks of bold, names in place of ids."""
    return {field.name: _words(parts, draft, field, values.get(field.name)) for field in form.fields}


def _words(parts: Parts, draft: Draft, field: Field, value: object) -> object:
    if not value:
        return value
    if field.type == "body":
        return "\n".join(map(plain, str(value).split("\n")))
    if field.type == "choice":
        return next((said(one.label) for one in field.choices if one.value == value), value)
    if field.type == "signer":
        return _signer(parts, draft, str(value))
    if field.name == "issuer":
        with parts.db.read() as session:
            return body_names(session, draft.agency_id).get(str(value), value)
    if field.type == "appendices" and isinstance(value, list):
        return [line for at, one in enumerate(value, 1) for line in _appendix(at, one)]
    return value


def _appendix(number: int, appendix: Mapping[str, object]) -> list[str]:
    head = gettext("Phụ lục %(number)s: %(title)s", number=number, title=appendix.get("title") or "")
    return [head, *(plain(line) for line in str(appendix.get("body") or "").split("\n"))]


def _signer(parts: Parts, draft: Draft, chosen: str) -> str:
    with parts.db.read() as session:
        found = signers.chosen_signer(session, draft.agency_id, chosen)
    if found is None:
        return chosen
    lines, name = signers.block(found)
    return ", ".join([name, *lines])

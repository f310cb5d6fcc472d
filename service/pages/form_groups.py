"""The forms as the pages list them: by group, in each group by name, with the words a clerk may look for."""

from collections.abc import Iterable
from dataclasses import dataclass

from doc_templates.form import Form
from doc_templates.kinds import groups, kinds
from index.text import fold
from service.language import said


@dataclass(frozen=True)
class Entry:
    """A form in the list. `words`: name, kind and abbreviation without marks, to be searched in the page."""

    form: Form
    name: str
    abbreviation: str
    words: str


def grouped(forms: Iterable[Form], office: str = "") -> list[tuple[str, list[Entry]]]:
    """Name of each group and its forms; groups without a form are left out.

    `office`: the name over the office's own forms, which stand before all others.
    """
    entries = sorted(map(_entry, forms), key=lambda entry: fold(entry.name))
    own = [entry for entry in entries if entry.form.content]
    built_in = [entry for entry in entries if not entry.form.content]
    listed = [(said(group.name), [entry for entry in built_in if _group(entry) == group.id]) for group in groups()]
    return [(name, found) for name, found in ((office, own), *listed) if found]


def _group(entry: Entry) -> str:
    return kinds()[entry.form.kind].group


def _entry(form: Form) -> Entry:
    kind, name = kinds()[form.kind], said(form.name)
    words = " ".join(fold(each) for each in (*form.name.values(), kind.name, kind.english, kind.abbreviation))
    return Entry(form, name, kind.abbreviation, words)

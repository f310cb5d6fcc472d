"""Before an office's own form may be used: every fault at its place, the filled sample, what a new version breaks."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from doc_templates.errors import DocTemplatesError, PdfFailed, PdfTimeout, TemplateFault
from doc_templates.fields import Field
from doc_templates.fill import Stamp, template_of
from doc_templates.form import Form, clean, samples
from doc_templates.kinds import reference
from doc_templates.layout.check import Finding, check
from doc_templates.pdf_facts import read_back
from doc_templates.style_sheet import ON_BODY
from doc_templates.tags.asked import Study, study, unknown
from doc_templates.tags.try_fill import try_fill
from service import paper
from service.form_samples import sample_draft
from service.parts import Parts

NUMBER = 5
"""The number that a tried form prints: with the 0 that the decree puts before it."""
ALWAYS = {"subject", "signer"}
"""Fields that registers and the check before issuing need, printed or not."""


@dataclass(frozen=True)
class FormProblem:
    """Something about a form. `severity`: error (keeps it from use) or warning. `code`: see form_sentences.py.

    `part`, `paragraph` and `words`: where in the .docx; paragraph 0 and no words: the form as a whole.
    """

    severity: str
    code: str
    part: str = ""
    paragraph: int = 0
    words: str = ""
    data: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Trial:
    """A form filled with its sample. `digest` names its cached files; `pages` is 0 where it could not be filled."""

    problems: tuple[FormProblem, ...]
    layout: tuple[Finding, ...] = ()
    digest: str = ""
    pages: int = 0

    @property
    def errors(self) -> list[FormProblem]:
        return [each for each in self.problems if each.severity == "error"]


def trial(parts: Parts, agency_id: str, form: Form) -> Trial:
    """The form tried: read, filled with its sample in a process of its own, printed, and its layout checked.

    Slow work, for never inside a transaction. Raises PdfUnavailable.
    """
    found = list(problems_of(form))
    if any(each.severity == "error" for each in found):
        return Trial(tuple(found))
    try:
        docx = filled(parts, agency_id, form, samples(form))
        pdf = printed(parts, docx)
        pages = _checked_pages(parts, agency_id, form, pdf)
    except DocTemplatesError as error:
        return Trial((*found, problem_of(error)))
    except _NotShown as missing:
        return Trial((*found, FormProblem("error", "number_not_on_first_page", data={"reference": str(missing)})))
    findings = tuple(check(docx, parts.today()).findings)
    return Trial(tuple(found), findings, digest_of(docx), pages)


class _NotShown(Exception):
    """The first page lacks the number: nothing made by this form could be issued."""


def problems_of(form: Form) -> Iterator[FormProblem]:
    """What can be said of a form without filling it, the faults of its tags first."""
    found = study(form.content, form.id)
    yield from map(problem_of, found.faults)
    if found.faults and not found.names:
        return  # a file that could not be read at all
    yield from _of_names(form, found)
    yield from _of_office(found)
    if "body" in found.names:
        styles = template_of(form).styles if not found.faults else None
        for style in ON_BODY:
            if styles is not None and not styles.id(style):
                yield FormProblem("warning", "missing_style", data={"style": style})


def problem_of(error: DocTemplatesError) -> FormProblem:
    """A fault of the room of forms, with its place."""
    data = dict(error.data)
    code = str(data.get("why")) if isinstance(error, TemplateFault) else error.code
    paragraph = int(str(data.pop("paragraph", 0)))
    return FormProblem("error", code, str(data.pop("part", "")), paragraph, str(data.pop("words", "")), data)


def _of_names(form: Form, found: Study) -> Iterator[FormProblem]:
    for use in unknown(found, form.fields):
        tag = use.tag
        yield FormProblem("error", "unknown_name", tag.part, tag.paragraph, tag.text[:200], {"name": use.name})
    for each in form.fields:
        if each.name not in found.names | ALWAYS:
            yield FormProblem("warning", "not_printed", data={"name": each.name, "label": each.label["vi"]})
        if each.required and not each.sample:
            yield FormProblem("error", "missing_sample", data={"name": each.name, "label": each.label["vi"]})


def _of_office(found: Study) -> Iterator[FormProblem]:
    """What every document must show by Điều 8: number and symbol, place and date, signer."""
    if not {"number", "symbol"} <= found.given:
        yield FormProblem("error", "number_not_printed")
    if not found.given & {"date", "place_and_date"}:
        yield FormProblem("warning", "date_not_printed")
    if "signer" not in found.given:
        yield FormProblem("warning", "signer_not_printed")


def filled(parts: Parts, agency_id: str, form: Form, values: dict[str, object]) -> bytes:
    """The form with these values under the agency's letterhead, numbered. Raises TemplateFault and those of clean."""
    draft = sample_draft(parts, agency_id, form)
    draft.values = {**clean(form, values), **{name: draft.values[name] for name in ("signer",) if name in draft.values}}
    around = paper.setting(parts, draft, parts.today())
    stamp = Stamp(around.symbol, NUMBER, parts.today())
    key = hashlib.sha256(repr((form, draft.values, around, stamp)).encode()).hexdigest()[:32]

    def made() -> bytes:
        return try_fill(form, draft.values, around.letterhead, around.signer, stamp)

    return paper.cached(parts, f"{key}.docx", made)


def digest_of(docx: bytes) -> str:
    """The name of a tried document's cached files."""
    return hashlib.sha256(docx).hexdigest()[:32]


def printed(parts: Parts, docx: bytes) -> bytes:
    """The true pages. Raises Pdf… errors."""
    return paper.cached(parts, f"{digest_of(docx)}.pdf", lambda: parts.pdf.convert(docx, title=""))


def _checked_pages(parts: Parts, agency_id: str, form: Form, pdf: bytes) -> int:
    symbol = paper.setting(parts, sample_draft(parts, agency_id, form), parts.today()).symbol
    shown, facts = reference(NUMBER, symbol), read_back(pdf)
    if "".join(shown.split()) not in "".join(facts.first_page_text.split()):
        raise _NotShown(shown)
    return facts.pages


def breaks(parts: Parts, agency_id: str, old: Form, new: Form) -> list[FormProblem]:
    """What the version in use can do and the new one cannot: its fields, then its samples filled in the new form."""
    found = list(_field_breaks(old.fields, new.fields))
    try:
        printed(parts, filled(parts, agency_id, new, fitted(samples(old), new)))
    except (TemplateFault, PdfFailed, PdfTimeout) as error:
        found.append(problem_of(error))
    return found


def _field_breaks(old: Sequence[Field], new: Sequence[Field]) -> Iterator[FormProblem]:
    kept = {each.name: each for each in new}
    for each in old:
        told: dict[str, object] = {"name": each.name, "label": each.label["vi"]}
        now = kept.pop(each.name, None)
        if now is None:
            yield FormProblem("warning", "field_removed", data=told)
        elif now.type != each.type:
            yield FormProblem("warning", "field_retyped", data=told | {"was": each.type, "type": now.type})
        else:
            lost = {column.name for column in each.columns} - {column.name for column in now.columns}
            lost |= {choice.value for choice in each.choices} - {choice.value for choice in now.choices}
            if lost:
                yield FormProblem("warning", "field_narrowed", data=told | {"lost": ", ".join(sorted(lost))})
    for each in kept.values():
        if each.required:
            yield FormProblem("warning", "field_new_required", data={"name": each.name, "label": each.label["vi"]})


def fitted(values: dict[str, object], form: Form) -> dict[str, object]:
    """Those of the values that the form takes."""
    taken: dict[str, object] = {}
    for each in form.fields:
        if each.name in values:
            try:
                taken |= clean(form, {each.name: values[each.name]})
            except DocTemplatesError:
                continue
    return taken

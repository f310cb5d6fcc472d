"""What the pages of an office's own forms share: where they stand, whose they are, the file that was sent."""

from flask import Blueprint, g, request, url_for
from werkzeug.datastructures import FileStorage

from doc_templates.form import Form
from doc_templates.template_file import PACKED
from doc_templates.template_file import faults as file_faults
from service import own_form_check
from service import own_form_steps as steps
from service.access import demands
from service.form_sentences import place, said
from service.own_forms import OfficeForm
from service.parts import parts

blueprint = Blueprint("own_forms", __name__, url_prefix="/forms/own")

manages = demands("administer", "issue")
"""Forms are made by whoever administers the office and by its records clerks."""


def uploaded() -> bytes | None:
    """The file that was sent, no more of it than a form may have; None where there is none."""
    sent: FileStorage | None = request.files.get("file")
    content = sent.stream.read(PACKED + 1) if sent is not None and sent.filename else b""
    return content or None


def refusals(docx: bytes) -> tuple[str, ...]:
    """Every reason why a file is refused, with its place and its words."""
    return tuple(dict.fromkeys(_line(own_form_check.problem_of(fault)) for fault in file_faults(docx, "")))


def _line(problem: own_form_check.FormProblem) -> str:
    quoted = f"“{problem.words}”" if problem.words else ""
    return " ".join(filter(None, [f"{place(problem)}:" if place(problem) else "", said(problem), quoted]))


def address(endpoint: str, row: OfficeForm) -> str:
    return url_for(f".{endpoint}", form_id=row.form, version=row.version)


def found_form(form_id: str, version: int) -> tuple[OfficeForm, Form]:
    row = steps.get(parts(), g.actor, form_id, version)
    return row, steps.form_of_row(parts(), row)

"""Kiểm tra thể thức: anybody's .docx brought here is judged, shown on its true pages, and repaired by a click."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from flask import Blueprint, Response, flash, g, redirect, render_template, request, send_file, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response as AnyResponse

from doc_templates.errors import DocTemplatesError
from doc_templates.layout.check import Finding
from doc_templates.layout.repair import repair
from doc_templates.package import DOCX
from doc_templates.page_words import Box
from doc_templates.pdf_facts import read_back
from service import layout_checks, layout_files, paper
from service.access import demands
from service.language import said
from service.layout_files import KeptFile
from service.parts import parts
from service.sentences import sentence

blueprint = Blueprint("layout", __name__, url_prefix="/layout")
NARROWEST, WIDEST = 200, 2000


@dataclass(frozen=True)
class Mark:
    """A finding where it stands on the true page (`page` 0: nowhere on paper)."""

    finding: Finding
    page: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Told:
    """The same thing wrong in one place or in many, told once; `number` counts through the report."""

    number: int
    marks: tuple[Mark, ...]

    @property
    def finding(self) -> Finding:
        return self.marks[0].finding


def told(pdf: bytes, findings: Sequence[Finding]) -> list[Told]:
    """The findings page by page, as somebody reads; those without a place on paper come first."""
    placed = list(zip(findings, layout_checks.on_pages(pdf, findings), strict=True))
    placed.sort(key=lambda one: (one[1].page, one[1].boxes[0].top) if one[1] else (0, 0.0))
    same: dict[tuple[str, str, str], list[Mark]] = {}
    for finding, spot in placed:
        key = (finding.rule, finding.found, finding.expected)
        same.setdefault(key, []).append(Mark(finding, spot.page if spot else 0, spot.boxes if spot else ()))
    return [Told(number, tuple(marks)) for number, marks in enumerate(same.values(), 1)]


@blueprint.get("/")
@demands("read")
def index() -> str:
    return render_template("layout/index.html")


@blueprint.post("/")
@demands("read")
def bring() -> AnyResponse | tuple[str, int]:
    """Take a .docx in; what cannot be read is said beside the field."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return render_template("layout/index.html", error=gettext("Chưa chọn tệp.")), 422
    docx = sent.read()
    try:
        layout_checks.report(docx, parts().today())
    except DocTemplatesError as error:
        return render_template("layout/index.html", error=sentence(error.code, error.data)), 422
    kept = layout_files.keep(parts(), g.actor, PurePath(sent.filename.replace("\\", "/")).name, docx)
    return redirect(url_for(".show", key=kept.key))


@blueprint.get("/<key>")
@demands("read")
def show(key: str) -> str:
    kept = layout_files.kept_file(parts(), g.actor, key)
    report = layout_checks.report(kept.docx, parts().today())
    pdf = _pdf(kept)
    return render_template(
        "layout/show.html",
        file=kept,
        report=report,
        findings=told(pdf, report.findings),
        pages=read_back(pdf).pages,
    )


@blueprint.post("/<key>/repair")
@demands("read")
def repair_(key: str) -> AnyResponse:
    """Mend the chosen findings, or all that can be: the result is another file, the first is left as it is."""
    kept = layout_files.kept_file(parts(), g.actor, key)
    chosen = request.form.getlist("finding") or None
    repaired = repair(kept.docx, chosen, parts().today())
    if not repaired.changes:
        flash(gettext("Không có gì sửa tự động được."))
        return redirect(url_for(".show", key=key))
    made = layout_files.keep(parts(), g.actor, kept.name, repaired.docx, kept.key, repaired.changes)
    done = len(repaired.changes)
    flash(ngettext("Đã sửa %(num)d chỗ. Tệp gốc vẫn còn nguyên.", "Đã sửa %(num)d chỗ. Tệp gốc vẫn còn nguyên.", done))
    return redirect(url_for(".show", key=made.key))


@blueprint.get("/<key>/file")
@demands("read")
def file(key: str) -> Response:
    """The .docx as it was brought or repaired."""
    kept = layout_files.kept_file(parts(), g.actor, key)
    return send_file(BytesIO(kept.docx), DOCX, as_attachment=True, download_name=_file_name(kept))


def _file_name(kept: KeptFile) -> str:
    stem = PurePath(kept.name).stem or "van-ban"
    return f"{stem} (đã sửa).docx" if kept.before else f"{stem}.docx"


@blueprint.get("/<key>/pages/<int:number>.png")
@demands("read")
def page(key: str, number: int) -> Response:
    kept = layout_files.kept_file(parts(), g.actor, key)
    width = min(max(request.args.get("w", 800, int), NARROWEST), WIDEST)
    answer = Response(paper.page_image(parts(), kept.key, _pdf(kept), number, width), mimetype="image/png")
    answer.headers["Cache-Control"] = "private, max-age=86400, immutable"
    return answer


def _pdf(kept: KeptFile) -> bytes:
    return paper.cached(parts(), f"{kept.key}.pdf", lambda: parts().pdf.convert(kept.docx, title=kept.name))


@blueprint.app_template_global()
def finding_words(finding: Finding) -> str:
    """The rule's sentence in the language of the page."""
    return said(finding.message)

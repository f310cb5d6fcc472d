"""The paper way: the print that is signed in ink, its scan brought back, looked at beside the original, and filed."""

from flask import Blueprint, Response, flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from doc_templates.errors import ScanUnreadable
from service import scan_filing, scan_intake
from service.access import demands
from service.documents import WIDTHS, document_of, file_answer, page_count
from service.errors import NotFound, SignedAsFile, UploadTooLarge
from service.pages.scan_words import check_words, problem_words, refused_words
from service.parts import parts
from service.prints import print_of, print_of_draft
from service.scan_checks import checks
from service.scan_filing import TO_BE_SURE
from service.scan_intake import LARGEST_REQUEST, Brought
from service.scan_pictures import brought_picture, filed_picture
from service.scans import SCAN, open_scans, scan_with_document
from service.sentences import sentence

blueprint = Blueprint("scans", __name__)
Page = str | AnyResponse | tuple[str, int]


@blueprint.url_value_preprocessor
def many_files(endpoint: str | None, _values: object) -> None:
    """A day's scans are larger than any form: whoever is logged in may bring them at once."""
    if endpoint == "scans.bring" and "_user_id" in session:
        request.max_content_length = LARGEST_REQUEST


@blueprint.get("/scans")
@demands("issue")
def index() -> Page:
    """What was brought and is not filed yet; bring more."""
    if request.headers.get("HX-Request"):
        return render_template("scans/_list.html", scans=open_scans(parts(), g.actor), problem_words=problem_words)
    return _index()


def _index(error: str = "") -> str:
    document_id = request.values.get("document", "")
    return render_template(
        "scans/index.html",
        scans=open_scans(parts(), g.actor),
        document=document_of(parts(), g.actor, document_id) if document_id else None,
        problem_words=problem_words,
        error=error,
    )


@blueprint.post("/scans")
@demands("issue")
def bring() -> Page:
    """Keep the files; they are read in the background."""
    sent = [Brought(each.filename or "", each.read()) for each in request.files.getlist("file")]
    document_id, together = request.form.get("document", ""), bool(request.form.get("together"))
    try:
        made = scan_intake.bring(parts(), g.actor, sent, document_id=document_id, together=together)
    except ScanUnreadable as refused:
        return _index(refused_words(refused)), 422
    except (UploadTooLarge, SignedAsFile) as refused:
        return _index(sentence(refused.code, refused.data)), 422
    if len(made) == 1:
        return redirect(url_for(".show", scan_id=made[0].id))
    flash(gettext("Đã nhận %(count)s tệp.", count=len(made)))
    return redirect(url_for(".index"))


@blueprint.get("/scans/<id:scan_id>")
@demands("issue")
def show(scan_id: str) -> Page:
    """How far it is read; then the scan beside the original."""
    scan, document = scan_with_document(parts(), g.actor, scan_id)
    if request.headers.get("HX-Request"):
        if scan.state not in ("waiting", "reading"):
            return Response(headers={"HX-Refresh": "true"})
        return render_template("scans/_progress.html", scan=scan)
    words = request.args.get("number", "").strip()
    return render_template(
        "scans/show.html",
        scan=scan,
        document=document,
        pages=max(scan.pages, page_count(document) if document else 0),
        originals=page_count(document) if document else 0,
        checks=checks(scan, document) if scan.state == "read" else [],
        doubtful=_doubtful(scan_id),
        words=words,
        found=scan_filing.candidates(parts(), g.actor, words) if words else [],
        check_words=check_words,
        problem_words=problem_words,
    )


def _doubtful(scan_id: str) -> bool:
    scan, document = scan_with_document(parts(), g.actor, scan_id)
    if document is None or scan.state != "read":
        return False
    return any(not check.well for check in checks(scan, document) if check.code in TO_BE_SURE)


@blueprint.post("/scans/<id:scan_id>/document")
@demands("issue")
def choose(scan_id: str) -> AnyResponse:
    scan_filing.choose(parts(), g.actor, scan_id, request.form.get("document", ""))
    return redirect(url_for(".show", scan_id=scan_id))


@blueprint.post("/scans/<id:scan_id>/acceptance")
@demands("issue")
def accept(scan_id: str) -> AnyResponse:
    """File it; where a check is not well, the clerk has said that it is this document."""
    if _doubtful(scan_id) and not request.form.get("sure"):
        flash(gettext("Hãy xem các điểm khác nhau, rồi đánh dấu xác nhận đã đối chiếu."), "error")
        return redirect(url_for(".show", scan_id=scan_id))
    document = scan_filing.accept(parts(), g.actor, scan_id)
    flash(gettext("Đã đưa bản quét vào hồ sơ %(reference)s.", reference=document.reference))
    return redirect(url_for("documents.show", document_id=document.id))


@blueprint.post("/scans/<id:scan_id>/drop")
@demands("issue")
def drop(scan_id: str) -> AnyResponse:
    scan, _ = scan_with_document(parts(), g.actor, scan_id)
    scan_filing.drop(parts(), g.actor, scan_id)
    flash(gettext("Đã bỏ bản quét “%(name)s”.", name=scan.name))
    return redirect(url_for(".index"))


@blueprint.get("/scans/<id:scan_id>/pages/<int:page>-<int:width>.jpg")
@demands("issue")
def page(scan_id: str, page: int, width: int) -> Response:
    """A page as it came out of the scan, upright and straight."""
    scan, _ = scan_with_document(parts(), g.actor, scan_id)
    return _picture(brought_picture(parts(), scan, page, _known(width)), "image/jpeg")


@blueprint.get("/documents/<id:document_id>/scan/<int:page>-<int:width>.png")
@demands("read")
def filed_page(document_id: str, page: int, width: int) -> Response:
    """A page of the scan that is part of the record."""
    document = document_of(parts(), g.actor, document_id)
    return _picture(filed_picture(parts(), document, page, _known(width)), "image/png")


@blueprint.get("/documents/<id:document_id>/scan")
@demands("read")
def filed(document_id: str) -> Response:
    """The scan to read in the browser."""
    return file_answer(parts(), document_of(parts(), g.actor, document_id), SCAN, as_attachment=False)


@blueprint.get("/documents/<id:document_id>/print")
@demands("read")
def print_(document_id: str) -> Response:
    """The print for signature of an issued document."""
    document = document_of(parts(), g.actor, document_id)
    return _pdf(print_of(parts(), document), f"ban-in-{document.id[:8]}.pdf")


@blueprint.get("/drafts/<id:draft_id>/print")
@demands("read")
def print_draft(draft_id: str) -> Response:
    """The print for signature of a draft: number and date are written on it by hand."""
    return _pdf(print_of_draft(parts(), g.actor, draft_id), f"ban-in-{draft_id[:8]}.pdf")


def _known(width: int) -> int:
    if width not in WIDTHS:
        raise NotFound(what="page", id=str(width))
    return width


def _picture(content: bytes, kind: str) -> Response:
    answer = Response(content, mimetype=kind)
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


def _pdf(content: bytes, name: str) -> Response:
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer

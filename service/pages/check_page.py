"""Kiểm tra văn bản: open to anybody, by code or by file."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service import check_page
from service.check_codes import code_in
from service.check_page import Checked
from service.pages.signature_words import after_words, state_words
from service.parts import parts

blueprint = Blueprint("check_page", __name__, url_prefix="/kiem-tra")
LARGEST = 20 * 1024 * 1024


@blueprint.get("/")
def index() -> AnyResponse | str:
    """Ask by code or by file."""
    if words := request.args.get("code", "").strip():
        code = code_in(words)
        return redirect(url_for(".show", code=code)) if code else _page(Checked("unknown"))
    return _page(None)


@blueprint.get("/<code>")
def show(code: str) -> str:
    """What the QR code of a document leads to."""
    check_page.count(parts(), request.remote_addr or "")
    return _page(check_page.by_code(parts(), code))


@blueprint.post("/")
def upload() -> str:
    """A PDF that somebody has: is it ours, and is it whole?"""
    check_page.count(parts(), request.remote_addr or "")
    file = request.files.get("file")
    pdf = file.read(LARGEST + 1) if file else b""
    if not pdf.startswith(b"%PDF-") or len(pdf) > LARGEST:
        return _page(Checked("unknown"), not_pdf=True)
    return _page(check_page.by_file(parts(), pdf))


def _page(checked: Checked | None, not_pdf: bool = False) -> str:
    return render_template(
        "check_page.html", checked=checked, not_pdf=not_pdf, signature_words=state_words, after_words=after_words
    )


@blueprint.after_request
def keep_out_of_caches(answer: Response) -> Response:
    """The answer of today may be another one tomorrow; and no search engine keeps it."""
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer

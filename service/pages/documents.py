"""An issued document for people: the pages of its PDF, who it concerns, what happened to it, its files."""

from flask import Blueprint, Response, g, render_template, request
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from service.access import demands
from service.documents import PDF, WIDTHS, document_of, events, file_answer, kind_name, page_count, page_image
from service.errors import NotFound
from service.pages.question import read_back
from service.parts import parts

blueprint = Blueprint("documents", __name__)
blueprint.add_app_template_global(kind_name)

ROLES: dict[str, LazyString] = {
    "addressee": _l("Kính gửi"),
    "recipient": _l("Nơi nhận"),
    "signer": _l("Người ký"),
    "drafter": _l("Người soạn thảo"),
    "records_clerk": _l("Văn thư"),
}
EVENTS: dict[str, LazyString] = {
    "number.reserved": _l("Cấp số"),
    "number.voided": _l("Hủy số"),
    "document.issued": _l("Ban hành và lưu kho"),
    "archive.rebuilt": _l("Dựng lại từ kho lưu trữ"),
}
FILES: dict[str, LazyString] = {
    PDF: _l("Văn bản (PDF/A)"),
    "document.docx": _l("Bản Word"),
    "values.json": _l("Giá trị đã điền"),
    "metadata.json": _l("Dữ liệu đặc tả"),
}
ZOOMS = (50, 75, 100, 150, 200)


@blueprint.get("/documents/<id:document_id>")
@demands("read")
def show(document_id: str) -> str:
    document = document_of(parts(), g.actor, document_id)
    zoom = request.args.get("zoom", type=int)
    return render_template(
        "documents/show.html",
        document=document,
        events=events(parts(), document),
        pages=page_count(document),
        question=read_back(request.args.get("back", "")),
        zoom=zoom if zoom in ZOOMS else 100,
        zooms=ZOOMS,
        files=sorted(document.files, key=lambda file: list(FILES).index(file.name) if file.name in FILES else 99),
        roles=ROLES,
        event_names=EVENTS,
        file_names=FILES,
    )


@blueprint.get("/documents/<id:document_id>/pages/<int:page>-<int:width>.png")
@demands("read")
def page(document_id: str, page: int, width: int) -> Response:
    """One page as it was issued: never changes, so browsers may keep it."""
    document = document_of(parts(), g.actor, document_id)
    if width not in WIDTHS:
        raise NotFound(what="page", id=document_id)
    answer = Response(page_image(parts(), document, page, width), mimetype="image/png")
    answer.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return answer


@blueprint.get("/documents/<id:document_id>/pdf")
@demands("read")
def pdf(document_id: str) -> Response:
    """The PDF to read and print in the browser."""
    return file_answer(parts(), document_of(parts(), g.actor, document_id), PDF, as_attachment=False)


@blueprint.get("/documents/<id:document_id>/files/<name>")
@demands("read")
def file(document_id: str, name: str) -> Response:
    """A file to take away."""
    return file_answer(parts(), document_of(parts(), g.actor, document_id), name)

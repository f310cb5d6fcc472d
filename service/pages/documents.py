"""An issued document for people: the pages of its PDF, who it concerns, what happened to it, its files."""

from flask import Blueprint, Response, g, render_template, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from archive.records import IMPORTED, Document
from index.engine import Hit
from index.errors import SearchError
from service.access import demands
from service.acts.seen import acts_seen
from service.documents import (
    PDF,
    WIDTHS,
    document_of,
    events,
    file_answer,
    kind_name,
    page_count,
    page_image,
    signatures_of,
)
from service.errors import NotFound
from service.marks import marks_of
from service.pages.signature_words import after_words, state_words
from service.parts import parts
from service.proof.bundle import proof_answer
from service.question import LONGEST, read_back
from service.search import like

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
    "draft.submitted": _l("Trình ký số"),
    "draft.initialled": _l("Ký nháy"),
    "draft.signed": _l("Ký số"),
    "draft.countersigned": _l("Ký số của người ký thứ hai"),
    "draft.signature_dropped": _l("Lấy lại, bỏ chữ ký số"),
    "draft.submission_dropped": _l("Lấy lại trước khi ký"),
    "document.issued": _l("Ban hành và lưu kho"),
    "document.recalled": _l("Bị thu hồi"),
    "document.replaced": _l("Được thay thế"),
    "document.amended": _l("Được sửa đổi, bổ sung"),
    "document.corrected": _l("Được đính chính"),
    "document.acknowledged": _l("Nơi nhận phản hồi"),
    "document.scanned": _l("Lưu bản quét của bản giấy đã ký"),
    "document.copied": _l("Sao văn bản"),
    "document.readers_asked": _l("Đề nghị mở rộng quyền xem"),
    "document.readers_changed": _l("Đổi quyền xem"),
    "document.readers_confirmed": _l("Xác nhận thay đổi quyền xem"),
    "document.readers_refused": _l("Không xác nhận thay đổi quyền xem"),
    "document.evidence_added": _l("Thêm bằng chứng xác thực chữ ký"),
    "document.imported": _l("Nhập từ kho cũ"),
    "document.import_corrected": _l("Sửa thông tin đã đọc"),
    "document.import_joined": _l("Ghép một bản gốc khác"),
    "document.restored": _l("Khôi phục từ kho lưu trữ"),
    "archive.rebuilt": _l("Dựng lại từ kho lưu trữ"),
    "archive.restored_from_replica": _l("Tệp hỏng được khôi phục từ bản sao"),
}
FILES: dict[str, LazyString] = {
    PDF: _l("Văn bản (PDF/A)"),
    "document.docx": _l("Bản Word"),
    "values.json": _l("Giá trị đã điền"),
    "metadata.json": _l("Dữ liệu đặc tả"),
    "scan.pdf": _l("Bản quét có chữ (PDF/A)"),
    "reading.pdf": _l("Bản có chữ để tìm (PDF/A)"),
    **{f"original.{end}": _l("Tệp gốc") for end in ("docx", "doc", "odt", "rtf", "pdf", "tif", "jpg", "png")},
    **{f"scan-original.{end}": _l("Bản quét gốc") for end in ("pdf", "jpg", "png", "tiff", "zip")},
}
SHOWN: dict[str, LazyString] = {PDF: _l("Bản để xem (PDF)")}
"""Of imported documents: it may be the PDF that came, whatever its making."""
ZOOMS = (50, 75, 100, 150, 200)


@blueprint.get("/documents/<id:document_id>")
@demands("read")
def show(document_id: str) -> str:
    document = document_of(parts(), g.actor, document_id)
    zoom = request.args.get("zoom", type=int)
    question = read_back(request.args.get("back", ""))
    looked_for = request.args.get("q", question.q if question else "").strip()[:LONGEST]
    return render_template(
        "documents/show.html",
        document=document,
        events=events(parts(), document),
        pages=page_count(document),
        question=question,
        looked_for=looked_for,
        marks=marks_of(parts(), document, looked_for),
        similar=_similar(document),
        zoom=zoom if zoom in ZOOMS else 100,
        zooms=ZOOMS,
        files=sorted(document.files, key=lambda file: list(FILES).index(file.name) if file.name in FILES else 99),
        roles=ROLES,
        event_names=EVENTS,
        file_names=FILES | appendix_names(document) | (SHOWN if document.origin == IMPORTED else {}),
        signatures=signatures_of(parts(), document),
        signature_words=state_words,
        after_words=after_words,
        acts_seen=acts_seen(parts(), g.actor, document),
    )


def _similar(document: Document) -> list[Hit]:
    """Documents like this one; none where the index does not answer: the page stands without."""
    try:
        return like(parts(), g.actor, document.id)
    except SearchError:
        return []


def appendix_names(document: Document) -> dict[str, str]:
    """The titles of appendices that are files of their own, by file name."""
    told = document.details.get("appendix_files") or []
    return {each["name"]: gettext("Phụ lục: %(title)s", title=each["title"]) for each in told}


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


@blueprint.get("/documents/<id:document_id>/proof.zip")
@demands("read")
def proof(document_id: str) -> Response:
    """All that proves the document, for whoever trusts neither us nor this program."""
    return proof_answer(parts(), document_of(parts(), g.actor, document_id))


@blueprint.get("/documents/<id:document_id>/files/<name>")
@demands("read")
def file(document_id: str, name: str) -> Response:
    """A file to take away."""
    return file_answer(parts(), document_of(parts(), g.actor, document_id), name)

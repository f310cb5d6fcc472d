"""The review of one file: its pages and what was read of it, side by side."""

from flask import Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from archive.records import Document
from doc_templates.signer import AUTHORITIES
from service import paper
from service.access import demands
from service.documents import WIDTHS, page_count
from service.errors import BadInput, ImportIncomplete, ImportState, NotFound
from service.imports import filed as filed_again
from service.imports import review
from service.imports.fields import KINDS_OF_VALUE, doubtful, value_of
from service.imports.filed import as_file, imported_of
from service.imports.report import state_words, why
from service.imports.review import kinds_to_choose, next_in_review, review_order
from service.imports.rows import ImportFile, ImportRun, file_of_id, folder_of, found_file
from service.pages.imports.place import blueprint
from service.pages.imports.words import FIELDS, certainty_words, typed_value, warning_words, where_words
from service.parts import parts
from service.readers import find_seen

Page = str | AnyResponse | tuple[str, int]
AT_ONCE = 12
"""Pages shown at once; the others are a click away."""


@blueprint.get("/files/<id:file_id>")
@demands("issue")
def file(file_id: str) -> Page:
    return _file(file_id)


def _file(file_id: str, errors: dict[str, str] | None = None) -> str:
    with parts().db.read() as database:
        found = found_file(database, g.actor, file_id)
        run = database.get_one(ImportRun, found.run_id)
        order = review_order(database, run.id)
        before, after = next_in_review(database, found, back=True), next_in_review(database, found)
        twins = [_twin(database, told) for told in found.twins]
    look = doubtful(found) if found.state == "review" else []
    return render_template(
        "imports/file.html",
        file=found,
        run=run,
        place=order.index(file_id) + 1 if file_id in order else 0,
        left=len(order),
        before=before,
        after=after if after != file_id else None,
        look=look,
        sure=[key for key in KINDS_OF_VALUE if key not in look and (value_of(found, key) is not None)],
        others=[key for key in KINDS_OF_VALUE if key not in look and value_of(found, key) is None],
        twins=twins,
        **_entries(found, errors),
        warnings=warning_words(found),
        state_words=state_words,
        why=why(found),
        pages=min(int(found.opened.get("pages") or 0), AT_ONCE) if _is_here(found) else 0,
    )


def _entries(found: ImportFile, errors: dict[str, str] | None) -> dict[str, object]:
    """What the fields of the page need (imports/_entry.html)."""
    return {
        "errors": errors or {},
        "names": FIELDS,
        "holds": KINDS_OF_VALUE,
        "kinds": kinds_to_choose(),
        "authorities": list(AUTHORITIES),
        "certainty_words": certainty_words,
        "where_words": where_words,
        "typed_value": lambda key: request.form.get(key, typed_value(found, key)),
    }


def _is_here(found: ImportFile) -> bool:
    return (folder_of(parts(), found.id) / "document.pdf").exists()


def _twin(database: Session, told: dict[str, object]) -> dict[str, object]:
    """With the document it is, if this person may see it, or the file that waits."""
    document = find_seen(database, g.actor, str(told["id"]))
    waiting = database.get(ImportFile, told["id"]) if document is None else None
    return {**told, "document": document, "file": waiting}


@blueprint.post("/files/<id:file_id>")
@demands("issue")
def decide(file_id: str) -> Page:
    """Keep what was typed; then accept, if that was the button."""
    told = {key: request.form[key] for key in KINDS_OF_VALUE if key in request.form}
    try:
        found = review.correct(parts(), g.actor, file_id, told)
        if request.form.get("step") != "accept":
            flash(gettext("Đã lưu."))
            return redirect(url_for(".file", file_id=file_id))
        following = _following(found)
        review.accept(parts(), g.actor, file_id)
    except BadInput as error:
        return _file(file_id, {str(error.data["field"]): gettext("Chưa đúng. Hãy sửa lại.")}), 422
    except ImportIncomplete as error:
        return _file(file_id, _lacking(error)), 422
    except ImportState:
        flash(gettext("Tệp này không còn chờ duyệt."), "error")
        return redirect(url_for(".file", file_id=file_id))
    _offer_undo(found, gettext("Đã duyệt “%(name)s”.", name=found.name))
    return _to(found, following)


def _following(found: ImportFile) -> str | None:
    with parts().db.read() as database:
        after = next_in_review(database, found) or next_in_review(database, found, back=True)
    return after if after != found.id else None


def _to(found: ImportFile, following: str | None) -> AnyResponse:
    return redirect(url_for(".file", file_id=following) if following else url_for(".show", run_id=found.run_id))


def _offer_undo(found: ImportFile, words: str) -> None:
    undo = {"text": words, "undo": url_for(".undo_file", file_id=found.id), "label": gettext("Hoàn tác")}
    flash(undo)  # type: ignore[arg-type]


@blueprint.post("/files/<id:file_id>/undoing")
@demands("issue")
def undo_file(file_id: str) -> AnyResponse:
    if not review.undo(parts(), g.actor, file_id=file_id):
        flash(gettext("Văn bản đã vào kho nên không hoàn tác được; sửa thông tin ở trang văn bản."), "error")
    return redirect(url_for(".file", file_id=file_id))


@blueprint.post("/files/<id:file_id>/drop")
@demands("issue")
def drop(file_id: str) -> AnyResponse:
    found = file_of_id(parts(), g.actor, file_id)
    following = _following(found)
    review.drop(parts(), g.actor, file_id)
    flash(gettext("Đã bỏ “%(name)s”.", name=found.name))
    return _to(found, following)


@blueprint.post("/files/<id:file_id>/other")
@demands("issue")
def another(file_id: str) -> AnyResponse:
    """It is another document than those it is like."""
    review.is_another(parts(), g.actor, file_id)
    return redirect(url_for(".file", file_id=file_id))


@blueprint.post("/files/<id:file_id>/joining")
@demands("issue")
def join(file_id: str) -> AnyResponse:
    """It is another original of a document that is here."""
    found = file_of_id(parts(), g.actor, file_id)
    following = _following(found)
    document: Document = review.join(parts(), g.actor, file_id, request.form.get("document", ""))
    flash(gettext("Đã ghép “%(name)s” vào %(reference)s.", name=found.name, reference=document.reference))
    return _to(found, following)


@blueprint.get("/documents/<id:document_id>")
@demands("issue")
def filed(document_id: str) -> Page:
    """What was read of an imported document, to be corrected after it was filed."""
    return _filed(document_id)


def _filed(document_id: str, errors: dict[str, str] | None = None) -> str:
    document = imported_of(parts(), g.actor, document_id)
    found = as_file(document)
    return render_template(
        "imports/filed.html",
        document=document,
        file=found,
        keys=list(KINDS_OF_VALUE),
        page_count=page_count(document),
        **_entries(found, errors),
    )


@blueprint.post("/documents/<id:document_id>")
@demands("issue")
def correct_filed(document_id: str) -> Page:
    told = {key: request.form[key] for key in KINDS_OF_VALUE if key in request.form}
    try:
        filed_again.correct_filed(parts(), g.actor, document_id, told)
    except BadInput as error:
        return _filed(document_id, {str(error.data["field"]): gettext("Chưa đúng. Hãy sửa lại.")}), 422
    except ImportIncomplete as error:
        return _filed(document_id, _lacking(error)), 422
    flash(gettext("Đã lưu. Lần đọc trước vẫn được giữ trong kho."))
    return redirect(url_for("documents.show", document_id=document_id))


def _lacking(error: ImportIncomplete) -> dict[str, str]:
    fields = error.data["fields"]
    return {str(key): gettext("Cần có để đưa vào kho.") for key in (fields if isinstance(fields, list) else [])}


@blueprint.get("/files/<id:file_id>/pages/<int:page>-<int:width>.png")
@demands("issue")
def page(file_id: str, page: int, width: int) -> Response:
    """A page of what is shown of the file, before it is filed."""
    found = file_of_id(parts(), g.actor, file_id)
    shown = folder_of(parts(), found.id) / "document.pdf"
    if width not in WIDTHS or not shown.exists():
        raise NotFound(what="page", id=file_id)
    answer = Response(paper.page_image(parts(), found.id, shown.read_bytes(), page, width), mimetype="image/png")
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer

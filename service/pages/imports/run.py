"""One run: how far it is, what it found, pause, resume, cancel, certain ones accepted together, the report."""

from flask import Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response as AnyResponse

from service.access import demands
from service.errors import ImportState
from service.imports import control, report
from service.imports import review as reviewing
from service.imports.progress import progress_of
from service.imports.review import certain_waiting, review_order
from service.imports.rows import ImportRun, run_of
from service.pages.imports.place import blueprint
from service.pages.imports.words import run_words, time_words
from service.parts import parts

PAGE = 100
Page = str | AnyResponse


@blueprint.get("/<id:run_id>")
@demands("issue", "administer")
def show(run_id: str) -> Page:
    """Progress, counts, the files with what became of them; asks for itself again while something is being done."""
    run = run_of(parts(), g.actor, run_id)
    progress = progress_of(parts(), run)
    busy = run.state in ("gathering", "running") or bool(progress.count("accepted"))
    busy = busy or (run.state == "open" and bool(progress.count("waiting")))
    if request.headers.get("HX-Request") and not busy:
        return Response(headers={"HX-Refresh": "true"})
    with parts().db.read() as database:
        certain = certain_waiting(database, run_id)
        first = next(iter(review_order(database, run_id)), None) if progress.count("review") else None
    state, page = request.args.get("state", ""), max(1, request.args.get("page", 1, type=int))
    state = state if state in report.STATES else ""
    inside = bool(request.headers.get("HX-Request"))
    total = progress.count(state) if state else progress.total
    return render_template(
        "imports/_progress.html" if inside else "imports/run.html",
        run=run,
        progress=progress,
        busy=busy,
        certain=certain,
        first=first,
        state=state,
        page=page,
        pages=-(-total // PAGE),
        lines=[] if inside else list(report.lines(parts(), run, state, (page - 1) * PAGE, PAGE)),
        states=report.STATES,
        tells=_tells(run),
        run_words=run_words(run),
        problem=report.run_problem(run),
        time_words=time_words(progress.seconds) if run.state == "running" else "",
    )


def _tells(run: ImportRun) -> bool:
    """Whether this person may be told what was read: an administrator not, of what is limited to units."""
    return g.actor.may("issue") or not run.access


@blueprint.post("/<id:run_id>/pause")
@demands("issue", "administer")
def pause(run_id: str) -> AnyResponse:
    control.pause(parts(), g.actor, run_id)
    return redirect(url_for(".show", run_id=run_id))


@blueprint.post("/<id:run_id>/resumption")
@demands("issue", "administer")
def resume(run_id: str) -> AnyResponse:
    control.resume(parts(), g.actor, run_id)
    return redirect(url_for(".show", run_id=run_id))


@blueprint.post("/<id:run_id>/cancellation")
@demands("issue", "administer")
def cancel(run_id: str) -> AnyResponse:
    control.cancel(parts(), g.actor, run_id)
    return redirect(url_for(".show", run_id=run_id))


@blueprint.post("/<id:run_id>/acceptance")
@demands("issue")
def accept_certain(run_id: str) -> AnyResponse:
    """Certain ones together: as many as the page showed, or none."""
    try:
        count = reviewing.accept_certain(parts(), g.actor, run_id, request.form.get("count", 0, type=int))
    except ImportState:
        flash(gettext("Số tệp đọc chắc chắn vừa thay đổi. Hãy xem lại rồi duyệt."), "error")
        return redirect(url_for(".show", run_id=run_id))
    words = ngettext("Đã duyệt %(num)s văn bản.", "Đã duyệt %(num)s văn bản.", count)
    undo = {"text": words, "undo": url_for(".undo", run_id=run_id), "label": gettext("Hoàn tác")}
    flash(undo)  # type: ignore[arg-type]  # base.html shows a message with a button from it
    return redirect(url_for(".show", run_id=run_id))


@blueprint.post("/<id:run_id>/undoing")
@demands("issue")
def undo(run_id: str) -> AnyResponse:
    """Back to review, as many as are not filed yet."""
    count = reviewing.undo(parts(), g.actor, run_id=run_id)
    if count:
        flash(ngettext("Đã đưa %(num)s văn bản về chờ duyệt.", "Đã đưa %(num)s văn bản về chờ duyệt.", count))
    else:
        flash(gettext("Các văn bản đã vào kho nên không hoàn tác được; sửa thông tin ở trang văn bản."), "error")
    return redirect(url_for(".show", run_id=run_id))


@blueprint.get("/<id:run_id>/report.csv")
@demands("issue", "administer")
def as_csv(run_id: str) -> Response:
    """Every file and what became of it."""
    run = run_of(parts(), g.actor, run_id)
    answer = Response(report.as_csv(parts(), run, references=_tells(run)), mimetype="text/csv")
    answer.headers.set("Content-Disposition", "attachment", filename=f"nhap-kho-{run.id[:8]}.csv")
    answer.headers["Cache-Control"] = "no-store"
    return answer

"""Bring files: the list of what was brought, the upload (one request a file with scripts, one form without), folders of
the server."""

from pathlib import Path

from flask import Response, flash, g, jsonify, redirect, render_template, request, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from service.access import demands
from service.errors import BadInput, ImportState, NotFound, UploadTooLarge
from service.imports import bring
from service.imports.folders import folders, inside
from service.imports.progress import progress_of
from service.imports.readers import limited_to
from service.imports.rows import ImportRun, run_of, runs
from service.pages.imports.place import blueprint
from service.pages.imports.words import run_words
from service.parts import parts
from service.sentences import sentence
from service.units import units

Page = str | AnyResponse | tuple[str, int]
LARGEST_REQUEST = 512 << 20
"""What one form without scripts may hold; with them each file is a request of its own."""


@blueprint.url_value_preprocessor
def many_files(endpoint: str | None, _values: object) -> None:
    """Archives are larger than any form: whoever is logged in may send them."""
    if endpoint in ("imports.begin", "imports.add") and "_user_id" in session:
        request.max_content_length = LARGEST_REQUEST


@blueprint.get("")
@demands("issue", "administer")
def index() -> str:
    """What was brought, newest first."""
    found = runs(parts(), g.actor)
    return render_template(
        "imports/index.html",
        runs=[(run, progress_of(parts(), run)) for run in found],
        run_words=run_words,
        folders_offered=bool(parts().config.import_dir),
    )


@blueprint.get("/new")
@demands("issue")
def new() -> Page:
    """Choose files, or go on sending into a run that is still open."""
    run = run_of(parts(), g.actor, request.args["run"]) if request.args.get("run") else None
    return _new(run)


def _new(run: ImportRun | None = None, error: str = "") -> str:
    with parts().db.read() as database:
        offered = units(database, g.actor.agency_id)
    return render_template(
        "imports/new.html",
        run=run,
        units=offered,
        chosen=request.form.getlist("units"),
        name=request.form.get("name", ""),
        error=error,
        largest=bring.largest() >> 20,
        most=bring.MOST_UPLOADED,
        largest_request=LARGEST_REQUEST >> 20,
    )


@blueprint.post("")
@demands("issue")
def begin() -> Page:
    """A run. Scripts get its addresses and send the files one by one; a form has them with it, and these are all."""
    try:
        run = _begun("upload")
        if _asked_by_script():
            return _addresses(run)
        _keep_all(run)
    except (BadInput, UploadTooLarge) as error:
        if _asked_by_script():
            raise
        return _new(error=_words(error)), 422
    bring.close(parts(), g.actor, run.id)
    return redirect(url_for(".show", run_id=run.id))


def _begun(source: str, place: str = "") -> ImportRun:
    with parts().db.read() as database:
        access = limited_to(database, g.actor.agency_id, request.form.getlist("units"))
    named = request.form.get("name", "").strip() or Path(place).name or gettext("Nhập ngày %(day)s", day=_today())
    return bring.begin(parts(), g.actor, named, source, place=place, access=access)


def _today() -> str:
    return f"{parts().today():%d/%m/%Y}"


def _asked_by_script() -> bool:
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def _addresses(run: ImportRun) -> AnyResponse:
    return jsonify(
        run=url_for(".show", run_id=run.id),
        files=url_for(".add", run_id=run.id),
        close=url_for(".close", run_id=run.id),
    )


def _keep_all(run: ImportRun) -> None:
    for sent in request.files.getlist("file"):
        if sent.filename:
            bring.add(parts(), g.actor, run.id, sent.filename, sent.stream)


def _words(error: BadInput | UploadTooLarge) -> str:
    if isinstance(error, BadInput):
        return str(gettext("Hãy đặt tên cho lần nhập này, và chọn đơn vị trong danh sách."))
    return str(gettext("Có tệp lớn hơn %(megabytes)s MB.", megabytes=error.data["megabytes"]))


@blueprint.post("/<id:run_id>/files")
@demands("issue")
def add(run_id: str) -> Page:
    """One file of a run that is still open. Sent again it is not kept twice."""
    run_of(parts(), g.actor, run_id)
    for sent in request.files.getlist("file"):
        name = request.form.get("name") or sent.filename or ""
        bring.add(parts(), g.actor, run_id, name, sent.stream)
    if _asked_by_script():
        return Response(status=204)
    return redirect(url_for(".show", run_id=run_id))


@blueprint.post("/<id:run_id>/closing")
@demands("issue")
def close(run_id: str) -> AnyResponse:
    """These were all the files."""
    bring.close(parts(), g.actor, run_id)
    return redirect(url_for(".show", run_id=run_id))


@blueprint.get("/folder")
@demands("administer")
def folder() -> str:
    """The folders below IMPORT_DIR, one level at a time."""
    return _folder(request.args.get("path", ""))


def _folder(path: str, error: str = "") -> str:
    with parts().db.read() as database:
        offered = units(database, g.actor.agency_id)
    listed = folders(parts(), path)
    return render_template("imports/folder.html", listed=listed, units=offered, chosen=[], error=error)


@blueprint.post("/folder")
@demands("administer")
def begin_folder() -> Page:
    """Import a folder of the server."""
    try:
        place = inside(parts(), request.form.get("path", ""))
        run = _begun("folder", str(place))
    except (BadInput, NotFound, ImportState) as error:
        return _folder("", sentence(error.code, error.data)), 422
    flash(gettext("Đã bắt đầu nhập thư mục “%(name)s”.", name=run.name))
    return redirect(url_for(".show", run_id=run.id))

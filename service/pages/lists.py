"""Lấy danh sách từ tệp: upload or paste, look at the matched columns and what is wrong by cell, take, undo."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from doc_templates.errors import DocTemplatesError
from doc_templates.fields import Field
from doc_templates.lists.delimited import read_text
from doc_templates.lists.match import MatchedList
from doc_templates.lists.model import ListTable, letters
from doc_templates.lists.pipes import head_at, title_of
from doc_templates.lists.read import read_list
from service import drafts, list_files
from service.access import demands
from service.draft import Draft
from service.errors import BadInput, ListHasErrors, UploadTooLarge
from service.language import said
from service.list_words import note_words
from service.names import tidy
from service.parts import parts
from service.sentences import sentence

blueprint = Blueprint("lists", __name__)

SHOWN = 30
"""Rows of the preview; the rest is counted."""


@dataclass(frozen=True)
class Asked:
    """What the preview page was asked: which table, which column is which (`chosen`: None as found), how to take it."""

    sheet: int
    chosen: dict[str, int | None] | None
    append: bool
    title: str
    numbered: bool
    source: str


@blueprint.get("/drafts/<id:draft_id>/lists/<field_name>")
@demands("draft")
def index(draft_id: str, field_name: str) -> str:
    draft, field = _draft_and_field(draft_id, field_name)
    return _upload_page(draft, field, "")


def _draft_and_field(draft_id: str, field_name: str) -> tuple[Draft, Field]:
    draft = drafts.get(parts(), g.actor, draft_id)
    return draft, list_files.field_of(parts(), draft, field_name)


def _upload_page(draft: Draft, field: Field, error: str, pasted: str = "") -> str:
    return render_template("lists/index.html", draft=draft, field=field, said=said, error=error, pasted=pasted)


@blueprint.post("/drafts/<id:draft_id>/lists/<field_name>")
@demands("draft")
def preview(draft_id: str, field_name: str) -> str | tuple[str, int]:
    """The first look at what was sent, and every other look at it with other columns or another sheet."""
    draft, field = _draft_and_field(draft_id, field_name)
    pasted = request.form.get("text", "")
    try:
        tables, source = _sent(pasted)
    except (DocTemplatesError, UploadTooLarge) as error:
        return _upload_page(draft, field, sentence(error.code, error.data), pasted), 422
    return _preview_page(draft, field, tables, _asked(field, source))


def _sent(pasted: str) -> tuple[list[ListTable], str]:
    """The tables sent in a file, pasted, or carried by the preview page; and where they are from."""
    if carried := request.form.get("tables"):
        return list_files.unpacked(carried), tidy(request.form.get("source", ""))[-list_files.LONGEST_SOURCE :]
    file = request.files.get("file")
    if file is not None and file.filename:
        content = file.stream.read(list_files.LARGEST + 1)
        if len(content) > list_files.LARGEST:
            raise UploadTooLarge(megabytes=list_files.LARGEST // 1024 // 1024)
        return read_list(content), tidy(file.filename)[-list_files.LONGEST_SOURCE :]
    table = read_text(pasted)
    return ([table] if table.rows else read_list(b"")), gettext("dán từ bảng tính")


def _asked(field: Field, source: str) -> Asked:
    names = [f"column-{column.name}" for column in field.columns]
    by_hand = any(name in request.form for name in names) and "again" not in request.form
    chosen = {column.name: _number(request.form.get(f"column-{column.name}", "")) for column in field.columns}
    return Asked(
        sheet=_number(request.form.get("sheet", "")) or 0,
        chosen=chosen if by_hand else None,
        append=request.form.get("takes") == "append",
        title=tidy(request.form.get("title", ""))[:1000],
        numbered="numbered" in request.form,
        source=source,
    )


def _number(words: str) -> int | None:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 6 else None


def _preview_page(draft: Draft, field: Field, tables: list[ListTable], asked: Asked) -> str:
    table = _table(tables, asked)
    found = list_files.matched(field, table, asked.chosen)
    notes = found.notes if found else table.notes
    there = draft.values.get(field.name)
    return render_template(
        "lists/preview.html",
        draft=draft,
        field=field,
        said=said,
        tables=tables,
        packed=list_files.packed(tables),
        asked=asked,
        found=found,
        errors=[note_words(note) for note in notes if note.severity == "error"],
        notes=[note_words(note) for note in notes if note.severity != "error"],
        there=len(there) if isinstance(there, list) else 0,
        file_columns=_columns(table, found),
        head=table.rows[head_at(table)].cells if found is None else (),
        rows=_rows(field, table, found)[:SHOWN],
        total=len(_rows(field, table, found)),
        title=asked.title or title_of(table),
        shown=SHOWN,
    )


def _table(tables: list[ListTable], asked: Asked) -> ListTable:
    if asked.sheet >= len(tables) or not tables[asked.sheet].rows:
        raise BadInput(field="sheet")
    return tables[asked.sheet]


def _columns(table: ListTable, found: MatchedList | None) -> list[tuple[int, str]]:
    """The file's columns to choose from: letter and the words of the head."""
    head = next((row for row in table.rows if found and row.number == found.head), None)
    return [
        (at, f"{letters(at)}: {head.cell(at)}" if head and head.cell(at) else letters(at))
        for at in range(table.columns)
    ]


def _rows(field: Field, table: ListTable, found: MatchedList | None) -> list[tuple[str, ...]]:
    if found is None:
        return [row.cells for row in table.rows[head_at(table) + 1 :]]
    return [tuple(row[column.name] for column in field.columns) for row in found.rows]


@blueprint.post("/drafts/<id:draft_id>/lists/<field_name>/rows")
@demands("draft")
def take(draft_id: str, field_name: str) -> Response | str | tuple[str, int]:
    """Put the list into the draft, as the preview showed it."""
    draft, field = _draft_and_field(draft_id, field_name)
    tables, source = _sent("")
    asked = _asked(field, source)
    before = list_files.number_now(parts(), draft)
    try:
        count = _taken(draft, field, _table(tables, asked), asked)
    except ListHasErrors:
        return _preview_page(draft, field, tables, asked), 422
    _tell(draft, field, count, before)
    return redirect(url_for("drafts.edit", draft_id=draft.id, _anchor=f"f-{field.name}"))


def _taken(draft: Draft, field: Field, table: ListTable, asked: Asked) -> int:
    how: Mapping[str, object] = {"append": asked.append, "source": asked.source}
    found = list_files.matched(field, table, asked.chosen)
    if found is not None:
        list_files.take_rows(parts(), g.actor, draft.id, field, found, **how)  # type: ignore[arg-type]
        return len(found.rows)
    title = asked.title or title_of(table)
    list_files.take_appendix(parts(), g.actor, draft.id, field, table, title=title, numbered=asked.numbered, **how)  # type: ignore[arg-type]
    return len(_rows(field, table, None))


def _tell(draft: Draft, field: Field, count: int, before: int) -> None:
    told = {
        "text": ngettext(
            "Đã lấy %(num)d dòng vào “%(name)s”.",
            "Đã lấy %(num)d dòng vào “%(name)s”.",
            count,
            name=said(field.label),
        ),
        "undo": url_for(".undo", draft_id=draft.id, field_name=field.name, number=before),
        "label": gettext("Trở lại như trước"),
    }
    flash(told)  # type: ignore[arg-type]


@blueprint.post("/drafts/<id:draft_id>/lists/<field_name>/before/<int:number>")
@demands("draft")
def undo(draft_id: str, field_name: str, number: int) -> Response:
    list_files.put_back(parts(), g.actor, draft_id, field_name, number)
    flash(gettext("Đã trở lại danh sách như trước."))
    return redirect(url_for("drafts.edit", draft_id=draft_id, _anchor=f"f-{field_name}"))

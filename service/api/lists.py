"""Lists by software: a spreadsheet, text or .docx in; rows for a form's table, or its cells, and what is wrong out."""

from collections.abc import Mapping

from apiflask import APIBlueprint, Schema
from apiflask.fields import Boolean, Dict, File, Integer, List, Nested, String
from flask import g, request
from flask_babel import lazy_gettext as _l

from doc_templates.fields import Field
from doc_templates.lists.model import ListTable, Note
from doc_templates.lists.read import read_list
from service import list_files
from service.access import demands
from service.api.schemas import Out
from service.errors import BadInput, UploadTooLarge
from service.forms import form_of
from service.list_words import note_words
from service.parts import parts

blueprint = APIBlueprint("api_lists", __name__, tag="drafts", url_prefix="/api/v1")


class ListIn(Schema):
    """A file, and the table field it is meant for; without a field the cells are given as they are."""

    file = File(  # type: ignore[no-untyped-call]
        required=True, metadata={"description": _l("Tệp .xlsx, .csv hoặc .docx, tối đa 20 MB")}
    )
    form = String(metadata={"description": _l("Mã mẫu"), "example": "quyet-dinh"})
    field = String(metadata={"description": _l("Tên mục kiểu bảng của mẫu"), "example": "awardees"})
    sheet = Integer(metadata={"description": _l("Bảng thứ mấy trong tệp, từ 0")})


class TableOut(Out):
    name = String()
    rows = Integer()
    hidden = Boolean()


class ProblemOfList(Out):
    """What is wrong (error) or should be known (note), with the name of the cell."""

    code = String(metadata={"example": "cell_too_long"})
    place = String(metadata={"example": "C5"})
    severity = String(metadata={"enum": ["error", "note"]})
    message = String()


class ListOut(Out):
    tables = List(Nested(TableOut), metadata={"description": _l("Các bảng trong tệp")})
    rows = List(Dict(), metadata={"description": _l("Các dòng theo cột của mục, dùng ngay trong “values”")})
    cells = List(List(String()), metadata={"description": _l("Các ô như trong tệp, khi không nêu mục")})
    problems = List(Nested(ProblemOfList))


@blueprint.post("/lists")
@demands("draft")
@blueprint.input(ListIn, location="form_and_files", validation=False)
@blueprint.output(ListOut)
@blueprint.doc(
    summary=_l("Đọc danh sách từ tệp bảng tính, .csv hoặc .docx"),
    description=_l("Cột được nhận theo chữ ở dòng tiêu đề, có dấu hay không dấu. Không lưu gì lại."),
    operation_id="readList",
    responses={422: "list_unreadable, list_encrypted, list_old_format, list_without_table"},
)
def read(form_and_files_data: object) -> Mapping[str, object]:  # noqa: ARG001
    tables = read_list(_content())
    table = _chosen(tables)
    field = _field()
    found = list_files.matched(field, table, None) if field else None
    notes = found.notes if found else table.notes
    return {
        "tables": [{"name": one.name, "rows": len(one.rows), "hidden": one.hidden} for one in tables],
        "rows": list(found.rows) if found else [],
        "cells": [] if found else [list(row.cells) for row in table.rows],
        "problems": [_problem(note) for note in notes],
    }


def _content() -> bytes:
    file = request.files.get("file")
    if file is None:
        raise BadInput(field="file")
    content = file.stream.read(list_files.LARGEST + 1)
    if len(content) > list_files.LARGEST:
        raise UploadTooLarge(megabytes=list_files.LARGEST // 1024 // 1024)
    return content


def _chosen(tables: list[ListTable]) -> ListTable:
    wanted = request.form.get("sheet", "0")
    if not (wanted.isascii() and wanted.isdigit() and int(wanted[:9]) < len(tables)):
        raise BadInput(field="sheet")
    return tables[int(wanted)]


def _field() -> Field | None:
    """The table field that is meant. Raises UnknownForm, BadInput."""
    name = request.form.get("field")
    if not name:
        return None
    form = form_of(parts(), g.actor.agency_id, request.form.get("form", ""))
    found = next((field for field in form.fields if field.name == name and field.type == "table"), None)
    if found is None:
        raise BadInput(field="field")
    return found


def _problem(note: Note) -> dict[str, str]:
    return {"code": note.code, "place": note.place, "severity": note.severity, "message": note_words(note)}

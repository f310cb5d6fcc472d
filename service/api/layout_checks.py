"""The layout check by software: a .docx in, what stands against the decree out; and the same file mended."""

from base64 import b64encode
from dataclasses import asdict

from apiflask import APIBlueprint, Schema
from apiflask.fields import Boolean, Dict, File, Integer, List, Nested, String
from flask_babel import lazy_gettext as _l

from doc_templates.layout.check import Finding, Report
from doc_templates.layout.repair import repair
from service import layout_checks
from service.access import demands
from service.api.schemas import Out
from service.api.sent_file import sent_file
from service.language import said
from service.parts import parts

blueprint = APIBlueprint("api_layout_checks", __name__, tag="layout", url_prefix="/api/v1")
Answer = dict[str, object]


class DocxIn(Schema):
    """A .docx as multipart/form-data; the bare bytes as the whole body will do too."""

    file = File(  # type: ignore[no-untyped-call]
        required=True, metadata={"description": _l("Tệp .docx của bất kỳ phần mềm nào")}
    )


class PlaceOut(Out):
    part = String(metadata={"example": "body"})
    section = Integer()
    paragraph = Integer(metadata={"description": _l("Thứ tự đoạn trong tệp, từ 0")})
    page = Integer(allow_none=True)
    words = String(metadata={"example": "Số: 5/QĐ-UBND"})


class FindingOut(Out):
    """One thing that stands against a rule."""

    id = String()
    rule = String(metadata={"description": _l("Mã quy tắc, không đổi")})
    article = String(metadata={"example": "Phụ lục I, Phần I, II.3"})
    severity = String(metadata={"enum": ["error", "warning"]})
    component = String()
    place = Nested(PlaceOut)
    found = String()
    expected = String()
    message = String()
    repairable = Boolean()


class LayoutCheckOut(Out):
    rules = String(metadata={"description": _l("Bộ quy tắc đã dùng")})
    kind = String(allow_none=True, metadata={"description": _l("Mã tên loại văn bản nhận ra được")})
    ok = Boolean(metadata={"description": _l("Không có lỗi (có thể còn điều cần xem lại)")})
    findings = List(Nested(FindingOut))


class LayoutRepairOut(Out):
    docx = String(metadata={"format": "byte", "description": _l("Tệp đã sửa, base64")})
    changes = List(Dict(), metadata={"description": _l("rule, words, before, after của từng chỗ đã sửa")})
    left = Nested(LayoutCheckOut)


@blueprint.post("/layout-checks")
@demands("read")
@blueprint.input(DocxIn, location="files", validation=False)
@blueprint.output(LayoutCheckOut)
@blueprint.doc(
    summary=_l("Kiểm tra thể thức một tệp .docx theo Nghị định 30/2020/NĐ-CP"),
    description=_l(
        "Gửi tệp trong mục “file” (multipart/form-data), hoặc cả nội dung yêu cầu là tệp. Không lưu gì lại."
    ),
    operation_id="checkLayout",
    responses={422: "not_a_docx, docx_too_large"},
)
def check_layout(files_data: object) -> Answer:  # noqa: ARG001
    return report_json(layout_checks.report(sent_file(), parts().today()))


@blueprint.post("/layout-repairs")
@demands("read")
@blueprint.input(DocxIn, location="files", validation=False)
@blueprint.output(LayoutRepairOut)
@blueprint.doc(
    summary=_l("Sửa thể thức một tệp .docx, cho biết đã sửa những gì"),
    description=_l("Chữ nghĩa chỉ được sửa ở chỗ quy tắc nói về chữ nghĩa. Không lưu gì lại."),
    operation_id="repairLayout",
    responses={422: "not_a_docx, docx_too_large"},
)
def repair_layout(files_data: object) -> Answer:  # noqa: ARG001
    mended = repair(sent_file(), None, parts().today())
    changes = [change.told for change in mended.changes]
    return {"docx": b64encode(mended.docx).decode(), "changes": changes, "left": report_json(mended.left)}


def report_json(report: Report) -> Answer:
    """A report as JSON values, its sentences in the language of the request."""
    return {
        "rules": report.rules_id,
        "kind": report.kind,
        "ok": not any(finding.severity == "error" for finding in report.findings),
        "findings": [_finding(finding) for finding in report.findings],
    }


def _finding(finding: Finding) -> Answer:
    return {**asdict(finding), "message": said(finding.message)}

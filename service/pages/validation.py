"""Kiểm tra chữ ký số: a signed PDF from outside, looked at signature by signature."""

from flask import Blueprint, render_template, request
from flask_babel import gettext

from service.access import demands
from service.errors import PdfUnreadable
from service.pages.validation_words import heads, verdict
from service.parts import parts
from service.sentences import sentence
from service.validations import validate_outside

blueprint = Blueprint("validation", __name__, url_prefix="/validate")


@blueprint.get("/")
@demands("read")
def index() -> str:
    return render_template("validation.html")


@blueprint.post("/")
@demands("read")
def bring() -> str | tuple[str, int]:
    """Look at a file; what cannot be read is said beside the field."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return render_template("validation.html", error=gettext("Chưa chọn tệp.")), 422
    try:
        found = validate_outside(parts(), sent.read())
    except PdfUnreadable as error:
        return render_template("validation.html", error=sentence(error.code, error.data)), 422
    return render_template("validation.html", found=found, name=sent.filename, verdict=verdict(found), heads=heads)

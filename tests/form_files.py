"""Form folders for tests: a copy of a real form with one paragraph replaced, and fillings of it."""

import shutil
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from doc_templates.form import FORMS, Form, load_form


def form_with(folder: Path, *paragraphs: str, form: str = "ke-hoach") -> Form:
    """A form whose body is these paragraphs of text, tags and all."""
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>' for text in paragraphs)
    return form_with_body(folder, body, form=form)


def form_with_body(folder: Path, body: str, *, form: str = "ke-hoach") -> Form:
    """A form whose w:body holds this XML before its section."""
    data = parts_of(FORMS / form / "form.docx")
    text = data["word/document.xml"].decode()
    start, end = text.index("<w:body>") + len("<w:body>"), text.rindex("<w:sectPr>")
    return form_of(folder, data | {"word/document.xml": (text[:start] + body + text[end:]).encode()}, form=form)


def form_of(folder: Path, parts: Mapping[str, bytes], *, form: str = "ke-hoach") -> Form:
    """A form whose .docx has these parts."""
    target = folder / form
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy(FORMS / form / "form.toml", target)
    (target / "form.docx").write_bytes(zipped(parts))
    return load_form(target)


def parts_of(source: Path | bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(source) if isinstance(source, bytes) else source) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()

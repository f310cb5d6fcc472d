"""Packs a filled .docx: python-docx's parts into a zip without a clock, so that equal documents are equal bytes."""

import zipfile
from io import BytesIO

from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.pkgwriter import PackageWriter

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
"""The media type of a .docx."""
_DATE = (2020, 3, 5, 0, 0, 0)  # of the decree; any constant will do


class _Members:
    """What python-docx's writer needs of a zip file."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self.package = package

    def write(self, uri: PackURI, blob: bytes) -> None:
        self.package.writestr(zipfile.ZipInfo(uri.membername, _DATE), blob, zipfile.ZIP_DEFLATED)


def packed(package: OpcPackage) -> bytes:
    """The bytes of a package; a stamp of the time would make a repeated step of the path look like another document."""
    for part in package.parts:
        part.before_marshal()  # type: ignore[no-untyped-call]
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        members = _Members(target)
        PackageWriter._write_content_types_stream(members, package.parts)  # type: ignore[no-untyped-call]
        PackageWriter._write_pkg_rels(members, package.rels)  # type: ignore[no-untyped-call]
        PackageWriter._write_parts(members, package.parts)  # type: ignore[arg-type]
    return buffer.getvalue()

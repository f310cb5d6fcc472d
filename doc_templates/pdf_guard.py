"""Looks at a .docx before LibreOffice does: only whole packages that reach for nothing outside go on.

LibreOffice's own settings (pdf_worker.py) block such reaching too; this check names the culprit first.
"""

import io
import zipfile
import zlib

from lxml import etree

from doc_templates.errors import PdfFailed

LARGEST = 512 << 20  # bytes of a package when unpacked
OLE = b"\xd0\xcf\x11\xe0"  # a .doc, or the wrapper that Word puts around an encrypted .docx
LINK_SCHEMES = ("http://", "https://", "mailto:", "tel:")
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    EOFError,
    NotImplementedError,
    OverflowError,
)
PARSER = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)


def check_package(docx: bytes) -> None:
    """Raises PdfFailed(why=): empty, encrypted, not_a_docx, too_large, external_link (part=, target=)."""
    if not docx:
        raise PdfFailed(why="empty")
    if docx.startswith(OLE):
        raise PdfFailed(why="encrypted")
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            _check_parts(package)
    except UNREADABLE as why:
        raise PdfFailed(why="not_a_docx", detail=str(why)) from why


def _check_parts(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    names = [part.filename for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        raise PdfFailed(why="encrypted")
    if sum(part.file_size for part in parts) > LARGEST:
        raise PdfFailed(why="too_large", bytes=LARGEST)
    if "[Content_Types].xml" not in names or len({name.lower() for name in names}) != len(names):
        raise PdfFailed(why="not_a_docx")
    for part in parts:
        if part.filename.lower().endswith(".rels"):
            _check_relations(part.filename, package.read(part))


def _check_relations(part: str, xml: bytes) -> None:
    """A DOCTYPE could give attributes by default values that this check would not see."""
    tree = etree.fromstring(xml, PARSER)
    if tree.getroottree().docinfo.doctype:
        raise PdfFailed(why="not_a_docx", part=part)
    for relation in tree.iter("{*}Relationship"):
        target = str(relation.get("Target", "")).strip()
        if _reaches_out(relation, target) and not _is_link(relation, target):
            raise PdfFailed(why="external_link", part=part, target=target[:200])


def _reaches_out(relation: etree._Element, target: str) -> bool:
    named = str(relation.get("TargetMode", "")).strip().lower() == "external"
    return named or ":" in target or target.startswith(("//", "\\"))


def _is_link(relation: etree._Element, target: str) -> bool:
    return str(relation.get("Type", "")).endswith("/hyperlink") and target.lower().startswith(LINK_SCHEMES)

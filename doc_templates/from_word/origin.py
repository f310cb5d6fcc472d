"""Which draft a downloaded .docx is of: two custom properties that Word and LibreOffice keep when they save."""

from dataclasses import dataclass

from lxml import etree

from doc_templates.layout.package import Package, repacked

DRAFT, REVISION = "VanPhongDuThao", "VanPhongBan"
_PART = "docProps/custom.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_PROPERTIES = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
_VALUES = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of properties that users name themselves


@dataclass(frozen=True)
class Origin:
    """The draft a file was made of, and which revision of it."""

    draft: str
    revision: int


def with_origin(docx: bytes, origin: Origin) -> bytes:
    """The file with its origin; `docx` is one of our own, without custom properties."""
    package = Package(docx)
    types, relations = package.tree("[Content_Types].xml"), package.tree("_rels/.rels")
    etree.SubElement(types, f"{_TYPES}Override", PartName=f"/{_PART}", ContentType=_TYPE)
    etree.SubElement(relations, f"{_RELATIONS}Relationship", Id="rIdOrigin", Type=_RELATION, Target=_PART)
    changed = {"[Content_Types].xml": types, "_rels/.rels": relations, _PART: _properties(origin)}
    return repacked(docx, changed)


def origin_of(docx: bytes) -> Origin | None:
    """The origin of a file; None for one from elsewhere. Errors: NotADocx, DocxTooLarge."""
    package = Package(docx)
    part = next((part for kind, part in package.relations("").values() if kind == "custom-properties"), _PART)
    root = package.tree(part)
    if root is None:
        return None
    found = {one.get("name", ""): "".join(one.itertext()).strip() for one in root.iter(f"{_PROPERTIES}property")}
    draft, revision = found.get(DRAFT, ""), found.get(REVISION, "")
    known = draft and revision.isascii() and revision.isdigit() and len(revision) < 10
    return Origin(draft[:40], int(revision)) if known else None


def _properties(origin: Origin) -> bytes:
    root = etree.Element(f"{_PROPERTIES}Properties", nsmap={None: _PROPERTIES[1:-1], "vt": _VALUES[1:-1]})
    for number, (name, value) in enumerate(((DRAFT, origin.draft), (REVISION, str(origin.revision))), 2):
        one = etree.SubElement(root, f"{_PROPERTIES}property", fmtid=_FORMAT, pid=str(number), name=name)
        etree.SubElement(one, f"{_VALUES}lpwstr").text = value
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written

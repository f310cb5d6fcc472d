"""The zip around a .docx: opened with limits, packed again with everything untouched where nothing changed."""

import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from lxml import etree

from doc_templates.layout.errors import DocxTooLarge, NotADocx
from doc_templates.layout.model import Element

PACKED = 30_000_000
PART = 25_000_000  # bytes of one XML part
PARTS = 3_000
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
     b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    (b"http://purl.oclc.org/ooxml/drawingml/picture", b"http://schemas.openxmlformats.org/drawingml/2006/picture"),
)  # fmt: skip
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """The parts of a .docx, parsed when asked for."""

    def __init__(self, data: bytes) -> None:
        if len(data) > PACKED:
            raise DocxTooLarge(what="packed", limit=PACKED)
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise NotADocx(why="encrypted" if data[:4] == b"\xd0\xcf\x11\xe0" else "not_a_zip") from error
        if len(self._zip.namelist()) > PARTS:
            raise DocxTooLarge(what="parts", limit=PARTS)
        self._names = {name.lstrip("/").lower(): name for name in self._zip.namelist()}
        self.trees: dict[str, Element] = {}

    def has(self, name: str) -> bool:
        """Whether the package holds a part."""
        return name.lower() in self._names

    def tree(self, name: str) -> Element | None:
        """The root of an XML part, None where it is missing. Errors: NotADocx, DocxTooLarge."""
        if name not in self.trees:
            if not self.has(name):
                return None
            self.trees[name] = _parsed(self._bytes(name))
        return self.trees[name]

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part ("" for the package) points to inside the package: id -> (last word of the type, part)."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        root = self.tree(path)
        if root is None:
            return {}
        found = {}
        for relation in root.iter(_RELATION):
            if relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                inside = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                kind = relation.get("Type", "").rpartition("/")[2]
                found[relation.get("Id", "")] = (kind, posixpath.normpath(inside))
        return found

    def _bytes(self, name: str) -> bytes:
        try:
            with self._zip.open(self._names[name.lower()]) as stream:
                data = stream.read(PART + 1)
        except RuntimeError as error:
            raise NotADocx(why="encrypted") from error
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
            raise NotADocx(why="not_a_zip") from error
        if len(data) > PART:
            raise DocxTooLarge(what="part", limit=PART)
        return data


def _parsed(data: bytes) -> Element:
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    try:
        root = etree.fromstring(data, _PARSER)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotADocx(why="broken_xml") from error
    if root.getroottree().docinfo.doctype:
        raise NotADocx(why="doctype")
    return root


def repacked(package: bytes, changed: Mapping[str, Element | bytes]) -> bytes:
    """The package with these parts in place of, or beside, its own; the others keep their bytes and order."""
    buffer, left = BytesIO(), dict(changed)
    with zipfile.ZipFile(BytesIO(package)) as source, zipfile.ZipFile(buffer, "w") as target:
        for info in source.infolist():
            part = left.pop(info.filename.lstrip("/"), None)
            content = source.read(info) if part is None else _written(part)
            target.writestr(info, content, zipfile.ZIP_DEFLATED)
        for name, part in left.items():
            target.writestr(zipfile.ZipInfo(name, (2020, 3, 5, 0, 0, 0)), _written(part), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _written(part: Element | bytes) -> bytes:
    if isinstance(part, bytes):
        return part
    return bytes(etree.tostring(part, xml_declaration=True, encoding="UTF-8", standalone=True))

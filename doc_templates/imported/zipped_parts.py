"""The parts of a brought .docx or .odt, taken out of their zip with limits. For package_read.py, in its process."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from lxml import etree

from doc_templates.errors import Unreadable
from doc_templates.imported.limits import limits

Element: TypeAlias = Any  # an lxml element; lxml gives no types
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
_DEEP = "Excessive depth"  # how libxml2 names it
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError)
_DATE = (2020, 3, 5, 0, 0, 0)


def parts_of(file: Path) -> dict[str, bytes]:
    """Every part by its name. Errors: Unreadable (damaged, encrypted, bomb, too_large)."""
    try:
        with zipfile.ZipFile(file) as package:
            listed = [part for part in package.infolist() if not part.is_dir()]
            _check(listed)
            return {part.filename.lstrip("/"): package.read(part) for part in listed}
    except _BROKEN as why:
        raise Unreadable(why="damaged", detail=str(why)[:200]) from why
    except RuntimeError as why:
        raise Unreadable(why="encrypted") from why


def _check(listed: Iterable[zipfile.ZipInfo]) -> None:
    """Before anything is unpacked; zipfile unpacks no more of a part than it announces."""
    bound, whole, count = limits()["file"], 0, 0
    names = set()
    for part in listed:
        whole, count = whole + part.file_size, count + 1
        names.add(part.filename.lstrip("/").lower())
        if part.flag_bits & 1:
            raise Unreadable(why="encrypted")
        if part.file_size > bound["sure"] and part.file_size > part.compress_size * bound["ratio"]:
            raise Unreadable(why="bomb", part=part.filename[:200])
        if whole > bound["unpacked"] or count > bound["parts"]:
            raise Unreadable(why="bomb" if count > bound["parts"] else "too_large", bytes=whole)
    if len(names) != count:
        raise Unreadable(why="damaged")


def tree_of(xml: bytes) -> Element:
    """The root of a part. Errors: Unreadable (bomb for entities and deep nesting, damaged)."""
    try:
        root = etree.fromstring(xml, _PARSER)
    except (etree.XMLSyntaxError, ValueError) as why:
        bomb = _DEEP in str(why) or b"<!ENTITY" in xml
        raise Unreadable(why="bomb" if bomb else "damaged", detail=str(why)[:200]) from why
    if root.getroottree().docinfo.doctype:
        raise Unreadable(why="bomb" if b"<!ENTITY" in xml else "damaged", detail="doctype")
    return root


def written(root: Element) -> bytes:
    """The part of a root."""
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A package of the parts, in their order; `mimetype` as it is, for that is how an .odt is known."""
    with zipfile.ZipFile(made := io.BytesIO(), "w") as package:
        for name, part in parts.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(zipfile.ZipInfo(name, _DATE), part, how, compresslevel=1)
    return made.getvalue()

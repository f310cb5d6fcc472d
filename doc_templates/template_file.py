"""A form's .docx before it is trusted: its size, its parts, its links and the shape of its tags.

Runs once for each content of a file; fill.py takes its templates from `trusted` alone. What is refused here never
reaches docxtpl, whose patterns can take hours over tags that do not close.
"""

import re
import zipfile
import zlib
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from docx import Document
from lxml import etree

from doc_templates.errors import TemplateFault
from doc_templates.style_sheet import StyleSheet, W, read_styles
from doc_templates.tags.pairs import look_at_tags

PACKED = 5_000_000  # bytes of the file
UNPACKED = 50_000_000  # bytes of all its parts
PART = 4_000_000  # bytes of one XML part
PARTS = 500
TAGS = 2_000
MOST_FAULTS = 100
OF_TAGS = {"tag_not_closed", "tag_too_long", "tag_outside_text"}
"""Faults of single tags: the rest of the file can be read all the same."""

_FOREIGN = re.compile(
    rb"macroEnabled|vbaProject|activeX|oleObject|aFChunk|subDocument|attachedTemplate|/embeddings/", re.I
)
_FOREIGN_NAME = re.compile(r"vba|activeX|embeddings/|\.bin$|\.exe$|\.(docm|dotm)$", re.I)
_FETCHING_FIELD = re.compile(
    r"INCLUDE(TEXT|PICTURE)|\bDDE(AUTO)?\b|\bLINK\b|\bIMPORT\b|\bDATABASE\b|\bMACROBUTTON\b", re.I
)
_FILLED = ("/header", "/footer", "/footnotes", "/endnotes", "/styles")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


@dataclass(frozen=True)
class TrustedTemplate:
    """The bytes of a checked .docx and its styles."""

    data: bytes
    styles: StyleSheet


def trusted(path: Path, form: str) -> TrustedTemplate:
    """The template at `path`, checked once for each state of the file. Errors: TemplateFault."""
    try:
        state = path.stat()
    except OSError as error:
        raise TemplateFault(form=form, paragraph=0, words=path.name, why="no_file") from error
    return _checked(path, state.st_mtime_ns, state.st_size, form)


@lru_cache(maxsize=64)
def _checked(path: Path, _changed: int, size: int, form: str) -> TrustedTemplate:
    if size > PACKED:
        raise TemplateFault(form=form, paragraph=0, words=path.name, why="too_big")
    return check(path.read_bytes(), form)


@lru_cache(maxsize=32)
def trusted_bytes(data: bytes, form: str) -> TrustedTemplate:
    """The template of an office's own form, checked once for each content. Errors: TemplateFault."""
    return check(data, form)


def check(data: bytes, form: str) -> TrustedTemplate:
    """Refuses a .docx that is broken, too big, reaches outside itself or whose tags do not close.

    Errors: TemplateFault, the first there is.
    """
    for fault in faults(data, form):
        raise fault
    return TrustedTemplate(data, read_styles(unpacked(data, form)["word/styles.xml"]))


def faults(data: bytes, form: str) -> list[TemplateFault]:
    """Everything for which a .docx is refused before its tags are read, each at its place; at most MOST_FAULTS."""
    found = _Found(form)
    try:
        parts = unpacked(data, form)
    except TemplateFault as fatal:
        return [fatal]
    tags = sum(_look_at(name, content, found) for name, content in parts.items())
    if tags > TAGS:
        found("too_many_tags")
    if not found.faults:
        _open(data, found)
    return found.faults[:MOST_FAULTS]


class _Found:
    """Gathers the faults of one form; kept apart so that checks need not carry its name."""

    def __init__(self, form: str) -> None:
        self.form = form
        self.faults: list[TemplateFault] = []

    def __call__(self, why: str, words: str = "", paragraph: int = 0, part: str = "") -> None:
        self.faults.append(_fault(self.form, why, words, paragraph, part))


def _fault(form: str, why: str, words: str = "", paragraph: int = 0, part: str = "") -> TemplateFault:
    return TemplateFault(form=form, part=part, paragraph=paragraph, words=words[:200], why=why)


def unpacked(data: bytes, form: str) -> dict[str, bytes]:
    """The parts of a .docx by name. Errors: TemplateFault too_big, broken_package."""
    if len(data) > PACKED:
        raise _fault(form, "too_big")
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            members = package.infolist()
            if len(members) > PARTS or sum(member.file_size for member in members) > UNPACKED:
                raise _fault(form, "too_big")
            parts = {member.filename: package.read(member) for member in members}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error) as error:
        raise _fault(form, "broken_package", str(error)) from error
    if not {"[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml"} <= parts.keys():
        raise _fault(form, "broken_package")
    if len(parts) != len(members):
        raise _fault(form, "broken_package", "two parts of one name")
    return parts


def _open(data: bytes, found: _Found) -> None:
    """A file may be sound XML and still no document: relations to nothing, parts of a wrong kind."""
    try:
        Document(BytesIO(data))
    except Exception as error:  # python-docx has no errors of its own for this
        found("broken_package", str(error))


def _look_at(name: str, content: bytes, found: _Found) -> int:
    """One part, its links, its fields and its tags. Returns how many tags there are."""
    if _FOREIGN_NAME.search(name):
        found("foreign_part", name)
    if not name.lower().endswith((".xml", ".rels")):
        return 0
    try:
        root = parsed(name, content, found.form)
    except TemplateFault as fault:
        found.faults.append(fault)
        return 0
    if name == "[Content_Types].xml" and (foreign := _FOREIGN.search(content)):
        found("foreign_part", foreign.group().decode())
    if name.lower().endswith(".rels"):
        _look_at_relations(root, found)
        return 0
    _look_at_fields(name, root, found)
    return look_at_tags(name, root, found)  # docxtpl goes by relations, not by names: any part may be filled


def parsed(name: str, content: bytes, form: str) -> etree._Element:
    """One XML part. Errors: TemplateFault too_big, broken_xml, for a DOCTYPE too."""
    if len(content) > PART:
        raise _fault(form, "too_big", name)
    try:
        root = etree.fromstring(content, _PARSER)
    except etree.XMLSyntaxError as error:
        raise _fault(form, "broken_xml", f"{name}: {error}") from error
    if root.getroottree().docinfo.doctype:
        raise _fault(form, "broken_xml", f"{name}: DOCTYPE")
    return root


def _look_at_relations(root: etree._Element, found: _Found) -> None:
    for relation in root.iter("{*}Relationship"):
        kind, target = relation.get("Type", ""), relation.get("Target", "")
        if _FOREIGN.search(kind.encode()):
            found("foreign_part", target)
        outside = relation.get("TargetMode", "").lower() == "external"
        if outside and not (kind.endswith("/hyperlink") and urlsplit(target).scheme in ("http", "https", "mailto")):
            found("external_link", target)
        # what is filled goes by relations, what is checked by names: both must mean the same parts
        if kind.endswith("/officeDocument") and target.lstrip("/") != "word/document.xml":
            found("broken_package", target)
        if kind.endswith(_FILLED) and not target.endswith(".xml"):
            found("broken_package", target)


def _look_at_fields(name: str, root: etree._Element, found: _Found) -> None:
    """Fields that fetch something; the words of one field may be parted over several runs."""
    for number, paragraph in enumerate(root.iter(f"{W}p"), 1):
        complex = "".join(piece.text or "" for piece in paragraph.iter(f"{W}instrText"))
        simple = [field.get(f"{W}instr", "") for field in paragraph.iter(f"{W}fldSimple")]
        for words in (complex, *simple):
            if _FETCHING_FIELD.search(words):
                found("external_link", words, number, name)

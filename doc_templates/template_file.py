"""A form's .docx before it is trusted: its size, its parts, its links and the shape of its tags.

Runs once for each content of a file; fill.py takes its templates from `trusted` alone. What is refused here never
reaches docxtpl, whose patterns can take hours over tags that do not close.
"""

import re
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

from docx import Document
from lxml import etree

from doc_templates.errors import TemplateFault
from doc_templates.style_sheet import StyleSheet, W, read_styles

PACKED = 5_000_000  # bytes of the file
UNPACKED = 50_000_000  # bytes of all its parts
PART = 4_000_000  # bytes of one XML part
PARTS = 500
TAGS = 2_000
TAG_LENGTH = 300

_FOREIGN = re.compile(
    rb"macroEnabled|vbaProject|activeX|oleObject|aFChunk|subDocument|attachedTemplate|/embeddings/", re.I
)
_FOREIGN_NAME = re.compile(r"vba|activeX|embeddings/|\.bin$|\.exe$|\.(docm|dotm)$", re.I)
_FETCHING_FIELD = re.compile(
    r"INCLUDE(TEXT|PICTURE)|\bDDE(AUTO)?\b|\bLINK\b|\bIMPORT\b|\bDATABASE\b|\bMACROBUTTON\b", re.I
)
_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_CLOSES = {"{{": "}}", "{%": "%}", "{#": "#}"}
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


def check(data: bytes, form: str) -> TrustedTemplate:
    """Refuses a .docx that is broken, too big, reaches outside itself or whose tags do not close.

    Errors: TemplateFault.
    """
    refuse = _Refuse(form)
    parts = _unpacked(data, refuse)
    for name, content in parts.items():
        _check_part(name, content, refuse)
    tags = 0
    for name, content in parts.items():
        if name.endswith(".xml"):  # docxtpl goes by relations, not by names: any part may be filled
            tags += _check_tags(_parsed(name, content, refuse), refuse)
    if tags > TAGS:
        refuse("too_many_tags")
    _open(data, refuse)
    return TrustedTemplate(data, read_styles(parts["word/styles.xml"]))


class _Refuse:
    """Raises the fault of one form; kept apart so that checks need not carry its name."""

    def __init__(self, form: str) -> None:
        self.form = form

    def __call__(self, why: str, words: str = "", paragraph: int = 0) -> NoReturn:
        raise TemplateFault(form=self.form, paragraph=paragraph, words=words[:200], why=why)


def _unpacked(data: bytes, refuse: _Refuse) -> dict[str, bytes]:
    if len(data) > PACKED:
        refuse("too_big")
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            members = package.infolist()
            if len(members) > PARTS or sum(member.file_size for member in members) > UNPACKED:
                refuse("too_big")
            parts = {member.filename: package.read(member) for member in members}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise TemplateFault(form=refuse.form, paragraph=0, words=str(error)[:200], why="broken_package") from error
    if not {"[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml"} <= parts.keys():
        refuse("broken_package")
    if len(parts) != len(members):
        refuse("broken_package", "two parts of one name")
    return parts


def _open(data: bytes, refuse: _Refuse) -> None:
    """A file may be sound XML and still no document: relations to nothing, parts of a wrong kind."""
    try:
        Document(BytesIO(data))
    except Exception as error:  # python-docx has no errors of its own for this
        raise TemplateFault(form=refuse.form, paragraph=0, words=str(error)[:200], why="broken_package") from error


def _check_part(name: str, content: bytes, refuse: _Refuse) -> None:
    if _FOREIGN_NAME.search(name):
        refuse("foreign_part", name)
    if not name.endswith((".xml", ".rels")):
        return
    if len(content) > PART:
        refuse("too_big", name)
    root = _parsed(name, content, refuse)
    if name == "[Content_Types].xml" and (found := _FOREIGN.search(content)):
        refuse("foreign_part", found.group().decode())
    if name.endswith(".rels"):
        _check_relations(root, refuse)
    for field in root.iter(f"{W}instrText", f"{W}fldSimple"):
        words = field.text or field.get(f"{W}instr") or ""
        if _FETCHING_FIELD.search(words):
            refuse("external_link", words)


def _check_relations(root: etree._Element, refuse: _Refuse) -> None:
    for relation in root.iter("{*}Relationship"):
        kind, target = relation.get("Type", ""), relation.get("Target", "")
        if _FOREIGN.search(kind.encode()):
            refuse("foreign_part", target)
        outside = relation.get("TargetMode", "").lower() == "external"
        if outside and not (kind.endswith("/hyperlink") and urlsplit(target).scheme in ("http", "https", "mailto")):
            refuse("external_link", target)


def _parsed(name: str, content: bytes, refuse: _Refuse) -> etree._Element:
    try:
        root = etree.fromstring(content, _PARSER)
    except etree.XMLSyntaxError as error:
        raise TemplateFault(form=refuse.form, paragraph=0, words=f"{name}: {error}"[:200], why="broken_xml") from error
    if root.getroottree().docinfo.doctype:
        refuse("broken_xml", f"{name}: DOCTYPE")
    return root


def _check_tags(root: etree._Element, refuse: _Refuse) -> int:
    """Every tag opens and closes inside one paragraph, is short, and stands in text. Returns how many there are."""
    count = 0
    for number, paragraph in enumerate(root.iter(f"{W}p"), 1):
        text = "".join(piece.text or "" for piece in paragraph.iter(f"{W}t"))
        count += _check_pairs(text, number, refuse)
    for element in root.iter():
        kind = str(element.tag)  # a comment's is a function
        if kind.startswith("{http://purl.org/dc/"):
            count += _check_pairs(element.text or "", 0, refuse)
            continue
        hidden = "" if kind == f"{W}t" else element.text or ""
        for words in (hidden, element.tail or "", *element.attrib.values()):
            if _BRACES.search(words):
                refuse("tag_outside_text", words)
    return count


def _check_pairs(text: str, paragraph: int, refuse: _Refuse) -> int:
    count, opened, at = 0, "", 0
    for found in _BRACES.finditer(text):
        brace = found.group()
        if opened and brace == _CLOSES[opened]:
            count, opened = count + 1, ""
            if found.end() - at > TAG_LENGTH:
                refuse("tag_too_long", text, paragraph)
        elif not opened and brace in _CLOSES:
            opened, at = brace, found.start()
        else:
            refuse("tag_not_closed", text, paragraph)
    if opened:
        refuse("tag_not_closed", text, paragraph)
    return count

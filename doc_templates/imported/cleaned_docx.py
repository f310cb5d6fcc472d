"""A brought .docx as LibreOffice may have it: without macros and without anything that reaches out of the file.

An archive takes such files all the same (the original is kept as it is): what is left out is told as a warning.
"""

import posixpath
from dataclasses import dataclass, field

from doc_templates.errors import Unreadable
from doc_templates.imported.zipped_parts import Element, tree_of, written

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}link"
_LINKS = ("http://", "https://", "mailto:", "tel:")
_WORD = "wordprocessingml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MACROS = ("vbaproject", "vbadata", "wordvbadata", "vbaprojectsignature")
_LEFT_OUT = {"vbaProject": "macros", "wordVbaData": "macros", "attachedToolbars": "macros", "keyMapCustomizations": "",
             "control": "active_content", "activeXControlBinary": "active_content", "aFChunk": "foreign_parts",
             "subDocument": "external_links", "attachedTemplate": "", "mailMergeSource": "external_links",
             "mailMergeHeaderSource": "external_links", "frame": "external_links"}  # fmt: skip
"""Kinds of relations that no archive needs shown, with the warning they are worth ("": none, every office's files
name the template they were begun with)."""
_TOLD = {"oleObject": "embedded_objects", "package": "embedded_objects"}


@dataclass
class Cleaned:
    """The parts that are left; `changed`: whether they differ from what was brought."""

    parts: dict[str, bytes]
    warnings: list[str] = field(default_factory=list)
    changed: bool = False

    def warn(self, code: str) -> None:
        if code and code not in self.warnings:
            self.warnings.append(code)


def cleaned_docx(parts: dict[str, bytes]) -> Cleaned:
    """Errors: Unreadable (not_a_document: a package of Excel or PowerPoint; bomb, damaged)."""
    clean = Cleaned({**parts})
    _check_types(clean)
    for name in parts:
        if name.lower().endswith(".rels"):
            _clean_relations(clean, name)
        elif name.lower().endswith(".xml") and name != "[Content_Types].xml":
            _clean_part(clean, name)
        elif posixpath.basename(name).lower().partition(".")[0] in _MACROS:
            del clean.parts[name]
            clean.changed = True
            clean.warn("macros")
    return clean


def _clean_part(clean: Cleaned, name: str) -> None:
    """Entities and deep nesting are looked for before LibreOffice meets them; pictures that lie elsewhere are let go,
    whatever their relation calls itself."""
    root = tree_of(clean.parts[name])
    linked = [one for one in root.iter() if one.get(_LINK) is not None]
    for one in linked:
        del one.attrib[_LINK]
    if linked:
        clean.parts[name] = written(root)
        clean.changed = True
        clean.warn("external_links")


def _check_types(clean: Cleaned) -> None:
    """A document with macros, or a template, goes on as a plain document."""
    root = tree_of(clean.parts["[Content_Types].xml"])
    told = [one for one in root if isinstance(one.tag, str)]
    if not any(_WORD in one.get("ContentType", "") or _is_main(one) for one in told):
        raise Unreadable(why="not_a_document")
    for one in told:
        macros = "macroenabled" in one.get("ContentType", "").lower()
        if macros:
            clean.warn("macros")
        if _is_main(one) and one.get("ContentType") != _MAIN:
            one.set("ContentType", _MAIN)
            clean.changed = True
        if any(word in one.get("PartName", "").lower() for word in _MACROS):
            root.remove(one)
            clean.changed = True
    if clean.changed:
        clean.parts["[Content_Types].xml"] = written(root)


def _is_main(one: Element) -> bool:
    kind = one.get("ContentType", "").lower()
    word = _WORD in kind or "ms-word" in kind
    return word and kind.endswith(("document.main+xml", "template.main+xml", "templatemain+xml"))


def _clean_relations(clean: Cleaned, name: str) -> None:
    root, gone = tree_of(clean.parts[name]), False
    for one in list(root.iter(_RELATIONSHIP)):
        kind = one.get("Type", "").rpartition("/")[2]
        warning = _LEFT_OUT.get(kind, "external_links" if _reaches_out(one) and not _is_link(one) else None)
        clean.warn(_TOLD.get(kind, ""))
        if warning is not None:
            clean.warn(warning)
            parent = one.getparent()
            assert parent is not None
            parent.remove(one)
            gone = True
    if gone:
        clean.parts[name] = written(root)
        clean.changed = True


def _reaches_out(one: Element) -> bool:
    target = str(one.get("Target", "")).strip()
    named = str(one.get("TargetMode", "")).strip().lower() == "external"
    return named or ":" in target or target.startswith(("//", "\\"))


def _is_link(one: Element) -> bool:
    target = str(one.get("Target", "")).strip().lower()
    return str(one.get("Type", "")).endswith("/hyperlink") and target.startswith(_LINKS)

"""A brought .odt as LibreOffice may have it: without macros and without anything that reaches out of the file."""

import re

from doc_templates.errors import Unreadable
from doc_templates.imported.cleaned_docx import Cleaned
from doc_templates.imported.zipped_parts import Element, tree_of, written

_MANIFEST = "META-INF/manifest.xml"
_ENCRYPTED = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}encryption-data"
_HREF = "{http://www.w3.org/1999/xlink}href"
_SCRIPTS = ("Basic/", "Scripts/", "Dialogs/", "Configurations2/")
_READ = ("content.xml", "styles.xml", "meta.xml", "settings.xml")
_ACTIVE = re.compile(r"\{urn:oasis:names:tc:opendocument:xmlns:(?:office|script):1.0\}(?:scripts|event-listeners?)")
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//|/|\.\./|\\", re.I)
_LINKS = ("http://", "https://", "mailto:", "tel:", "#")
_TEXT_LINK = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}a"


def cleaned_odt(parts: dict[str, bytes]) -> Cleaned:
    """Errors: Unreadable (encrypted, bomb, damaged)."""
    clean = Cleaned({**parts})
    if _MANIFEST in parts and tree_of(parts[_MANIFEST]).find(f".//{_ENCRYPTED}") is not None:
        raise Unreadable(why="encrypted")
    for name in parts:
        if name.startswith(_SCRIPTS):
            del clean.parts[name]
            clean.changed = True
            if not name.startswith("Configurations2/"):
                clean.warn("macros")
        elif name.endswith(".xml") and name != _MANIFEST:
            root = tree_of(parts[name])
            if name.rpartition("/")[2] in _READ and _silenced(clean, root):
                clean.parts[name] = written(root)
                clean.changed = True
    return clean


def _silenced(clean: Cleaned, root: Element) -> bool:
    """Takes away what acts or reaches out; whether there was any."""
    found = False
    for one in list(root.iter()):
        if not isinstance(one.tag, str):
            continue
        if _ACTIVE.fullmatch(one.tag) and one.getparent() is not None:
            found = found or len(one) > 0
            clean.warn("macros" if len(one) else "")
            one.getparent().remove(one)
        href = one.get(_HREF, "").strip()
        if _OUTSIDE.match(href) and not (one.tag == _TEXT_LINK and href.lower().startswith(_LINKS)):
            del one.attrib[_HREF]
            clean.warn("external_links")
            found = True
    return found

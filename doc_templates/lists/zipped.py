"""The zip around a spreadsheet, opened with limits: bombs, macros and outside links do no more harm than words."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any

from lxml import etree

from doc_templates.errors import ListEncrypted, ListTooLarge, ListUnreadable

PARTS = 3_000
PART = 30_000_000  # bytes of a part that is read whole
STREAM = 120_000_000  # bytes of a sheet, read row by row
Element = Any

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


class Zipped:
    """The parts of an office file, read when asked for."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise ListUnreadable() from None
        if len(self._zip.namelist()) > PARTS:
            raise ListTooLarge(what="parts", limit=PARTS)
        self._names = {name.lstrip("/").lower(): name for name in self._zip.namelist()}

    def has(self, name: str) -> bool:
        return name.lower() in self._names

    def tree(self, name: str) -> Element | None:
        """The root of a part, None where it is missing. Errors: ListUnreadable, ListTooLarge."""
        if not self.has(name):
            return None
        with self._open(name) as stream:
            data = _guarded(stream.read, PART + 1)
        if len(data) > PART:
            raise ListTooLarge(what="part", limit=PART)
        try:
            return etree.fromstring(data, _PARSER)
        except etree.XMLSyntaxError:
            raise ListUnreadable() from None

    def relations(self, part: str) -> dict[str, str]:
        """id → part inside the package; what leads outside is not followed."""
        folder, name = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for relation in root if root is not None else ():
            if relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                inside = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                found[relation.get("Id", "")] = posixpath.normpath(inside)
        return found

    def elements(self, name: str, *tags: str) -> Iterator[Element]:
        """Each element of these local names of a part, as it ends; emptied after use, so that a sheet of any length
        needs little memory. Errors: ListUnreadable, ListTooLarge."""
        wanted = [f"{{*}}{tag}" for tag in tags]
        with self._open(name) as stream:
            limited: Any = _Limited(stream)
            walker = etree.iterparse(
                limited, tag=wanted, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
            )
            try:
                for _, element in walker:
                    yield element
                    element.clear()
                    while element.getprevious() is not None:
                        del element.getparent()[0]
            except etree.XMLSyntaxError:
                raise ListUnreadable() from None

    def _open(self, name: str) -> IO[bytes]:
        try:
            return self._zip.open(self._names[name.lower()])
        except RuntimeError:
            raise ListEncrypted() from None
        except (KeyError, zipfile.BadZipFile, NotImplementedError, OSError):
            raise ListUnreadable() from None


class _Limited:
    """A stream that ends with an error where it has given too much."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream, self.left = stream, STREAM

    def read(self, size: int) -> bytes:
        data = _guarded(self.stream.read, size)
        self.left -= len(data)
        if self.left < 0:
            raise ListTooLarge(what="part", limit=STREAM)
        return data


def _guarded(read: Any, size: int) -> bytes:
    try:
        return bytes(read(size))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError):
        raise ListUnreadable() from None


def local(element: Element) -> str:
    """The name of an element without its namespace: strict and usual files are read alike."""
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""

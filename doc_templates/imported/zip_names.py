"""Names of files in an archive: in whatever letters its maker wrote them; which of them no office brings on purpose."""

import re
import struct
import unicodedata
import zipfile

from doc_templates.imported.legacy.syllables import count

_UTF_8 = 0x800  # general purpose bit 11: the name is UTF-8
_UNICODE_PATH = 0x7075  # Info-ZIP's extra field with the name in UTF-8
_JUNK = re.compile(
    r"(?:^|/)(?:__MACOSX/|\.DS_Store$|\._|Thumbs\.db$|ehthumbs\.db$|desktop\.ini$|~\$|~WRL\d+\.tmp$|\.~lock\.)", re.I
)
_DRIVE = re.compile(r"[A-Za-z]:")


def name_of(entry: zipfile.ZipInfo) -> str:
    """The name as its maker saw it, with / between folders."""
    name = entry.filename if entry.flag_bits & _UTF_8 else _from_dos(entry)
    composed = unicodedata.normalize("NFC", name.replace("\\", "/"))
    return "".join(sign if unicodedata.category(sign)[0] != "C" else "�" for sign in composed)


def is_junk(name: str) -> bool:
    """What systems and programs leave beside files."""
    return _JUNK.search(name) is not None


def is_unsafe(name: str) -> bool:
    """Whether a name points outside of its archive."""
    return name.startswith("/") or _DRIVE.match(name) is not None or ".." in name.split("/")


def _from_dos(entry: zipfile.ZipInfo) -> str:
    """A name without a word on its letters: UTF-8 all the same, Vietnamese of Windows, else the old letters of DOS."""
    told = _unicode_path(entry.extra)
    if told:
        return told
    try:
        raw = entry.filename.encode("cp437")
        return raw.decode("utf-8")
    except UnicodeEncodeError:
        return entry.filename
    except UnicodeDecodeError:
        return _of_windows(raw) or entry.filename


def _of_windows(raw: bytes) -> str:
    name = unicodedata.normalize("NFC", raw.decode("cp1258", "replace"))
    found = count(name.replace("_", " "))
    return name if found.marked and found.marked_syllables == found.marked else ""


def _unicode_path(extra: bytes) -> str:
    at = 0
    while at + 4 <= len(extra):
        what, size = struct.unpack_from("<HH", extra, at)
        if what == _UNICODE_PATH and size > 5:
            return extra[at + 9 : at + 4 + size].decode("utf-8", "replace")
        at += 4 + size
    return ""

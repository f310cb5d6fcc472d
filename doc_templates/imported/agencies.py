"""Who issued an old document, from the lines of its letterhead: the agency above, the agency itself, readable.

"UBND TỈNH SƠN LA" over "SỞ NỘI VỤ" → "Ủy ban nhân dân tỉnh Sơn La", "Sở Nội vụ". Names are written as Phụ lục II, IV
wants them; a name that the office keeps is told as the office writes it.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from doc_templates.imported.noise import letters_of, words
from doc_templates.letterheads import initials
from doc_templates.whole_text.lines import plain

_TERM = re.compile(r"\bKHO(?:Á|A|Ó)A? (?:[IVX]+|THỨ)\b.*|\bNHIỆM KỲ\b.*|\bKỲ HỌP\b.*")
"""Behind a council's name: "KHÓA XIV, KỲ HỌP THỨ 8"."""
_KEPT_ALONE = ("UBND", "HĐND", "BTC")  # one word that is a whole name; "VỤ" below "PHÒNG NỘI" is the end of one
_KEPT = ("QLDA", "UBMTTQ")
_JOINED = re.compile(r"\s*[-–—]\s*$|\bVÀ$|\bva$|,$")


@dataclass(frozen=True)
class Issuer:
    """`name`, `superior`: readable, "" for none; `begins`: the name begins as agencies' names do; `known`: the office
    keeps it; `lines`: as printed, of both."""

    name: str
    superior: str
    begins: bool
    known: bool
    lines: tuple[str, ...]


def read_issuer(lines: Sequence[str], agencies: Collection[str]) -> Issuer | None:
    """The agency and the one above it, from the lines of the left column; None where there is no line."""
    bare = [_TERM.sub("", line).strip(" .,*_|").lstrip("-–— ") for line in lines]
    names = _names([line for line in bare if letters_of(line)])
    if not names:
        return None
    if len(names) > 2 and all(_joint(name) for name in names):
        names = [" - ".join(names)]
    if len(names) == 2 and _same_rank(*names):
        names = [" - ".join(names)]
    name, superior = readable(names[-1]), readable(names[-2]) if len(names) > 1 else ""
    kept = {letters_of(agency): agency for agency in agencies}
    own = kept.get(letters_of(name)) or kept.get(letters_of(f"{name} {_territory(superior)}"))
    return Issuer(
        own or name, kept.get(letters_of(superior), superior), _begins(names[-1]), own is not None, tuple(lines)
    )


def _names(lines: Sequence[str]) -> list[str]:
    """Lines that belong together made one name each."""
    names: list[str] = []
    for line in lines:
        alone = len(line.split()) == 1 and line not in _KEPT_ALONE
        if names and (alone or not _begins(line) or _JOINED.search(names[-1]) or _belongs(names[-1], line)):
            above = (
                names[-1].rstrip(" -–—") if plain(line).split()[0] in words()["agency"]["territories"] else names[-1]
            )
            names[-1] = f"{above} {line}"
        else:
            names.append(line)
    return names


def _begins(line: str) -> bool:
    looked_at = plain(line).strip()
    return any(looked_at == first or looked_at.startswith(f"{first} ") for first in words()["agency"]["beginnings"])


def begins_agency(line: str) -> bool:
    """Whether a line in capitals is an agency's name, or the title of its head above its bases."""
    return line.isupper() and (
        _begins(line) or plain(line).startswith(("chu tich", "giam doc", "bo truong", "hieu truong"))
    )


def _belongs(above: str, line: str) -> bool:
    """ "ỦY BAN MẶT TRẬN TỔ QUỐC" under "VĂN PHÒNG": offices are named with their agency in the same name."""
    if plain(line).startswith(("phong chong", "phong, chong", "phong chay", "phong thu")):
        return True
    return plain(above).strip() in ("van phong", "lien bo", "lien nganh", "bo chi huy", "ban chi huy") and plain(
        line
    ).startswith(("uy ban", "hdnd", "hoi dong", "doan", "quan su"))


def _joint(name: str) -> bool:
    return plain(name).startswith(("bo ", "so ", "uy ban", "ban ", "toa an", "vien kiem sat"))


def _same_rank(one: str, other: str) -> bool:
    """Two ministries, or two departments, side by side: a joint document."""
    return any(plain(one).startswith(rank) and plain(other).startswith(rank) for rank in ("bo ", "so "))


def _territory(superior: str) -> str:
    found = re.search(r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu|thị trấn)\s.+$", superior)
    return found[0] if found else ""


@cache
def _written() -> dict[tuple[str, ...], list[str]]:
    table = words()["agency"]["written"]
    return {tuple(plain(phrase).replace(",", "").split()): phrase.split() for phrase in table}


def readable(name: str) -> str:
    """A name in capitals as it is written, with a capital first; one that has small letters stays as it is."""
    told = in_running_text(name)
    return told[:1].upper() + told[1:]


def in_running_text(name: str) -> str:
    """A name, or the end of one ("HUYỆN MAI SƠN"), as it is written within a sentence."""
    if name != name.upper():
        return " ".join(_long(name.split()))
    parts, bare = _long(name.split()), name.isascii()
    told: list[str] = []
    while parts:
        good = next(
            filter(None, (_phrase(parts[:size], bare, not told) for size in range(min(8, len(parts)), 0, -1))), None
        )
        told += good or [_capitalised(parts[0])]
        parts = parts[len(good) if good else 1 :]
    return " ".join(told)


def _phrase(parts: Sequence[str], bare: bool, first: bool) -> list[str]:
    """The words as the table writes them; []: not in it. A single word must have the table's marks: Phong is no Phòng,
    unless nothing in the name has marks."""
    good = _written().get(_key(parts), [])
    if (
        len(parts) == 1
        and good
        and not (_letters(parts[0]) == _letters(good[0]) or (bare and (first or good[0].islower())))
    ):
        return []
    return [f"{word.strip(',')}{',' if part.endswith(',') else ''}" for word, part in zip(good, parts, strict=False)]


def _letters(word: str) -> list[str]:
    """Letters and marks of a word, wherever the tone stands: "HOÀ" is "HÒA"."""
    return sorted(unicodedata.normalize("NFD", word.casefold().strip(",")))


def _key(parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(plain(part).replace(",", "") for part in parts)


def _long(parts: Sequence[str]) -> list[str]:
    """Abbreviations written out."""
    table = words()["agency"]["shortened"]
    return [word for part in parts for word in (table[part].split() if part in table else [part])]


def _capitalised(word: str) -> str:
    if word in _KEPT or not set(plain(word)) & set("aeiouy"):
        return word
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))


def abbreviations_of(name: str) -> set[str]:
    """What a symbol may say for this agency: "Sở Nội vụ" → SNV; committees by their rank alone."""
    looked_at = plain(name)
    if looked_at.startswith("uy ban nhan dan"):
        return {"UBND", "UB", "CTUBND"}
    if looked_at.startswith("hoi dong nhan dan"):
        return {"HĐND"}
    own = re.split(r"\s(?=(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu|thị trấn)\s)", name)[0]
    whole = "".join(word[0].upper() for word in re.findall(r"\w+", own) if plain(word) != "va")
    party = {short for words, short in _PARTY.items() if words in looked_at}
    return {initials(own), whole, *party} - {""}


_PARTY = {"tinh uy": "TU", "thanh uy": "TU", "huyen uy": "HU", "dang uy": "ĐU"}

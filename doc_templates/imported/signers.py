"""The words of a signature: the lines above the name, on whose behalf and as what somebody signs, and the name."""

import re
from collections.abc import Sequence
from functools import cache

from doc_templates.imported.agencies import in_running_text
from doc_templates.imported.noise import words
from doc_templates.whole_text.lines import has_bullet, is_capitals, plain
from doc_templates.whole_text.tail import is_name

AUTHORITY = re.compile(r"(?P<mark>TUQ|T/?M|K/?T|T/?L|Q(?=\s?\.))(?:\s?[.,:]\s*|\s+)(?=\w{2})")


def is_sign(line: str) -> bool:
    """Whether the words are a line above a signature: "TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH"."""
    sign = bare(line)
    if not is_capitals(sign) or len(sign) > 120 or has_bullet(sign):
        return False
    if AUTHORITY.match(sign):
        return True
    looked_at = plain(sign)
    return any(looked_at == title or looked_at.startswith(f"{title} ") for title in _titles())


def bare(part: str) -> str:
    """Without what strokes beside it were read as."""
    return part.strip(" .,;:*_|'\"`‘’“”~^-")


def name_in(part: str) -> str:
    """The person's name that a piece is, without rank and scraps around it; "" if it is none."""
    name = re.sub(r"^\W+|\W+$", "", _without_rank(part.strip()))
    scraps = name.split()
    while len(scraps) > 2 and len(scraps[-1]) == 1:
        scraps.pop()
    name = " ".join(scraps)
    if name.isupper() and has_surname(name) and not is_sign(name):
        name = " ".join(word.capitalize() for word in name.split())
    shouted = any(word.isupper() and len(word) > 1 for word in name.split())  # "Ni O CHỦ TỊCH" is what a seal left
    told = is_name(name) and not shouted and not any(map(str.isdigit, name))
    return name if told and (len(name.split()) > 2 or has_surname(name)) else ""


@cache
def _surnames() -> frozenset[str]:
    return frozenset(words()["signing"]["surnames"].split())


def has_surname(name: str) -> bool:
    parts = _without_rank(name).split()
    return bool(parts) and plain(parts[0]) in _surnames()


@cache
def _ranks() -> re.Pattern[str]:
    ranks = "|".join(re.escape(rank) for rank in sorted(words()["signing"]["ranks"], key=len, reverse=True))
    return re.compile(rf"(?:(?:{ranks})\b[.,]?\s*)+")


def _without_rank(name: str) -> str:
    found = _ranks().match(plain(name))
    return name[found.end() :] if found else name


def rank(part: str) -> str:
    return part[: len(part.strip()) - len(_without_rank(part.strip()))].strip()


def authority_of(signs: Sequence[str]) -> str:
    """On whose behalf, as signer.py names it: "", TM, KT, TM+KT, TL, TL+KT, TUQ, Q."""
    marks = [found["mark"].replace("/", "") for sign in signs if (found := AUTHORITY.match(sign.strip()))]
    told = "+".join(dict.fromkeys(marks))
    return told if told in ("TM", "KT", "TM+KT", "TL", "TL+KT", "TUQ", "Q") else (marks[0] if marks else "")


def title_of_signer(signs: Sequence[str]) -> str:
    """The signer's own title, readable: ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH") → "Phó Chủ tịch"; "" where none stands."""
    titles = [sign for sign in signs if not AUTHORITY.match(sign.strip())]
    if not titles:
        acting = next((sign for sign in signs if sign.startswith("Q")), "")
        titles = [AUTHORITY.sub("", acting, count=1)] if acting else []
    return title_case(" ".join(titles[-2:] if len(titles) > 1 and not is_sign(titles[-1]) else titles[-1:]))


def title_case(title: str) -> str:
    """ "PHÓ CHÁNH VĂN PHÒNG" → "Phó Chánh Văn phòng"."""
    if title != title.upper():
        return title.strip()
    looked_at = plain(title)
    first = next((known for known in _titles() if looked_at == known or looked_at.startswith(f"{known} ")), "")
    rest = title[len(first) :].strip()
    return f"{_titles().get(first, '')} {in_running_text(rest)}".strip()


@cache
def _titles() -> dict[str, str]:
    """Titles in small letters without marks → as they are written; the longest first."""
    written = sorted(words()["signing"]["titles"], key=len, reverse=True)
    return {plain(title): title for title in written}

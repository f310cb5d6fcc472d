"""What is known of a document that a text names, its printed form and the key by which it is found."""

import re
from dataclasses import dataclass, field
from datetime import date

from doc_templates.citations.page import fold
from doc_templates.kinds import date_text

ROLES = ("basis", "mention", "replaces", "amends", "repeals", "recalls", "corrects")
LAWS = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")
"""Kinds that are named by their name (Phụ lục I, Phần I, II.6.a)."""


@dataclass(frozen=True)
class Citation:
    """One document named in a text.

    `role`: of ROLES, what the text does with it; `kind`: "Quyết định", "" where nothing says it; `reference`:
    "12/QĐ-UBND", "30/2020/NĐ-CP", "15-QĐ/TU", "12" where only figures stand, tidied, Đ put right; `subject`: the name
    of a law; `issuer`: as printed; `said_year`: a year that stands without day; `within`: "khoản 1 Điều 5";
    `words`: all of it as printed, blanks tidied; `start`, `end`: where in the text's NFC form. Neither words nor place
    are part of a comparison.
    """

    role: str
    kind: str = ""
    reference: str = ""
    subject: str = ""
    issuer: str = ""
    dated: date | None = None
    said_year: int | None = None
    within: str = ""
    words: str = field(default="", compare=False)
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    @property
    def number(self) -> str:
        """ "12" of 12/QĐ-UBND, "30" of 30/2020/NĐ-CP, "" of a law without number."""
        found = re.match(r"\d+[a-zđ]?", self.reference)
        return found[0] if found else ""

    @property
    def symbol(self) -> str:
        """ "QĐ-UBND" of 12/QĐ-UBND, "NĐ-CP" of 30/2020/NĐ-CP, "QĐ/TU" of 15-QĐ/TU."""
        found = re.search(r"[/-]([^\W\d_].*)", self.reference)
        return found[1] if found else ""

    @property
    def year(self) -> int | None:
        """Of the number, else of the day, else as said."""
        found = re.match(r"\w+/(\d{4})(?!\d)", self.reference)
        if found:
            return int(found[1])
        return self.dated.year if self.dated else self.said_year

    @property
    def is_law(self) -> bool:
        return self.kind in LAWS

    @property
    def key(self) -> str:
        """What documents with the same number and symbol share, or laws of one name."""
        return reference_key(self.reference) if self.reference else f"{fold(self.kind)}:{_name(self.subject)}"


def reference_key(reference: str) -> str:
    """ "05/2026/QĐ–UBND" → "5 qd-ubnd": number without zeros, symbol folded, no year, all marks between parts alike."""
    folded = "".join(fold(reference).split())
    number, _, rest = re.sub(r"[/.&-]+", "-", folded).partition("-")
    year, _, symbol = rest.partition("-")
    if not re.fullmatch(r"(19|20)\d\d", year):
        symbol = rest
    return f"{number.lstrip('0') or '0'} {symbol}".strip()


def _name(subject: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", fold(subject)).split())


def written(citation: Citation) -> str:
    """The citation in the decree's form, without subject; it reads back the same."""
    number = f"số {citation.reference}" if citation.reference else ""
    day = date_text("", citation.dated) if citation.dated else ""
    year = f"năm {citation.said_year}" if citation.said_year and not citation.dated else ""
    issuer = f"của {citation.issuer}" if citation.issuer else ""
    facts = (citation.within, citation.kind, citation.subject, number, day, year, issuer)
    return " ".join(filter(None, facts))

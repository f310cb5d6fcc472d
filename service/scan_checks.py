"""Is this the paper of that document? Simple checks that the records clerk sees before a scan is filed."""

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from archive.records import Document
from doc_templates.page_images import page_text
from index.text import clean, fold, words
from service.documents import PDF, file_of, page_count
from service.parts import Parts
from service.scans import Scan


@dataclass(frozen=True)
class Check:
    """code: code, pages, similarity, reference, resolution, colour or words; whether it is well, and its facts."""

    code: str
    well: bool
    data: dict[str, Any] = field(default_factory=dict)


@cache
def rules() -> dict[str, dict[str, Any]]:
    """scan_rules.toml."""
    return tomllib.loads((Path(__file__).parent / "scan_rules.toml").read_text(encoding="utf-8"))


def compared(parts: Parts, document: Document, scanned: str) -> dict[str, Any]:
    """How the words of a scan agree with the issued text: {"similarity": percent, "reference_read": bool}."""
    pdf = file_of(parts, document, PDF)[1]
    issued = "\n".join(page_text(pdf, page) for page in range(1, page_count(document) + 1))
    return {
        "similarity": similarity(issued, scanned),
        "reference_read": _together(document.reference) in _together(scanned),
    }


def similarity(issued: str, scanned: str) -> int:
    """Percent of neighbouring words that both have (Dice), marks and capitals set aside; 0 to 100."""
    one, other = (_pairs(text) for text in (issued, scanned))
    both = sum((one & other).values())
    return round(200 * both / max(1, one.total() + other.total()))


def _pairs(text: str) -> Counter[tuple[str, str]]:
    return Counter(pairwise(word.folded for word in words(clean(text))))


def _together(text: str) -> str:
    return "".join(fold(clean(text)).split())


def checks(scan: Scan, document: Document | None) -> list[Check]:
    """What is known of a read scan, held against its document where there is one."""
    facts = scan.facts
    found = [
        Check(
            "resolution", facts["dpi"] >= rules()["resolution"]["least"], {"dpi": facts["dpi"], **rules()["resolution"]}
        ),
        Check("colour", facts["colour"], rules()["colour"]),
        Check("words", not facts.get("unread"), {"unread": facts.get("unread", 0)}),
    ]
    return [*_against(scan, document), *found] if document else found


def _against(scan: Scan, document: Document) -> list[Check]:
    facts, pages = scan.facts, page_count(document)
    least = rules()["similarity"]["least"]
    percent = facts.get("similarity", 0)
    return [
        Check("code", _says(facts) == document.id and len(facts["codes"]) == 1, facts["owner"] or {}),
        Check("pages", scan.pages == pages, {"scanned": scan.pages, "issued": pages}),
        Check("similarity", percent >= least, {"percent": percent, "least": least}),
        Check("reference", bool(facts.get("reference_read")), {"reference": document.reference}),
    ]


def _says(facts: dict[str, Any]) -> str:
    """The document that the QR code names, "" for none."""
    return facts["owner"]["id"] if facts["owner"] else ""

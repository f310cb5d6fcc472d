"""A cited document that is not here: what the office's list of legal bases says of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from doc_templates.legal_basis import LegalBasis
from service.basis_matching import named_by, replacement
from service.citing.rows import Cited
from service.legal_bases import KeptBasis


@dataclass(frozen=True)
class Outside:
    """state: "in_force", "not_yet", "ended"; until: its last day in force; by: what replaced it, in words."""

    state: str
    until: date | None = None
    by: str = ""


def outside(bases: Sequence[KeptBasis], cited: Cited, on: date) -> Outside | None:
    """None where the list does not know the document, or knows several that may be meant."""
    said = LegalBasis(cited.kind, cited.subject, cited.dated, cited.reference, cited.issuer, year=cited.year)
    one = named_by(bases, said)
    if one is None:
        return None
    if not one.begun(on):
        return Outside("not_yet")
    if not one.ended(on):
        return Outside("in_force")
    return Outside("ended", one.in_force_until, replacement(bases, one, on)[1])

"""The bases of a draft held against the office's list: which of them are not in force, and what to write instead."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from doc_templates.legal_basis import parse, written
from service.basis_matching import named_by, replacement
from service.legal_bases import LEAD, KeptBasis, kept

FIELD = "bases"
"""The field of every form that holds legal bases, one a line."""


@dataclass(frozen=True)
class BasisMark:
    """A line of a draft's bases that is not in force on the draft's day. `line`: from 0; `code`: a sentence's.

    `until`: its last day in force, `since`: its first; `by`: what replaced it, in words; `instead`: the whole new line
    where what replaced it is in the list and in force, else "".
    """

    line: int
    words: str
    code: str
    until: date | None
    since: date | None
    by: str
    instead: str

    @property
    def data(self) -> dict[str, object]:
        """What the sentence of `code` tells."""
        days = {"until": self.until, "since": self.since}
        told = {name: f"{day:%d/%m/%Y}" for name, day in days.items() if day}
        return {"words": self.words, "by": self.by, **told}


def marks(session: Session, agency_id: str, values: Mapping[str, object], on: date) -> list[BasisMark]:
    """The lines of `values["bases"]` that the office's list knows and that are not in force on that day."""
    typed = values.get(FIELD)
    lines = [str(line) for line in typed] if isinstance(typed, list) else []
    bases = kept(session, agency_id) if lines else []
    found = (_mark(bases, at, line, on) for at, line in enumerate(lines))
    return [mark for mark in found if mark is not None]


def _mark(bases: list[KeptBasis], at: int, line: str, on: date) -> BasisMark | None:
    cited = parse(line)
    one = named_by(bases, cited)
    if one is None or one.in_force(on):
        return None
    if not one.begun(on):
        return BasisMark(at, line, "basis_not_yet", None, one.in_force_from, "", "")
    new, words = replacement(bases, one, on)
    instead = written(replace(new.basis, lead=cited.lead or LEAD)) if new else ""
    code = "basis_replaced" if words else "basis_not_in_force"
    return BasisMark(at, line, code, one.in_force_until, one.in_force_from, words, instead)

"""A draft's citations of our own documents that are no longer as they were issued, and what to cite instead."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.documents import Document, seen_by
from doc_templates.citations.citation import Citation
from doc_templates.citations.reading import in_bases, in_text
from doc_templates.kinds import kinds
from doc_templates.legal_basis import LegalBasis, as_subject, parse, written
from service.acts.rules import ended, rules
from service.acts.standing import IN_FORCE
from service.bases_in_drafts import FIELD
from service.bodies import issuer_on
from service.citing.found import issuer_of
from service.citing.meant import meant
from service.citing.rows import Citable, Cited
from service.citing.said import said_of
from service.citing.same_issuer import may_be_one
from service.legal_bases import LEAD


@dataclass(frozen=True)
class CitedMark:
    """A citation in a field of a draft. line: of the bases, from 0, else -1; words: that line, else the citation.

    `code`: a sentence's; by: what changed the cited document; `instead`: the whole new line where another document
    replaced it and a line of the bases cites it alone, else ""; ended: it is no longer in force at all.
    """

    field: str
    line: int
    words: str
    code: str
    by: str
    instead: str
    ended: bool

    @property
    def data(self) -> dict[str, object]:
        """What the sentence of `code` tells."""
        return {"words": self.words, "by": self.by}


def cited_marks(
    session: Session, readers: Collection[str], agency_id: str, values: Mapping[str, object], on: date
) -> list[CitedMark]:
    """Each changed document once a field. readers: tokens of whom it is told to; what they may not see is not told."""
    named = list(_named(values))
    if not named:
        return []
    targets = _targets(session, agency_id, values, on, [one for *_, one in named])
    seen = _seen(session, readers, {id for id in targets if id})
    said = said_of(session, list(seen), seen_by(readers))
    told: dict[tuple[str, int, str], CitedMark] = {}
    for (field, line, words, one), target in zip(named, targets, strict=True):
        if target is None or target not in seen:
            continue
        place = Place(field, line, words, alone=sum(each[:2] == (field, line) for each in named) == 1)
        if seen[target].status != IN_FORCE:
            told.setdefault((field, line, target), _mark(session, readers, place, one, seen[target]))
        elif target in said:
            code, by = f"cited_said_{said[target].act}", said[target].by
            told.setdefault((field, line, target), CitedMark(field, line, words, code, by, "", ended=False))
    return list(told.values())


class Place(NamedTuple):
    """Where a draft cites; alone: nothing else is cited on that line or in that field."""

    field: str
    line: int
    words: str
    alone: bool


def _named(values: Mapping[str, object]) -> Iterator[tuple[str, int, str, Citation]]:
    for field, value in values.items():
        if field == FIELD and isinstance(value, list):
            lines = [str(line) for line in value]
            for line, one in in_bases(lines):
                yield field, line, lines[line].strip(), one
        elif isinstance(value, str):
            for one in in_text(value):
                yield field, -1, one.words, one


def _targets(
    session: Session, agency_id: str, values: Mapping[str, object], on: date, named: list[Citation]
) -> list[str | None]:
    """What each of the citations means, as it will when the draft is issued on that day."""
    issuer = issuer_on(session, agency_id, str(values.get("issuer") or ""), on).full_name
    draft = Citable(document_id="", agency_id=agency_id, key="", kind="", issuer=issuer, issued_on=on)
    asked = select(Citable).where(Citable.agency_id == agency_id, Citable.key.in_({one.key for one in named}))
    candidates: dict[str, list[Citable]] = {}
    for each in session.scalars(asked):
        candidates.setdefault(each.key, []).append(each)
    return [meant(_as_row(one), draft, candidates.get(one.key, ())) for one in named]


def _as_row(one: Citation) -> Cited:
    return Cited(kind=one.kind, dated=one.dated, year=one.year, issuer=one.issuer)


def _seen(session: Session, readers: Collection[str], ids: Collection[str]) -> dict[str, Document]:
    asked = select(Document).where(Document.id.in_(ids), seen_by(readers))
    return {each.id: each for each in session.scalars(asked)}


def _mark(session: Session, readers: Collection[str], place: Place, one: Citation, target: Document) -> CitedMark:
    by = _last(session, readers, target)
    new = _in_force_instead(session, readers, target) if place.alone and place.line >= 0 else None
    code = f"cited_{target.status}" if by else "cited_changed"
    instead = _line(new, parse(place.words).lead, one) if new else ""
    reference = by.reference if by else ""
    return CitedMark(place.field, place.line, place.words, code, reference, instead, ended(target.status))


def _last(session: Session, readers: Collection[str], target: Document) -> Document | None:
    """What gave the document its status, if they may see it."""
    acts = [act for act in target.details.get("acted_on_by", ()) if rules()[act["act"]].status == target.status]
    if not acts:
        return None
    return session.scalar(select(Document).where(Document.id == acts[-1]["id"], seen_by(readers)))


def _in_force_instead(session: Session, readers: Collection[str], target: Document) -> Document | None:
    """What replaced it, and what replaced that, up to one in force."""
    known, one = {target.id}, target
    while one.status == rules()["replace"].status:
        new = _last(session, readers, one)
        if new is None or new.id in known:
            return None
        known.add(new.id)
        one = new
    return one if one is not target and not ended(one.status) else None


def _line(new: Document, lead: str, old: Citation) -> str:
    """The line of the bases that cites the new document, issuer as the old line said it."""
    name = kinds()[new.kind].name if new.kind in kinds() else str(new.details.get("kind_name") or "")
    issuer = issuer_of(new.details)
    issuer = old.issuer if old.issuer and may_be_one(old.issuer, issuer) else issuer
    return written(LegalBasis(name, as_subject(new.subject), new.issued_on, new.reference, issuer, lead=lead or LEAD))

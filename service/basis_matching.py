"""Which basis of the office's list a citation means, what is in force in its place, and what typed words find there."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from doc_templates.legal_basis import LegalBasis
from index.text import fold
from service.names import name_key

if TYPE_CHECKING:
    from service.legal_bases import KeptBasis


def same(one: LegalBasis, other: LegalBasis) -> bool:
    """Whether two citations name one document: a law by name and day, what has a number by kind and number."""
    if name_key(one.kind) != name_key(other.kind):
        return False
    if one.reference and other.reference:
        return _reference_key(one) == _reference_key(other) and _may_be_of_one_day(one, other)
    if not one.is_law and (one.reference or other.reference):
        return False
    return _name(one) == _name(other) and _may_be_of_one_day(one, other)


def _name(one: LegalBasis) -> str:
    """Commas are not part of a name: “Luật Thi đua khen thưởng”."""
    return name_key(re.sub(r"[,;.]", " ", one.subject))


def _reference_key(one: LegalBasis) -> str:
    return name_key(one.reference).replace(" ", "").lstrip("0")


def _may_be_of_one_day(one: LegalBasis, other: LegalBasis) -> bool:
    if one.dated and other.dated:
        return one.dated == other.dated
    years = {year for year in (_year(one), _year(other)) if year is not None}
    return len(years) < 2


def _year(one: LegalBasis) -> int | None:
    return one.dated.year if one.dated else one.year


def named_by(bases: Sequence["KeptBasis"], cited: LegalBasis) -> "KeptBasis | None":
    """The kept basis that a draft's line means; None where it means none or, said without its day, several."""
    found = [one for one in bases if cited.kind and same(one.basis, cited)]
    return found[0] if len(found) == 1 else None


def replacement(bases: Sequence["KeptBasis"], one: "KeptBasis", on: date) -> "tuple[KeptBasis | None, str]":
    """What is in force in place of a basis that ended, through those that ended since; and its words, if any."""
    by_id = {each.id: each for each in bases}
    seen, words = {one.id}, one.replaced_by_words
    while (next_id := one.replaced_by_id) in by_id and next_id not in seen:
        one = by_id[next_id]
        seen.add(one.id)
        words = one.replaced_by_words or one.words
        if not one.ended(on):
            return one, one.words
    return None, words


def matching(bases: Iterable["KeptBasis"], query: str, on: date) -> "list[KeptBasis]":
    """Those with all the words of `query`, with or without marks, begun words too; what is in force comes first."""
    wanted = fold(query).split()
    found = [(one, f" {fold(_searched(one))}") for one in bases]
    found = [(one, words) for one, words in found if all(f" {word}" in words or word in words for word in wanted)]
    whole = " ".join(wanted)
    return [one for one, words in sorted(found, key=lambda pair: (not pair[0].in_force(on), whole not in pair[1]))]


def _searched(one: "KeptBasis") -> str:
    """Marks between figures and letters are blanks too, so that “30 2020” finds 30/2020/NĐ-CP."""
    return f"{one.words} {one.reference} {one.reference.replace('/', ' ').replace('-', ' ')} {one.note}"

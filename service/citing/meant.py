"""Which document of the archive a citation means: never a guess between two."""

from collections.abc import Iterable, Sequence

from doc_templates.citations.words import table
from service.citing.rows import Citable, Cited
from service.citing.same_issuer import may_be_one, surely_one
from service.names import slug


def meant(one: Cited, citing: Citable, candidates: Iterable[Citable]) -> str | None:
    """The id of the one document of that key that kind, day, year and issuer allow; None for none or several.

    Of several, those of the issuer that is named count, else those of the issuer of the citing document itself.
    """
    possible = [each for each in candidates if _possible(one, citing, each)]
    if len(possible) > 1:
        issuer = one.issuer or citing.issuer
        possible = [each for each in possible if surely_one(each.issuer, issuer)] or _own(possible, one, citing)
    return possible[0].document_id if len(possible) == 1 else None


def _own(possible: Sequence[Citable], one: Cited, citing: Citable) -> list[Citable]:
    """“UBND xã” said in a document of the Ủy ban nhân dân xã Tân Hòa is that one, not another commune's."""
    if not may_be_one(one.issuer, citing.issuer):
        return []
    return [each for each in possible if surely_one(each.issuer, citing.issuer)]


def _possible(one: Cited, citing: Citable, each: Citable) -> bool:
    return (
        each.document_id != citing.document_id
        and each.issued_on <= citing.issued_on
        and _kind(one.kind, each.kind)
        and one.dated in (None, each.issued_on)
        and one.year in (None, each.issued_on.year)
        and may_be_one(one.issuer, each.issuer)
    )


def _kind(said: str, kind: str) -> bool:
    return not said or said in table()["kinds"]["any"] or slug(said) == kind

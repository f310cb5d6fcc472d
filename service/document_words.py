"""A document's own words for the archive and the search; subject, bases, people and places of filing have their own."""

from collections.abc import Iterator, Mapping

from doc_templates.body import parse
from doc_templates.body_text import words as body_words
from service.draft import Draft

_ELSEWHERE = frozenset(
    {
        "subject", "unit", "bases", "addressees", "recipients", "kept_at", "signer", "issuer", "issuing_authority",
        "urgency", "circulation", "drafter_mark", "contact", "appendix_title", "confirmation", "gathering",
    }
)  # fmt: skip

_LISTS = ("awardees", "attached_body", "appendices")


def words(draft: Draft) -> str:
    """Body first, then what the fields of its kind say, lists and appendices with their titles."""
    own = {name: value for name, value in draft.values.items() if name not in _ELSEWHERE and name != "body"}
    body = _words({"body": draft.values.get("body")})
    title = str(draft.values.get("appendix_title") or "") if draft.values.get("awardees") else ""
    lists: dict[str, object] = {
        name: own.pop(name) for name in ("awardees", "attached_body", "appendices") if name in own
    }
    return "\n".join(filter(None, [*body, *_words(own), title, *_words(lists)]))


def _words(values: Mapping[str, object]) -> Iterator[str]:
    for name, value in values.items():
        if isinstance(value, str):
            yield body_words(parse(value)) if name.endswith("body") else value.strip()
        elif isinstance(value, list):
            for each in value:
                yield _row(each) if isinstance(each, Mapping) else str(each)


def _row(row: Mapping[str, object]) -> str:
    """A row of a list on one line; an appendix, which has a text of its own, on several."""
    return "\n".join(_words(row)) if "body" in row else " ".join(str(cell) for cell in row.values())

"""What people type → Query. Never raises: whatever is not understood is searched as words and noted."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Note:
    """Something the reader should know about how the query was taken; the page turns `code` into a sentence.

    Codes: "unknown_field" {field}, "bad_value" {field, value}, "too_long" {words}, "reference_not_found" {reference},
    "number_not_found" {number}, "partial" {words, required} (listed documents hold at least `required` of `words`),
    "approximate" {} (total and facets are estimates)."""

    code: str
    data: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Query:
    """A parsed query; an empty one lists everything the filters allow, newest first."""

    text: str

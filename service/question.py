"""What the search page was asked, read leniently from an address and written back into one: every state has
a link."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import get_args
from urllib.parse import parse_qsl, urlencode

from index.engine import Filters, Order

PAGE = 20
LAST_PAGE = 500
LONGEST = 1000
LONGEST_CHOICE = 300
ORDERS: tuple[Order, ...] = get_args(Order)
CHOICES = ("kind", "signer", "issuer", "status", "origin", "urgency")
"""Filters whose values are words, as a facet gives them."""


@dataclass(frozen=True)
class Question:
    """Words, filters and order of one search. `ignored`: names of parameters whose values could not be read."""

    q: str = ""
    kind: str | None = None
    year: int | None = None
    signer: str | None = None
    since: date | None = None
    until: date | None = None
    issuer: str | None = None
    status: str | None = None
    origin: str | None = None
    urgency: str | None = None
    order: Order = "best"
    page: int = 1
    ignored: tuple[str, ...] = ()

    def filters(self, agency_id: str) -> Filters:
        chosen = {name: getattr(self, name) for name in CHOICES}
        return Filters(agency_id, year=self.year, since=self.since, until=self.until, **chosen)

    @property
    def offset(self) -> int:
        return (self.page - 1) * PAGE

    @property
    def narrowed(self) -> bool:
        """Whether any filter stands beside the words."""
        return any((self.year, self.since, self.until, *(getattr(self, name) for name in CHOICES)))

    def but(self, **changes: object) -> "Question":
        """The same question with something changed; from its first page unless the page is what changes."""
        return replace(self, **{"page": 1, "ignored": (), **changes})  # type: ignore[arg-type]

    def wide(self) -> "Question":
        """The words and their order alone, without filters."""
        return Question(q=self.q, order=self.order)

    def as_args(self) -> dict[str, str]:
        """Parameters of the address, without the empty ones."""
        since = self.since.isoformat() if self.since else ""
        until = self.until.isoformat() if self.until else ""
        page = self.page if self.page > 1 else ""
        order = self.order if self.order != "best" else ""
        named = {"q": self.q, "year": self.year, **{name: getattr(self, name) for name in CHOICES}}
        written = {**named, "from": since, "to": until, "order": order, "page": page}
        return {name: str(value) for name, value in written.items() if value}

    def encoded(self) -> str:
        return urlencode(self.as_args())


def read(args: Mapping[str, str]) -> Question:
    """Never fails: a value that cannot be read is left out and named in `ignored`."""
    year, since, until = _number(args.get("year", "")), _day(args.get("from", "")), _day(args.get("to", ""))
    page = _number(args.get("page", "")) or 1
    wrong = {"year": year, "from": since, "to": until}
    chosen = {name: args.get(name, "").strip()[:LONGEST_CHOICE] or None for name in CHOICES}
    return Question(
        q=args.get("q", "").strip()[:LONGEST],
        year=year,
        since=since,
        until=until,
        order=next((order for order in ORDERS if order == args.get("order")), "best"),
        page=min(max(page, 1), LAST_PAGE),
        ignored=tuple(name for name, value in wrong.items() if value is None and args.get(name, "").strip()),
        **chosen,
    )


def read_back(encoded: str) -> Question | None:
    """The question a document was opened from, as `encoded()` wrote it; None for an empty one."""
    args = dict(parse_qsl(encoded[: 4 * LONGEST]))
    return read(args) if args else None


def _number(words: str) -> int | None:
    words = words.strip()
    return int(words) if words.isascii() and words.isdigit() and len(words) <= 9 else None


def _day(words: str) -> date | None:
    """2026-01-05 as browsers send it, or 05/01/2026 as people write it."""
    parts = words.strip().split("/")
    iso = "-".join(reversed([part.zfill(2) for part in parts])) if len(parts) == 3 else words.strip()
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None

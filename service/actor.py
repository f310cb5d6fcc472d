"""Who acts: one value that every step of the path takes, whichever door the person or software came through."""

from dataclasses import dataclass
from typing import Literal

PERMISSIONS = ("read", "draft", "layout", "sign", "issue", "administer", "audit")
"""What may be allowed: to a role, and to an API token as its scopes."""

ROLES: dict[str, frozenset[str]] = {
    "drafter": frozenset({"read", "draft"}),
    "layout_checker": frozenset({"read", "draft", "layout"}),
    "signer": frozenset({"read", "draft", "sign"}),
    "records_clerk": frozenset({"read", "draft", "issue"}),
    "administrator": frozenset({"read", "administer"}),
    "auditor": frozenset({"read", "audit"}),
}
"""The office's roles; a person may have several (a small office often gives one person three)."""


@dataclass(frozen=True)
class Actor:
    """A person or a software acting for one agency; `via` says through which door."""

    user_id: int | None
    name: str
    agency_id: str
    permissions: frozenset[str]
    via: Literal["page", "api", "command"]

    def may(self, permission: str) -> bool:
        return permission in self.permissions

"""What goes into an index: an issued or brought document as searching needs it, made from the archive alone."""

from dataclasses import dataclass
from datetime import date

EVERYBODY = "office"
"""The token of a reader that everybody of the agency holds."""

ENDED = frozenset({"recalled", "replaced"})
"""What is no longer in force: behind what answers equally well and is."""


@dataclass(frozen=True)
class Entry:
    """One issued document as the index sees it. `kind` is the id ("ke-hoach"), `symbol` "KH-UBND", `reference` the
    printed number and symbol ("01/KH-UBND"); `body` and `appendix` are plain text without limit of length.

    issuer: who issued it, as printed. status: where it stands ("issued", "recalled", "replaced", …). origin: "issued"
    here or "imported". readers: who may see it, opaque tokens of which one is enough ("office", "unit:12"); () nobody.
    facts: what appendix VI part II of Nghị định 30/2020 asks for beside these, as (name, words): "urgency",
    "due_on" (2026-12-05), "signer_title", "pages", "copies", "kept_at", "note", "language", "arrived_on", …; searched
    as words and by name (index/named.py)."""

    id: str
    agency_id: str
    reference: str
    number: int
    symbol: str
    kind: str
    kind_name: str
    subject: str
    issued_on: date
    year: int
    signer: str
    parties: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    body: str = ""
    issuer: str = ""
    status: str = "issued"
    origin: str = "issued"
    appendix: str = ""
    readers: tuple[str, ...] = (EVERYBODY,)
    facts: tuple[tuple[str, str], ...] = ()

    def fact(self, name: str) -> str:
        """The first fact of that name, "" if there is none."""
        return next((words for known, words in self.facts if known == name), "")

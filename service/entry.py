"""What the index knows of a document: made from the archive's row alone, so that it can be made again at any time."""

from collections.abc import Iterator, Mapping

from archive.readers import readers_of
from archive.records import Document
from doc_templates.kinds import copies, kinds
from index.engine import Entry

FACTS = (
    "urgency", "circulation", "secrecy", "pages", "copies", "kept_at", "language", "note", "due_on", "arrived_on",
    "arrival_number",
)  # fmt: skip
"""Facts of the details that are searched by name (index/fields.toml): Nghị định 30/2020/NĐ-CP, Phụ lục VI, phần II."""


def entry_of(document: Document) -> Entry:
    """The document as the index takes it."""
    kind = (kinds() | copies()).get(document.kind)
    details = document.details
    return Entry(
        id=document.id,
        agency_id=document.agency_id,
        reference=document.reference,
        number=document.number,
        symbol=document.symbol,
        kind=document.kind,
        kind_name=kind.name if kind else str(details.get("kind_name") or document.kind),
        subject=document.subject,
        issued_on=document.issued_on,
        year=document.year,
        signer=document.signer_name,
        parties=tuple(party.name for party in document.parties),
        bases=tuple(str(line) for line in details.get("bases", [])),
        body=document.text,
        issuer=_issuer(details),
        status=document.status,
        origin=document.origin,
        appendix=str(details.get("appendix") or ""),
        readers=readers_of(document.details),
        facts=tuple(_facts(document)),
    )


def _issuer(details: Mapping[str, object]) -> str:
    """The body that issued it, else the agency, in full; of an imported one as its paper says."""
    said = details.get("issuer") or details.get("agency") or ""
    return _name(said) if isinstance(said, Mapping) else str(said)


def _name(issuer: Mapping[str, object]) -> str:
    lines = issuer.get("name") or ()
    return str(issuer.get("full_name") or (" ".join(map(str, lines)) if isinstance(lines, list | tuple) else lines))


def _facts(document: Document) -> Iterator[tuple[str, str]]:
    """Facts lie among the details, those of the form's own fields under "facts" there."""
    own = document.details.get("facts")
    told = {**document.details, **(own if isinstance(own, Mapping) else {})}
    if document.signer_title:
        yield "signer_title", " ".join(document.signer_title.split("\n"))
    for name in FACTS:
        value = told.get(name)
        if isinstance(value, str | int) and str(value).strip():
            yield name, _urgency(str(value)) if name == "urgency" else str(value)


def _urgency(printed: str) -> str:
    """As words, not as the stamp prints it: "Hoả tốc"."""
    return printed.strip().capitalize()

"""A document as it is filed: the content of metadata.json, all a reader needs in ten years without this
program.

It is made before the bytes go into the storage and it is all that the rows are made of, then and at a
rebuild.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from archive.errors import UnreadableFiling
from archive.ocfl import FileDigest, digests, plain_json

SCHEMA = "archive.document/1"
METADATA = "metadata.json"
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
    "doc": "application/msword",
    "odt": "application/vnd.oasis.opendocument.text",
    "rtf": "application/rtf",
}
OF_ORIGINALS = {"tif": "image/tiff", "jpg": "image/jpeg", "png": "image/png"}
"""Of imported documents; pictures that were brought as scans of paper are filed without, and stay so."""


@dataclass(frozen=True)
class FilingAgency:
    """The agency as it was on the day: superior and name are the printed lines of the letterhead."""

    id: str
    code: str
    full_name: str
    abbreviation: str
    superior: tuple[str, ...]
    name: tuple[str, ...]
    place: str
    address: str = ""


@dataclass(frozen=True)
class FilingParty:
    """role: addressee, recipient, signer, drafter or records_clerk; in the order of the paper."""

    role: str
    name: str


@dataclass(frozen=True)
class FilingFile:
    """A file of the object beside metadata.json; size in bytes, digests in hex."""

    name: str
    media_type: str
    size: int
    sha256: str
    sha512: str


@dataclass(frozen=True)
class Filing:
    """An issued document in plain values. id: the draft's 32 hex digits; text: the document's plain text;
    signer_title: the printed lines of authority and title, one a line; software: name and version that
    made it; details: whatever else is worth keeping, as plain JSON.
    """

    id: str
    agency: FilingAgency
    form: str
    form_version: int
    kind: str
    kind_name: str
    series: str
    year: int
    number: int
    symbol: str
    reference: str
    subject: str
    issued_on: date
    issued_at: datetime
    signer_name: str
    signer_title: str
    parties: tuple[FilingParty, ...]
    bases: tuple[str, ...]
    text: str
    files: tuple[FilingFile, ...]
    software: str
    details: dict[str, Any] = field(default_factory=dict)

    def person(self, role: str) -> str:
        """The name of the first party in that role, "" if there is none."""
        return next((party.name for party in self.parties if party.role == role), "")

    @property
    def origin(self) -> str:
        """ISSUED or IMPORTED (documents.py); kept among the details, so that older readers of the schema read it."""
        return str(self.details.get("origin", "issued"))

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values, the schema's name with them."""
        dates = {"issued_on": self.issued_on.isoformat(), "issued_at": self.issued_at.isoformat()}
        plain: dict[str, Any] = json.loads(json.dumps({**asdict(self), **dates}))
        return {"schema": SCHEMA, **plain}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "Filing":
        """The filing that to_json() made plain. Raises UnreadableFiling."""
        if plain.get("schema") != SCHEMA:
            raise UnreadableFiling(why=f"schema {plain.get('schema')!r}, not {SCHEMA!r}")
        try:
            return cls(**_values(plain))
        except (KeyError, TypeError, ValueError) as error:
            raise UnreadableFiling(why=repr(error)) from error


def _values(plain: Mapping[str, Any]) -> dict[str, Any]:
    agency = plain["agency"]
    lines = {name: tuple(agency[name]) for name in ("superior", "name")}
    return {name: value for name, value in plain.items() if name != "schema"} | {
        "agency": FilingAgency(**{**agency, **lines}),
        "issued_on": date.fromisoformat(plain["issued_on"]),
        "issued_at": datetime.fromisoformat(plain["issued_at"]),
        "parties": tuple(FilingParty(**party) for party in plain["parties"]),
        "bases": tuple(plain["bases"]),
        "files": tuple(FilingFile(**file) for file in plain["files"]),
    }


def metadata_json(filing: Filing) -> bytes:
    """The bytes of metadata.json: UTF-8, sorted keys, indented; equal filings give equal bytes."""
    return plain_json(filing.to_json())


def read_metadata(content: bytes) -> Filing:
    """The filing in a metadata.json. Raises UnreadableFiling."""
    try:
        plain = json.loads(content)
    except ValueError as error:
        raise UnreadableFiling(why=repr(error)) from error
    return Filing.from_json(plain if isinstance(plain, dict) else {})


def describe(files: Mapping[str, bytes]) -> tuple[FilingFile, ...]:
    """What a filing says of the files that will lie beside it, in the order of their names."""
    return tuple(filing_file(digests(name, files[name])) for name in sorted(files))


def filing_file(file: FileDigest) -> FilingFile:
    """A stored file with its media type, which its name decides."""
    known = MEDIA_TYPES | (OF_ORIGINALS if file.name.startswith("original") else {})
    media_type = known.get(file.name.rpartition(".")[2], "application/octet-stream")
    return FilingFile(file.name, media_type, file.size, file.sha256, file.sha512)


def object_id(document_id: str) -> str:
    """The document's id in the storage: urn:uuid:…"""
    return UUID(document_id).urn

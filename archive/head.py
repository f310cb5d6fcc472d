"""One head of the journal: what head-<seq>-<digest>.json says, and the time-stamp beside it."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from archive.errors import UnreadableFiling

PREFIX = "head:"
SCHEMA = "archive.head/1"
IMPRINT = b"\x04\x20"
"""How DER begins an octet string of 32 bytes, as the imprint of a time-stamp over sha256 is written."""


@dataclass(frozen=True)
class Head:
    """journal: digest of the journal's first event; seq, digest: its last event then; intake: digest of the last line
    noted in the second place, "" without one; former: journals that ended before this one began (a rebuild)."""

    journal: str
    seq: int
    digest: str
    intake: str
    at: datetime
    former: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {"schema": SCHEMA, **asdict(self), "at": self.at.isoformat(), "former": list(self.former)}


@dataclass(frozen=True)
class FiledHead:
    """A head with its files: the JSON, and the time-stamp's answer or None."""

    head: Head
    object_id: str
    content: bytes
    stamp: bytes | None

    @property
    def seq(self) -> int:
        return self.head.seq

    @property
    def files(self) -> dict[str, bytes]:
        """By names that tell the day: 2026-11-23-head-12-0a1b2c3d.json, and .tsr."""
        name = f"{self.object_id.removeprefix(PREFIX)}-{head_name(self.head)}"
        stamped = {} if self.stamp is None else {f"{name}.tsr": self.stamp}
        return {f"{name}.json": self.content, **stamped}

    @property
    def stamp_is_of_it(self) -> bool:
        """Is the stamp over these very bytes? Whose it is, the reader of certificates has to say."""
        return self.stamp is None or IMPRINT + hashlib.sha256(self.content).digest() in self.stamp


def head_id(day: date) -> str:
    """The object id of a day's heads."""
    return f"{PREFIX}{day.isoformat()}"


def head_name(head: Head) -> str:
    """Two journals with as many events on one day lie side by side: nothing filed is ever laid over."""
    return f"head-{head.seq}-{head.digest[:8]}"


def read_head(content: bytes) -> Head:
    """The head in a head-….json. Raises UnreadableFiling."""
    try:
        said = json.loads(content)
        if said.pop("schema") != SCHEMA:
            raise ValueError("another schema")
        at = datetime.fromisoformat(said.pop("at"))
        return Head(**{**said, "at": at, "former": tuple(said["former"])})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableFiling(why=repr(error)) from error

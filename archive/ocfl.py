"""The Oxford Common File Layout 1.1 as data: where an object lies, what its inventory says. No disk here.

Specification: https://ocfl.io/1.1/spec/ ; layout: community extension 0004, with its default values. Content
is named by sha512 in the manifest; the sha256 that the law's metadata asks for stands in the fixity block.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from archive.errors import BadName

ROOT_DECLARATION = ("0=ocfl_1.1", b"ocfl_1.1\n")
OBJECT_DECLARATION = ("0=ocfl_object_1.1", b"ocfl_object_1.1\n")
LAYOUT = "0004-hashed-n-tuple-storage-layout"
INVENTORY = "inventory.json"
SIDECAR = "inventory.json.sha512"
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}(\.[a-z0-9]{1,12}){1,2}")

Inventory = dict[str, Any]


@dataclass(frozen=True)
class FileDigest:
    """A file's name, size in bytes, and digests in hex."""

    name: str
    size: int
    sha256: str
    sha512: str


def digests(name: str, content: bytes) -> FileDigest:
    """The digests of a file's content. Raises BadName for a name that may not be stored."""
    if not NAME.fullmatch(name):
        raise BadName(name=name)
    return FileDigest(name, len(content), hashlib.sha256(content).hexdigest(), hashlib.sha512(content).hexdigest())


def object_path(object_id: str) -> PurePosixPath:
    """Where the object lies below the root: abc/def/012/<sha256 of the id>. Raises BadName for a
    hostile id.
    """
    printable = all(not unicodedata.category(letter).startswith("C") for letter in object_id)
    if not printable or not 1 <= len(object_id) <= 500 or object_id.strip() != object_id:
        raise BadName(name=object_id)
    digest = hashlib.sha256(object_id.encode()).hexdigest()
    return PurePosixPath(digest[0:3], digest[3:6], digest[6:9], digest)


def root_files() -> dict[str, bytes]:
    """The files of an empty storage root, the declaration last: it makes the folder a storage root."""
    layout = {
        "extension": LAYOUT,
        "description": "sha256 of the object id in hex: three folders of three letters, then the digest",
    }
    parameters = {
        "extensionName": LAYOUT,
        "digestAlgorithm": "sha256",
        "tupleSize": 3,
        "numberOfTuples": 3,
        "shortObjectRoot": False,
    }
    return {
        f"extensions/{LAYOUT}/config.json": plain_json(parameters),
        "ocfl_layout.json": plain_json(layout),
        ROOT_DECLARATION[0]: ROOT_DECLARATION[1],
    }


def first_inventory(object_id: str, files: Iterable[FileDigest], *, message: str, user: str, at: datetime) -> Inventory:
    """The inventory of an object with one version, v1."""
    empty = {
        "id": object_id,
        "type": "https://ocfl.io/1.1/spec/#inventory",
        "digestAlgorithm": "sha512",
        "head": "v0",
        "manifest": {},
        "fixity": {"sha256": {}},
        "versions": {},
    }
    return next_inventory(empty, files, message=message, user=user, at=at)


def next_inventory(
    inventory: Inventory, files: Iterable[FileDigest], *, message: str, user: str, at: datetime
) -> Inventory:
    """The inventory with one version more, in which `files` are new or changed and all others are kept."""
    head = f"v{int(inventory['head'][1:]) + 1}"
    manifest = dict(inventory["manifest"])
    fixity = dict(inventory["fixity"]["sha256"])
    named = {name: digest for digest, names in head_state(inventory).items() for name in names}
    for file in files:
        if file.sha512 not in manifest:
            manifest[file.sha512] = [f"{head}/content/{file.name}"]
            fixity.setdefault(file.sha256, []).extend(manifest[file.sha512])
        named[file.name] = file.sha512
    version = {
        "created": at.isoformat(timespec="microseconds"),
        "message": message,
        "user": {"name": user},
        "state": _by_digest(named),
    }
    return inventory | {
        "head": head,
        "manifest": manifest,
        "fixity": {"sha256": fixity},
        "versions": inventory["versions"] | {head: version},
    }


def _by_digest(named: Mapping[str, str]) -> dict[str, list[str]]:
    state: dict[str, list[str]] = {}
    for name, digest in sorted(named.items()):
        state.setdefault(digest, []).append(name)
    return state


def head_state(inventory: Inventory) -> dict[str, list[str]]:
    """sha512 → names of the newest version; empty before the first."""
    versions = inventory["versions"]
    return dict(versions[inventory["head"]]["state"]) if versions else {}


def as_it_was(inventory: Inventory, version: str) -> Inventory:
    """The inventory read as if `version` were the newest."""
    return inventory | {"head": version}


def plain_json(value: object) -> bytes:
    """JSON that people read too: UTF-8, sorted keys, indented, a last newline."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()


def sidecar(inventory: bytes) -> bytes:
    """The line that guards an inventory: its sha512 and its name."""
    return f"{hashlib.sha512(inventory).hexdigest()} {INVENTORY}\n".encode()

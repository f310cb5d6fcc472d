"""Files brought for a layout check: kept a day for the person who brought them, never part of the office's records."""

import json
import re
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from doc_templates.layout.repair import Change
from service.actor import Actor
from service.errors import NotFound
from service.parts import Parts

KEPT_SECONDS = 24 * 3600
KEY = re.compile(r"[0-9a-f]{32}")
LONGEST_NAME = 120


@dataclass(frozen=True)
class KeptFile:
    """A .docx as it was brought, or as a repair made it: `changes` says what that did, `before` to which file."""

    key: str
    name: str
    docx: bytes
    before: str
    changes: tuple[dict[str, str], ...]


def keep(
    parts: Parts, actor: Actor, name: str, docx: bytes, before: str = "", changes: Sequence[Change] = ()
) -> KeptFile:
    """Keep a file for a day. The same content is the same key for the same person."""
    told = tuple(change.told for change in changes)
    kept = KeptFile(sha256(docx).hexdigest()[:32], name[:LONGEST_NAME], docx, before, told)
    place = _place(parts, actor, kept.key)
    place.parent.mkdir(parents=True, exist_ok=True)
    facts = {name: value for name, value in asdict(kept).items() if name != "docx"}
    place.with_suffix(".json").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    place.write_bytes(docx)
    return kept


def kept_file(parts: Parts, actor: Actor, key: str) -> KeptFile:
    """Raises NotFound: never brought by this person, or longer ago than a day."""
    if not KEY.fullmatch(key):
        raise NotFound(what="layout_file", id=key)
    place = _place(parts, actor, key)
    try:
        facts = json.loads(place.with_suffix(".json").read_text(encoding="utf-8"))
        return KeptFile(**{**facts, "changes": tuple(facts["changes"])}, docx=place.read_bytes())
    except FileNotFoundError:
        raise NotFound(what="layout_file", id=key) from None


def sweep(parts: Parts) -> None:
    """Drop what is older than a day."""
    oldest = time.time() - KEPT_SECONDS
    for file in _folder(parts).glob("*.*"):
        if file.stat().st_mtime < oldest:
            file.unlink(missing_ok=True)


def _place(parts: Parts, actor: Actor, key: str) -> Path:
    return _folder(parts) / f"{actor.user_id}-{key}.docx"


def _folder(parts: Parts) -> Path:
    return parts.config.data_dir / "layout-checks"

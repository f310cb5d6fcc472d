"""Tantivy's files inside a generation (folder.py): schema, opening, what a commit consists of, checksums beside it.

sums.json      checksum of every file of the last commit. Tantivy maps files into memory, where a file cut short would
               end the process: they are verified before a state is opened and looked at again before every search
values.json    the values of coded columns in the order of their codes; only ever grows
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import tantivy

from .files import Damaged, Look, checksum, damage_named, fingerprint
from .folder import Folder
from .stored import CODED

SCHEMA_VERSION = 2
"""Raised with every change of fields or of the format of stored data; an index of another version is rebuilt."""

COUNTED = ("exact", "folded", "pairs")
"""Fields whose terms are scored: a text of ready-made terms with a space between them."""
WHOLE = ("units", "named", "parties", "id")
"""Fields whose values are terms."""
SEEN = "seen"
"""Terms of an agency with a reader: by them Tantivy itself leaves out what may not be seen."""
PLAIN = ("issued_on", "number", "year", "length", "due_on")
SPLIT = {"by_reference": 16, "by_subject": 24}
"""Facts that are bytes, as so many of them in numbers of eight."""
NUMBERS = (
    "uid",
    "put",
    "gone",
    *PLAIN,
    *(f"{name}{part}" for name, size in SPLIT.items() for part in range(size // 8)),
)
CODES = (*CODED, "readers")
SHOWN = ("label", "tokens", "shown")

_TOKENIZER = "ready"
_SUMS, _VALUES, _META = "sums.json", "values.json", "meta.json"


class Segment(NamedTuple):
    """A part of an index: documents (deleted ones among them), and its files."""

    name: str
    documents: int


class Commit(NamedTuple):
    """What was committed last. `stamp` changes with every commit and merge."""

    stamp: bytes
    segments: tuple[Segment, ...]


def folder_of(root: Path) -> Folder:
    """The folder of a Tantivy engine."""
    return Folder(root, SCHEMA_VERSION, _make)


def schema() -> tantivy.Schema:
    """The fields of the index."""
    builder = tantivy.SchemaBuilder()
    for name in COUNTED:
        builder.add_text_field(name, tokenizer_name=_TOKENIZER, index_option="basic")
    for name in (*WHOLE, SEEN):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in (*NUMBERS, *CODES):
        builder.add_integer_field(name, fast=True)
    for name in SHOWN:
        builder.add_bytes_field(name, stored=True)
    return builder.build()


def _make(generation: Path) -> None:
    (generation / _VALUES).write_text("{}", encoding="ascii")
    tantivy.Index(schema(), str(generation))


def open_index(generation: Path) -> tantivy.Index:
    """Tantivy's own index object. Raises Damaged, FileNotFoundError."""
    if not (generation / _META).exists():
        raise FileNotFoundError(generation / _META)
    with damage_named(str(generation)):
        index = tantivy.Index.open(str(generation))
        ready_made = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer(_TOKENIZER, ready_made)
        index.config_reader(reload_policy="manual")
    return index


def latest_commit(generation: Path) -> Commit:
    """Raises Damaged, FileNotFoundError."""
    stamp = (generation / _META).read_bytes()
    with damage_named(_META):
        found = json.loads(stamp)
        segments = tuple(Segment(each["segment_id"], int(each["max_doc"])) for each in found["segments"])
    return Commit(stamp, segments)


def values_of(generation: Path) -> dict[str, list[str]]:
    """The values of each coded column. Raises Damaged, FileNotFoundError."""
    with damage_named(_VALUES):
        values: dict[str, list[str]] = json.loads((generation / _VALUES).read_bytes())
    return values


def keep_values(generation: Path, values: dict[str, list[str]]) -> None:
    """Before the commit that needs them."""
    _write(generation / _VALUES, values)


def write_checksums(generation: Path, commit: Commit) -> None:
    """After a commit: of files that are new; those that are gone are forgotten."""
    known = _sums(generation)
    files = {path.name: path for path in files_of(generation, commit)}
    sums = {name: known.get(name) or checksum(path) for name, path in files.items()}
    _write(generation / _SUMS, {**sums, _META: checksum(generation / _META)})


def verify(generation: Path, commit: Commit, sound: Mapping[Path, Look]) -> dict[Path, Look]:
    """The files of a commit and how they look. Raises Damaged if one is not as it was written, FileNotFoundError if one
    is gone.

    What a commit brought before its checksums were written is not known yet, and taken as it is; files that still look
    as they did when they were verified (`sound`) are not read again."""
    known = _sums(generation)
    if set(known) <= {path.name for path in generation.iterdir()}:
        sealed = known.get(_META)
        if sealed and checksum(generation / _META) != sealed and not _newer(generation, known):
            raise Damaged(_META)
    files = files_of(generation, commit)
    looks = dict(zip(files, fingerprint(files), strict=True))
    for path, look in looks.items():
        if sound.get(path) != look and path.name in known and checksum(path) != known[path.name]:
            raise Damaged(path.name)
    return looks


def _newer(generation: Path, known: dict[str, list[int]]) -> bool:
    """Whether a commit or merge came after the checksums: it brings files that they do not know."""
    return any(path.name not in known for path in files_of(generation, latest_commit(generation)))


def files_of(generation: Path, commit: Commit) -> list[Path]:
    """The files of the segments of a commit. Raises FileNotFoundError if a segment has none."""
    names = {segment.name.replace("-", "") for segment in commit.segments}
    files = sorted(path for path in generation.iterdir() if path.name.partition(".")[0] in names)
    if {path.name.partition(".")[0] for path in files} != names:
        raise FileNotFoundError(generation)
    return files


def _sums(generation: Path) -> dict[str, list[int]]:
    if not (generation / _SUMS).exists():
        return {}
    with damage_named(_SUMS):
        sums: dict[str, list[int]] = json.loads((generation / _SUMS).read_bytes())
    return sums


def _write(path: Path, content: Any) -> None:
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(content), encoding="utf-8")
    fresh.replace(path)

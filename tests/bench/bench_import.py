"""How well an old archive is read: fields right, certain and wrong, files a minute. By hand, after make_old_archive:

    .venv/bin/python -m tests.bench.bench_import DIR [--workers 2] [--again] [--misses subject] [--fit]

Opens every file of DIR/files as import does, keeps what was read in DIR/opened/ (--again opens nothing anew), reads its
fields and compares them with DIR/truth.jsonl: of lists 97 of 100 letters must be right, of bodies 95 syllables, of all
else everything. "Certain": from certainty.toml's threshold on. --misses prints what went wrong with a field,
--certain-misses what was certain and wrong; --fit fits weights to this archive, to learn from for certainty.toml.
"""

import argparse
import hashlib
import json
import re
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import Any

from doc_templates.errors import DocTemplatesError
from doc_templates.imported.certainty import is_certain, threshold
from doc_templates.imported.near import likeness, sketch
from doc_templates.imported.opened import open_brought
from doc_templates.imported.reading import Read, read_fields
from doc_templates.pdf import PdfPool
from tests.bench.old_archive.alike import told_near
from tests.bench.old_archive.fit import fitted

BODY = 0.95  # of the syllables of a body must be there
LISTS, LETTERS = ("bases", "addressees", "recipients"), 0.97  # of the letters of a list
HEAD = ("kind", "number", "symbol", "reference", "dated", "place", "issuer", "superior", "subject", "signer")


@dataclass(frozen=True)
class Judged:
    """A field of a file: read, missing or invented; `right` against the truth."""

    how: str
    path: str
    key: str
    read: Read | None
    true: object
    right: bool


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("archive", type=Path)
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--again", action="store_true")
    asked.add_argument("--misses", nargs="*", default=[])
    asked.add_argument("--certain-misses", action="store_true")
    asked.add_argument("--fit", action="store_true")
    given = asked.parse_args()
    truth = [json.loads(line) for line in (given.archive / "truth.jsonl").read_text("utf-8").splitlines()]
    if not given.again:
        _open_all(given.archive, [row["path"] for row in truth], given.workers)
    opened = {row["path"]: _opened(given.archive, row["path"]) for row in truth}
    _told_hostile(truth, opened)
    judged = [each for row in truth if "fields" in row for each in _judge(row, opened[row["path"]])]
    table(judged)
    told_certainties(judged)
    told_near([row for row in truth if "fields" in row], opened)
    for each in judged:
        if not each.right and (each.key in given.misses or (given.certain_misses and _certain(each))):
            print(f"\n{each.how} {each.path} {each.key}\n  true {each.true!r}")
            print(f"  read {each.read and (each.read.value, each.read.certainty, sorted(each.read.signs))!r}")
    if given.fit:
        print(fitted([(each.key, each.read.signs, each.right) for each in judged if each.read]))


def _open_all(archive: Path, paths: Sequence[str], workers: int) -> None:
    """Every file once; what was opened before is taken as it is."""
    (archive / "opened").mkdir(exist_ok=True)
    waiting = [path for path in paths if not _kept(archive, path).exists()]
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        pool = PdfPool(Path(folder) / "pdf.sock", workers=workers)
        with ThreadPoolExecutor(workers) as threads:
            list(threads.map(lambda path: _open(archive, path, Path(folder), pool), waiting))
        pool.stop()
    if waiting:
        minutes = (time.monotonic() - begun) / 60
        rate = f"{len(waiting) / minutes:.0f} a minute, {workers} workers"
        print(f"{len(waiting)} files opened in {minutes:.1f} min: {rate}")


def _open(archive: Path, path: str, folder: Path, pool: PdfPool) -> None:
    try:
        here = folder / _kept(archive, path).stem
        told: dict[str, Any] = asdict(open_brought(archive / "files" / path, Path(path).name, here, pool))
    except DocTemplatesError as refused:
        told = {"refused": refused.data.get("why", refused.code)}
    _kept(archive, path).write_text(json.dumps(told, ensure_ascii=False), "utf-8")


def _kept(archive: Path, path: str) -> Path:
    return archive / "opened" / f"{hashlib.sha256(path.encode()).hexdigest()[:24]}.json"


def _opened(archive: Path, path: str) -> dict[str, Any]:
    kept = _kept(archive, path)
    return json.loads(kept.read_text("utf-8")) if kept.exists() else {"refused": "not opened"}


def _judge(row: dict[str, Any], opened: dict[str, Any]) -> Iterator[Judged]:
    """Every true field, and every field that was read though there is none."""
    if "refused" in opened:
        yield from (
            Judged(row["how"], row["path"], key, None, true, False) for key, true in row["fields"].items() if true
        )
        return
    letters = opened["certainty"] if opened["read_by"] == "ocr" else 1.0
    read = read_fields(
        opened["text"], opened["pages"], row["path"], letters=min(letters, 0.999) if opened["read_by"] == "ocr" else 1.0
    )
    first = row["how"] == "scan.jpg"
    for key, true in row["fields"].items():
        fact = read.get(key)
        if first and key not in HEAD[:9] and len(opened["text"]) > 2500:
            continue  # a photograph of the first page of several
        if true or fact:
            yield Judged(row["how"], row["path"], key, fact, true, same_value(key, fact.value if fact else None, true))
    for key in ("urgency", "secrecy", "superior"):
        if key in read and not row["fields"].get(key):
            yield Judged(row["how"], row["path"], key, read[key], None, False)


def same_value(key: str, read: object, true: object) -> bool:
    if key == "body":
        return likeness(sketch(str(read)), sketch(str(true))) >= BODY
    if key == "number" or read is None:
        return read == true
    if key in LISTS and isinstance(read, tuple) and isinstance(true, list):
        one, other = (unicodedata.normalize("NFC", " ".join(filter(_own, each))) for each in (read, true))
        return SequenceMatcher(None, one, other, autojunk=False).ratio() >= LETTERS
    return _plain(read) == _plain(true)


def _own(item: str) -> bool:
    """Whether an item is the document's own: forms add these two."""
    return item not in ("Như trên", "Như Điều 2", "Như Điều 3")


def _plain(value: object) -> object:
    """What counts of a value: no capitals, no place of a tone, no label before a subject, no mark at the end."""
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value if _own(str(each))]
    if isinstance(value, date):
        return value.isoformat()
    if re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
        return value
    words = " ".join(unicodedata.normalize("NFC", str(value)).casefold().split()).replace("–", "-")
    words = words.replace("ubnd", "ủy ban nhân dân").replace("hđnd", "hội đồng nhân dân")
    words = re.sub(r"^(?:về việc|v/v|về) ", "", words).strip(" .;,:/")
    return [sorted(unicodedata.normalize("NFD", word)) for word in words.split()]


def _certain(each: Judged) -> bool:
    return each.read is not None and is_certain(each.read.certainty)


def table(judged: Sequence[Judged]) -> None:
    hows = sorted({each.how for each in judged})
    print(f"\nshare right, of 100; certain from {threshold()}")
    print(f"{'':13}" + "".join(f"{how:>11}" for how in hows) + f"{'all':>7}{'certain':>9}{'certain and wrong':>19}")
    for key in dict.fromkeys(each.key for each in judged):
        of = [each for each in judged if each.key == key]
        cells = "".join(_share([each for each in of if each.how == how], 11) for how in hows)
        sure = [each for each in of if _certain(each)]
        print(f"{key:13}{cells}{_share(of, 7)}{len(sure) / len(of):9.0%}{_wrong(sure)}")
    sure = [each for each in judged if _certain(each)]
    cells = "".join(_share([each for each in judged if each.how == how], 11) for how in hows)
    print(f"{'all':13}{cells}{_share(judged, 7)}{len(sure) / len(judged):9.0%}{_wrong(sure)}")


def _wrong(sure: Sequence[Judged]) -> str:
    wrong = sum(not each.right for each in sure)
    return f"{wrong:8} of {len(sure):5} = {wrong / max(1, len(sure)):.2%}"


def told_certainties(judged: Sequence[Judged]) -> None:
    """How often fields of a certainty were right: it should be about that certainty, or more."""
    print()
    for low, high in pairwise((0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)):
        of = [each for each in judged if each.read and low <= each.read.certainty < high]
        print(f"certainty {low:.2f} to {min(high, 1):.2f}: {len(of):5} fields, {_share(of, 5)} of 100 right")


def _share(judged: Sequence[Judged], wide: int) -> str:
    return f"{100 * sum(each.right for each in judged) / len(judged):{wide}.1f}" if judged else f"{'-':>{wide}}"


def _told_hostile(truth: Sequence[dict[str, Any]], opened: dict[str, dict[str, Any]]) -> None:
    hostile = [row for row in truth if "wrong" in row]
    told = Counter(
        "named" if opened[row["path"]].get("refused") == row["wrong"] else str(opened[row["path"]].get("refused"))
        for row in hostile
    )
    refused = Counter(
        opened[row["path"]]["refused"] for row in truth if "fields" in row and "refused" in opened[row["path"]]
    )
    print(f"hostile: {dict(told)} of {len(hostile)}; good ones refused: {dict(refused)}")


if __name__ == "__main__":
    main()

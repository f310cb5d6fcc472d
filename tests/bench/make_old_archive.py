"""Makes an invented office's old archive, to see how import reads it. By hand:

    .venv/bin/python -m tests.bench.make_old_archive --count 2000 --out DIR --seed 7

Leaves DIR/files/… and DIR/truth.jsonl: a line a file with its path, how it was made, what is true of it, whose copy it
is, or what is wrong with it. The same seed makes the same documents.
"""

import argparse
import json
import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from doc_templates.form import load_forms
from tests.bench.old_archive import hostile
from tests.bench.old_archive.invented import Invented, invent
from tests.bench.old_archive.legacy import recoded
from tests.bench.old_archive.named import named
from tests.bench.old_archive.printed import as_typed, by_form, old_tones, typed
from tests.bench.old_archive.saved import converted, scan_of

HOW = {
    "docx": 16, "doc": 12, "odt": 4, "rtf": 4, "pdf": 22, "scan.pdf": 20, "scan.tif": 4, "scan.jpg": 4,
    "tcvn3.docx": 4, "tcvn3.doc": 5, "vni.docx": 2, "vni.doc": 3,
}  # fmt: skip
"""Ways in which files are made, and how many of a hundred."""
AGAIN = {"copy": 0.02, "scan.pdf": 0.02, "pdf": 0.02, "sibling": 0.03}
"""Share of documents that come again: byte for byte, on paper, printed, or as another decision from the same words."""
TYPED = 0.35
KINDS_TYPED = ("quyet-dinh", "cong-van", "to-trinh", "bao-cao", "ke-hoach", "thong-bao")
OFTEN = ("quyet-dinh", "cong-van", "cong-van", "cong-van", "to-trinh", "bao-cao", "ke-hoach", "thong-bao")


@dataclass(frozen=True)
class Made:
    """A file to be made: `docx` is what it is made of."""

    how: str
    path: PurePosixPath
    document: Invented
    docx: bytes
    id: int
    again: str = ""


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--count", type=int, default=200)
    asked.add_argument("--out", type=Path, required=True)
    asked.add_argument("--seed", type=int, default=7)
    given = asked.parse_args()
    make(given.count, given.out, given.seed)


def make(count: int, out: Path, seed: int) -> None:
    """Writes the archive of `count` files, hostile ones besides."""
    dice = random.Random(seed)
    plan = _planned(count, dice)
    given = {f"d{made.id}": made.docx for made in plan}
    needed: dict[str, set[str]] = defaultdict(set)
    for made in plan:
        ending = "pdf" if made.how.startswith("scan") else made.how.rpartition(".")[2]
        if ending != "docx":
            needed[ending].add(f"{made.id}")
    saved = {ending: converted({f"d{id}": given[f"d{id}"] for id in ids}, ending) for ending, ids in needed.items()}
    (out / "files").mkdir(parents=True)
    with (out / "truth.jsonl").open("w", encoding="utf-8") as truth:
        for made in plan:
            content = _content(made, saved, dice)
            if content:
                truth.write(json.dumps(_written(out / "files", made, content), ensure_ascii=False) + "\n")
        for name, (content, wrong) in hostile.files().items():
            _put(out / "files", PurePosixPath("xau") / name, content)
            truth.write(
                json.dumps({"path": f"xau/{name}", "how": "hostile", "wrong": wrong}, ensure_ascii=False) + "\n"
            )


def _planned(count: int, dice: random.Random) -> list[Made]:
    forms = load_forms()
    plan: list[Made] = []
    while len(plan) < count:
        how = dice.choices(list(HOW), list(HOW.values()))[0]
        document, docx = _document(forms, dice)
        docx = recoded(docx, how.split(".")[0]) if how.startswith(("tcvn3", "vni")) else docx
        made = Made(how, named(document, how.rpartition(".")[2], dice), document, docx, len(plan))
        plan.append(made)
        for again, share in AGAIN.items():
            if dice.random() < share and len(plan) < count and not how.startswith(("tcvn3", "vni")):
                plan.append(_again(made, again, len(plan), dice))
    return plan


def _document(forms: dict[str, Any], dice: random.Random) -> tuple[Invented, bytes]:
    if dice.random() < TYPED:
        kind = dice.choice(KINDS_TYPED)
        document = invent(dice, kind, {"subject", "bases", "recipients", "kept_at", "body", "addressees", "urgency"})
        document = as_typed(document)
        document = old_tones(document) if document.on.year < 2012 and dice.random() < 0.6 else document
        return document, typed(document, dice)
    form = forms[dice.choice([*forms, *OFTEN * 4])]
    document = invent(dice, form.kind, {field.name for field in form.fields})
    document = old_tones(document) if document.on.year < 2012 and dice.random() < 0.3 else document
    return document, by_form(form, document)


def _again(made: Made, again: str, id: int, dice: random.Random) -> Made:
    how = made.how if again in ("copy", "sibling") else again
    path = named(made.document, how.rpartition(".")[2], dice)
    if again == "copy":
        return Made(how, path, made.document, made.docx, id, f"copy of {made.path}")
    if again == "sibling":
        return _sibling(made, id, dice)
    return Made(how, path, made.document, made.docx, id, f"same as {made.path}")


def _sibling(made: Made, id: int, dice: random.Random) -> Made:
    """Another document from the same words: number and day differ."""
    old = made.document
    other = Invented(
        **{**old.__dict__, "number": old.number + dice.randrange(1, 9), "on": old.on.replace(day=dice.randrange(1, 28))}
    )
    reference = f"{other.number:02d}/{other.printed_symbol}"
    truth = {**old.truth, "number": other.number, "reference": reference}
    truth |= {"dated": other.on.isoformat()} if "dated" in old.truth else {}
    other = Invented(**{**other.__dict__, "truth": truth})
    docx = typed(other, dice) if "bases" not in other.words or other.kind in KINDS_TYPED else made.docx
    docx = docx if docx != made.docx else typed(other, dice)
    return Made(made.how, named(other, made.how.rpartition(".")[2], dice), other, docx, id, f"sibling of {made.path}")


def _content(made: Made, saved: dict[str, dict[str, bytes]], dice: random.Random) -> bytes:
    kind, ending = made.how.split(".")[0], made.how.rpartition(".")[2]
    if ending == "docx":
        return made.docx
    if kind == "scan":
        pdf = saved["pdf"].get(f"d{made.id}")
        return scan_of(pdf, ending, dice) if pdf else b""
    return saved[ending].get(f"d{made.id}", b"")


def _written(folder: Path, made: Made, content: bytes) -> dict[str, Any]:
    path = _put(folder, made.path, content)
    return {"path": str(path), "how": made.how, "id": made.id, "again": made.again, "fields": made.document.truth}


def _put(folder: Path, path: PurePosixPath, content: bytes) -> PurePosixPath:
    """Writes a file, beside another of the same name as "… (2)"."""
    at, free = 2, path
    while (folder / free).exists():
        free, at = path.with_stem(f"{path.stem} ({at})"), at + 1
    (folder / free).parent.mkdir(parents=True, exist_ok=True)
    (folder / free).write_bytes(content)
    return free


if __name__ == "__main__":
    main()

"""How fast near-equal texts are found among many, beside comparing with every one. By hand:

    .venv/bin/python -m tests.bench.bench_near [--count 100000]

Invented decisions and letters of a few templates: the hard case, for they share most of their words. Prints sketches a
second, bytes kept, and of look-ups the milliseconds, the candidates, and how many second scans (one syllable in fifty
read wrongly) were found.
"""

import argparse
import random
import statistics
import time
from collections import defaultdict

import numpy

from doc_templates.imported.near import bands, compare, likeness, sketch
from tests.bench.old_archive.invented import invent

ASKED = 200
FIELDS = {"subject", "bases", "body", "recipients", "kept_at"}


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--count", type=int, default=20_000)
    count = asked.parse_args().count
    dice = random.Random(7)
    texts = [_text(dice) for _ in range(count)]
    begun = time.perf_counter()
    made = [sketch(text) for text in texts]
    print(f"{count / (time.perf_counter() - begun):,.0f} sketches a second of {len(made[0])} bytes")
    shelf: dict[int, list[int]] = defaultdict(list)
    for at, one in enumerate(made):
        for band in bands(one):
            shelf[band].append(at)
    print(f"{len(shelf):,} bands; {sum(map(len, made)) / 1e6:.0f} MB of sketches")
    every = numpy.frombuffer(b"".join(made), "u1").reshape(count, -1)
    wanted = dice.sample(range(count), ASKED)
    scans = [sketch(_badly(texts[at], dice)) for at in wanted]
    _by_bands(wanted, scans, made, shelf)
    _one_by_one(wanted, scans, every, made)


def _by_bands(wanted: list[int], scans: list[bytes], made: list[bytes], shelf: dict[int, list[int]]) -> None:
    took, met, found = [], [], 0
    for at, scan in zip(wanted, scans, strict=True):
        begun = time.perf_counter()
        candidates = {other for band in bands(scan) for other in shelf.get(band, ())}
        same = [other for other in candidates if compare(scan, made[other]).same]
        took.append(1000 * (time.perf_counter() - begun))
        met.append(len(candidates))
        found += same == [at]
    print(
        f"by bands: {statistics.median(took):.2f} ms, worst {max(took):.1f}; {statistics.mean(met):.0f} candidates;",
        end=" ",
    )
    print(f"{found} of {len(wanted)} found and nothing else")


def _one_by_one(wanted: list[int], scans: list[bytes], every: numpy.ndarray, made: list[bytes]) -> None:
    took, found = [], 0
    for at, scan in zip(wanted[:20], scans, strict=False):
        begun = time.perf_counter()
        shares = (every == numpy.frombuffer(scan, "u1")).mean(axis=1)
        best = int(shares.argmax())
        took.append(1000 * (time.perf_counter() - begun))
        found += best == at and likeness(scan, made[best]) > 0.9
    print(f"every one: {statistics.median(took):.2f} ms; {found} of {len(took)} found")


def _text(dice: random.Random) -> str:
    made = invent(dice, dice.choice(("quyet-dinh", "thong-bao", "bao-cao", "ke-hoach")), FIELDS)
    words = made.words
    lines = [*made.office.superior, *made.office.lines, f"Số: {made.truth['reference']}"]
    lines += [f"{made.office.place}, ngày {made.on.day:02d} tháng {made.on.month:02d} năm {made.on.year}"]
    lines += [
        words["subject"],
        *words["bases"],
        words["body"],
        *words["recipients"],
        *made.signer.lines,
        made.signer.name,
    ]
    return "\n".join(lines)


def _badly(text: str, dice: random.Random) -> str:
    return " ".join(f"{word[::-1]}x" if dice.random() < 0.02 and word.isalpha() else word for word in text.split(" "))


if __name__ == "__main__":
    main()

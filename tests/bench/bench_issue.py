"""How long a document takes from draft to issued, and what of it is not the PDF.

    .venv/bin/python -m tests.bench.bench_issue [--documents 40]

Prints medians in milliseconds and ratios to the PDF of the same run. A real office in a temporary folder, a real
LibreOffice, fsync on. Run by hand; never with a time limit.
"""

import argparse
import itertools
import statistics
import tempfile
import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from service import drafts, paper, setup
from service.config import Config
from service.issue import issue
from service.parts import Parts
from tests.conftest import NOON, PLAN, actor, open_office


def office(folder: Path) -> Parts:
    config = Config.from_environment({"DATA_DIR": str(folder), "SECRET_KEY": "bench"})
    parts = replace(setup.prepare(config), now=lambda: NOON)
    open_office(parts)
    parts.pdf.warm()
    return parts


def measure(parts: Parts, documents: int) -> dict[str, list[float]]:
    """Milliseconds by step, one value a document."""
    drafter, clerk = actor(parts, "soanthao"), actor(parts, "vanthu")
    taken: dict[str, list[float]] = defaultdict(list)
    for turn in range(documents + 5):
        draft = drafts.create(parts, drafter, "ke-hoach", {**PLAN, "subject": f"Kế hoạch số {turn}"})
        marks = [("start", time.perf_counter())]
        paper.preview(parts, draft)
        marks.append(("preview, first time", time.perf_counter()))
        paper.preview(parts, draft)
        marks.append(("preview, cached", time.perf_counter()))
        issue(parts, clerk, draft.id, lambda step: marks.append((step, time.perf_counter())))  # noqa: B023
        if turn < 5:
            continue
        for (_, before), (name, after) in itertools.pairwise(marks):
            taken[name].append((after - before) * 1000)
    return taken


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--documents", type=int, default=40)
    with tempfile.TemporaryDirectory() as folder:
        parts = office(Path(folder))
        taken = measure(parts, wanted.parse_args().documents)
        parts.pdf.stop()
    pdf = statistics.median(taken["paper"])
    for name, values in taken.items():
        middle = statistics.median(values)
        print(f"{name:22} {middle:8.1f} ms   {middle / pdf:5.2f} × paper   worst {max(values):.1f}")
    beyond = [sum(step) for step in zip(taken["number"], taken["file"], taken["record"], strict=True)]
    middle = statistics.median(beyond)
    print(f"{'issue beyond PDF':22} {middle:8.1f} ms   {middle / pdf:5.2f} × paper")


if __name__ == "__main__":
    main()

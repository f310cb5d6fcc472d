"""What checking and repairing a layout costs. By hand:

    .venv/bin/python -m tests.bench.bench_layout [--rounds 20]

Prints medians in milliseconds of processor time for every kind, a ten-page and a hundred-page plan and a list of 2,000
rows, and the ratio to opening the same file with python-docx and asking each paragraph its style, in the same run.
"""

import argparse
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from io import BytesIO

import docx

from doc_templates.fill import fill
from doc_templates.form import Form, load_forms, samples
from doc_templates.layout.check import check
from doc_templates.layout.repair import repair
from doc_templates.sample import letterhead_for, signer_for, stamp_for

SENTENCE = "Tổ chức tuyên truyền, phổ biến sâu rộng chủ trương của Đảng, pháp luật của Nhà nước đến Nhân dân. " * 4


def filled(form: Form, **values: object) -> bytes:
    return fill(form, samples(form) | values, letterhead_for(form), signer_for(form), stamp_for(form))


def plan(forms: dict[str, Form], tasks: int) -> bytes:
    body = "\n".join(f"{number}. Nhiệm vụ thứ {number}\n{SENTENCE}" for number in range(1, tasks + 1))
    return filled(forms["ke-hoach"], body=body)


def opened(file: bytes) -> None:
    for paragraph in docx.Document(BytesIO(file)).paragraphs:
        assert paragraph.style is not None


def spoilt(file: bytes) -> bytes:
    """The whole body centred and too large."""
    document = docx.Document(BytesIO(file))
    for paragraph in document.paragraphs:
        paragraph.alignment = 1
        for run in paragraph.runs:
            run.font.size = docx.shared.Pt(16)
    document.save(made := BytesIO())
    return made.getvalue()


def cost(step: Callable[[], object]) -> float:
    start = time.process_time()
    step()
    return 1000 * (time.process_time() - start)


def measure(name: str, file: bytes, rounds: int, *, mend: bool = False) -> None:
    bad = spoilt(file) if mend else b""
    steps: dict[str, Callable[[], object]] = {"python-docx": lambda: opened(file), "check": lambda: check(file)}
    if mend:
        steps["repair"] = lambda: repair(bad)
    taken: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):  # in turn, so that a busy moment of the machine meets all
        for step, act in steps.items():
            taken[step].append(cost(act))
    base = statistics.median(taken["python-docx"])
    shown = (
        f"{step} {statistics.median(each):7.1f} ms (×{statistics.median(each) / base:.2f})"
        for step, each in taken.items()
    )
    print(f"{name:<22}", "   ".join(shown), f"  findings {len(check(file).findings)}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    arguments = parser.parse_args()
    everything = load_forms()
    check(filled(everything["ke-hoach"]))  # rules read once
    for each in everything.values():
        measure(each.id, filled(each), arguments.rounds)
    measure("plan of 10 pages", plan(everything, 38), arguments.rounds, mend=True)
    measure("plan of 100 pages", plan(everything, 380), max(arguments.rounds // 5, 1))
    rows = [{"full_name": f"Nguyễn Văn {number}", "award": "Giấy khen"} for number in range(2_000)]
    measure("list of 2,000 rows", filled(everything["quyet-dinh"], awardees=rows), max(arguments.rounds // 5, 1))

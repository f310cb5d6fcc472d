"""Which tests are too slow for `./test --fast`: those of slow.txt, set anew after a whole run by one command:

    ./test --junitxml=/tmp/run.xml; .venv/bin/python -m tests.slow_ones /tmp/run.xml

A test function is one of them from a quarter of a second a case, or a second for all its cases.
"""

import sys
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from pathlib import Path

LISTED = Path(__file__).with_name("slow.txt")
A_CASE, ALL_CASES = 0.25, 1.0


def listed() -> frozenset[str]:
    """Names as in test_fill.py::test_name, below tests/."""
    return frozenset(LISTED.read_text(encoding="utf-8").split())


def measured(report: Path) -> list[str]:
    """The slow ones of a run, from its JUnit report."""
    times: dict[str, list[float]] = defaultdict(list)
    for case in ElementTree.parse(report).iter("testcase"):
        module = case.attrib["classname"].removeprefix("tests.").replace(".", "/")
        times[f"{module}.py::{case.attrib['name'].partition('[')[0]}"].append(float(case.attrib["time"]))
    return sorted(name for name, of in times.items() if sum(of) > min(ALL_CASES, A_CASE * len(of)))


if __name__ == "__main__":
    LISTED.write_text("".join(f"{name}\n" for name in measured(Path(sys.argv[1]))), encoding="utf-8")

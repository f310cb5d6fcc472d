"""Two real texts pasted whole: their lines come to the right level. `python -m tests.bench.bench_levels` prints all."""

import pytest

from tests.bench.bench_levels import DECREE, TEXTS, measures

pytestmark = pytest.mark.skipif(not DECREE.exists(), reason="the texts are not on this machine")
LEAST = {"Markdown": 1.0, "plain text": 1.0, "PDF viewer": 0.94}


@pytest.mark.parametrize(("name", "first", "last"), TEXTS)
def test_lines_come_to_the_right_level(name, first, last):
    for way, right, wrong in measures(name, first, last):
        assert right >= LEAST[way], (way, wrong)

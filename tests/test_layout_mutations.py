"""The checker against single mutations of correct papers: found, named, named alone, mended; and silent where all is
right. The same proof as a table: python -m tests.mutations."""

from collections.abc import Callable, Sequence

import pytest

from doc_templates.layout.check import check
from tests.mutations import Mutation, texts
from tests.mutations.neutral import variants
from tests.mutations.prove import Outcome, all_of, outcome, selected
from tests.mutations.samples import paper as a_paper
from tests.mutations.samples import papers

CHUNKS = 8
SAMPLE = 120  # every so manieth mutation of one decision in the fast run


def _wrong(chosen: Sequence[tuple[str, Mutation]]) -> list[Outcome]:
    return [each for each in (outcome(paper, mutation) for paper, mutation in chosen) if not each.well]


def _told(wrong: list[Outcome]) -> str:
    return "\n".join(map(str, wrong))


def test_some_mutations_are_found_named_and_mended() -> None:
    chosen = [("quyet-dinh", mutation) for mutation in all_of("quyet-dinh")[::SAMPLE]]
    assert len(chosen) > 4
    wrong = _wrong(chosen)
    assert not wrong, _told(wrong)


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_every_second_mutation_is_found_named_and_mended(chunk: int) -> None:
    """All of them: python -m tests.mutations."""
    wrong = _wrong(list(selected(1))[::2][chunk::CHUNKS])
    assert not wrong, _told(wrong)


@pytest.mark.slow
def test_there_are_mutations_of_every_rule_about_words_and_no_stale_ones() -> None:
    assert len(list(selected(1))) > 600
    assert not texts.unused(dict(papers()))


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["quyet-dinh", "chapters"])
def test_correct_papers_stay_silent_however_they_are_made(paper: str) -> None:
    data = a_paper(paper)
    assert _findings(data) == []
    loud = {name: _findings(change(data)) for name, change in variants(data)}
    assert {name: found for name, found in loud.items() if found} == {}


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["lines drawn as shapes", "number and day still blank", "runs parted every third letter"]
)
def test_every_form_stays_silent_when_written_another_way(name: str) -> None:
    for data in papers().values():
        change: Callable[[bytes], bytes] = dict(variants(data))[name]
        assert _findings(change(data)) == []


def _findings(data: bytes) -> list[tuple[str, str, str]]:
    return [(each.rule, each.found, each.place.words) for each in check(data).findings]

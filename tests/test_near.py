"""Sketches: near-equal texts are found, other ones are not, and two documents of one template are told apart."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doc_templates.imported.near import SAME, bands, compare, likeness, sketch
from tests.old_texts import DECISION_OF_2019, OLD_LAYOUT, SCANNED_LETTER

TEXT = DECISION_OF_2019.text


def badly_read(text: str, share: float, seed: int = 1) -> str:
    """Some letters of some words read wrongly."""
    dice = random.Random(seed)
    words = text.split(" ")
    return " ".join("".join(reversed(word)) + "x" if dice.random() < share else word for word in words)


def test_the_same_words_are_the_same_however_they_are_set():
    marks_lost = TEXT.replace("ộ", "o").replace("Đ", "D").replace("<br>", "\n").replace("|", " ")
    alike = compare(sketch(TEXT), sketch(marks_lost))
    assert alike.likeness > 0.93 and alike.same


@pytest.mark.parametrize("seed", range(5))
def test_a_second_scan_is_near_equal_and_a_candidate(seed):
    one, other = sketch(TEXT), sketch(badly_read(TEXT, 0.04, seed))
    assert likeness(one, other) >= SAME
    assert set(bands(one)) & set(bands(other))


def test_other_documents_are_not_near():
    made = [sketch(old.text) for old in (DECISION_OF_2019, OLD_LAYOUT, SCANNED_LETTER)]
    assert max(likeness(made[0], made[1]), likeness(made[0], made[2]), likeness(made[1], made[2])) < 0.7


def test_two_documents_of_one_template_are_near_but_not_the_same():
    other = TEXT.replace("15/QĐ", "16/QĐ").replace("ngày 05 tháng 01", "ngày 09 tháng 02").replace("05 tập", "07 tập")
    alike = compare(sketch(TEXT), sketch(other))
    assert alike.likeness >= SAME
    assert (alike.own, alike.same, alike.from_one_template) == ("differ", False, True)


def test_texts_without_words_are_like_nothing():
    assert likeness(sketch(""), sketch("")) == 0.0 == likeness(sketch("—"), sketch(TEXT))
    assert bands(sketch("12 / 34")) == ()


def test_what_is_no_sketch_is_refused():
    for made in (b"", b"\x02" * len(sketch("")), sketch("a")[:-1]):
        with pytest.raises(ValueError):
            likeness(made, sketch("a"))


@given(st.text(max_size=200), st.text(max_size=200))
def test_sketches_have_one_length_and_likeness_has_no_sides(one, other):
    first, second = sketch(one), sketch(other)
    assert len(first) == len(second)
    assert likeness(first, second) == likeness(second, first)
    assert 0.0 <= likeness(first, second) <= 1.0


@given(st.text(min_size=1, max_size=200))
def test_a_text_is_like_itself(text):
    made = sketch(text)
    assert likeness(made, sketch(f"  {text}\n")) == (1.0 if bands(made) else 0.0)

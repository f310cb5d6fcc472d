"""Bold and italic in typed text: what is a mark, what stays an asterisk, and that nothing is lost either way."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doc_templates.inline import Run, marked, plain, runs, tidied

PIECE = st.sampled_from(["a", "Đ", " ", "  ", "*", "**", "***", "****", "\\", "\\\\", "(", ")", "(*)", "\t", "chữ"])
TEXT = st.lists(PIECE | st.text(max_size=3), max_size=16).map("".join)
RUNS = st.lists(st.builds(Run, TEXT, st.booleans(), st.booleans()), max_size=8)


def test_bold_italic_and_both():
    assert runs("Điểm **quan trọng** là *nhanh*, ***đúng***.") == (
        Run("Điểm "),
        Run("quan trọng", bold=True),
        Run(" là "),
        Run("nhanh", italic=True),
        Run(", "),
        Run("đúng", bold=True, italic=True),
        Run("."),
    )
    assert runs("**a *b***") == (Run("a ", bold=True), Run("b", bold=True, italic=True))
    assert runs("**a***b*") == (Run("a", bold=True), Run("b", italic=True))
    assert runs("") == ()


@pytest.mark.parametrize("text", ["2 * 3 = 6", "*", "****", "a* b", "5 *sao", "**x", "(*) Ghi chú (*)", "(**) b (**)"])
def test_asterisks_without_partner_are_words(text):
    assert runs(text) == (Run(text),)
    assert plain(text) == marked([Run(text)]) == text


def test_escapes():
    assert runs(r"a\*b\*c \\ d\e") == (Run(r"a*b*c \ d\e"),)
    assert marked([Run("*a*")]) == r"\*a\*"
    assert plain(r"**C:\thư mục**") == r"C:\thư mục"


def test_the_later_of_two_openers_counts():
    assert runs("2 *a, 3 *b*") == (Run("2 *a, 3 "), Run("b", italic=True))


def test_blanks_take_no_marks_of_their_own():
    assert marked([Run("a ", bold=True), Run("b")]) == "**a** b"
    assert marked([Run("a", bold=True), Run(" b", bold=True, italic=True)]) == "**a *b***"


@settings(max_examples=500, deadline=None)
@given(RUNS)
def test_any_runs_are_read_back(given_runs):
    assert runs(marked(given_runs)) == tidied(given_runs)
    assert "".join(run.text for run in tidied(given_runs)) == "".join(run.text for run in given_runs)


@settings(max_examples=500, deadline=None)
@given(TEXT)
def test_any_text_has_one_marked_form(text):
    tidy = marked(runs(text))
    assert runs(tidy) == runs(text) == tidied(runs(text))
    assert marked(runs(tidy)) == tidy


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["*", "* ", " *", "**a", "a*", "\\", "(*)", "***a** ", "*a *b "])
def test_hostile_rows_of_asterisks_take_linear_time(piece):
    """Minutes, and the run's own time limit, where the time grew with the square of the length."""
    text = piece * (100_000 // len(piece))
    assert runs(marked(runs(text))) == runs(text)


def test_an_asterisk_between_digits_multiplies() -> None:
    for text in ("khổ 20*30 cm và 21*29 cm", "{{ 7*7 }} và {{ 7*7 }}", "2**3 và 4**5"):
        assert runs(text) == (Run(text),)
    assert runs("*5* và **7**") == (Run("5", italic=True), Run(" và "), Run("7", bold=True))


def test_a_number_has_the_look_of_its_first_digit() -> None:
    assert marked([Run("1"), Run("2 xã", bold=True)]) == "12 **xã**"

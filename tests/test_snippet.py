"""Passages with the words lit: always the text itself, never more, for any text."""

from hypothesis import given
from hypothesis import strategies as st

from index.query import parse_query
from index.snippet import LENGTH, place_of, snippet
from index.text import clean


def runs(text: str, typed: str, near: int = 0) -> tuple[tuple[str, bool], ...]:
    query = parse_query(typed)
    return snippet(text, near, query.words, query.units)


def lit(text: str, typed: str, near: int = 0) -> list[str]:
    return [run for run, is_lit in runs(text, typed, near) if is_lit]


def test_words_are_lit_as_they_are_written() -> None:
    text = "Ban Tổ chức Hội thi; Uỷ ban, UBND và TĐ-KT."
    assert lit(text, "to chuc hoi") == ["Tổ chức Hội"]
    assert lit(text, "ủy ban") == ["Ban", "Uỷ ban", "UBND"]
    assert lit(text, "thi đua khen thưởng") == ["thi", "TĐ-KT"]


def test_marks_typed_light_only_them_unless_there_are_none() -> None:
    assert lit("bí thư bị thu hồi", "bí thư") == ["bí thư"]
    assert lit("bi thu huyen uy", "bí thư") == ["bi thu"]
    assert lit("bí thư bị thu hồi", "bi thu") == ["bí thư bị thu"]


def test_quiet_words_are_lit_only_alone() -> None:
    assert lit("lương của cán bộ", "lương của cán bộ") == ["lương", "cán bộ"]
    assert lit("lương của cán bộ", "của") == ["của"]


def test_numbers_and_dates_are_lit_whole() -> None:
    text = "Căn cứ Kế hoạch số 15 / KH – UBND ngày 05 tháng 01 năm 2026;"
    assert lit(text, "15/KH-UBND") == ["15 / KH – UBND"]
    assert lit(text, "5/1/2026") == ["ngày 05 tháng 01 năm 2026"]
    assert lit("x " * 500 + text, "15/kh-ubnd") == ["15 / KH – UBND"]  # and the passage is found


def test_the_passage_is_cut_at_words_and_says_so() -> None:
    text = "một hai ba bốn năm " * 100
    near = text.index("ba", 900)
    shown = "".join(run for run, _ in runs(text, "ba", near))
    assert shown[0] == shown[-1] == "…"
    assert shown[1:-1] in text
    assert {"một", "hai", "ba", "bốn", "năm"} >= set(shown[1:-1].split())
    assert LENGTH - 20 <= len(shown) <= LENGTH + 2


def test_a_short_text_is_shown_whole() -> None:
    assert runs("thi đua", "khen") == (("thi đua", False),)
    assert runs("", "khen") == ()


def test_place_of_a_word_counts_the_words_of_abbreviations() -> None:
    text = "UBND huyện họp"
    assert [place_of(text, 0, count) for count in range(6)] == [0, 0, 0, 0, 5, 11]
    assert place_of(text, 0, 99) == 0


@given(st.text(max_size=600), st.text(max_size=20), st.integers(0, 700))
def test_any_text_gives_a_passage_of_itself(text: str, typed: str, near: int) -> None:
    cleaned = clean(text)
    found = runs(cleaned, typed, min(near, len(cleaned)))
    shown = "".join(run for run, _ in found)
    assert shown.removeprefix("…").removesuffix("…") in cleaned or shown in cleaned
    assert all(run for run, _ in found)
    assert len(shown) <= LENGTH + 2
    assert bool(found) == bool(cleaned)


@given(st.lists(st.sampled_from(["thi", "đua", "Thi", "hoà", "hòa", "UBND", "15", ",", "\n"]), min_size=1, max_size=40))
def test_every_lit_run_is_asked_for(pieces: list[str]) -> None:
    for run in lit(" ".join(pieces), "thi hòa"):
        assert {piece.lower().replace("oà", "òa") for piece in run.split()} <= {"thi", "hòa"}

"""The second pass alone: candidates made by hand, no engine."""

from hypothesis import given
from hypothesis import strategies as st

from index.entry_tokens import analyse
from index.passage import best_passages
from index.query import parse_query
from index.rank import Candidate, Statistics, Weighted, rank, rarity, required_words
from index.text import clean
from tests.index_samples import plan


def weighted(text: str, documents: int = 100, **frequencies: dict[str, int]) -> Weighted:
    return Weighted(parse_query(text), Statistics(documents, 20.0, **frequencies))


def candidate(body: str, subject: str = "Việc", issued_on: int = 1, number: int = 1, own: bool = False) -> Candidate:
    return Candidate(analyse(plan(subject=subject, body=body)).packed, issued_on, number, own)


def order(text: str, *candidates: Candidate, **frequencies: dict[str, int]) -> list[int]:
    return [ranked.candidate for ranked in rank(weighted(text, **frequencies), candidates)]


KNOWN = {"exact": {"bí": 5, "thư": 5}, "folded": {"bi": 20, "thu": 20}, "pairs": {"bi thu": 8}}


def test_nothing_to_rank() -> None:
    assert rank(weighted("thi đua"), []) == []


def test_own_number_before_all() -> None:
    assert order("thi đua", candidate("thi đua " * 20, subject="Thi đua"), candidate("khác", own=True)) == [1, 0]


def test_marks_before_folded() -> None:
    assert order("bí thư", candidate("bị thu " * 30), candidate("bí thư"), **KNOWN) == [1, 0]
    assert order("bi thu", candidate("bị thu bị thu"), candidate("bí thư"), **KNOWN) == [0, 1]


def test_all_words_in_one_passage_before_more_of_some() -> None:
    most = candidate("nông thôn xây dựng nông thôn xây dựng nông thôn xây dựng")
    whole = candidate("về nông thôn mới và xây dựng")
    assert order("xây dựng nông thôn mới", most, whole) == [1, 0]


def test_words_scattered_over_a_long_document_are_not_together() -> None:
    scattered = candidate((" chữ khác" * 60).join(["xây", "dựng", "nông", "thôn", "mới"]))
    most = candidate("xây dựng nông thôn bền vững")
    assert order("xây dựng nông thôn mới", scattered, most) == [1, 0]


def test_the_answer_stands_in_one_clause() -> None:
    """A question: the document that has the words in one clause comes before one that has them here and there."""
    question = "ai quyết định giao đất rừng phòng hộ cho hộ gia đình quản lý"
    spread = "quyết định {0} giao đất {0} rừng {0} phòng hộ {0} hộ gia đình {0} quản lý"
    clause = "{0} {0} {0} {0} quyết định giao đất, có rừng phòng hộ, hộ gia đình nào quản lý {0}"
    filler = "chữ khác nữa " * 20
    assert order(question, candidate(spread.format(filler)), candidate(clause.format(filler))) == [1, 0]
    one, two = (candidate("đất " + "x " * length + "rừng", number=9) for length in (20, 70))
    scores = {ranked.candidate: ranked.score for ranked in rank(weighted("đất rừng"), [one, two, candidate("")])}
    assert scores[0] > scores[1] > scores[2] == 0.0


def test_neighbours_before_words_apart() -> None:
    apart = candidate("thi cử thì có đua thuyền không khen ai thưởng ai")
    close = candidate("thi đua khen thưởng thì có cử ai đi thuyền không")
    assert order("thi đua khen thưởng gì đó nữa", apart, close) == [1, 0]


def test_subject_and_kind_count_extra() -> None:
    in_body = candidate("bảo vệ rừng chữ khác nữa", subject="Việc chung của huyện")
    in_subject = candidate("Việc chung của huyện nữa", subject="bảo vệ rừng chữ khác")
    assert order("bảo vệ rừng", in_body, in_subject) == [1, 0]
    assert [ranked.score > 0 for ranked in rank(weighted("kế hoạch"), [candidate("không nhắc")])] == [True]


def test_rare_words_weigh_more() -> None:
    frequencies = {"exact": {"huyện": 90, "kênh": 2}, "folded": {"huyen": 95, "kenh": 2}}
    assert order("huyện kênh", candidate("huyện ta"), candidate("kênh ta"), **frequencies) == [1, 0]
    assert rarity(100, 1) > rarity(100, 50) > rarity(100, 100) > 0
    assert rarity(0, 0) > 0


def test_equal_ones_newest_then_highest_number_first() -> None:
    same = [candidate("thi đua", issued_on=day, number=number) for day, number in [(1, 9), (2, 1), (2, 3)]]
    assert order("thi đua", *same) == [2, 1, 0]


def test_phrases_are_verified() -> None:
    candidates = [candidate("phong trào thi đua"), candidate("trào thi; thi đua; phong trào"), candidate("")]
    assert order('"phong trào thi đua"', *candidates) == [0]
    assert order('"phong trao thi dua"', *candidates) == [0]
    assert order('"phòng trào thi đua"', *candidates) == []


def test_a_phrase_does_not_run_from_subject_into_body() -> None:
    assert order('"thi đua"', candidate("đua thuyền", subject="Kỳ thi")) == []


def test_the_same_word_twice_in_a_phrase() -> None:
    candidates = [candidate("ngày ngày học tập"), candidate("ngày học tập")]
    assert order('"ngày ngày học"', *candidates) == [0]


def test_words_with_one_folded_form_are_told_apart() -> None:
    exact = {word.exact: 5 for word in parse_query("bí thư bị thu").words}
    known = {"exact": exact, "folded": {"bi": 10, "thu": 10}}
    assert order("bí thư bị thu", candidate("bí thư bí thư"), candidate("bí thư bị thu"), **known) == [1, 0]


def test_required_words_are_the_loud_ones() -> None:
    words = parse_query("lương của cán bộ").words
    assert [words[index].folded for index in required_words(words)] == ["luong", "can", "bo"]
    assert len(required_words(parse_query("của các").words)) == 2


def test_the_best_passage() -> None:
    filler = "chữ " * 200
    body = f"thi {filler} đua {filler} Thi đua yêu nước {filler} thi đua"
    packed = analyse(plan(body=body)).packed
    others = [analyse(plan(subject="thi đua")).packed, analyse(plan(body="khen thưởng")).packed]
    near, *none = best_passages(weighted("thi đua yêu nước"), [packed, *others])
    assert none == [None, None]
    assert near is not None
    assert clean(body)[near.offset :].split()[near.words_on :][:4] == ["Thi", "đua", "yêu", "nước"]
    assert best_passages(weighted(""), [packed]) == [None]


BODIES = st.lists(st.sampled_from(["thi", "đua", "khen", "thưởng", "huyện", "x"]), max_size=20).map(" ".join)


@given(bodies=st.lists(BODIES, min_size=1, max_size=8), text=BODIES)
def test_the_order_does_not_depend_on_the_order_of_candidates(bodies: list[str], text: str) -> None:
    candidates = [candidate(body, number=number) for number, body in enumerate(bodies)]
    query = weighted(text)
    forwards = [(bodies[r.candidate], r.candidate, round(r.score, 6)) for r in rank(query, candidates)]
    last = len(bodies) - 1
    turned = rank(query, candidates[::-1])
    backwards = [(bodies[last - r.candidate], last - r.candidate, round(r.score, 6)) for r in turned]
    assert forwards == backwards
    assert len(forwards) == len(bodies)

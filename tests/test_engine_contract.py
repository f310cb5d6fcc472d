"""What every search engine must do, whatever it is made of. Faults of a folder: test_whoosh_engine.py."""

import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.engine import Engine, Entry
from index.engines import open_engine
from index.errors import UnknownEngine
from tests.engines import ENGINES, FACETS, found, ids, lit, passage, search
from tests.index_samples import AGENCY, OTHER_AGENCY, decision, plan


@pytest.fixture(params=sorted(ENGINES))
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return ENGINES[request.param](tmp_path)


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    opened = open_engine(url)
    yield opened
    opened.close()


# --- putting and removing ---


def test_a_new_engine_is_ready_and_empty(engine: Engine) -> None:
    assert engine.ready() is None
    assert engine.count() == 0
    results = search(engine, "kế hoạch")
    assert (results.total, results.total_is_exact, results.hits) == (0, True, [])
    assert results.facets == {name: [] for name in FACETS}
    assert engine.size().documents == 0


def test_what_is_put_is_found_at_once(engine: Engine) -> None:
    engine.put([plan(body="Nhằm tạo sự chuyển biến mạnh mẽ.")])
    (hit,) = search(engine, "chuyển biến").hits
    assert (hit.id, hit.reference, hit.kind, hit.kind_name) == ("plan", "01/KH-UBND", "ke-hoach", "Kế hoạch")
    assert (hit.subject, hit.issued_on, hit.signer) == (plan().subject, date(2021, 2, 3), "Nguyễn Hữu Thành")
    assert hit.score > 0


def test_putting_again_replaces(engine: Engine) -> None:
    engine.put([plan(body="lần thứ nhất")])
    for _ in range(3):
        engine.put([plan(body="lần thứ nhì", signer="Lê Thị Thúy")])
    assert engine.count() == 1
    assert found(engine, "thứ nhất") == []
    assert found(engine, "thứ nhì") == ["plan"]
    assert search(engine, "").facets["signer"] == [("Lê Thị Thúy", "Lê Thị Thúy", 1)]


def test_the_last_of_several_with_one_id_wins(engine: Engine) -> None:
    engine.put([plan(body="một"), decision(), plan(body="hai")])
    assert engine.count() == 2
    assert (found(engine, '"một"'), found(engine, '"hai"')) == ([], ["plan"])


def test_removing(engine: Engine) -> None:
    engine.put([plan(), decision()])
    engine.remove(["plan", "never there"])
    engine.remove(["plan"])
    engine.remove([])
    assert engine.count() == 1
    assert found(engine, "") == ["decision"]
    engine.put([plan()])
    assert sorted(found(engine, "")) == ["decision", "plan"]


def test_nothing_put_is_no_error(engine: Engine) -> None:
    engine.put([])
    assert engine.count() == 0


def test_many_small_puts_stay_one_index(engine: Engine) -> None:
    for number in range(1, 41):
        engine.put([plan(f"p{number}", number=number, reference=f"{number:02}/KH-UBND", body=f"việc thứ {number}")])
    engine.put([plan("p7", number=7, reference="07/KH-UBND", body="việc đã đổi")])
    assert engine.count() == 40
    assert search(engine, "việc").total == 40
    assert found(engine, "việc đã đổi")[:1] == ["p7"]
    assert found(engine, "số 31") == ["p31"]


def test_another_engine_on_the_same_url_sees_it(engine: Engine, url: str) -> None:
    other = open_engine(url)
    assert other.count() == 0
    engine.put([plan()])
    assert found(other, "thi đua") == ["plan"]
    other.put([plan("second")])
    assert sorted(found(engine, "thi đua")) == ["plan", "second"]
    engine.remove(["plan", "second"])
    assert found(other, "thi đua") == []


def test_rebuild_replaces_everything(engine: Engine, url: str) -> None:
    engine.put([plan("old")])
    other = open_engine(url)
    assert other.count() == 1
    done: list[int] = []
    engine.rebuild((plan(f"new {count}") for count in range(30)), done.append)
    assert (engine.count(), other.count(), sum(done)) == (30, 30, 30)
    assert "old" not in found(other, "", limit=100)
    engine.rebuild([])
    assert other.count() == 0


def test_rebuild_that_fails_changes_nothing(engine: Engine) -> None:
    engine.put([plan()])

    def entries() -> Iterator[Entry]:
        yield decision()
        raise OSError("the archive went away")

    with pytest.raises(OSError, match="went away"):
        engine.rebuild(entries())
    assert found(engine, "") == ["plan"]


def test_what_is_written_during_a_rebuild_is_kept(engine: Engine, url: str) -> None:
    engine.put([plan("removed"), plan("changed"), plan("kept")])
    other = open_engine(url)

    def entries() -> Iterator[Entry]:
        yield from (plan("removed"), plan("changed"), plan("kept"))
        other.put([plan("new", body="thêm vào"), plan("changed", body="đã đổi")])
        other.remove(["removed"])
        assert found(engine, "thêm vào") == ["new"]  # and searches are answered meanwhile

    engine.rebuild(entries())
    assert sorted(found(other, "")) == ["changed", "kept", "new"]
    assert found(engine, "đã đổi") == ["changed"]
    assert found(engine, "thêm vào") == ["new"]


# --- agencies ---


def test_an_agency_sees_its_own_alone(engine: Engine) -> None:
    engine.put(
        [plan(body="bí mật chung"), plan("theirs", agency_id=OTHER_AGENCY, signer="Người Khác", body="bí mật riêng")]
    )
    results = search(engine, "bí mật")
    assert (ids(results), results.total) == (["plan"], 1)
    assert results.facets["signer"] == [("Nguyễn Hữu Thành", "Nguyễn Hữu Thành", 1)]
    assert found(engine, "riêng") == []
    assert ids(search(engine, "bí mật", agency=OTHER_AGENCY)) == ["theirs"]
    assert search(engine, "", agency="nobody").total == 0


WORDS = st.sampled_from(
    ["kế", "hoạch", "thi", "đua", "khen", "thưởng", "quyết", "định", "ke", "hoach", "15", "2021", "Thúy", "UBND"]
)
PLACES = st.sampled_from([AGENCY, OTHER_AGENCY])
TEXTS = st.lists(WORDS, max_size=6).map(" ".join)


@st.composite
def documents(draw: st.DrawFn) -> list[Entry]:
    count = draw(st.integers(1, 8))
    return [
        plan(
            f"d{number}",
            agency_id=draw(PLACES),
            number=number,
            reference=f"{number}/KH-UBND",
            subject=draw(TEXTS),
            body=draw(TEXTS),
            signer=draw(st.sampled_from(["Lê Thị Thúy", "Nguyễn An", ""])),
            year=draw(st.integers(2020, 2022)),
            kind=draw(st.sampled_from(["ke-hoach", "quyet-dinh"])),
        )
        for number in range(1, count + 1)
    ]


@pytest.mark.parametrize("name", sorted(ENGINES))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    entries=documents(), text=TEXTS | TEXTS.map('"{}"'.format) | st.sampled_from(["1/KH-UBND", "số 2", "", "năm: 2021"])
)
def test_rights_counts_and_facets_hold_for_any_documents(
    name: str, tmp_path_factory: pytest.TempPathFactory, entries: list[Entry], text: str
) -> None:
    """Hits, total, facets and paging agree with one another and never leave the agency."""
    engine = open_engine(ENGINES[name](tmp_path_factory.mktemp("engine")))
    engine.put(entries)
    own = {entry.id: entry for entry in entries if entry.agency_id == AGENCY}
    everything = search(engine, text, limit=100)
    assert everything.total == len(everything.hits) == len(set(ids(everything)))
    assert everything.total_is_exact
    assert set(ids(everything)) <= set(own)
    for facet, value in (("kind", "kind"), ("year", "year"), ("signer", "signer")):
        counted = {v: count for v, _, count in everything.facets[facet]}
        listed = [str(getattr(own[id_], value)) for id_ in ids(everything)]
        assert counted == {v: listed.count(v) for v in set(listed) if v}
    paged = [id_ for offset in range(0, 10, 3) for id_ in ids(search(engine, text, offset=offset, limit=3))]
    assert paged == ids(everything)
    engine.close()


# --- words, marks, spelling ---


def test_marks_typed_come_first_and_folded_fill_behind(engine: Engine) -> None:
    engine.put(
        [
            plan("folded", body="bị thu hồi, bị thu giữ, bị thu"),
            plan("exact", body="đồng chí bí thư huyện ủy"),
            plan("neither", body="bí quyết"),
        ]
    )
    assert found(engine, "bí thư") == ["exact", "folded"]
    assert found(engine, "bị thu") == ["folded", "exact"]
    assert sorted(found(engine, "bi thu")) == ["exact", "folded"]


def test_one_common_word_with_marks_comes_before_many_without(engine: Engine) -> None:
    engine.put([plan(f"f{count}", subject="ho", body="ho ho ho ho") for count in range(130)])
    engine.put([plan("exact", subject="Việc", body="Quản lý nước hồ của huyện " + "và những việc khác " * 40)])
    assert found(engine, "hồ")[0] == "exact"
    assert search(engine, "hồ").total == 131


def test_typed_without_marks(engine: Engine) -> None:
    engine.put([plan(body="Đẩy mạnh phong trào thi đua yêu nước"), decision()])
    assert found(engine, "day manh phong trao thi dua") == ["plan"]
    assert found(engine, "DAY MANH") == ["plan"]
    assert lit(search(engine, "dua yeu nuoc").hits[0]) == ["đua yêu nước"]


def test_marks_typed_in_part(engine: Engine) -> None:
    engine.put([plan("right", body="kế hoạch thi đua"), plan("wrong", body="kẻ hoạch thì dựa", subject="x")])
    assert found(engine, "kế hoach thi đua")[0] == "right"
    assert found(engine, "ke hoach thi đua")[0] == "right"


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Hoà Bình", "hòa bình"),
        ("uỷ quyền", "ủy quyền"),
        ("bà Thúy", "Thuý"),
        ("khỏe mạnh", "khoẻ mạnh"),
        ("kỹ thuật", "kĩ thuật"),
        ("lý lịch", "lí lịch"),
        ("quý I", "quí I"),
        ("ĐIỀU ĐỘNG", "điều động"),
        ("Ðiều lệ", "điều lệ"),
        ("UBND huyện", "Ủy ban nhân dân huyện"),
        ("Hội đồng nhân dân", "HĐND"),
        ("Thi đua - Khen thưởng", "tđkt"),
        ("phát triển KT-XH", "kinh tế xã hội"),
        ("1.000.000 đồng", "1000000 đồng"),
    ],
)
def test_the_same_word_written_differently(engine: Engine, written: str, typed: str) -> None:
    engine.put(
        [
            plan(subject="Việc", body=f"Về {written} của cơ quan."),
            decision(subject="Khác", signer="A", body="không liên quan"),
        ]
    )
    assert found(engine, typed)[:1] == ["plan"]
    assert lit(search(engine, typed).hits[0])
    assert found(engine, written)[:1] == ["plan"]


def test_names_that_only_look_alike_are_not_the_same(engine: Engine) -> None:
    engine.put([plan("thuy", body="bà Thuý"), plan("thui", body="bà Thúi")])
    assert found(engine, "Thuý") == ["thuy"]


def test_decomposed_text_and_decomposed_query(engine: Engine) -> None:
    body = "Điều động ông Nguyễn về huyện Hoà Bình"
    engine.put(
        [plan("nfd", subject=unicodedata.normalize("NFD", "Việc điều động"), body=unicodedata.normalize("NFD", body))]
    )
    (hit,) = search(engine, "điều động").hits
    assert found(engine, unicodedata.normalize("NFD", "Hòa Bình")) == ["nfd"]
    assert passage(hit) == body
    assert lit(hit) == ["Điều động"]


def test_all_words_before_most_and_most_before_none(engine: Engine) -> None:
    engine.put(
        [
            plan("one", subject="Việc", body="xây dựng " * 30),
            plan("most", subject="Việc", body="xây dựng nông thôn kiểu mẫu và xây dựng nông thôn tiến bộ"),
            plan("all", subject="Việc", body="Chương trình này nói về nông thôn mới, xây dựng trong thời gian tới."),
        ]
    )
    results = search(engine, "xây dựng nông thôn mới")
    assert ids(results) == ["all", "most"]
    assert results.understood.notes == ()  # one has them all: nothing to explain


def test_half_remembered_words_still_find(engine: Engine) -> None:
    engine.put(
        [plan(body="Tổ chức lễ tổng kết phong trào thi đua yêu nước, tôn vinh điển hình tiên tiến."), decision()]
    )
    results = search(engine, "lễ sơ kết tuyên dương điển hình tiên tiến")
    assert ids(results) == ["plan"]
    # tiên and tiến are one word without marks
    assert [(note.code, note.data["most"]) for note in results.understood.notes] == [("partial", 5)]


def test_two_words_are_both_required(engine: Engine) -> None:
    engine.put([plan(subject="Việc", body="khen"), decision(subject="Việc", body="thưởng")])
    assert found(engine, "khen thưởng") == []


def test_a_stray_common_word_does_not_flood_the_list(engine: Engine) -> None:
    engine.put([plan(f"p{count}", subject="Việc", body="công tác năm nay của huyện") for count in range(20)])
    engine.put([plan("meant", subject="Việc", body="nạo vét kênh mương nội đồng của huyện")])
    assert found(engine, "nạo vét kênh mương của huyện năm") == ["meant"]


def test_quiet_words_are_not_required(engine: Engine) -> None:
    engine.put([plan(subject="Việc", body="tiền lương cán bộ")])
    assert found(engine, "lương của cán bộ là bao nhiêu") == ["plan"]
    assert found(engine, "của") == []


def test_subject_before_body(engine: Engine) -> None:
    engine.put(
        [
            plan("body", subject="Việc khác", body="Nội dung có nhắc phòng cháy chữa cháy một lần trong bài này"),
            plan("subject", subject="Phòng cháy chữa cháy", body="Nội dung của bài này nói về nhiều việc khác một lần"),
        ]
    )
    assert found(engine, "phòng cháy chữa cháy") == ["subject", "body"]


def test_equal_documents_newest_first(engine: Engine) -> None:
    days = [date(2021, 3, 1), date(2023, 3, 1), date(2022, 3, 1)]
    engine.put([plan(str(day.year), issued_on=day, year=2021, body="giống nhau") for day in days])
    assert found(engine, "giống nhau") == ["2023", "2022", "2021"]


def test_people_and_bases_are_searched(engine: Engine) -> None:
    engine.put([plan(parties=("Huyện đoàn", "Phòng Nội vụ"), bases=("Căn cứ Luật Thi đua, khen thưởng",)), decision()])
    assert found(engine, "huyện đoàn") == ["plan"]
    assert found(engine, "căn cứ luật thi đua") == ["plan"]
    assert found(engine, "lê thị thúy") == ["decision"]


# --- numbers and dates ---


@pytest.fixture
def numbered(engine: Engine) -> Engine:
    engine.put(
        [
            plan("kh15", reference="15/KH-UBND", number=15),
            plan("kh150", reference="150/KH-UBND", number=150),
            plan("kh05", reference="05/KH-UBND", number=5),
            decision("qd15"),
            decision(
                "mentions", reference="16/QĐ-UBND", number=16, body="Căn cứ Kế hoạch số 15/KH-UBND ngày 05/01/2026"
            ),
            decision("pieces", reference="17/QĐ-UBND", number=17, body="15 người, KH UBND, 15 KH UBND, 15 KH UBND"),
        ]
    )
    return engine


@pytest.mark.parametrize(
    "typed",
    ["15/KH-UBND", "15/kh-ubnd", "15 /KH - UBND", "số 15/KH-UBND", "Số: 15/KH–UBND", '"15/KH-UBND"', "015/KH-UBND"],
)
def test_a_reference_is_found_however_it_is_written(numbered: Engine, typed: str) -> None:
    results = search(numbered, typed)
    assert ids(results) == ["kh15", "mentions"]
    assert results.total == 2


def test_a_reference_beside_words(numbered: Engine) -> None:
    assert found(numbered, "kế hoạch 15/KH-UBND thi đua")[0] == "kh15"
    assert found(numbered, "bầu cử hội đồng 15/KH-UBND")[0] == "kh15"


def test_parts_of_a_reference_are_enough(numbered: Engine) -> None:
    assert found(numbered, "15/KH")[0] == "kh15"
    assert set(found(numbered, "KH-UBND")[:3]) == {"kh15", "kh150", "kh05"}


def test_a_number_without_kind(numbered: Engine) -> None:
    assert sorted(found(numbered, "số 15")) == ["kh15", "qd15"]
    assert sorted(found(numbered, "số: 15")) == ["kh15", "qd15"]
    assert found(numbered, "số 5") == found(numbered, "số 05") == ["kh05"]
    assert found(numbered, "quyết định số 15")[0] == "qd15"
    assert set(found(numbered, "15")[:2]) == {"kh15", "qd15"}


def test_a_number_that_is_only_mentioned(engine: Engine) -> None:
    engine.put([plan(bases=("Kế hoạch số 701/KH-UBND tỉnh ngày 20 tháng 01 năm 2021",)), decision()])
    results = search(engine, "701/kh-ubnd")
    assert ids(results) == ["plan"]
    assert [note.code for note in results.understood.notes] == ["reference_not_found"]


def test_a_number_that_nobody_has(numbered: Engine) -> None:
    results = search(numbered, "99/KH-UBND")
    assert (results.total, results.hits) == (0, [])
    assert [note.code for note in results.understood.notes] == ["reference_not_found"]
    results = search(numbered, "99/KH-UBND giấy khen tập thể cá nhân")
    assert "qd15" in ids(results)
    assert "reference_not_found" in [note.code for note in results.understood.notes]


@pytest.mark.parametrize(
    "typed", ["05/01/2026", "5-1-2026", "ngày 05 tháng 01 năm 2026", "ngay 5 thang 1 nam 2026", "5.1.2026"]
)
def test_a_date_however_it_is_written(engine: Engine, typed: str) -> None:
    engine.put(
        [
            plan("own", issued_on=date(2026, 1, 5)),
            plan("slashes", body="hạn 05/01/2026"),
            plan("words", body="họp ngày 05 tháng 01 năm 2026"),
            plan("other", body="ngày 05 tháng 02 năm 2026, 15/01/2026, 05 01 2026"),
        ]
    )
    assert found(engine, typed)[0] == "own"
    assert set(found(engine, typed)) == {"own", "slashes", "words"}


# --- is it what the entries would make it? ---


def test_an_index_that_says_what_its_entries_say(engine: Engine) -> None:
    entries = [
        plan(body="thi đua " * 300, readers=("office", "unit:1")),
        decision(),
        plan("third", parties=("Sở Y tế",)),
    ]
    engine.put([plan("third"), decision("gone")])
    engine.put(entries)
    engine.remove(["gone"])
    assert list(engine.check(entries, whole=True)) == []
    assert list(engine.check(entries[:1], whole=False)) == []


def test_what_an_index_lacks_forges_and_makes_up(engine: Engine) -> None:
    engine.put([plan(), decision(), plan("made up")])
    asked = [plan("never put"), decision(body="từng chữ khác"), plan(readers=("unit:1",))]
    assert sorted(engine.check(asked, whole=True)) == [
        ("decision", "forged"), ("made up", "unknown"), ("never put", "missing"), ("plan", "forged"),
    ]  # fmt: skip


# --- phrases, fields, filters ---


def test_phrases_need_the_words_side_by_side(engine: Engine) -> None:
    engine.put(
        [
            plan("whole", body="phát động phong trào thi đua yêu nước"),
            plan("pairs", body="phong trào mới; trào thi đấu; thi đua yêu ai; yêu nước; đua yêu; trào thi"),
            plan("apart", body="phong trào của thi nhân đua nhau yêu đất nước"),
            plan("broken", subject="Phong trào thi đua yêu", body="nước sạch"),
        ]
    )
    assert found(engine, '"phong trào thi đua yêu nước"') == ["whole"]
    assert found(engine, '"phong trao thi dua yeu nuoc"') == ["whole"]
    assert found(engine, '"thi đua yêu"', limit=5)[:1] != []
    assert found(engine, '"yêu nước" "phát động"') == ["whole"]
    assert search(engine, '"phong trào thi đua yêu nước"').total == 1


def test_a_phrase_keeps_its_marks(engine: Engine) -> None:
    engine.put([plan("exact", body="bí thư"), plan("folded", body="bị thu")])
    assert found(engine, '"bí thư"') == ["exact"]
    assert sorted(found(engine, '"bi thu"')) == ["exact", "folded"]
    assert found(engine, '"bí"') == ["exact"]


def test_a_phrase_beside_words(engine: Engine) -> None:
    engine.put([plan("both", body="thi đua yêu nước ở trường học"), plan("phrase", body="thi đua yêu nước")])
    assert found(engine, '"thi đua yêu nước" trường học') == ["both"]


def test_a_question_about_a_phrase_is_answered_by_whatever_has_the_phrase(engine: Engine) -> None:
    engine.put([plan("phrase", body="thi đua yêu nước"), plan("asks", body="định nghĩa là gì")])
    assert found(engine, 'Định nghĩa của "thi đua yêu nước"?') == ["phrase"]


@pytest.fixture
def office(engine: Engine) -> Engine:
    engine.put(
        [
            plan("kh21"),
            plan("kh22", year=2022, issued_on=date(2022, 2, 3), number=2, reference="02/KH-UBND"),
            decision("qd22"),
            decision("cv", kind="cong-van", kind_name="Công văn", symbol="UBND-VP", reference="3/UBND-VP", number=3),
        ]
    )
    return engine


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("loại: kế hoạch", {"kh21", "kh22"}),
        ("loai:KH nam:2022", {"kh22"}),
        ("kind: ke-hoach", {"kh21", "kh22"}),
        ("loại: công văn", {"cv"}),
        ("loại: qđ", {"qd22"}),
        ("năm: 2022", {"kh22", "qd22", "cv"}),
        ('người ký: "lê thị thuý"', {"qd22", "cv"}),
        ("nguoi ky: thuy", {"qd22", "cv"}),
        ("người ký: Thành loại: kế hoạch năm: 2021", {"kh21"}),
        ("người ký: thủy", set()),
        ("số: 2", {"kh22"}),
        ("number: 15 year: 2022", {"qd22"}),
        ("giấy khen loại: quyết định", {"qd22"}),
        ("loại: kế hoạch giấy khen", set()),
    ],
)
def test_fields(office: Engine, typed: str, expected: set[str]) -> None:
    assert set(found(office, typed)) == expected


def test_unknown_fields_are_words_and_noted(office: Engine) -> None:
    results = search(office, "việc: thi đua")
    assert next(note.code for note in results.understood.notes) == "unknown_field"
    assert "kh21" in ids(search(office, "công: tác thi đua"))


def test_filters(office: Engine) -> None:
    assert set(found(office, "", kind="ke-hoach")) == {"kh21", "kh22"}
    assert set(found(office, "", year=2022)) == {"kh22", "qd22", "cv"}
    assert set(found(office, "", signer="Lê Thị Thúy")) == {"qd22", "cv"}
    assert set(found(office, "", signer="le thi thuy")) == {"qd22", "cv"}
    assert found(office, "", since=date(2022, 2, 3), until=date(2022, 2, 3)) == ["kh22"]
    assert found(office, "thi đua", year=2022, kind="ke-hoach") == ["kh22"]
    assert found(office, "", kind="no-such-kind") == []
    assert found(office, "năm: 2021", year=2022) == []


def test_an_empty_query_lists_newest_first(office: Engine) -> None:
    office.put([plan("later", issued_on=date(2022, 5, 19), number=9)])
    assert found(office, "") == ["qd22", "later", "cv", "kh22", "kh21"]  # one day: the higher number first
    assert found(office, "   ") == found(office, "")


def test_facets(office: Engine) -> None:
    results = search(office, "")
    assert results.facets["kind"] == [
        ("ke-hoach", "Kế hoạch", 2),
        ("cong-van", "Công văn", 1),
        ("quyet-dinh", "Quyết định", 1),
    ]
    assert results.facets["year"] == [("2022", "2022", 3), ("2021", "2021", 1)]
    assert results.facets["signer"][0][1:] == ("Lê Thị Thúy", 2)
    assert search(office, "", year=2021).facets["kind"] == [("ke-hoach", "Kế hoạch", 1)]
    assert search(office, "giấy khen", limit=1).facets["kind"] == [
        ("cong-van", "Công văn", 1),
        ("quyet-dinh", "Quyết định", 1),
    ]


def test_paging_is_stable_and_whole(engine: Engine) -> None:
    """Also beyond the candidates of the second pass."""
    entries = [
        plan(
            f"d{n}",
            number=n,
            issued_on=date(2021, 1, 1) + timedelta(n % 50),
            body="thi đua " * (n % 7) + "việc " * (n % 11),
        )
        for n in range(260)
    ]
    engine.put(entries)
    for text in ("", "thi đua", "việc thi đua huyện", "năm: 2021"):
        whole = found(engine, text, limit=1000)
        paged = [id_ for offset in range(0, 300, 30) for id_ in found(engine, text, offset=offset, limit=30)]
        assert paged == whole
        assert len(whole) == len(set(whole)) == search(engine, text).total == 260
        assert found(engine, text, offset=250, limit=30) == whole[250:]
        assert found(engine, text, offset=1000) == []
        assert found(engine, text, limit=0) == []


def test_understood_tells_what_was_searched(office: Engine) -> None:
    told = search(office, 'Khen thưởng "giấy khen" loại: quyết định năm: 2022 người ký: Thúy, 15/QĐ-UBND').understood
    assert told.words == ("Khen", "thưởng")
    assert (told.phrases, told.references) == (("giấy khen",), ("15/QĐ-UBND",))
    assert (told.kind, told.year, told.signer, told.with_marks) == ("quyet-dinh", 2022, "Thúy", True)


# --- snippets ---


def test_the_snippet_is_the_best_passage_with_the_words_lit(engine: Engine) -> None:
    far = "Đoạn đầu nói việc khác, không ai để ý. " * 60
    engine.put([plan(subject="Việc", body=f"{far}Cuối cùng, Hội đồng Thi đua - Khen thưởng họp. {far}")])
    (hit,) = search(engine, "hội đồng thi đua khen thưởng").hits
    assert lit(hit) == ["Hội đồng Thi đua", "Khen thưởng"]
    assert passage(hit).startswith("…") and passage(hit).endswith("…")
    assert len(passage(hit)) < 300


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("hoa binh", ["Hoà Bình"]),
        ("hòa bình", ["Hoà Bình"]),
        ("uy ban nhan dan", ["UBND", "UBND"]),
        ("15/kh-ubnd", ["15/KH-UBND"]),
        ("5/1/2026", ["ngày 05 tháng 01 năm 2026"]),
        ('"tỉnh hòa bình"', ["tỉnh Hoà Bình"]),
    ],
)
def test_the_original_text_is_lit(engine: Engine, typed: str, expected: list[str]) -> None:
    engine.put([plan(subject="Việc", body="UBND tỉnh Hoà Bình có Kế hoạch 15/KH-UBND ngày 05 tháng 01 năm 2026.")])
    (hit,) = search(engine, typed).hits
    assert lit(hit) == expected
    assert passage(hit) == "UBND tỉnh Hoà Bình có Kế hoạch 15/KH-UBND ngày 05 tháng 01 năm 2026."


def test_the_snippet_falls_back_to_the_subject(engine: Engine) -> None:
    engine.put([plan(subject="Thi đua năm 2021", body=""), decision(subject="Thi đua chung", body="Nội dung khác.")])
    assert [lit(hit) for hit in search(engine, "thi đua").hits] == [["Thi đua"], ["Thi đua"]]
    assert {passage(hit) for hit in search(engine, "").hits} == {"Thi đua năm 2021", "Nội dung khác."}


def test_snippets_show_text_as_it_is(engine: Engine) -> None:
    body = "<script>alert('thi đua')</script> & “khen” 🎉 \x00\u202ethưởng \ud800 {{ 7*7 }}"
    engine.put([plan(subject="<b>", body=body)])
    (hit,) = search(engine, "thi đua").hits
    assert passage(hit) == "<script>alert('thi đua')</script> & “khen” 🎉 thưởng  {{ 7*7 }}"


# --- size, hostility, other processes ---

HOSTILE = [
    "AND OR NOT",
    "a AND (b OR",
    "*",
    "?",
    "thi*",
    "[a TO b]",
    "field:",
    ":",
    "::",
    '"',
    '"""',
    "'; DROP TABLE",
    "\\",
    "~2",
    "^3",
    "((((((",
    "\x00",
    "\ud800",
    "\u0301\u0301",
    "🎉🎉",
    "\u202ekế",
    "a" * 5000,
    "kế " * 3000,
    '"' + "a b " * 500 + '"',
    "15/" * 200,
    "1" * 500,
    "số: " * 50,
    "năm: 99999999999",
    "số 99999999",
    "05/01/9999",
    "00/00/0000",
    "%s%n",
    "{{7*7}}",
    "loại: loại: năm:",
    "<script>",
    "ﬁ ﬂ Ｋế ①",
    "ก็็็็",
    "\u200b",
    "năm: 0",
]


@pytest.fixture(scope="module", params=sorted(ENGINES))
def standing(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine with two documents that nobody changes."""
    engine = open_engine(ENGINES[request.param](tmp_path_factory.mktemp("standing")))
    engine.put([plan(body="thi đua AND yêu nước kế hoạch 15/KH-UBND"), decision(body="a b c")])
    yield engine
    engine.close()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_queries_are_answered(standing: Engine, text: str) -> None:
    results = search(standing, text)
    assert results.total >= len(results.hits)
    assert standing.ready() is None


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60))
def test_any_query_is_answered(standing: Engine, text: str) -> None:
    results = search(standing, text)
    assert all(passage(hit) for hit in results.hits)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    subject=st.text(max_size=30), body=st.text(max_size=200), signer=st.text(max_size=10), party=st.text(max_size=10)
)
@pytest.mark.parametrize("name", sorted(ENGINES))
def test_any_text_can_be_put(
    name: str, tmp_path_factory: pytest.TempPathFactory, subject: str, body: str, signer: str, party: str
) -> None:
    engine = open_engine(ENGINES[name](tmp_path_factory.mktemp("any")))
    engine.put([plan(subject=subject, body=body, signer=signer, parties=(party,), bases=(body,))])
    (hit,) = search(engine, "").hits
    assert hit.id == "plan"
    engine.close()


def test_a_body_of_a_megabyte(engine: Engine) -> None:
    body = "Các cơ quan, đơn vị thực hiện nhiệm vụ được giao. " * 20_000 + "Riêng việc nạo vét kênh mương thì hoãn."
    assert len(body) > 1_000_000
    engine.put([plan("large", body=body), plan("small", body="nạo vét kênh")])
    results = search(engine, "nạo vét kênh mương")
    assert ids(results)[0] == "large"
    assert lit(results.hits[0]) == ["nạo vét kênh mương"]
    assert found(engine, '"kênh mương thì hoãn"') == ["large"]


def test_a_body_without_any_word(engine: Engine) -> None:
    engine.put([plan(subject="", body="--- *** ... 🎉", signer="", reference="", symbol="")])
    assert found(engine, "") == ["plan"]
    assert found(engine, "số 1") == ["plan"]


WRITER = """
import sys
from index.engines import open_engine
from tests.index_samples import plan
url, name, count = sys.argv[1:]
engine = open_engine(url)
for number in range(int(count)):
    engine.put([plan(f"{name}{number}", body=f"việc {name} thứ {number}")])
    print(number, flush=True)
"""


def start_writer(url: str, name: str, count: int) -> "subprocess.Popen[str]":
    root = Path(__file__).parents[1]
    environment = os.environ | {"PYTHONPATH": str(root)}
    command = [sys.executable, "-c", WRITER, url, name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=root)


@pytest.mark.slow
def test_two_processes_write_and_a_third_reads(engine: Engine, url: str) -> None:
    writers = [start_writer(url, name, 12) for name in "ab"]
    seen = 0
    while any(writer.poll() is None for writer in writers):
        now = search(engine, "việc").total
        assert now >= seen
        seen = now
    assert [writer.wait() for writer in writers] == [0, 0]
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.close()
    assert engine.count() == 24
    assert search(engine, "việc").total == 24


@pytest.mark.slow
def test_a_killed_writer_loses_at_most_its_last_document(engine: Engine, url: str) -> None:
    engine.put([plan("before")])
    for attempt in range(4):
        writer = start_writer(url, f"w{attempt}", 200)
        assert writer.stdout is not None
        committed = 0
        for line in writer.stdout:
            committed = int(line) + 1
            if committed >= 3 + attempt * 5:
                break
        writer.kill()
        writer.wait()
        writer.stdout.close()
        there = [id_ for id_ in found(engine, "", limit=1000) if id_.startswith(f"w{attempt}")]
        assert len(there) >= committed
        engine.put([plan(f"after {attempt}")])  # the lock went with the process
        assert found(engine, '"before"', limit=1) == [] and "before" in found(engine, "", limit=1000)
    assert engine.ready() is None


def test_threads_share_an_engine(engine: Engine) -> None:
    """Every answer is whole while another thread writes: what was there stays, nothing is half there."""
    engine.put([plan(f"p{number}", body=f"việc chung thứ {number}") for number in range(30)])

    def ask(number: int) -> bool:
        results = search(engine, "việc chung", limit=100)
        return results.total == len(results.hits) >= 30 and found(engine, f'"chung thứ {number}"') == [f"p{number}"]

    def put(number: int) -> bool:
        engine.put([plan(f"more{number}", body="việc chung")])
        return True

    with ThreadPoolExecutor(6) as pool:
        answers = [pool.submit(put if number % 6 == 0 else ask, number) for number in range(30)]
        assert all(answer.result() for answer in answers)
    assert search(engine, "việc chung").total == 35


def test_unknown_engines_are_refused() -> None:
    for url in ("opensearch://localhost", "whoosh://relative", "", "/tmp/x", "whoosh:"):
        with pytest.raises(UnknownEngine) as caught:
            open_engine(url)
        assert caught.value.data == {"url": url}

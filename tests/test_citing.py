"""Citations between documents of the archive: what is written down, and which document is meant."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import delete, select

from archive.to_index import queue
from service.citing import keeping
from service.citing.found import LONGEST
from service.citing.rows import Citable, Cited
from service.citing.same_issuer import may_be_one, surely_one
from service.parts import Parts
from service.search import index_waiting
from tests.citing_office import COMMUNE, cited, issue, take_in

JANUARY, FEBRUARY, MARCH = date(2026, 1, 5), date(2026, 2, 5), date(2026, 3, 5)


def test_bases_subject_and_text_are_read_and_linked_to_what_is_here(office: Parts) -> None:
    plan = issue(office, "ke-hoach", JANUARY)
    decision = issue(office, "quyet-dinh", FEBRUARY)
    report = issue(
        office, "bao-cao", MARCH,
        bases=("Căn cứ Kế hoạch số 01/KH-UBND ngày 05/01/2026 của Ủy ban nhân dân xã về thi đua",
               "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"),
        subject="Kết quả thực hiện Quyết định số 01/QĐ-UBND",
        text="Theo Quyết định số 01/QĐ-UBND, theo Nghị định số 30/2020/NĐ-CP.",
    )  # fmt: skip
    assert cited(office, report) == [
        ("basis", "01/KH-UBND", plan.id),
        ("basis", "Thi đua, khen thưởng", None),
        ("mention", "01/QĐ-UBND", decision.id),
        ("mention", "01/QĐ-UBND", decision.id),
        ("mention", "30/2020/NĐ-CP", None),
    ]


def test_what_comes_later_is_found_then(office: Parts) -> None:
    decision = issue(office, "quyet-dinh", MARCH, text="Theo Kế hoạch số 77/KH-UBND ngày 02/02/2020 của UBND huyện Cũ.")
    assert cited(office, decision) == [("mention", "77/KH-UBND", None)]
    old = take_in(office, "77/KH-UBND", date(2020, 2, 2), "Ủy ban nhân dân huyện Cũ", kind="ke-hoach")
    assert cited(office, decision) == [("mention", "77/KH-UBND", old.id)]


def test_of_two_with_one_number_the_issuer_decides_and_nothing_is_guessed(office: Parts) -> None:
    on = date(2020, 2, 2)
    one = take_in(office, "9/QĐ-UBND", on, "Ủy ban nhân dân tỉnh Đồng Nai")
    two = take_in(office, "9/QĐ-UBND", on, "Ủy ban nhân dân huyện Cũ")
    texts = {
        "Theo Quyết định số 9/QĐ-UBND ngày 02/02/2020 của Ủy ban nhân dân tỉnh Đồng Nai.": one.id,
        "Theo Quyết định số 9/QĐ-UBND ngày 02/02/2020 của UBND tỉnh.": one.id,
        "Theo Quyết định số 9/QĐ-UBND ngày 02/02/2020 của Chủ tịch UBND huyện Cũ.": two.id,
        "Theo Quyết định số 9/QĐ-UBND ngày 02/02/2020.": None,
        "Theo Quyết định số 9/QĐ-UBND ngày 03/02/2020 của UBND tỉnh.": None,
        "Theo Nghị quyết số 9/QĐ-UBND ngày 02/02/2020 của UBND tỉnh.": None,
        "Theo Quyết định số 9/QĐ-UBND ngày 02/02/2020 của Ủy ban nhân dân xã.": None,
    }
    for text, target in texts.items():
        document = issue(office, "bao-cao", MARCH, text=text)
        assert [each[2] for each in cited(office, document)] == [target], text


def test_the_second_of_that_number_takes_a_link_back_that_is_no_longer_sure(office: Parts) -> None:
    on = date(2020, 2, 2)
    one = take_in(office, "9/QĐ-UBND", on, "Ủy ban nhân dân tỉnh Đồng Nai")
    document = issue(office, "bao-cao", MARCH, text="Theo Quyết định số 9/QĐ-UBND ngày 02/02/2020.")
    assert cited(office, document)[0][2] == one.id
    take_in(office, "9/QĐ-UBND", on, "Ủy ban nhân dân huyện Cũ")
    assert cited(office, document)[0][2] is None


def test_our_own_number_is_not_the_provinces(office: Parts) -> None:
    issue(office, "quyet-dinh", JANUARY)
    text = "Theo Quyết định số 01/QĐ-UBND ngày 05/01/2026 của Ủy ban nhân dân tỉnh."
    assert cited(office, issue(office, "bao-cao", MARCH, text=text)) == [("mention", "01/QĐ-UBND", None)]


def test_named_in_full_once_and_by_number_afterwards_is_one_document(office: Parts) -> None:
    before = issue(office, "ke-hoach", date(2025, 1, 6))
    issue(office, "ke-hoach", JANUARY)
    text = "Theo Kế hoạch số 01/KH-UBND ngày 06/01/2025 của UBND xã.\nNay tiếp tục thực hiện Kế hoạch số 01/KH-UBND."
    assert [each[2] for each in cited(office, issue(office, "bao-cao", MARCH, text=text))] == [before.id, before.id]
    short = issue(office, "bao-cao", MARCH, text="Theo Kế hoạch số 01/KH-UBND.")
    assert [each[2] for each in cited(office, short)] == [None]  # of two years


def test_itself_and_what_is_younger_are_not_cited(office: Parts) -> None:
    own = "(Kèm theo Kế hoạch số 01/KH-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân xã Tân Hòa)"
    plan = issue(office, "ke-hoach", JANUARY, text=f"{own}\nKế hoạch số 01/KH-UBND này. Theo Quyết định số 01/QĐ-UBND.")
    issue(office, "quyet-dinh", MARCH)
    assert cited(office, plan) == [("mention", "01/QĐ-UBND", None)]


def test_a_certified_copy_cites_nothing_itself(office: Parts) -> None:
    copy = issue(office, "quyet-dinh", MARCH, text="Theo Nghị định số 30/2020/NĐ-CP", details={"copy_of": "x"})
    assert cited(office, copy) == []


def test_a_text_without_end_is_read_to_a_limit(office: Parts) -> None:
    text = f"Theo Nghị định số 1/2020/NĐ-CP. {' ' * LONGEST} Theo Nghị định số 2/2020/NĐ-CP."
    assert [each[1] for each in cited(office, issue(office, "bao-cao", MARCH, text=text))] == ["1/2020/NĐ-CP"]


def test_another_agencys_documents_are_not_meant(office: Parts) -> None:
    take_in(office, "9/QĐ-UBND", date(2020, 2, 2), "Ủy ban nhân dân huyện Cũ")
    with office.db.write() as session:
        session.execute(Citable.__table__.update().values(agency_id="nhon-trach"))
    document = issue(office, "bao-cao", MARCH, text="Theo Quyết định số 9/QĐ-UBND ngày 02/02/2020.")
    assert cited(office, document) == [("mention", "9/QĐ-UBND", None)]


def test_lost_rows_are_made_again_by_the_worker_and_by_the_command(office: Parts, app: Flask) -> None:
    plan = issue(office, "ke-hoach", JANUARY)
    report = issue(office, "bao-cao", MARCH, text="Theo Kế hoạch số 01/KH-UBND.")
    for make in (lambda: keeping.catch_up(office), lambda: app.test_cli_runner().invoke(args=["citations", "rebuild"])):
        with office.db.write() as session:
            session.execute(delete(Cited))
            session.execute(delete(Citable))
        make()
        assert cited(office, report) == [("mention", "01/KH-UBND", plan.id)]
    assert keeping.catch_up(office) == 0


def test_indexing_again_changes_nothing(office: Parts) -> None:
    plan = issue(office, "ke-hoach", JANUARY)
    report = issue(office, "bao-cao", MARCH, text="Theo Kế hoạch số 01/KH-UBND.")
    with office.db.write() as session:
        queue(session, [plan.id, report.id])
    index_waiting(office)
    assert cited(office, report) == [("mention", "01/KH-UBND", plan.id)]
    with office.db.read() as session:
        assert session.scalars(select(Citable.issuer)).all() == [COMMUNE, COMMUNE]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("UBND xã", COMMUNE, True),
        ("Uỷ ban nhân dân xã Tân Hoà", COMMUNE, True),
        ("Chủ tịch UBND xã", COMMUNE, True),
        ("UBND", COMMUNE, True),
        ("", COMMUNE, True),
        ("UBND tỉnh", COMMUNE, False),
        ("UBND xã Tân Bình", COMMUNE, False),
        ("Văn phòng UBND xã Tân Hòa", COMMUNE, False),
        ("HĐND xã", COMMUNE, False),
        ("Bộ trưởng Bộ Nội vụ", "Bộ Nội vụ", True),
    ],
)
def test_names_of_one_issuer(one: str, other: str, expected: bool) -> None:
    assert may_be_one(one, other) is expected
    assert may_be_one(other, one) is expected


def test_the_same_words_are_surely_one_issuer() -> None:
    assert surely_one("Chủ tịch UBND xã Tân Hòa", COMMUNE)
    assert not surely_one("UBND xã", COMMUNE)
    assert not surely_one("", "")

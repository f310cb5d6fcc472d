"""What a document rests on and what cites it, as people and software see it: links, standing, rights, the picture."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient

from archive.documents import Document
from service import legal_bases
from service.actor import Actor
from service.citing.around import Citing, Named, Seen, cited_by, rests_on
from service.citing.picture import narrow, wide
from service.citing.said import Said
from service.parts import Parts
from tests.api_office import Software, token
from tests.citing_office import AGENCY, ended, issue, take_in
from tests.conftest import NOON, actor
from tests.test_access import log_in

JANUARY, FEBRUARY, MARCH = date(2026, 1, 5), date(2026, 2, 5), date(2026, 3, 5)
ONLY_THE_DRAFTER = {"access": {"level": "limited", "readers": [{"token": "person:soanthao"}]}}
CITES_THE_PLAN = "Theo Kế hoạch số 01/KH-UBND ngày 05/01/2026 của Ủy ban nhân dân xã."


def around(office: Parts, person: str, document: Document) -> tuple[list[Named], list[Citing], int]:
    who = actor(office, person)
    with office.db.read() as session:
        return rests_on(session, who, document, NOON.date()), *cited_by(session, who, document, 50)


@pytest.fixture
def reader(app: Flask) -> FlaskClient:
    client = app.test_client()
    log_in(client, "lanhdao")
    return client


def test_both_lists_with_links_and_where_each_stands(office: Parts, reader: FlaskClient) -> None:
    plan = issue(office, "ke-hoach", JANUARY, subject="Thi đua năm 2026")
    new = issue(office, "ke-hoach", FEBRUARY)
    report = issue(office, "bao-cao", MARCH, bases=("Căn cứ khoản 2 Điều 5 Kế hoạch số 01/KH-UBND ngày 05/01/2026",))
    ended(office, plan, new)
    page = reader.get(f"/documents/{report.id}").get_data(as_text=True)
    assert f'<a href="/documents/{plan.id}">Kế hoạch 01/KH-UBND</a>' in page
    assert "Đã được thay thế bởi 02/KH-UBND" in page
    assert "khoản 2 Điều 5" in page
    page = reader.get(f"/documents/{plan.id}/citations").get_data(as_text=True)
    assert "Được viện dẫn bởi (1)" in page
    assert f'<a href="/documents/{report.id}">Báo cáo 01/BC-UBND</a>' in page


def test_the_text_links_to_what_it_cites(office: Parts, reader: FlaskClient) -> None:
    plan = issue(office, "ke-hoach", JANUARY)
    report = issue(office, "bao-cao", MARCH, text=f"Mở đầu <b>.\n{CITES_THE_PLAN} Theo Nghị định số 30/2020/NĐ-CP.")
    page = reader.get(f"/documents/{report.id}").get_data(as_text=True)
    linked = "Kế hoạch số 01/KH-UBND ngày 05/01/2026 của Ủy ban nhân dân xã"
    assert f'Mở đầu &lt;b&gt;.\nTheo <a href="/documents/{plan.id}">{linked}</a>. Theo Nghị định' in page


def test_a_cited_document_that_may_not_be_seen_is_text_like_one_that_is_not_here(
    office: Parts, reader: FlaskClient
) -> None:
    plan = issue(office, "ke-hoach", JANUARY, subject="Điều không ai được biết", details=ONLY_THE_DRAFTER)
    ended(office, plan, issue(office, "ke-hoach", FEBRUARY))
    report = issue(office, "bao-cao", MARCH, text=CITES_THE_PLAN)
    named, _, _ = around(office, "lanhdao", report)
    assert [(one.words, one.document, one.outside) for one in named] == [
        ("Kế hoạch số 01/KH-UBND ngày 05/01/2026 của Ủy ban nhân dân xã", None, None)
    ]
    for address in (f"/documents/{report.id}", f"/documents/{report.id}/citations"):
        page = reader.get(address).get_data(as_text=True)
        assert "Kế hoạch số 01/KH-UBND" in page
        assert plan.id not in page
        assert "Điều không ai được biết" not in page
        assert "thay thế bởi" not in page
    (seen, *_), _, _ = around(office, "soanthao", report)
    assert seen.document is not None
    assert (seen.document.status, seen.document.by) == ("replaced", "02/KH-UBND")


def test_a_citing_document_that_may_not_be_seen_is_neither_shown_nor_counted(
    office: Parts, reader: FlaskClient
) -> None:
    plan = issue(office, "ke-hoach", JANUARY)
    hidden = issue(office, "bao-cao", FEBRUARY, text=CITES_THE_PLAN, details=ONLY_THE_DRAFTER)
    open_one = issue(office, "bao-cao", MARCH, text=CITES_THE_PLAN)
    _, citing, total = around(office, "lanhdao", plan)
    assert ([one.document.id for one in citing], total) == ([open_one.id], 1)
    page = reader.get(f"/documents/{plan.id}/citations").get_data(as_text=True)
    assert "Được viện dẫn bởi (1)" in page
    assert hidden.id not in page
    assert around(office, "soanthao", plan)[2] == 2


def test_what_changed_it_is_not_named_to_those_who_may_not_see_that(office: Parts) -> None:
    plan = issue(office, "ke-hoach", JANUARY)
    ended(office, plan, issue(office, "ke-hoach", FEBRUARY, details=ONLY_THE_DRAFTER), "recall", "recalled")
    report = issue(office, "bao-cao", MARCH, text=CITES_THE_PLAN)
    for person, by in (("lanhdao", ""), ("soanthao", "02/KH-UBND")):
        (one,), _, _ = around(office, person, report)
        assert one.document is not None
        assert (one.document.status, one.document.by) == ("recalled", by)


def test_of_a_document_that_is_not_here_the_offices_list_tells(office: Parts) -> None:
    with office.db.write() as session:
        lines = "Luật Thi đua, khen thưởng ngày 15/6/2022\nNghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ"
        legal_bases.add_many(session, AGENCY, lines, by="test")
        decree = next(one for one in legal_bases.kept(session, AGENCY) if one.reference)
        words = "Nghị định số 99/2025/NĐ-CP"
        legal_bases.change(session, decree, by="test", in_force_until=date(2025, 12, 31), replaced_by_words=words)
    text = "Theo Luật Thi đua, khen thưởng, Nghị định số 30/2020/NĐ-CP và Nghị định số 1/2001/NĐ-CP."
    named, _, _ = around(office, "lanhdao", issue(office, "bao-cao", MARCH, text=text))
    states = [one.outside and (one.outside.state, one.outside.by) for one in named]
    assert states == [("in_force", ""), ("ended", "Nghị định số 99/2025/NĐ-CP"), None]


def test_named_twice_it_is_listed_once_with_all_that_is_said(office: Parts) -> None:
    issue(office, "ke-hoach", JANUARY)
    bases = ("Căn cứ Kế hoạch số 01/KH-UBND ngày 05/01/2026",)
    text = f"{CITES_THE_PLAN}\nQuyết định này thay thế Kế hoạch số 01/KH-UBND."
    (one,), _, _ = around(office, "lanhdao", issue(office, "bao-cao", MARCH, bases=bases, text=text))
    assert one.roles == ["basis", "replaces", "mention"]


def test_a_document_that_cites_nothing_says_so(office: Parts, reader: FlaskClient) -> None:
    plan = issue(office, "ke-hoach", JANUARY)
    assert "Dựa trên" not in reader.get(f"/documents/{plan.id}").get_data(as_text=True)
    page = reader.get(f"/documents/{plan.id}/citations").get_data(as_text=True)
    assert "Không thấy văn bản này viện dẫn văn bản nào, và chưa có văn bản nào viện dẫn nó" in page


def test_many_that_cite_come_in_pages_and_the_picture_counts_the_rest(office: Parts, reader: FlaskClient) -> None:
    plan = issue(office, "ke-hoach", JANUARY)
    for count in range(14):
        issue(office, "bao-cao", FEBRUARY + timedelta(count), text=CITES_THE_PLAN, subject=f"Đợt {count} & <i>")
    page = reader.get(f"/documents/{plan.id}/citations?page=9").get_data(as_text=True)
    drawing = re.search(r"<svg.*?</svg>", page, re.DOTALL)
    assert drawing
    picture = ElementTree.fromstring(drawing[0])  # well-formed: what is drawn is escaped
    words = ["".join(each.itertext()).strip() for each in picture.iter("text")]
    assert "và 2 văn bản khác" in words
    assert len(list(picture.iter("a"))) == 12
    assert all("Báo cáo" in "".join(link.itertext()) for link in picture.iter("a"))
    assert len(re.findall(r"<li><a href", page.partition('id="cited-by"')[2])) == 14


def test_software_reads_the_same_in_pages(office: Parts, app: Flask, clerk: Actor) -> None:
    plan = issue(office, "ke-hoach", JANUARY)
    reports = [issue(office, "bao-cao", FEBRUARY + timedelta(count), text=CITES_THE_PLAN) for count in range(3)]
    software = Software(app, token(office, "vanthu", "read"))
    first = software.get(f"/documents/{plan.id}/citations?limit=2").get_json()
    assert first["cited_by_total"] == 3
    second = software.get(f"/documents/{plan.id}/citations?limit=2&cursor={first['next_cursor']}").get_json()
    found = [one["document"]["id"] for one in first["cited_by"] + second["cited_by"]]
    assert found == [each.id for each in reversed(reports)]
    assert second["next_cursor"] is None
    (rests,) = software.get(f"/documents/{reports[0].id}/citations").get_json()["rests_on"]
    assert (rests["document"]["reference"], rests["roles"], rests["outside"]) == ("01/KH-UBND", ["mention"], None)
    assert software.get(f"/documents/{'0' * 32}/citations").status_code == 404
    assert software.get(f"/documents/{plan.id}/citations?cursor=x").status_code == 400


def seen(number: int, on: date) -> Seen:
    return Seen(f"{number:032x}", "ke-hoach", f"{number:02d}/KH-UBND", "Thi đua", on, "issued")


@pytest.mark.parametrize(("before", "after"), [(0, 0), (0, 1), (1, 0), (3, 12), (40, 0), (12, 40)])
def test_no_box_of_the_picture_lies_over_another_or_outside(before: int, after: int) -> None:
    here = seen(1, MARCH)
    named = [Named("x", "x", "", "", None, roles=["basis"]) for _ in range(before)]
    citing = [Citing(seen(each, MARCH + timedelta(each)), ["basis"]) for each in range(2, 2 + min(after, 12))]
    for picture in (wide(here, named, citing, after), narrow(here, named, citing, after, 12)):
        boxes = picture.boxes
        assert len(boxes) == 1 + min(before, 12) + min(after, 12)
        assert len(picture.arrows) == len(boxes) - 1
        assert [label.count for label in picture.labels if label.what == "more"] == [
            count - 12 for count in (before, after) if count > 12
        ]
        for at, box in enumerate(boxes):
            assert box.x >= 0
            assert box.y >= 0
            assert box.x + box.width <= picture.width
            assert box.y + box.height <= picture.height
            for other in boxes[:at]:
                apart_x = box.x >= other.x + other.width or other.x >= box.x + box.width
                apart_y = box.y >= other.y + other.height or other.y >= box.y + box.height
                assert apart_x or apart_y


def test_results_say_by_what_a_document_ended(office: Parts, reader: FlaskClient) -> None:
    plan, report = issue(office, "ke-hoach", JANUARY), issue(office, "bao-cao", JANUARY, subject="Kết quả thi đua")
    ended(office, plan, issue(office, "ke-hoach", FEBRUARY))
    ended(office, report, issue(office, "ke-hoach", MARCH, details=ONLY_THE_DRAFTER), "recall", "recalled")
    page = reader.get("/search?q=thi+đua").get_data(as_text=True)
    assert "Đã được thay thế bởi 02/KH-UBND" in page
    assert "Đã bị thu hồi</span>" in page
    assert "03/KH-UBND" not in page


def test_what_an_old_document_says_to_have_replaced_is_told_as_its_words(office: Parts, reader: FlaskClient) -> None:
    """Imported history has no recorded acts: the words are told, the status stays."""
    old = take_in(office, "9/QĐ-UBND", date(2020, 2, 2), "Ủy ban nhân dân huyện Cũ")
    says = "Quyết định này thay thế Quyết định số 9/QĐ-UBND ngày 02/02/2020."
    new = take_in(office, "33/QĐ-UBND", date(2021, 2, 2), "Ủy ban nhân dân huyện Cũ", text=says)
    report = issue(office, "bao-cao", MARCH, text="Theo Quyết định số 9/QĐ-UBND ngày 02/02/2020.")
    (one,), _, _ = around(office, "lanhdao", report)
    assert one.document is not None
    assert one.document.status == "issued"
    assert one.document.said == Said("replace", "33/QĐ-UBND", new.id)
    page = reader.get(f"/documents/{old.id}").get_data(as_text=True)
    assert "Được thay thế, bãi bỏ theo lời văn của 33/QĐ-UBND" in page
    assert "lời văn: bị thay thế" in page  # in the picture
    page = reader.get("/search?q=9/QĐ-UBND").get_data(as_text=True)
    assert "Được thay thế, bãi bỏ theo lời văn của 33/QĐ-UBND" in page


@pytest.mark.parametrize(
    ("kind", "text", "act"),
    [
        ("ke-hoach", "Kế hoạch này thay thế Kế hoạch số 01/KH-UBND ngày 05/01/2026.", "replace"),
        ("ke-hoach", "Bãi bỏ mục II Kế hoạch số 01/KH-UBND ngày 05/01/2026.", "amend"),
        ("bao-cao", "Báo cáo này thay thế Kế hoạch số 01/KH-UBND ngày 05/01/2026.", None),
        ("bao-cao", "Thu hồi Kế hoạch số 01/KH-UBND ngày 05/01/2026.", "recall"),
        ("ke-hoach", "Đề nghị thay thế Kế hoạch số 01/KH-UBND ngày 05/01/2026.", None),
    ],
)
def test_only_what_a_document_of_that_kind_may_do_is_taken_at_its_word(
    office: Parts, kind: str, text: str, act: str | None
) -> None:
    plan = issue(office, "ke-hoach", JANUARY)
    issue(office, kind, FEBRUARY, text=text)
    report = issue(office, "bao-cao", MARCH, text=CITES_THE_PLAN)
    (one,), _, _ = around(office, "lanhdao", report)
    assert one.document is not None
    assert one.document.id == plan.id
    assert (one.document.said.act if one.document.said else None) == act


def test_the_words_of_a_document_that_may_not_be_seen_are_not_told(office: Parts) -> None:
    plan = issue(office, "ke-hoach", JANUARY)
    says = "Kế hoạch này thay thế Kế hoạch số 01/KH-UBND ngày 05/01/2026."
    issue(office, "ke-hoach", FEBRUARY, text=says, details=ONLY_THE_DRAFTER)
    report = issue(office, "bao-cao", MARCH, text=CITES_THE_PLAN)
    for person, told in (("lanhdao", None), ("soanthao", "replace")):
        (one,), _, _ = around(office, person, report)
        assert one.document is not None
        assert one.document.id == plan.id
        assert (one.document.said.act if one.document.said else None) == told

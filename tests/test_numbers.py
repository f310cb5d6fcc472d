"""Numbers: gap-free under threads and processes, in the order of time, never used twice."""

import subprocess
import sys
import threading
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from archive.errors import (
    BadIdentifier,
    DateBeforeLast,
    DateOutsideYear,
    DocumentAlreadyFiled,
    FirstNumberWrong,
    NoRegister,
    ReasonNeeded,
    ReferenceTaken,
    RegisterInUse,
    UnknownAgency,
    UnknownNumber,
)
from archive.numbers import (
    Number,
    Register,
    live_number,
    open_register,
    register_page,
    reserve,
    void,
)
from archive.verify import verify
from tests.archive_samples import CLERK, Office, new_office

PLAN = {"agency_id": "nhon-trach", "year": 2026, "series": "ke-hoach", "symbol": "KH-UBND", "actor": CLERK}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return new_office(tmp_path)


def numbers(office: Office) -> list[int]:
    with office.database.read() as session:
        return list(session.scalars(select(Number.number).order_by(Number.number)))


def void_it(office: Office, number: Number, reason: str = "Trùng nội dung") -> Number:
    with office.database.write() as session:
        return void(session, office.store, number_id=number.id, reason=reason, actor=CLERK)


def test_numbers_of_a_register_run_from_one(office: Office) -> None:
    given = [office.reserve("nhon-trach", "ke-hoach") for _ in range(3)]
    assert [number.number for number in given] == [1, 2, 3]
    assert given[0].symbol == "KH-UBND"
    assert given[0].state == "reserved"
    assert given[0].id == "nhon-trach.2026.ke-hoach.1"


def test_the_pattern_decides_which_kinds_share_a_register(office: Office) -> None:
    assert office.reserve("nhon-trach", "ke-hoach").number == 1
    assert office.reserve("nhon-trach", "quyet-dinh").number == 1
    assert office.reserve("so-noi-vu", "ke-hoach").number == 1
    assert office.reserve("so-noi-vu", "quyet-dinh").number == 2


def test_a_draft_that_asks_twice_keeps_its_number_and_its_day(office: Office) -> None:
    first = office.reserve("nhon-trach", "ke-hoach", date(2026, 1, 5), draft_id="d" * 32)
    office.reserve("nhon-trach", "ke-hoach", date(2026, 1, 6))
    again = office.reserve("nhon-trach", "ke-hoach", date(2026, 1, 7), draft_id="d" * 32)
    assert (again.id, again.dated) == (first.id, date(2026, 1, 5))
    next_year = office.reserve("nhon-trach", "ke-hoach", date(2027, 1, 4), draft_id="d" * 32)
    assert next_year.id == first.id
    assert numbers(office) == [1, 2]


def test_two_live_numbers_of_one_draft_are_refused_by_the_database(office: Office) -> None:
    office.reserve("nhon-trach", "ke-hoach", draft_id="d" * 32)
    number = office.reserve("nhon-trach", "ke-hoach")
    with pytest.raises(IntegrityError), office.database.write() as session:
        session.get(Number, number.id).draft_id = "d" * 32


def test_a_new_year_opens_its_register_by_itself(office: Office) -> None:
    office.reserve("nhon-trach", "ke-hoach", date(2025, 12, 31))
    office.reserve("nhon-trach", "ke-hoach", date(2025, 12, 31))
    first = office.reserve("nhon-trach", "ke-hoach", date(2026, 1, 1))
    assert (first.number, first.year) == (1, 2026)
    with office.database.read() as session:
        register = session.get(Register, "nhon-trach.2026.ke-hoach")
        assert (register.first_number, register.reason, register.opened_at) == (1, "", None)


def test_dates_never_run_backwards_within_a_register(office: Office) -> None:
    office.reserve("nhon-trach", "ke-hoach", date(2026, 3, 10))
    with pytest.raises(DateBeforeLast) as error:
        office.reserve("nhon-trach", "ke-hoach", date(2026, 3, 9))
    assert error.value.data == {"on": "2026-03-09", "last": "2026-03-10", "number": 1}
    office.reserve("nhon-trach", "quyet-dinh", date(2026, 3, 9))
    assert office.reserve("nhon-trach", "ke-hoach", date(2026, 3, 10)).number == 2


def test_a_voided_number_still_holds_the_order_of_time(office: Office) -> None:
    void_it(office, office.reserve("nhon-trach", "ke-hoach", date(2026, 3, 10)))
    with pytest.raises(DateBeforeLast):
        office.reserve("nhon-trach", "ke-hoach", date(2026, 3, 9))


def test_what_cannot_be_numbered_is_refused_and_loses_no_number(office: Office) -> None:
    for wrong, error in (
        ({"agency_id": "long-thanh"}, UnknownAgency),
        ({"year": 2024, "on": date(2024, 1, 5)}, NoRegister),
        ({"on": date(2025, 12, 31)}, DateOutsideYear),
        ({"series": "../ke-hoach"}, BadIdentifier),
    ):
        with pytest.raises(error), office.database.write() as session:
            reserve(session, **{**PLAN, "on": date(2026, 1, 5), "draft_id": uuid4().hex, **wrong})
    assert office.reserve("nhon-trach", "ke-hoach").number == 1


def test_number_and_symbol_are_unique_across_the_series_of_an_agency(office: Office) -> None:
    office.reserve("nhon-trach", "ke-hoach")
    with pytest.raises(ReferenceTaken) as error, office.database.write() as session:
        values = {**PLAN, "series": "quyet-dinh"}
        reserve(session, **values, on=date(2026, 1, 5), draft_id=uuid4().hex)
    assert error.value.data == {"number": 1, "symbol": "KH-UBND", "series": "ke-hoach"}


def test_an_office_that_starts_in_mid_year_sets_the_first_number_once(office: Office) -> None:
    opening = {**PLAN, "first": 215, "reason": "Chuyển từ sổ giấy từ ngày 01/6/2026"}
    del opening["symbol"]
    with pytest.raises(ReasonNeeded), office.database.write() as session:
        open_register(session, office.store, **{**opening, "reason": "  "})
    with pytest.raises(FirstNumberWrong), office.database.write() as session:
        open_register(session, office.store, **{**opening, "first": 0})
    with office.database.write() as session:
        open_register(session, office.store, **opening)
    with pytest.raises(RegisterInUse), office.database.write() as session:
        open_register(session, office.store, **{**opening, "first": 1})
    assert [office.reserve("nhon-trach", "ke-hoach").number for _ in range(2)] == [215, 216]
    assert office.store.has("fact:registers:nhon-trach.2026.ke-hoach")


def test_a_register_in_use_keeps_its_first_number(office: Office) -> None:
    office.reserve("nhon-trach", "ke-hoach")
    with pytest.raises(RegisterInUse), office.database.write() as session:
        values = {key: PLAN[key] for key in ("agency_id", "year", "series", "actor")}
        open_register(session, office.store, **values, first=5, reason="x")


def test_a_voided_number_is_never_given_again(office: Office) -> None:
    number = office.reserve("nhon-trach", "ke-hoach", draft_id="d" * 32)
    with pytest.raises(ReasonNeeded):
        void_it(office, number, " ")
    gone = void_it(office, number)
    assert (gone.state, gone.reason, gone.actor) == ("void", "Trùng nội dung", CLERK)
    again = office.reserve("nhon-trach", "ke-hoach", draft_id="d" * 32)
    assert again.number == 2
    with office.database.read() as session:
        assert live_number(session, "d" * 32).number == 2
    assert office.store.has(f"fact:numbers:{number.id}")


def test_voiding_twice_is_voiding_once(office: Office) -> None:
    number = office.reserve("nhon-trach", "ke-hoach")
    void_it(office, number)
    again = void_it(office, number, "Lý do khác")
    assert again.reason == "Trùng nội dung"
    assert office.store.inventory(f"fact:numbers:{number.id}")["head"] == "v1"


def test_a_void_whose_commit_failed_is_repeated_with_its_new_words(office: Office) -> None:
    number = office.reserve("nhon-trach", "ke-hoach")
    with pytest.raises(ZeroDivisionError), office.database.write() as session:
        void(session, office.store, number_id=number.id, reason="Lần một", actor=CLERK)
        _ = 1 / 0
    assert void_it(office, number, "Lần hai").reason == "Lần hai"
    assert office.store.inventory(f"fact:numbers:{number.id}")["head"] == "v2"
    assert b"L\xe1\xba\xa7n hai" in office.store.read(f"fact:numbers:{number.id}", "fact.json")


def test_a_void_that_was_filed_but_not_recorded_is_finished_before_the_draft_is_numbered_again(office: Office) -> None:
    number = office.reserve("nhon-trach", "ke-hoach", draft_id="d" * 32)
    with pytest.raises(ZeroDivisionError), office.database.write() as session:
        void(session, office.store, number_id=number.id, reason="Trùng", actor=CLERK)
        _ = 1 / 0
    with office.database.write() as session:
        asked = {**PLAN, "on": date(2026, 1, 5), "draft_id": "d" * 32}
        assert reserve(session, **asked).id == number.id
        assert reserve(session, **asked, store=office.store).number == 2
    with office.database.read() as session:
        assert (session.get(Number, number.id).state, session.get(Number, number.id).reason) == ("void", "Trùng")
    assert verify(office.database, office.store).ok


def test_the_number_of_a_filed_document_cannot_be_voided(office: Office) -> None:
    """Neither of an issued one nor of one whose issue was interrupted after filing."""
    number = office.reserve("nhon-trach", "ke-hoach")
    office.put(*office.filing(number, "ke-hoach"))
    with pytest.raises(DocumentAlreadyFiled):
        void_it(office, number)
    office.issue("nhon-trach", "quyet-dinh")
    with pytest.raises(DocumentAlreadyFiled), office.database.write() as session:
        void(session, office.store, number_id="nhon-trach.2026.quyet-dinh.1", reason="x", actor=CLERK)
    with pytest.raises(UnknownNumber), office.database.write() as session:
        void(session, office.store, number_id="nhon-trach.2026.quyet-dinh.9", reason="x", actor=CLERK)


def test_the_register_page_shows_every_number(office: Office) -> None:
    issued = office.issue("nhon-trach", "ke-hoach")
    void_it(office, office.reserve("nhon-trach", "ke-hoach"))
    office.reserve("nhon-trach", "ke-hoach")
    office.reserve("nhon-trach", "quyet-dinh")
    lost = office.reserve("nhon-trach", "ke-hoach")
    office.reserve("nhon-trach", "ke-hoach")
    with office.database.write() as session:
        session.delete(session.get(Number, lost.id))
    with office.database.read() as session:
        page = register_page(session, "nhon-trach", 2026, "ke-hoach")
        everything = register_page(session, "nhon-trach", 2026)
    assert [(line.number, line.state) for line in page] == [
        (1, "issued"),
        (2, "void"),
        (3, "reserved"),
        (4, "gap"),
        (5, "reserved"),
    ]
    assert page[0].document.id == issued.id
    assert page[1].reason == "Trùng nội dung"
    assert page[2].document is None
    assert [line.series for line in everything] == ["ke-hoach"] * 5 + ["quyet-dinh"]


RESERVE_MANY = """
import sys, threading
from pathlib import Path
from datetime import date
from archive.verify import verify
from tests.archive_samples import open_office
office = open_office(Path(sys.argv[1]))
def some():
    for _ in range(int(sys.argv[3])):
        office.reserve("nhon-trach", "ke-hoach")
threads = [threading.Thread(target=some) for _ in range(int(sys.argv[2]))]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
"""


@pytest.mark.slow
def test_two_hundred_numbers_from_four_processes_are_one_to_two_hundred(office: Office) -> None:
    command = [sys.executable, "-c", RESERVE_MANY, str(office.folder), "2", "25"]
    running = [subprocess.Popen(command) for _ in range(4)]
    assert [process.wait() for process in running] == [0] * 4
    assert numbers(office) == list(range(1, 201))


def test_eight_threads_reserving_the_same_drafts_give_each_draft_one_number(office: Office) -> None:
    drafts = [uuid4().hex for _ in range(10)]
    given: list[tuple[str, int]] = []

    def ask() -> None:
        given.extend((draft, office.reserve("nhon-trach", "ke-hoach", draft_id=draft).number) for draft in drafts)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(given) == 80
    assert sorted(number for _, number in set(given)) == list(range(1, 11))

"""Agencies: names with dates, patterns for whole years, each kept as a fact in the storage too."""

import json
from datetime import date
from pathlib import Path

import pytest

from archive.agencies import (
    agencies,
    agency_on,
    as_it_was,
    names_of,
    rename_agency,
    series_of,
    set_pattern,
)
from archive.errors import (
    AgencyExists,
    BadIdentifier,
    NameMissing,
    NoRegister,
    PatternInUse,
    UnknownAgency,
    UnknownPattern,
)
from archive.events import Event, check_chain
from tests.archive_samples import NHON_TRACH, SO_NOI_VU, Office, new_office, open_office

DISTRICT = {
    "superior": ["UBND TỈNH ĐỒNG NAI"],
    "name": ["ỦY BAN NHÂN DÂN", "HUYỆN NHƠN TRẠCH"],
    "full_name": "Ủy ban nhân dân huyện Nhơn Trạch",
    "abbreviation": "UBND",
    "place": "Nhơn Trạch",
}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return new_office(tmp_path)


def test_each_day_has_its_name(office: Office) -> None:
    with office.database.write() as session:
        rename_agency(
            session,
            office.store,
            agency_id="nhon-trach",
            valid_from=date(2020, 1, 1),
            actor="quản trị",
            **DISTRICT,
        )
    with office.database.read() as session:
        assert agency_on(session, "nhon-trach", date(2025, 6, 30)).full_name == DISTRICT["full_name"]
        assert agency_on(session, "nhon-trach", date(2025, 7, 1)).name == ["ỦY BAN NHÂN DÂN", "XÃ NHƠN TRẠCH"]
        assert as_it_was(session, "nhon-trach", date(2025, 6, 30)).superior == ("UBND TỈNH ĐỒNG NAI",)
        assert [name.valid_from.year for name in names_of(session, "nhon-trach")] == [2020, 2025]
        with pytest.raises(NameMissing):
            agency_on(session, "nhon-trach", date(2019, 12, 31))


def test_a_name_of_the_same_day_is_corrected_and_both_wordings_stay_in_the_storage(office: Office) -> None:
    corrected = {**DISTRICT, "place": "Nhơn Trạch (sửa)"}
    with office.database.write() as session:
        rename_agency(
            session,
            office.store,
            agency_id="nhon-trach",
            valid_from=NHON_TRACH["valid_from"],
            actor="quản trị",
            **corrected,
        )
    fact = "fact:agency_names:nhon-trach/2025-07-01"
    assert json.loads(office.store.read(fact, "fact.json"))["row"]["place"] == "Nhơn Trạch (sửa)"
    assert office.store.inventory(fact)["head"] == "v2"
    with office.database.read() as session:
        assert agency_on(session, "nhon-trach", date(2026, 1, 1)).place == "Nhơn Trạch (sửa)"
        assert len(names_of(session, "nhon-trach")) == 1


def test_the_pattern_names_the_series(office: Office) -> None:
    with office.database.read() as session:
        assert series_of(session, "nhon-trach", 2026, "ke-hoach") == "ke-hoach"
        assert series_of(session, "so-noi-vu", 2026, "ke-hoach") == "common"
        with pytest.raises(NoRegister) as error:
            series_of(session, "nhon-trach", 2024, "ke-hoach")
        assert error.value.data == {"agency_id": "nhon-trach", "year": 2024}
        with pytest.raises(UnknownAgency):
            series_of(session, "long-thanh", 2026, "ke-hoach")


def test_a_year_is_counted_in_one_way(office: Office) -> None:
    office.reserve("nhon-trach", "ke-hoach")
    with pytest.raises(PatternInUse) as error, office.database.write() as session:
        set_pattern(session, office.store, agency_id="nhon-trach", from_year=2026, pattern="common", actor="quản trị")
    assert error.value.data["from_year"] == 2027
    with office.database.write() as session:
        set_pattern(session, office.store, agency_id="nhon-trach", from_year=2027, pattern="common", actor="quản trị")
        assert series_of(session, "nhon-trach", 2026, "ke-hoach") == "ke-hoach"
        assert series_of(session, "nhon-trach", 2027, "ke-hoach") == "common"


@pytest.mark.parametrize("hostile", ["", "A", "xã", "a/b", "../x", "a.b", "-a", "a-", "a--b", "a" * 41, "a\n"])
def test_ids_are_plain(office: Office, hostile: str) -> None:
    with pytest.raises(BadIdentifier):
        office.add({**SO_NOI_VU, "id": hostile, "code": "another"})


def test_ids_and_codes_are_taken_once(office: Office) -> None:
    with pytest.raises(AgencyExists):
        office.add({**SO_NOI_VU, "code": "another"})
    with pytest.raises(AgencyExists):
        office.add({**SO_NOI_VU, "id": "another"})
    with office.database.read() as session:
        assert [agency.id for agency in agencies(session)] == ["nhon-trach", "so-noi-vu"]


def test_what_is_refused_leaves_neither_row_nor_event(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    with pytest.raises(UnknownPattern):
        office.add({**SO_NOI_VU, "pattern": "per-week"})
    with office.database.read() as session:
        assert agencies(session) == []
        assert session.query(Event).count() == 0
    office.add(SO_NOI_VU)
    with office.database.read() as session:
        assert check_chain(session) == []


def test_the_facts_hold_the_rows(office: Office) -> None:
    ids = set(office.store.object_ids())
    assert {
        "fact:agencies:nhon-trach",
        "fact:agency_names:nhon-trach/2025-07-01",
        "fact:series_patterns:nhon-trach/2025",
    } <= ids
    said = json.loads(office.store.read("fact:agency_names:so-noi-vu/2025-07-01", "fact.json"))
    assert said["row"]["superior"] == ["UBND TỈNH ĐỒNG NAI"]
    assert said["actor"] == "quản trị"

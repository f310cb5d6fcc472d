"""The office's people: accounts, roles, units, signers, tokens, and the tables they live in."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select

from archive.db import Base, Database
from archive.events import Event, check_chain
from service import passwords, people, tokens
from service.actor import ROLES
from service.errors import BadInput, LastAdministrator, NotFound, UnitTaken, UsernameTaken, WeakPassword
from service.parts import Parts
from service.setup import migrate_all
from tests.conftest import NOON, PASSWORD

AGENCY = "tan-hoa"
TODAY = NOON.date()


@pytest.mark.usefixtures("app")  # which loads every module with tables
def test_migrations_make_exactly_the_tables_of_the_models(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/office.db")
    migrate_all(database)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": not_alembics_own})
        assert compare_metadata(context, Base.metadata) == []


def not_alembics_own(name: str, kind: str, parents: object) -> bool:
    return kind != "table" or not name.endswith("_version")


def test_every_role_has_a_row_and_asking_twice_adds_none(office: Parts) -> None:
    with office.db.write() as session:
        people.ensure_roles(session)
        assert set(session.scalars(select(people.Role.name))) == set(ROLES)


def add(office: Parts, **changes: object) -> people.User:
    fields = {"username": "moi", "full_name": "Người Mới", "roles": ["drafter"], "password": PASSWORD}
    with office.db.write() as session:
        return people.add_user(session, AGENCY, **{**fields, **changes})


def test_a_new_account_has_its_roles_and_a_password_nobody_can_read(office: Parts) -> None:
    person = add(office, username=" Van.Thu2@xa.gov.vn ", roles=["records_clerk", "drafter"])
    assert person.username == "van.thu2@xa.gov.vn"
    assert person.permissions == {"read", "draft", "issue"}
    assert person.password.startswith("$argon2id$")
    assert passwords.matches(PASSWORD, person.password)
    assert not passwords.matches(PASSWORD + "x", person.password)


def test_names_are_kept_nfc_with_single_spaces(office: Parts) -> None:
    assert add(office, full_name="  Nguye\u0302\u0303n  Thi\u0323 Hoa\u0300 ").full_name == "Nguyễn Thị Hoà"


def test_people_are_listed_by_given_name_and_closed_accounts_last(office: Parts) -> None:
    add(office, full_name="Vũ Đức Anh")
    with office.db.write() as session:
        people.close_account(session, people.user_named(session, "soanthao"), by="test")
        names = [person.full_name for person in people.users(session, AGENCY)]
    assert names == [
        "Vũ Đức Anh",
        "Trần Văn Lãnh",
        "Lê Thị Văn Thư",
        "Phan Thể Thức",
        "Bùi Kiểm Tra",
        "Đặng Quản Trị",
        "Nguyễn Minh Châu",
    ]


@pytest.mark.parametrize("username", ["a", "có dấu", "hai tên", "x" * 65, "/etc", "-a", "a\nb", ""])
def test_a_username_is_short_and_plain(office: Parts, username: str) -> None:
    with pytest.raises(BadInput) as failure:
        add(office, username=username)
    assert failure.value.data == {"field": "username"}


def test_a_username_is_given_once_whatever_its_capitals(office: Parts) -> None:
    with pytest.raises(UsernameTaken):
        add(office, username="VANTHU")


@pytest.mark.parametrize(
    ("password", "lacks"),
    [
        ("Ab1-567", ["length"]),
        ("abcdefg1-", ["upper"]),
        ("ABCDEFG1-", ["lower"]),
        ("Abcdefgh-", ["digit"]),
        ("Abcdefgh1", ["other"]),
        ("A1-" + "b" * 126, ["length"]),
        ("", ["length", "lower", "upper", "digit", "other"]),
    ],
)
def test_a_password_has_eight_characters_of_four_classes(office: Parts, password: str, lacks: list[str]) -> None:
    with pytest.raises(WeakPassword) as failure:
        add(office, password=password)
    assert failure.value.data == {"lacks": lacks}


def test_vietnamese_letters_count_and_both_ways_of_typing_them_are_one_password() -> None:
    assert passwords.lacking("Đồng-Nai-9") == []
    assert passwords.matches("Đo\u0302\u0300ng-Nai-9", passwords.hashed("Đồng-Nai-9"))


def test_temporary_passwords_keep_the_rules_and_differ() -> None:
    made = {passwords.temporary() for _ in range(50)}
    assert len(made) == 50
    assert all(passwords.lacking(password) == [] for password in made)


def test_the_last_administrator_can_neither_leave_nor_be_closed(office: Parts) -> None:
    with office.db.write() as session:
        boss = people.user_named(session, "quantri")
        with pytest.raises(LastAdministrator):
            people.change_user(session, boss, full_name=boss.full_name, roles=["drafter"], by="test")
        with pytest.raises(LastAdministrator):
            people.close_account(session, boss, by="test")
    add(office, username="quantri2", roles=["administrator"])
    with office.db.write() as session:
        people.close_account(session, people.user_named(session, "quantri"), by="test")
        with pytest.raises(LastAdministrator):
            people.close_account(session, people.user_named(session, "quantri2"), by="test")


def test_another_agencys_account_is_not_there(office: Parts) -> None:
    person = add(office)
    with office.db.read() as session, pytest.raises(NotFound):
        people.user(session, "xa-khac", person.id)


def test_every_change_of_people_is_an_event_of_the_unbroken_journal(office: Parts) -> None:
    person = add(office)
    with office.db.write() as session:
        person = people.user(session, AGENCY, person.id)
        people.change_user(session, person, full_name="Tên Khác", roles=["auditor"], by="Đặng Quản Trị")
        people.set_password(session, person, "Mat-khau-2", by="Đặng Quản Trị", must_change=True)
        people.close_account(session, person, by="Đặng Quản Trị")
        people.reopen_account(session, person, by="Đặng Quản Trị")
    with office.db.read() as session:
        told = [
            event
            for event in session.scalars(select(Event).order_by(Event.seq))
            if event.details.get("username") == "moi"
        ]
        assert [event.name for event in told] == [
            "user.added",
            "user.changed",
            "user.password_reset",
            "user.closed",
            "user.reopened",
        ]
        assert {event.actor for event in told[1:]} == {"Đặng Quản Trị"}
        assert check_chain(session) == []
        assert "Mat-khau-2" not in str([event.details for event in told])


def test_a_units_abbreviation_is_given_once_in_an_agency(office: Parts) -> None:
    with office.db.write() as session:
        with pytest.raises(UnitTaken):
            people.add_unit(session, AGENCY, abbreviation=" VP ", name="Văn phòng khác")
        people.remove_unit(session, people.units(session, AGENCY)[0], by="test")
        assert people.units(session, AGENCY) == []


# signers


def add_signer(office: Parts, **changes: object) -> people.Signer:
    fields = {
        "full_name": "Trần Thuý Hoà",
        "authority": "KT",
        "head_title": "GIÁM ĐỐC",
        "own_title": "PHÓ GIÁM ĐỐC",
        "valid_from": date(2026, 1, 1),
    }
    with office.db.write() as session:
        return people.add_signer(session, AGENCY, **{**fields, **changes})


RULES = {
    "document": "Quy chế làm việc số 05/QC-UBND",
    "document_on": date(2025, 12, 1),
    "scope": "giấy mời",
    "head_id": 1,
}


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        ({"authority": "", "own_title": "GIÁM ĐỐC"}, ("GIÁM ĐỐC",)),
        (
            {"authority": "TM", "collective": "ỦY BAN NHÂN DÂN", "own_title": "CHỦ TỊCH"},
            ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        ),
        ({"authority": "KT"}, ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        (
            {
                "authority": "TM+KT",
                "collective": "ỦY BAN NHÂN DÂN",
                "head_title": "CHỦ TỊCH",
                "own_title": "PHÓ CHỦ TỊCH",
            },
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
        ({"authority": "TL", "own_title": "CHÁNH VĂN PHÒNG", **RULES}, ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG")),
        (
            {
                "authority": "TL+KT",
                "unit_head_title": "CHÁNH VĂN PHÒNG",
                "own_title": "PHÓ CHÁNH VĂN PHÒNG",
                **RULES,
            },
            ("TL. GIÁM ĐỐC", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        ),
        (
            {"authority": "TUQ", "own_title": "TRƯỞNG PHÒNG", "valid_until": date(2026, 6, 30), **RULES},
            ("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG"),
        ),
        ({"authority": "Q", "own_title": ""}, ("Q. GIÁM ĐỐC",)),
    ],
)
def test_each_authority_prints_the_lines_of_the_decree(office: Parts, fields: dict, lines: tuple) -> None:
    assert people.block(add_signer(office, **fields)) == (lines, "Trần Thuý Hoà")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"authority": "TM", "collective": " "}, "collective"),
        ({"authority": "KT", "head_title": ""}, "head_title"),
        ({"authority": "TL", "own_title": ""}, "own_title"),
        ({"authority": "TUN"}, "authority"),
        ({"authority": "TUQ"}, "valid_until"),
        ({"valid_until": date(2025, 12, 31)}, "valid_until"),
        ({"full_name": "  "}, "full_name"),
    ],
)
def test_a_signer_lacking_what_the_authority_prints_is_refused(office: Parts, fields: dict, field: str) -> None:
    with pytest.raises(BadInput) as failure:
        add_signer(office, **fields)
    assert failure.value.data == {"field": field}


@pytest.mark.parametrize(
    "typed",
    [
        "Trần Thuý Hoà",
        "Trần Thúy Hòa",
        "TRẦN THÚY HÒA",
        "  trần   thúy hòa ",
        "Tra\u0302\u0300n Thu\u0301y Ho\u0300a",
    ],
)
def test_a_typed_name_finds_its_signer(office: Parts, typed: str) -> None:
    wanted = add_signer(office)
    with office.db.read() as session:
        assert people.match_signer(session, AGENCY, typed, TODAY).id == wanted.id


@pytest.mark.parametrize("typed", ["Trần Thùy Hòa", "Tran Thuy Hoa", "Thúy Hòa", ""])
def test_another_name_finds_nobody(office: Parts, typed: str) -> None:
    add_signer(office)
    with office.db.read() as session:
        assert people.match_signer(session, AGENCY, typed, TODAY) is None


def test_a_signer_signs_from_the_first_day_to_the_last(office: Parts) -> None:
    first, last = date(2026, 2, 1), date(2026, 2, 28)
    added = add_signer(office, valid_from=first, valid_until=last)
    days = {first - timedelta(1): False, first: True, last: True, last + timedelta(1): False}
    with office.db.read() as session:
        for day, may in days.items():
            assert (added.id in {found.id for found in people.signers(session, AGENCY, day)}) is may
            assert (people.match_signer(session, AGENCY, "Trần Thúy Hòa", day) is not None) is may
        assert people.signer(session, AGENCY, added.id) is not None
        assert people.signer(session, "xa-khac", added.id) is None


def test_lines_above_a_name_decide_between_two_authorities_of_one_person(office: Parts) -> None:
    add_signer(office)
    acting = add_signer(office, authority="Q", own_title="")
    with office.db.read() as session:
        found = people.match_signer(session, AGENCY, "Trần Thúy Hòa", TODAY, ["Q. Giám đốc"])
    assert found.id == acting.id


# tokens


def make(office: Parts, scopes: set[str], **more: object) -> str:
    with office.db.write() as session:
        clerk = people.user_named(session, "vanthu")
        return tokens.make_token(session, clerk, label="Một cửa", scopes=scopes, now=NOON, **more)


def working(office: Parts, secret: str, now=NOON) -> tokens.Token | None:
    with office.db.read() as session:
        return tokens.working_token(session, secret, now)


def test_a_token_gives_its_scopes_and_is_not_kept_readable(office: Parts) -> None:
    secret = make(office, {"issue", "read"})
    found = working(office, secret)
    actor = tokens.actor_of_token(found)
    assert (actor.name, actor.via, actor.permissions) == ("Lê Thị Văn Thư", "api", {"read", "issue"})
    assert found.scopes == ["read", "issue"]
    kept = [file.read_bytes() for file in office.config.data_dir.rglob("office.db*")]
    assert kept and not any(secret.encode() in content for content in kept)
    assert working(office, secret + "x") is None


def test_a_token_never_does_more_than_its_person(office: Parts) -> None:
    with pytest.raises(BadInput):
        make(office, {"read", "administer"})
    secret = make(office, {"read", "issue"})
    with office.db.write() as session:
        clerk = people.user_named(session, "vanthu")
        people.change_user(session, clerk, full_name=clerk.full_name, roles=["drafter"], by="test")
    assert tokens.actor_of_token(working(office, secret)).permissions == {"read"}


@pytest.mark.parametrize("scopes", [set(), {"everything"}])
def test_a_token_needs_known_scopes(office: Parts, scopes: set[str]) -> None:
    with pytest.raises(BadInput):
        make(office, scopes)


def test_a_token_stops_when_it_expires_is_withdrawn_or_its_person_leaves(office: Parts) -> None:
    end = NOON + timedelta(days=1)
    expiring, withdrawn = make(office, {"read"}, expires=end), make(office, {"read"})
    assert working(office, expiring, end - timedelta(seconds=1)) is not None
    assert working(office, expiring, end) is None
    with office.db.write() as session:
        found = tokens.working_token(session, withdrawn, NOON)
        tokens.withdraw_token(session, found, now=NOON, by="test")
    assert working(office, withdrawn) is None
    with office.db.write() as session:
        people.close_account(session, people.user_named(session, "vanthu"), by="test")
    assert working(office, expiring) is None

"""Who may see which document: tokens of people and software, rows that lists filter by, the storage that remembers."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select

from archive import readers as kept
from archive.documents import Document, Party, StoredFile, seen_by
from archive.later import file_later
from archive.rebuild import rebuild
from archive.to_index import ToIndex
from archive.verify import verify
from service import people, tokens
from service.actor import Actor
from service.documents import document_of
from service.errors import NotFound
from service.parts import Parts
from service.readers import find_seen, may_see, readers_of, seen_in_lists, tokens_of, unit_token
from service.units import Unit
from tests.archive_samples import Office
from tests.conftest import PEOPLE, actor

AGENCY = "tan-hoa"
LIMITED = {"level": "limited", "readers": [{"token": "unit:VP", "name": "Văn phòng"}, {"token": "person:lanhdao"}]}


def issue(office: Parts, folder: Path, access: object = None, **more: Any) -> Document:
    details = {"pages": 2} | ({"access": access} if access is not None else {})
    return Office(folder, office.db, office.store).issue(AGENCY, "ke-hoach", details=details, **more)


def join(office: Parts, login: str, *abbreviations: str) -> None:
    """Put a person into these units, and into no others."""
    with office.db.write() as session:
        person = people.user_named(session, login)
        ids = [unit.id for unit in people.units(session, AGENCY) if unit.abbreviation in abbreviations]
        people.change_user(
            session, person, full_name=person.full_name, roles=person.role_names, units=ids, by="test"
        )  # fmt: skip


def who_sees(office: Parts, document: Document) -> set[str]:
    """Logins, by each way of asking: the three must agree."""
    found = set()
    for login in PEOPLE:
        who = actor(office, login)
        with office.db.read() as session:
            listed = document.id in session.scalars(select(Document.id).where(seen_in_lists(session, who)))
            looked_up = find_seen(session, who, document.id) is not None
        assert listed == looked_up == may_see(office, who, document), login
        found |= {login} if listed else set()
    return found


def test_a_document_of_which_nothing_is_said_is_open_to_the_office(office: Parts, tmp_path: Path) -> None:
    document = issue(office, tmp_path)
    assert (document.access, readers_of(document)) == ("internal", ("office",))
    assert who_sees(office, document) == set(PEOPLE)


def test_a_limited_one_is_seen_by_those_named_the_records_clerk_and_the_auditor(office: Parts, tmp_path: Path) -> None:
    document = issue(office, tmp_path, LIMITED)
    assert who_sees(office, document) == {"lanhdao", "vanthu", "kiemtra"}
    join(office, "soanthao", "VP")
    assert who_sees(office, document) == {"lanhdao", "vanthu", "kiemtra", "soanthao"}
    with pytest.raises(NotFound):
        document_of(office, actor(office, "quantri"), document.id)
    join(office, "soanthao")
    assert "soanthao" not in who_sees(office, document)


@pytest.mark.parametrize(
    "said",
    [
        "limited",
        [],
        {},
        {"level": "Công khai"},
        {"level": "limited"},
        {"level": "limited", "readers": ["x", {}]},
        {"level": "limited", "readers": [{"token": "office"}]},
    ],
)
def test_what_cannot_be_understood_is_limited(office: Parts, tmp_path: Path, said: object) -> None:
    assert who_sees(office, issue(office, tmp_path, said)) == {"vanthu", "kiemtra"}


def test_another_agencys_person_of_the_same_unit_sees_nothing(office: Parts, tmp_path: Path) -> None:
    document = issue(office, tmp_path, LIMITED)
    stranger = Actor(None, "Người lạ", "noi-khac", frozenset({"read", "issue", "audit"}), "page")
    assert not may_see(office, stranger, document)
    with office.db.read() as session:
        assert find_seen(session, stranger, document.id) is None


def test_software_sees_with_its_tokens_scopes_alone(office: Parts, tmp_path: Path) -> None:
    document = issue(office, tmp_path, LIMITED)
    with office.db.write() as session:
        clerk, leader = (people.user_named(session, login) for login in ("vanthu", "lanhdao"))
        now, actors = office.now(), []
        for person, scopes in ((clerk, ["read"]), (clerk, ["read", "issue"]), (leader, ["read"])):
            secret = tokens.make_token(session, person, label="x", scopes=scopes, now=now)
            actors.append(tokens.actor_of_token(tokens.working_token(session, secret, now)))
    assert [may_see(office, who, document) for who in actors] == [False, True, True]


def test_a_units_token_is_one_word_whatever_its_abbreviation() -> None:
    said = [
        unit_token(Unit(agency_id=AGENCY, abbreviation=words, name="x")) for words in ("VP", "TĐ KT", "TD_KT", "a,b")
    ]
    assert len(set(said)) == 4 and said[0] == "unit:VP"
    assert all(token.isascii() and not set(token) & set(" ,\t") for token in said)


def test_a_unit_removed_takes_its_people_off_and_stays_closed(office: Parts, tmp_path: Path) -> None:
    document = issue(office, tmp_path, LIMITED)
    join(office, "soanthao", "VP")
    with office.db.write() as session:
        people.remove_unit(session, people.units(session, AGENCY)[0], by="test")
    assert "soanthao" not in who_sees(office, document)
    assert tokens_of(office, actor(office, "soanthao")) == {"office", "person:soanthao"}


def test_lists_filter_by_rows_and_a_rebuild_makes_them_again(office: Parts, tmp_path: Path) -> None:
    open_one, limited = issue(office, tmp_path), issue(office, tmp_path, LIMITED)

    def listed(*held: str) -> set[str]:
        with office.db.read() as session:
            return set(session.scalars(select(Document.id).where(seen_by(held))))

    def check() -> None:
        assert listed("office") == {open_one.id}
        assert listed("office", "unit:VP") == {open_one.id, limited.id}
        assert listed("unit:VP") == {limited.id} == listed("person:lanhdao")
        assert listed() == set() == listed("unit:V", "person:LANHDAO")

    check()
    with office.db.write() as session:
        for model in (ToIndex, Party, StoredFile, kept.DocumentReader, Document):
            session.execute(delete(model))
    rebuild(office.db, office.store)
    check()
    assert verify(office.db, office.store).faults == []


def test_what_is_filed_later_moves_the_rows_with_it(office: Parts, tmp_path: Path) -> None:
    document = issue(office, tmp_path, LIMITED)
    for access in ({"level": "internal"}, {"level": "limited", "readers": [{"token": "person:soanthao"}]}):
        with office.db.write() as session:
            file_later(
                session, office.store, document.id, "document.access_changed", details={"access": access},
                actor="test", at=office.now(),
            )  # fmt: skip
    with office.db.read() as session:
        renewed = session.get_one(Document, document.id)
        assert [row.reader for row in renewed.readers] == ["person:soanthao", "right:audit", "right:issue"]
    assert who_sees(office, renewed) == {"soanthao", "vanthu", "kiemtra"}
    assert verify(office.db, office.store).faults == []


def test_a_row_taken_out_behind_our_back_is_found(office: Parts, tmp_path: Path) -> None:
    document = issue(office, tmp_path, LIMITED)
    with office.db.write() as session:
        session.delete(session.get_one(kept.DocumentReader, (document.id, "unit:VP")))
    faults = verify(office.db, office.store).faults
    assert [(fault.code, fault.data["fields"]) for fault in faults] == [("row_differs", ["readers"])]

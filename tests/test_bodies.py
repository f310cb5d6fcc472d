"""Who issues: bodies inside an agency, their names through the years, their own letterheads and number series."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.agencies import rename_agency
from archive.events import Event
from archive.filing import METADATA, object_id
from archive.numbers import reserve
from archive.verify import verify
from doc_templates.context import issuing_authority
from doc_templates.fill import Letterhead, SignerBlock
from doc_templates.kinds import kinds
from service import bodies, drafts, people, series
from service.actor import Actor
from service.check import problems
from service.errors import BadInput, BodyTaken
from service.issue import issue
from service.paper import setting
from service.parts import Parts
from service.registers import book
from tests.conftest import PLAN

AGENCY = "tan-hoa"
TODAY = date(2026, 1, 5)
COUNCIL = {
    "sort": "advisory",
    "superior": ["UBND XÃ TÂN HÒA"],
    "name": ["HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG"],
    "full_name": "Hội đồng Thi đua - Khen thưởng xã Tân Hòa",
    "abbreviation": "HĐTĐKT",
    "place": "Tân Hòa",
    "valid_from": date(2025, 7, 1),
}


def add_council(office: Parts, **changes: object) -> bodies.IssuingBody:
    with office.db.write() as session:
        return bodies.add_body(session, AGENCY, **{**COUNCIL, **changes})


def add_council_signer(office: Parts, body: bodies.IssuingBody, **changes: object) -> people.Signer:
    fields = {
        "full_name": "Trần Văn Lãnh",
        "authority": "TM",
        "collective": "HỘI ĐỒNG",
        "own_title": "CHỦ TỊCH",
        "agency_title": "Chủ tịch Ủy ban nhân dân xã",
        "body_id": body.id,
        "valid_from": date(2025, 7, 1),
    }
    with office.db.write() as session:
        return people.add_signer(session, AGENCY, **{**fields, **changes})


def on(office: Parts, day: date) -> Parts:
    return replace(office, now=lambda: datetime(day.year, day.month, day.day, 5, tzinfo=UTC))


def test_the_agency_issues_first_then_its_bodies(office: Parts) -> None:
    council = add_council(office)
    with office.db.read() as session:
        found = bodies.issuers(session, AGENCY, TODAY)
        assert [issuer.id for issuer in found] == ["", str(council.id)]
        assert [issuer.id for issuer in bodies.issuers(session, AGENCY, date(2025, 6, 30))] == [""]


def test_a_body_prints_its_own_head_and_the_agency_its_own(office: Parts, drafter: Actor) -> None:
    council = add_council(office)
    signer = add_council_signer(office, council)
    values = {**PLAN, "issuer": str(council.id), "signer": str(signer.id)}
    draft = drafts.create(office, drafter, "ke-hoach", values)
    around = setting(office, draft, TODAY)
    assert around.letterhead.superior == ("UBND XÃ TÂN HÒA",)
    assert around.letterhead.agency == ("HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG",)
    assert around.symbol == "KH-HĐTĐKT"
    assert around.signer.lines == ("TM. HỘI ĐỒNG", "CHỦ TỊCH")
    assert around.signer.other_title == "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ"
    own = setting(office, drafts.create(office, drafter, "ke-hoach", PLAN), TODAY)
    assert (own.symbol, own.signer.other_title) == ("KH-UBND", "")


def test_without_the_agencys_seal_the_title_in_the_agency_is_not_printed(office: Parts, drafter: Actor) -> None:
    board = add_council(office, abbreviation="BCĐ", full_name="Ban Chỉ đạo xã", agency_seal=False)
    signer = add_council_signer(office, board, agency_title="Chủ tịch UBND xã")
    values = {**PLAN, "issuer": str(board.id), "signer": str(signer.id)}
    assert setting(office, drafts.create(office, drafter, "ke-hoach", values), TODAY).signer.other_title == ""


def test_with_the_agencys_seal_the_title_in_the_agency_must_be_known(office: Parts) -> None:
    council = add_council(office)
    with pytest.raises(BadInput) as refused:
        add_council_signer(office, council, agency_title=" ")
    assert refused.value.data == {"field": "agency_title"}


def test_a_new_name_holds_from_its_day_and_the_old_one_before(office: Parts, drafter: Actor) -> None:
    council = add_council(office)
    renamed = {**COUNCIL, "full_name": "Hội đồng Thi đua, Khen thưởng", "abbreviation": "HĐKT"}
    del renamed["sort"]
    with office.db.write() as session:
        one = bodies.body(session, AGENCY, council.id)
        bodies.rename_body(session, one, **{**renamed, "valid_from": date(2026, 3, 1)})
    draft = drafts.create(office, drafter, "ke-hoach", {**PLAN, "issuer": str(council.id)})
    assert setting(office, draft, date(2026, 2, 28)).symbol == "KH-HĐTĐKT"
    assert setting(office, draft, date(2026, 3, 1)).symbol == "KH-HĐKT"
    with office.db.read() as session:
        assert bodies.body(session, AGENCY, council.id).key == "hdtdkt"  # its series goes on
        names = [event.name for event in session.query(Event).filter(Event.name.startswith("body."))]
    assert names == ["body.added", "body.named"]


@pytest.mark.parametrize("abbreviation", ["HĐTĐKT", "hđtđkt", "UBND"])
def test_two_issuers_never_share_an_abbreviation(office: Parts, abbreviation: str) -> None:
    add_council(office)
    with pytest.raises(BodyTaken):
        add_council(office, abbreviation=abbreviation, full_name="Tổ công tác")


@pytest.mark.parametrize(
    ("issuer", "day", "code"),
    [
        ("council", TODAY, None),
        ("council", date(2025, 6, 30), "issuer_not_yet"),
        ("council", date(2026, 2, 1), "issuer_ended"),
        ("99", TODAY, "issuer_unknown"),
        ("x", TODAY, "issuer_unknown"),
    ],
)
def test_only_who_issues_that_day_may_issue(
    office: Parts, drafter: Actor, issuer: str, day: date, code: str | None
) -> None:
    council = add_council(office)
    signer = add_council_signer(office, council, valid_from=date(2025, 1, 1))
    with office.db.write() as session:
        bodies.end_body(session, bodies.body(session, AGENCY, council.id), date(2026, 1, 31))
    chosen = str(council.id) if issuer == "council" else issuer
    draft = drafts.create(office, drafter, "ke-hoach", {**PLAN, "issuer": chosen, "signer": str(signer.id)})
    found = [problem for problem in problems(on(office, day), draft) if problem.field == "issuer"]
    assert [problem.code for problem in found] == ([code] if code else [])


def test_a_signer_of_another_issuer_is_refused(office: Parts, drafter: Actor) -> None:
    council = add_council(office)
    draft = drafts.create(office, drafter, "ke-hoach", {**PLAN, "issuer": str(council.id)})
    assert [problem.code for problem in problems(office, draft)] == ["signer_not_for_body"]


@pytest.mark.slow
def test_each_issuer_counts_for_itself_and_the_document_remembers_who_issued(
    office: Parts, drafter: Actor, clerk: Actor
) -> None:
    council = add_council(office)
    signer = add_council_signer(office, council)
    of_council = {**PLAN, "issuer": str(council.id), "signer": str(signer.id)}
    issued = [issue(office, clerk, _handed_over(office, drafter, values)) for values in (PLAN, of_council, PLAN)]
    assert [one.reference for one in issued] == ["01/KH-UBND", "01/KH-HĐTĐKT", "02/KH-UBND"]
    assert [one.series for one in issued] == ["ke-hoach", "hdtdkt-ke-hoach", "ke-hoach"]
    kept = json.loads(office.store.read(object_id(issued[1].id), METADATA))
    assert kept["details"]["issuer"]["full_name"] == COUNCIL["full_name"]
    assert kept["signer_title"].split("\n") == ["TM. HỘI ĐỒNG", "CHỦ TỊCH", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ"]
    assert [line.series for line in book(office, clerk, 2026)] == ["hdtdkt-ke-hoach", "ke-hoach", "ke-hoach"]
    assert verify(office.db, office.store, lambda done, total: None).ok


def _handed_over(office: Parts, drafter: Actor, values: dict) -> str:
    draft = drafts.create(office, drafter, "ke-hoach", values)
    drafts.hand_over(office, drafter, draft.id)
    return draft.id


def test_two_series_are_counted_at_once_without_gaps(office: Parts) -> None:
    """Eight at a time, four of each issuer: every series runs from 1 without a gap or a double."""
    wrong: list[BaseException] = []

    def work(place: int, key: str, symbol: str) -> None:
        try:
            for turn in range(5):
                with office.db.write() as session:
                    reserve(
                        session,
                        agency_id=AGENCY,
                        year=2026,
                        series=series.with_key(key, "quyet-dinh"),
                        symbol=symbol,
                        draft_id=f"{place:016x}{turn:016x}",
                        on=TODAY,
                        actor="test",
                    )
        except BaseException as error:
            wrong.append(error)

    bodies_of = [("", "QĐ-UBND"), ("hdtdkt", "QĐ-HĐTĐKT")] * 4
    threads = [Thread(target=work, args=(place, *body)) for place, body in enumerate(bodies_of)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    with office.db.read() as session:
        from archive.registers import Number

        for name in ("quyet-dinh", "hdtdkt-quyet-dinh"):
            numbers = [one.number for one in session.query(Number).filter(Number.series == name)]
            assert sorted(numbers) == list(range(1, 21))


@given(
    key=st.sampled_from(["", "hdtdkt", "vp", "b2", "bancd"]),
    base=st.sampled_from([*kinds(), "common"]),
)
def test_a_series_is_taken_apart_into_what_it_was_made_of(key: str, base: str) -> None:
    assert series.taken_apart(series.with_key(key, base)) == (key, base)


def test_no_kind_reads_as_a_body_and_another_kind() -> None:
    assert [kind for kind in kinds() if series.taken_apart(kind) != ("", kind)] == []
    assert max(map(len, kinds())) + 1 + bodies.LONGEST_KEY <= 40  # what the archive takes as a series


def test_the_patterns_of_counting_hold_within_a_body(office: Parts) -> None:
    council = add_council(office)
    with office.db.read() as session:
        issuer = bodies.issuer_on(session, AGENCY, str(council.id), TODAY)
        assert series.series_of(session, AGENCY, 2026, "ke-hoach", issuer) == "hdtdkt-ke-hoach"
        names = series.body_names(session, AGENCY)
        every = series.series_in(session, AGENCY, 2026)
    assert series.series_name("hdtdkt-ke-hoach", names) == f"{COUNCIL['full_name']}: Kế hoạch"
    assert series.series_name("gone-ke-hoach", names) == "gone: Kế hoạch"
    assert {"ke-hoach", "hdtdkt-ke-hoach"} <= set(every) and "common" not in every


def test_forms_ask_who_issues_only_where_there_is_a_choice(office: Parts, drafter: Actor) -> None:
    from service.forms import form_of

    def first() -> str:
        return form_of(office, AGENCY, "ke-hoach").fields[0].name

    assert first() != "issuer"
    add_council(office)
    assert first() == "issuer"


def test_the_agencys_later_names_change_nothing_of_its_bodies(office: Parts, drafter: Actor) -> None:
    council = add_council(office)
    with office.db.write() as session:
        rename_agency(
            session,
            office.store,
            agency_id=AGENCY,
            valid_from=date(2026, 1, 1),
            superior=[],
            name=["ỦY BAN NHÂN DÂN", "PHƯỜNG TÂN HÒA"],
            full_name="Ủy ban nhân dân phường Tân Hòa",
            abbreviation="UBND",
            place="Phường Tân Hòa",
            actor="test",
        )
    draft = drafts.create(office, drafter, "ke-hoach", {**PLAN, "issuer": str(council.id)})
    assert setting(office, draft, TODAY).letterhead.superior == ("UBND XÃ TÂN HÒA",)


@pytest.mark.parametrize(
    ("title", "name", "authority"),
    [
        ("CHÁNH VĂN PHÒNG", "Văn phòng Ủy ban nhân dân xã", "Chánh Văn phòng Ủy ban nhân dân xã"),
        ("CHỦ TỊCH HỘI ĐỒNG", "Hội đồng Thi đua - Khen thưởng xã", "Chủ tịch Hội đồng Thi đua - Khen thưởng xã"),
        ("TRƯỞNG BAN", "Ban Chỉ đạo chuyển đổi số", "Trưởng Ban Chỉ đạo chuyển đổi số"),
        ("CHỦ TỊCH", "Ủy ban nhân dân xã Tân Hòa", "Chủ tịch Ủy ban nhân dân xã Tân Hòa"),
        ("TM. HỘI ĐỒNG", "Hội đồng Thi đua - Khen thưởng xã", "Hội đồng Thi đua - Khen thưởng xã"),
    ],
)
def test_whose_decision_it_is_says_no_word_twice(title: str, name: str, authority: str) -> None:
    assert issuing_authority(Letterhead((), (name.upper(),), "Tân Hòa", name), SignerBlock((title,), "An")) == authority

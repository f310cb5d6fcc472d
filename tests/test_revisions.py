"""Revisions of a draft: autosaves of one hand fold, what somebody else saw stays, any state comes back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import inspect, text

from doc_templates.redline import sides
from service import draft_history, drafts
from service.actor import Actor
from service.draft import Draft
from service.errors import DraftChanged, DraftLocked, NotFound, WrongState
from service.issue import issue
from service.parts import Parts
from service.revisions import PAUSE, SPAN, Revision
from tests.conftest import NOON, PLAN


def later(office: Parts, minutes: float) -> Parts:
    return replace(office, now=lambda: NOON + timedelta(minutes=minutes))


def typed(office: Parts, who: Actor, draft: Draft, words: str, minutes: float = 0) -> Draft:
    """A save of the page a while after noon."""
    now = later(office, minutes)
    return drafts.save(now, who, draft.id, {**draft.values, "subject": words}, drafts.get(now, who, draft.id).revision)


def subjects(office: Parts, who: Actor, draft: Draft) -> list[object]:
    _, found = draft_history.listed(office, who, draft.id)
    return [one.values["subject"] for one in reversed(found)]


@pytest.fixture
def draft(office: Parts, drafter: Actor) -> Draft:
    return drafts.create(office, drafter, "ke-hoach", PLAN, how="pasted")


def test_the_first_state_is_a_revision(office: Parts, drafter: Actor, draft: Draft) -> None:
    _, (first,) = draft_history.listed(office, drafter, draft.id)
    assert (first.number, first.how, first.author_name, first.revision) == (1, "pasted", "Nguyễn Minh Châu", 1)
    assert first.values == draft.values


def test_autosaves_of_one_hand_fold_into_one_revision(office: Parts, drafter: Actor, draft: Draft) -> None:
    for minute in range(5):
        typed(office, drafter, draft, f"Lần {minute}", minute)
    assert subjects(office, drafter, draft) == [PLAN["subject"], "Lần 4"]
    folded = draft_history.revision(office, drafter, draft.id, 2)
    assert (folded.begun_at, folded.at, folded.revision) == (NOON, NOON + timedelta(minutes=4), 6)


def test_a_pause_or_a_long_while_begins_another(office: Parts, drafter: Actor, draft: Draft) -> None:
    typed(office, drafter, draft, "Sáng", 0)
    after_pause = PAUSE.total_seconds() / 60 + 1
    for step in range(9):
        typed(office, drafter, draft, f"Chiều {step}", after_pause + 8 * step)
    assert after_pause + 8 * 8 > SPAN.total_seconds() / 60
    assert subjects(office, drafter, draft) == [PLAN["subject"], "Sáng", "Chiều 7", "Chiều 8"]


def test_what_somebody_else_saw_is_not_folded_away(office: Parts, drafter: Actor, clerk: Actor, draft: Draft) -> None:
    typed(office, drafter, draft, "Văn thư đã thấy")
    drafts.get(office, clerk, draft.id)
    typed(office, drafter, draft, "Sửa tiếp", 1)
    drafts.get(office, drafter, draft.id)
    typed(office, drafter, draft, "Sửa tiếp nữa", 2)
    assert subjects(office, drafter, draft) == [PLAN["subject"], "Văn thư đã thấy", "Sửa tiếp nữa"]


def test_two_people_never_fold(office: Parts, drafter: Actor, clerk: Actor, draft: Draft) -> None:
    typed(office, drafter, draft, "Người soạn")
    typed(office, clerk, draft, "Văn thư", 1)
    typed(office, drafter, draft, "Người soạn lại", 2)
    assert subjects(office, drafter, draft) == [PLAN["subject"], "Người soạn", "Văn thư", "Người soạn lại"]


def test_what_was_handed_over_stays(office: Parts, drafter: Actor, draft: Draft) -> None:
    typed(office, drafter, draft, "Đã chuyển")
    drafts.hand_over(office, drafter, draft.id)
    drafts.take_back(office, drafter, draft.id)
    typed(office, drafter, draft, "Sửa sau khi lấy lại", 1)
    assert subjects(office, drafter, draft) == [PLAN["subject"], "Đã chuyển", "Sửa sau khi lấy lại"]
    assert draft_history.revision(office, drafter, draft.id, 2).sealed == "handed_over"


def test_a_save_that_changes_nothing_is_no_revision(office: Parts, drafter: Actor, draft: Draft) -> None:
    drafts.save(office, drafter, draft.id, draft.values, draft.revision)
    assert len(draft_history.listed(office, drafter, draft.id)[1]) == 1


def test_any_state_comes_back_and_the_later_ones_stay(office: Parts, drafter: Actor, draft: Draft) -> None:
    saved = typed(office, drafter, draft, "Sai")
    restored = draft_history.restore(office, drafter, draft.id, 1, saved.revision)
    assert restored.values == draft.values
    assert subjects(office, drafter, draft) == [PLAN["subject"], "Sai", PLAN["subject"]]
    assert draft_history.revision(office, drafter, draft.id, 3).source == "1"
    again = draft_history.restore(office, drafter, draft.id, 2, restored.revision)
    assert again.subject == "Sai"


def test_restoring_keeps_the_rules_of_saving(office: Parts, drafter: Actor, clerk: Actor, draft: Draft) -> None:
    saved = typed(office, drafter, draft, "Mới")
    with pytest.raises(DraftChanged):
        draft_history.restore(office, drafter, draft.id, 1, saved.revision - 1)
    handed = drafts.hand_over(office, drafter, draft.id)
    with pytest.raises(WrongState):
        draft_history.restore(office, drafter, draft.id, 1, handed.revision)
    with pytest.raises(NotFound):
        draft_history.restore(office, drafter, draft.id, 9, handed.revision)
    with pytest.raises(KeyError):
        issue(office, clerk, draft.id, reached=lambda step: {}[step])  # the power goes once the number is there
    with pytest.raises(DraftLocked):
        draft_history.restore(office, clerk, draft.id, 1, handed.revision)


def test_who_may_not_see_the_draft_sees_no_revision(office: Parts, drafter: Actor, clerk: Actor) -> None:
    foreign = drafts.create(office, clerk, "ke-hoach", PLAN)
    for look in (
        lambda: draft_history.listed(office, drafter, foreign.id),
        lambda: draft_history.revision(office, drafter, foreign.id, 1),
    ):
        with pytest.raises(NotFound):
            look()


def test_changes_between_two_are_told_in_either_direction(office: Parts, drafter: Actor, draft: Draft) -> None:
    typed(office, drafter, draft, "Trích yếu mới")
    (forth,) = draft_history.between(office, drafter, draft.id, 1, 2)
    (back,) = draft_history.between(office, drafter, draft.id, 2, 1)
    assert forth.name == back.name == "subject"
    assert sides(forth.lines) == ([PLAN["subject"]], ["Trích yếu mới"])
    assert sides(back.lines) == (["Trích yếu mới"], [PLAN["subject"]])


@pytest.mark.slow
def test_an_issued_document_keeps_its_final(office: Parts, drafter: Actor, clerk: Actor, draft: Draft) -> None:
    typed(office, drafter, draft, "Bản cuối")
    issue(office, clerk, draft.id)
    with office.db.read() as session:
        kept = session.query(Revision).filter_by(draft_id=draft.id).all()
    assert [one.values["subject"] for one in kept] == ["Bản cuối"]


def test_drafts_from_before_begin_with_the_state_they_are_in(office: Parts, drafter: Actor, draft: Draft) -> None:
    """What the migration does to an office that has drafts already."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    import service.setup

    path = service.setup.SERVICE_MIGRATIONS / "versions" / "0002_draft_revisions.py"
    scope: dict[str, object] = {}
    exec(compile(path.read_text(), str(path), "exec"), scope)
    with office.db.engine.begin() as connection:
        connection.execute(text("DROP TABLE draft_revisions"))
        with Operations.context(MigrationContext.configure(connection)):
            scope["upgrade"]()  # type: ignore[operator]
    assert "draft_revisions" in inspect(office.db.engine).get_table_names()
    _, (first,) = draft_history.listed(office, drafter, draft.id)
    assert (first.values, first.author_name, first.number) == (draft.values, "Nguyễn Minh Châu", 1)

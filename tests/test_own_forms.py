"""An office's own form from upload to retirement, by the functions that pages and API call."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from archive.events import Event
from archive.filing import object_id
from doc_templates.errors import BrokenForm, TemplateFault
from doc_templates.form import load_forms
from doc_templates.pdf_facts import read_back
from doc_templates.tags.definition import from_json, to_json
from service import drafts, issue, own_form_check, own_form_life, own_form_moves
from service import own_form_steps as steps
from service.actor import Actor
from service.errors import BadInput, FormBreaks, FormNotReady, FormWrongState, UnknownForm
from service.form_sentences import FAULTS, place, said
from service.forms import form_of, forms
from service.own_forms import OfficeForm
from service.parts import Parts
from tests.conftest import PLAN, actor
from tests.form_files import parts_of, zipped
from tests.own_form_files import FOOT, HEAD, docx, invitation, with_middle

NAME = {"vi": "Giấy mời họp giao ban"}
ID = "rieng-giay-moi-hop-giao-ban"


@pytest.fixture
def manager(office: Parts) -> Actor:
    return actor(office, "quantri")


@pytest.fixture
def made(office: Parts, manager: Actor) -> OfficeForm:
    return steps.start(office, manager, invitation(), NAME, "giay-moi")


@pytest.fixture
def words(app: Flask):
    """Sentences need a language."""
    with app.test_request_context():
        yield


def fields_of(row: OfficeForm) -> list[dict[str, object]]:
    return to_json(from_json(row.fields, row.form))


def define(office: Parts, who: Actor, row: OfficeForm, fields: list[dict[str, object]]) -> OfficeForm:
    return steps.define(office, who, row.form, row.version, name=row.name, kind=row.kind, fields=fields)


def approved(office: Parts, manager: Actor, data: bytes | None = None) -> OfficeForm:
    row = steps.start(office, manager, data or invitation(), NAME, "giay-moi")
    return own_form_life.approve(office, manager, row.form, 1)


def codes(found: object) -> list[str]:
    return [each.code for each in found]


# made


def test_a_new_form_is_a_draft_that_nobody_can_use_yet(office: Parts, manager: Actor, made: OfficeForm) -> None:
    assert (made.form, made.version, made.state) == (ID, 1, "draft")
    assert ID not in forms(office, manager.agency_id)
    with pytest.raises(UnknownForm):
        form_of(office, manager.agency_id, ID)
    with pytest.raises(UnknownForm):
        drafts.create(office, manager, ID, {})


def test_labels_and_samples_come_from_the_built_in_form_of_the_kind(office: Parts, manager: Actor) -> None:
    row = steps.start(office, manager, with_middle("{{p body }}"), NAME, "ke-hoach")
    like = {field.name: field for field in load_forms()["ke-hoach"].fields}
    for field in from_json(row.fields, row.form):
        assert (field.label, field.sample) == (like[field.name].label, like[field.name].sample)


def test_two_forms_of_one_name_get_two_ids(office: Parts, manager: Actor, made: OfficeForm) -> None:
    assert steps.start(office, manager, invitation(), NAME, "giay-moi").form == f"{ID}-2"


@pytest.mark.slow
def test_a_copy_of_a_built_in_form_can_be_approved_as_it_is(office: Parts, manager: Actor) -> None:
    row = steps.copy(office, manager, "ke-hoach")
    assert row.form == "rieng-ke-hoach"
    own_form_life.approve(office, manager, row.form, 1)
    form = form_of(office, manager.agency_id, row.form)
    assert (form.fields, form.docx) == (office.forms["ke-hoach"].fields, office.forms["ke-hoach"].docx)


@pytest.mark.slow
def test_another_agency_sees_nothing_of_it(office: Parts, manager: Actor) -> None:
    approved(office, manager)
    other = replace(manager, agency_id="xa-khac")
    assert set(forms(office, "xa-khac")) == set(office.forms)
    with pytest.raises(UnknownForm):
        form_of(office, "xa-khac", ID, 1)
    with pytest.raises(UnknownForm):
        steps.get(office, other, ID, 1)
    with pytest.raises(UnknownForm):
        own_form_life.retire(office, other, ID, 1)


@pytest.mark.parametrize(("name", "kind"), [("", "giay-moi"), ("x" * 151, "giay-moi"), ("Thử", "nosuch")])
def test_a_form_needs_a_name_and_a_kind(office: Parts, manager: Actor, name: str, kind: str) -> None:
    with pytest.raises(BadInput):
        steps.start(office, manager, invitation(), {"vi": name}, kind)


# described


def test_what_is_described_is_kept(office: Parts, manager: Actor, made: OfficeForm) -> None:
    fields = fields_of(made)
    fields[1] |= {"label": {"vi": "Kính mời", "en": "To"}, "required": False, "max_length": 80, "sample": "Ông A"}
    row = define(office, manager, made, fields)
    field = from_json(steps.get(office, manager, ID, 1).fields, ID)[1]
    assert (field.label["en"], field.required, field.max_length, field.sample) == ("To", False, 80, "Ông A")
    assert row.changed_by == manager.name


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"name": "Tên"}, "bad_name"),
        ({"name": "__class__"}, "bad_name"),
        ({"type": "date"}, "unknown_type"),
        ({"type": "choice"}, "no_choices"),
        ({"type": "table"}, "no_columns"),
        ({"max_length": -1}, "bad_limit"),
        ({"max_length": "x"}, "bad_limit"),
        ({"nosuch": 1}, "unknown_key"),
        ({"name": "subject"}, "twice"),
        ({"choices": [{"value": "a"}, {"value": "a"}]}, "twice"),
        ({"columns": [{"label": {}}]}, "missing_key"),
        ({"label": 5, "choices": [5]}, "missing_key"),
    ],
)
def test_a_definition_that_cannot_be_is_refused(
    office: Parts, manager: Actor, made: OfficeForm, change: dict[str, object], why: str
) -> None:
    fields = fields_of(made)
    fields[1] |= change
    with pytest.raises(BrokenForm) as raised:
        define(office, manager, made, fields)
    assert raised.value.data["why"] == why


def test_a_form_without_subject_is_refused(office: Parts, manager: Actor, made: OfficeForm) -> None:
    with pytest.raises(BrokenForm) as raised:
        define(office, manager, made, fields_of(made)[1:])
    assert raised.value.data["why"] == "no_subject"


# tried


@pytest.mark.slow
def test_a_sound_form_has_no_fault_and_pages(office: Parts, manager: Actor, made: OfficeForm) -> None:
    tried = own_form_check.trial(office, manager.agency_id, steps.form_of_row(office, made))
    assert (tried.errors, tried.pages) == ([], 1)
    assert tried.layout  # a page typed without the decree's styles


@pytest.mark.slow
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (docx("{{ subject }}", "{{ signer.name }}"), "number_not_printed"),
        (with_middle("{{ ho ten }}"), "blank_in_name"),
        (with_middle("{{ ten"), "tag_not_closed"),
    ],
)
def test_what_keeps_a_form_from_use(office: Parts, manager: Actor, data: bytes, code: str) -> None:
    row = steps.start(office, manager, data, NAME, "giay-moi")
    assert code in codes(own_form_check.trial(office, manager.agency_id, steps.form_of_row(office, row)).errors)
    with pytest.raises(FormNotReady) as raised:
        own_form_life.approve(office, manager, row.form, 1)
    assert code in [each["code"] for each in raised.value.data["problems"]]
    assert steps.get(office, manager, row.form, 1).state == "draft"


def test_a_field_taken_out_of_the_definition_is_told_where_it_stands(
    office: Parts, manager: Actor, made: OfficeForm
) -> None:
    fields = [each for each in fields_of(made) if each["name"] != "thoi_gian"]
    form = steps.form_of_row(office, define(office, manager, made, fields))
    found = next(each for each in own_form_check.problems_of(form) if each.code == "unknown_name")
    assert (found.severity, found.paragraph, found.words) == ("error", 9, "Thời gian: {{ thoi_gian }}")


def test_what_a_document_should_show_is_a_warning(office: Parts, manager: Actor) -> None:
    row = steps.start(office, manager, docx("Số: {{ number }}/{{ symbol }}", "{{ subject }}"), NAME, "giay-moi")
    found = {(each.severity, each.code) for each in own_form_check.problems_of(steps.form_of_row(office, row))}
    assert found == {("warning", "date_not_printed"), ("warning", "signer_not_printed")}


@pytest.mark.slow
def test_a_number_that_is_not_on_the_first_page_is_found(office: Parts, manager: Actor) -> None:
    many = [f"Dòng {n}" for n in range(80)]
    row = steps.start(office, manager, docx("{{ subject }}", *many, *HEAD, *FOOT), NAME, "giay-moi")
    tried = own_form_check.trial(office, manager.agency_id, steps.form_of_row(office, row))
    assert codes(tried.errors) == ["number_not_on_first_page"]


def test_every_fault_has_a_sentence_and_a_place(words: None) -> None:
    for code in FAULTS:
        data = {"detail": "x", "name": "x", "label": "x", "style": "x", "reference": "x", "lost": "x"}
        told = said(own_form_check.FormProblem("error", code, data=data))
        assert told and "%(" not in told and "%%" not in told
    places = [("word/document.xml", 3), ("word/header1.xml", 1), ("docProps/core.xml", 0), ("", 0)]
    assert [place(own_form_check.FormProblem("error", "syntax", part, n)) for part, n in places] == [
        "Đoạn 3",
        "Đầu trang, đoạn 1",
        "Thuộc tính của tệp",
        "",
    ]


# used


@pytest.mark.slow
def test_a_document_is_made_with_it_and_keeps_its_version(office: Parts, manager: Actor, clerk: Actor) -> None:
    row = steps.copy(office, manager, "ke-hoach")
    parts = parts_of(office.forms["ke-hoach"].docx)
    body = parts["word/document.xml"].decode()
    place = re.search(r"<w:p>(?:(?!</w:p>).)*{{p body }}.*?</w:p>", body, re.S)
    assert place
    budget = place[0].replace("{{p body }}", "Kinh phí: {{ kinh_phi }} đồng.")
    parts["word/document.xml"] = body.replace(place[0], budget + place[0]).encode()
    steps.replace(office, manager, row.form, 1, zipped(parts))
    own_form_life.approve(office, manager, row.form, 1)
    draft = drafts.create(office, clerk, row.form, {**PLAN, "kinh_phi": "12.000.000"})
    second = steps.next_version(office, manager, row.form)
    own_form_life.approve(office, manager, row.form, second.version)
    document = issue.issue(office, clerk, draft.id)
    assert (document.form, document.form_version, document.reference) == ("rieng-ke-hoach", 1, "01/KH-UBND")
    assert "12.000.000" in document.text
    pdf = office.store.read(object_id(draft.id), "document.pdf")
    assert "Kinh phí: 12.000.000 đồng." in read_back(pdf).first_page_text


@pytest.mark.slow
def test_a_retired_form_starts_no_draft_and_still_serves_the_old_ones(
    office: Parts, manager: Actor, clerk: Actor
) -> None:
    row = approved(office, manager)
    draft = drafts.create(office, clerk, row.form, {"subject": "Họp giao ban"})
    own_form_life.retire(office, manager, row.form, 1)
    assert row.form not in forms(office, manager.agency_id)
    with pytest.raises(UnknownForm):
        drafts.create(office, clerk, row.form, {})
    saved = drafts.save(office, clerk, draft.id, {"subject": "Họp tháng 02"}, draft.revision)
    assert drafts.form_of_draft(office, saved).version == 1
    own_form_life.restore(office, manager, row.form, 1)
    assert row.form in forms(office, manager.agency_id)


@pytest.mark.slow
@pytest.mark.parametrize("state", ["approved", "retired"])
def test_a_version_that_was_approved_never_changes(office: Parts, manager: Actor, state: str) -> None:
    row = approved(office, manager)
    if state == "retired":
        own_form_life.retire(office, manager, row.form, 1)
    for step in (
        lambda: steps.replace(office, manager, row.form, 1, with_middle("x")),
        lambda: define(office, manager, row, fields_of(row)),
        lambda: steps.discard(office, manager, row.form, 1),
        lambda: own_form_life.approve(office, manager, row.form, 1),
    ):
        with pytest.raises(FormWrongState):
            step()
    assert steps.form_of_row(office, steps.get(office, manager, row.form, 1)).content == invitation()


# versions


@pytest.mark.slow
def test_a_new_version_that_breaks_nothing_takes_over(office: Parts, manager: Actor) -> None:
    row = approved(office, manager)
    second = steps.next_version(office, manager, row.form)
    with pytest.raises(FormWrongState):
        steps.next_version(office, manager, row.form)
    own_form_life.approve(office, manager, row.form, second.version)
    assert [steps.get(office, manager, row.form, n).state for n in (1, 2)] == ["retired", "approved"]


@pytest.mark.slow
def test_what_a_new_version_breaks_is_told_before_it_takes_over(office: Parts, manager: Actor) -> None:
    row = approved(office, manager)
    changed = with_middle(
        "Thời gian: {{ thoi_gian | join('; ') }}",
        "{% for v in chuong_trinh %}{{ v.noi_dung }}{% endfor %}",
        "{{ chu_tri }}",
    )
    second = steps.next_version(office, manager, row.form, changed)
    with pytest.raises(FormBreaks) as raised:
        own_form_life.approve(office, manager, row.form, second.version)
    told = [each["code"] for each in raised.value.data["problems"]]
    assert sorted(told) == sorted(["field_removed"] * 4 + ["field_retyped", "field_narrowed", "field_new_required"])
    assert steps.get(office, manager, row.form, 1).state == "approved"
    own_form_life.approve(office, manager, row.form, second.version, accept=True)
    with office.db.read() as session:
        event = session.query(Event).filter(Event.name == "form.approved").order_by(Event.seq.desc()).first()
    assert event is not None and [each["code"] for each in event.details["accepted"]] == told


@pytest.mark.slow
def test_a_form_that_changed_while_it_was_tried_is_not_approved(
    office: Parts, manager: Actor, made: OfficeForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody saves between the trial and the commit: what nobody has seen is not approved."""
    later = replace(office, now=lambda: office.now() + timedelta(minutes=1))
    broken_by = own_form_life.broken_by

    def meanwhile(*given: object) -> object:
        define(later, manager, made, fields_of(made))
        return broken_by(*given)

    monkeypatch.setattr(own_form_life, "broken_by", meanwhile)
    with pytest.raises(FormWrongState) as raised:
        own_form_life.approve(office, manager, made.form, 1)
    assert raised.value.data["state"] == "changed"


@pytest.mark.slow
def test_a_draft_moves_to_the_new_version_and_loses_no_word(office: Parts, manager: Actor, clerk: Actor) -> None:
    row = approved(office, manager)
    typed = {"subject": "Họp", "thoi_gian": "8 giờ", "thanh_phan": ["Ông A", "Bà B"], "dia_diem": "Hội trường"}
    draft = drafts.create(office, clerk, row.form, typed)
    assert own_form_moves.newer(office, draft) is None
    second = steps.next_version(office, manager, row.form, with_middle("{{ thoi_gian }}", "{{ dia_diem }}"))
    own_form_life.approve(office, manager, row.form, second.version, accept=True)
    assert own_form_moves.newer(office, draft) == 2
    moved, homeless = own_form_moves.move(office, clerk, draft.id, draft.revision)
    assert moved.values == {"subject": "Họp", "thoi_gian": "8 giờ", "dia_diem": "Hội trường"}
    assert homeless == ["Thanh phan"]
    assert [line["words"] for line in moved.unplaced] == ["Ông A", "Bà B"]
    with pytest.raises(FormWrongState):
        own_form_moves.move(office, clerk, draft.id, moved.revision)


def test_a_draft_version_can_be_dropped(office: Parts, manager: Actor, made: OfficeForm) -> None:
    steps.discard(office, manager, made.form, 1)
    with pytest.raises(UnknownForm):
        steps.get(office, manager, made.form, 1)


@pytest.mark.slow
def test_every_step_is_in_the_journal(office: Parts, manager: Actor) -> None:
    row = approved(office, manager)
    own_form_life.retire(office, manager, row.form, 1)
    with office.db.read() as session:
        names = [event.name for event in session.query(Event).order_by(Event.seq) if event.name.startswith("form.")]
    assert names == ["form.uploaded", "form.approved", "form.retired"]


# a file that may mean harm is not even kept


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"word/vbaProject.bin": b"MZ"}, "foreign_part"),
        ({"word/media/a.png": bytes(51_000_000)}, "too_big"),
        ({"word/header1.xml": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'}, "broken_xml"),
    ],
)
def test_a_hostile_file_is_refused_at_the_door(
    office: Parts, manager: Actor, made: OfficeForm, parts: dict[str, bytes], why: str
) -> None:
    bad = zipped(parts_of(invitation()) | parts)
    for step in (
        lambda: steps.start(office, manager, bad, NAME, "giay-moi"),
        lambda: steps.replace(office, manager, made.form, 1, bad),
    ):
        with pytest.raises(TemplateFault) as raised:
            step()
        assert raised.value.data["why"] == why
    assert steps.get(office, manager, made.form, 1).digest == made.digest


@pytest.mark.slow
def test_forms_come_back_with_the_database(office: Parts, manager: Actor) -> None:
    """A backup of the rows is a backup of the forms: nothing of them lies elsewhere."""
    approved(office, manager)
    with office.db.read() as session:
        row = session.query(OfficeForm).one()
        assert row.content == invitation()

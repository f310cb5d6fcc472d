"""Forms that mean harm: refused with a place, or stopped in a process of their own; the service stays well."""

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from flask import Flask

from doc_templates.errors import TemplateFault, WrongShape
from doc_templates.fill import template_of
from doc_templates.form import Form, clean, load_forms, samples
from doc_templates.sample import LETTERHEAD, signer_for, stamp_for
from doc_templates.tags import try_fill as trying
from doc_templates.tags.asked import study
from doc_templates.tags.proposed import proposed
from doc_templates.tags.try_fill import try_fill
from doc_templates.template_file import check, faults
from service import own_form_check
from service import own_form_steps as steps
from service.parts import Parts
from tests.conftest import actor
from tests.form_files import parts_of, zipped
from tests.own_form_files import docx, invitation, with_middle
from tests.test_access import csrf, log_in

PLAN = load_forms()["ke-hoach"]
DOCUMENT = "word/document.xml"
RELS = "word/_rels/document.xml.rels"


def form_from(data: bytes) -> Form:
    return replace(PLAN, id="rieng-thu", fields=proposed(study(data)), content=data)


def tried(form: Form, **values: object) -> bytes:
    return try_fill(form, clean(form, samples(form) | values), LETTERHEAD, signer_for(PLAN), stamp_for(PLAN))


def why(data: bytes) -> list[object]:
    return [fault.data["why"] for fault in faults(data, "thu")]


def with_body(xml: str) -> bytes:
    """The invitation with this XML before everything else."""
    parts = parts_of(invitation())
    return zipped(parts | {DOCUMENT: parts[DOCUMENT].replace(b"<w:body>", f"<w:body>{xml}".encode())})


def field(*pieces: str) -> str:
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return f"<w:p>{runs}</w:p>"


# the file


@pytest.mark.parametrize(
    "instruction",
    ["INCLUDETEXT c:/x.docx", "INCLUDEPICTURE http://evil.example/a.png", "DDEAUTO excel x", "LINK Excel.Sheet x"],
)
def test_a_field_that_fetches_is_named_however_its_words_are_parted(instruction: str) -> None:
    for pieces in ([instruction], [instruction[:4], instruction[4:]], list(instruction)):
        found = faults(with_body(field(*pieces)), "thu")
        assert [(fault.data["why"], fault.data["paragraph"]) for fault in found] == [("external_link", 1)]


def test_a_field_that_counts_pages_is_no_harm() -> None:
    assert why(with_body(field("PAGE") + field(" DATE \\@ dd/MM/yyyy "))) == []


def test_a_document_under_another_name_is_not_filled_unchecked() -> None:
    """What is checked goes by names, what is filled by relations: a second body must not slip through between them."""
    parts = parts_of(invitation())
    hidden = parts[DOCUMENT].replace(b"{{ subject }}", b"{{ subject" + b"{{" * 5_000)
    for name in ("word/evil.dat", "word/other.xml"):
        relations = parts["_rels/.rels"].replace(b"word/document.xml", name.encode())
        types = parts["[Content_Types].xml"].replace(b"/word/document.xml", f"/{name}".encode())
        found = why(zipped(parts | {name: hidden, "_rels/.rels": relations, "[Content_Types].xml": types}))
        assert "broken_package" in found, name


def test_a_header_under_another_name_is_refused() -> None:
    parts = parts_of(invitation())
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = f'<Relationship Id="rId98" Type="{office}/header" Target="header.dat"/></Relationships>'
    relations = parts[RELS].replace(b"</Relationships>", relation.encode())
    assert "broken_package" in why(zipped(parts | {RELS: relations, "word/header.dat": b"<a>{{</a>"}))


def test_every_reason_is_told_at_once() -> None:
    parts = parts_of(invitation())
    bad = zipped(parts | {"word/vbaProject.bin": b"MZ", "word/embeddings/a.bin": b"MZ", "word/x.xml": b"<a>"})
    assert why(bad) == ["foreign_part", "foreign_part", "broken_xml"]


@pytest.mark.parametrize("depth", [300, 100_000])
def test_nesting_without_end_is_refused(depth: int) -> None:
    parts = parts_of(invitation())
    deep = b"<w:a>" * depth + b"</w:a>" * depth
    found = why(zipped(parts | {DOCUMENT: parts[DOCUMENT].replace(b"<w:body>", b"<w:body>" + deep)}))
    assert found == ["broken_xml"]


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    """The size in the zip's directory says 100 bytes, the content unpacks to ten million."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts_of(invitation()).items():
            package.writestr(name, content)
        package.writestr("word/media/a.png", bytes(10_000_000))
    data = bytearray(buffer.getvalue())
    real, lie = (10_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little")
    assert why(bytes(data.replace(real, lie))) == ["broken_package"]


@pytest.mark.parametrize(
    "text",
    [
        "{{" * 200_000,
        "{%" * 200_000,
        "{% for a in x %}" * 1_900,
        "{{ a }}" * 1_900,
        "{%p if a %}" * 1_900,
        "{" * 1_000_000,
        "{#" * 100_000 + "#}" * 100_000,
    ],
    ids=lambda text: f"{text[:12]}*{len(text)}",
)
def test_a_page_of_braces_is_read_to_its_end(text: str) -> None:
    found = study(with_middle(text))
    assert found.faults or found.asked or text.startswith("{" * 3)


# the tags, run


@pytest.mark.parametrize(
    "tag",
    [
        "{{ 'a' * 10 ** 9 }}",
        "{{ range(10 ** 9) | length }}",
        "{% for a in range(10 ** 9) %}{% endfor %}",
        "{{ subject.__class__.__mro__ }}",
        "{{ subject['__class__'] }}",
        "{{ subject | attr('__class__') }}",
        "{{ self.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ loop.__class__ }}",
        "{{ '%s' % subject }}",
        "{{ subject.format(subject) }}",
        "{% set x = subject %}",
        "{% include '/etc/passwd' %}",
        "{% macro a() %}{{ a() }}{% endmacro %}",
        "{{ subject | center(1000000000) }}",
        "{{ subject ~ subject }}",
        "{{ [subject] * 1000000000 }}",
        "{{ {'a': 1} }}",
    ],
)
def test_what_a_form_may_not_say_is_found_before_it_runs(tag: str) -> None:
    data = with_middle(tag)
    found = study(data)
    assert {fault.data["paragraph"] for fault in found.faults} == {7}
    with pytest.raises(TemplateFault) as raised:  # and the sandbox agrees, should somebody ask it all the same
        tried(replace(PLAN, content=data))
    assert raised.value.data["why"] not in ("not_filled", "too_slow", "too_much_memory")


@pytest.mark.slow
def test_loops_that_never_end_are_stopped_by_their_steps() -> None:
    loops = "{% for a in x %}{% for b in x %}{% for c in x %}{% endfor %}{% endfor %}{% endfor %}"
    form = form_from(with_middle(loops))
    assert not study(form.content).faults
    with pytest.raises(TemplateFault) as raised:
        tried(form, x=["dòng"] * 1_000)
    assert (raised.value.data["why"], raised.value.data["paragraph"]) == ("too_many_steps", 7)


@pytest.mark.slow
def test_a_form_that_writes_without_end_is_stopped() -> None:
    form = form_from(with_middle("{% for a in x %}{% for b in x %}" + "{{ a }}" * 20 + "{% endfor %}{% endfor %}"))
    with pytest.raises(TemplateFault) as raised:
        tried(form, x=["dòng rất dài " * 70] * 900)
    assert raised.value.data["why"] in ("too_much_text", "too_much_memory")


@pytest.mark.slow
def test_a_form_that_takes_too_long_or_too_much_ends_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    form = form_from(with_middle("{% for a in x %}{{ a }}{% endfor %}"))
    monkeypatch.setattr(trying, "SECONDS", 0.01)
    with pytest.raises(TemplateFault) as raised:
        tried(form)
    assert raised.value.data["why"] == "too_slow"


def test_errors_of_the_trial_come_back_as_they_are() -> None:
    form = form_from(with_middle("{{ subject[0].x }}"))
    with pytest.raises(TemplateFault) as fault:
        tried(replace(form, fields=PLAN.fields))
    assert (fault.value.data["why"], fault.value.data["paragraph"]) == ("undefined_name", 7)
    with pytest.raises(WrongShape):
        try_fill(form, {"subject": ["a"]}, LETTERHEAD, signer_for(PLAN), stamp_for(PLAN))


def test_values_are_words_never_tags_or_xml() -> None:
    literal = "{{ 7*7 }} {% for a in b %} <w:p/> </w:t> & ]]> {{p body }}"
    form = form_from(with_middle("{{ loi }}", "{% for a in x %}{{ a.b }}{% endfor %}"))
    filled = tried(form, loi=literal, x=[{"b": literal}])
    root = check(docx("x"), "thu") and parts_of(filled)[DOCUMENT].decode()
    assert root.count("7*7") == 2 and "49" not in root.split("sectPr")[0]
    assert template_of(form).data == form.content


# the door


@pytest.fixture
def browser(app: Flask):
    client = app.test_client()
    log_in(client, "quantri")
    return client


def sent(client, data: bytes, name: str = "mau.docx"):
    typed = {"csrf_token": csrf(client, "/account"), "name": "Mẫu", "kind": "giay-moi", "file": (BytesIO(data), name)}
    answer = client.post("/forms/own/new", data=typed, content_type="multipart/form-data")
    answer.request.environ["wsgi.input"].close()  # a large one is a file that the test client leaves open
    return answer


@pytest.mark.parametrize("data", [b"", b"MZ", b"PK\x03\x04", b"%PDF-1.7", bytes(6_000_000), b"<html>"])
def test_what_is_no_docx_is_told_on_the_page(browser, office: Parts, data: bytes) -> None:
    answer = sent(browser, data)
    assert answer.status_code == 422
    assert "Chưa nhận được tệp này" in answer.get_data(as_text=True)
    assert browser.get("/forms/").status_code == 200
    assert browser.get("/healthz").status_code == 200


def test_a_file_name_is_never_trusted(browser, office: Parts) -> None:
    answer = sent(browser, invitation(), "../../../etc/passwd\x00.docx")
    assert answer.status_code == 302
    assert "/rieng-mau/1/" in answer.headers["Location"]


def test_words_of_a_form_are_escaped_on_its_pages(browser, office: Parts) -> None:
    who = actor(office, "quantri")
    data = with_middle("<script>alert(1)</script> {{ ho ten }}")
    row = steps.start(office, who, data, {"vi": "<script>alert(2)</script>"}, "giay-moi")
    for address in ("fields", "try?wait=1", ""):
        page = browser.get(f"/forms/own/{row.form}/1/{address}" if address else f"/forms/own/{row.form}")
        assert page.status_code == 200
        assert "<script>alert" not in page.get_data(as_text=True)


def test_the_same_fault_again_and_again_is_listed_up_to_a_bound(office: Parts) -> None:
    row = steps.start(office, actor(office, "quantri"), with_middle(*["{{ a"] * 400), {"vi": "Mẫu"}, "giay-moi")
    found = list(own_form_check.problems_of(steps.form_of_row(office, row)))
    assert 90 <= len(found) <= 110

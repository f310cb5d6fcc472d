"""Every form's own printed text, pasted back, gives the values it was filled with."""

import io
from collections.abc import Iterator

import pytest
from docx import Document
from docx.oxml.ns import qn

from doc_templates.body import close, parse
from doc_templates.form import Form, clean, load_forms, sample_document, samples
from doc_templates.sample import signer_for
from doc_templates.whole_text import split

ALL = load_forms()
NOT_READ = {
    "quyet-dinh": {"appendix_title", "awardees"},  # behind the signature: an appendix of any shape
    "quyet-dinh-ban-hanh": {"attached_kind", "attached_subject", "attached_body"},
    "giay-nghi-phep": {"subject", "confirmation"},  # not printed; a choice
    "cong-dien": {"urgency"},  # recognised, and taken by the drafting page
}


def printed(form: Form) -> str:
    """What is copied from the page: capitals as printed, rows of a table as cells with tabs."""
    document = Document(io.BytesIO(sample_document(form)))
    capitals = {
        style.style_id for style in document.styles if style.element.find(f"{qn('w:rPr')}/{qn('w:caps')}") is not None
    }
    return "\n".join(_lines(document.element.body, capitals))


def _lines(body, capitals: set[str]) -> Iterator[str]:
    for element in body:
        if element.tag == qn("w:tbl") and element.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}") is not None:
            for row in element.iter(qn("w:tr")):
                yield "\t".join(_text(cell) for cell in row.iter(qn("w:tc")))
            yield ""
        else:
            yield from (_words(each, capitals) for each in element.iter(qn("w:p")))


def _text(element) -> str:
    pieces = (piece for run in element.iter(qn("w:r")) for piece in run.iter(qn("w:t"), qn("w:tab")))
    return "".join(piece.text or "" if piece.tag == qn("w:t") else "\t" for piece in pieces)


def _words(paragraph, capitals: set[str]) -> str:
    text = _text(paragraph)
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return text.upper() if style is not None and style.get(qn("w:val")) in capitals else text


def _same(name: str, value: object) -> object:
    """Without what the form adds: capitals, "Như trên", "./."."""
    if name == "body":
        return close(parse(str(value).removesuffix("/.")))
    if name == "recipients":
        return [line for line in value if line != "Như trên"]
    return value.casefold() if isinstance(value, str) else value


@pytest.mark.parametrize("name", sorted(ALL))
def test_printed_text_gives_its_values_back(name):
    form = ALL[name]
    whole = split(printed(form))
    given = {key: value for key, value in clean(form, samples(form)).items() if key not in NOT_READ.get(name, set())}
    given |= {"signer": signer_for(form).name, "issuing_authority": given.get("issuing_authority")}
    assert whole.kind == form.kind
    for key, value in given.items():
        if value and key != "unit":
            assert _same(key, whole.values.get(key)) == _same(key, value), key


@pytest.mark.parametrize("name", sorted(set(ALL) - {"quyet-dinh", "quyet-dinh-ban-hanh", "giay-nghi-phep"}))
def test_nothing_of_a_printed_text_is_left_without_a_place(name):
    assert split(printed(ALL[name])).unplaced == ()


def test_an_ordinary_line_of_minutes_stays_in_the_body():
    whole = split("BIÊN BẢN\nHọp thôn\nĐịa điểm: nhà văn hóa\n1. Địa điểm: chưa chọn được.\nĐịa điểm: chọn sau.\nHết.")
    assert whole.values["place"] == "nhà văn hóa"
    assert whole.values["body"] == "1. Địa điểm: chưa chọn được.\nĐịa điểm: chọn sau.\nHết."

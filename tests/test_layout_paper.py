"""What only paper shows: a correct page has no findings, one wrong property of the printed page is named."""

import io
import re
import zipfile
from functools import cache

import pytest

from doc_templates import sample
from doc_templates.fill import fill
from doc_templates.form import load_forms, samples
from doc_templates.layout.on_paper import check_paper
from doc_templates.pdf import PdfPool

pytestmark = pytest.mark.slow


@cache
def plan() -> bytes:
    """A plan of several pages."""
    form = load_forms()["ke-hoach"]
    values = samples(form)
    values["body"] = f"{values['body']}\n" * 4
    return fill(form, values, sample.letterhead_for(form), sample.signer_for(form), sample.stamp_for(form))


def changed(docx: bytes, part: str, pattern: str, new: str) -> bytes:
    """The same package with a pattern of one part replaced everywhere; it must be there."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(made, "w") as target:
        for name in old.namelist():
            text = old.read(name)
            if re.fullmatch(part, name):
                text, count = re.subn(pattern.encode(), new.encode(), text)
                assert count
            target.writestr(name, text)
    return made.getvalue()


def rules(pdf: bytes) -> set[str]:
    return {finding.rule for finding in check_paper(pdf)}


def test_a_correct_page(pdf_pool: PdfPool) -> None:
    assert rules(pdf_pool.convert(plan())) == set()


@pytest.mark.parametrize(
    ("part", "pattern", "new", "rule"),
    [
        ("word/document.xml", 'w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"', "paper.size"),
        ("word/document.xml", 'w:left="1701"', 'w:left="1100"', "paper.frame"),
        ("word/document.xml", 'w:bottom="1134"', 'w:bottom="600"', "paper.frame"),
        ("word/styles.xml", 'w:(ascii|hAnsi)="Times New Roman"', r'w:\1="Carlito"', "paper.font"),
        ("word/header1.xml", "<w:fldSimple.*?</w:fldSimple>", "", "paper.page_number"),
        ("word/header1.xml", "</w:pPr>", '<w:jc w:val="left"/></w:pPr>', "paper.page_number"),
        ("word/document.xml", "<w:titlePg/>", "", "paper.page_number"),
    ],
)
def test_one_thing_wrong(pdf_pool: PdfPool, part: str, pattern: str, new: str, rule: str) -> None:
    assert rules(pdf_pool.convert(changed(plan(), part, pattern, new))) == {rule}

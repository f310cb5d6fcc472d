"""The made archive, small: its files are what they say, and import's reading finds what is true of them."""

import json
import random

import pytest

from doc_templates.form import load_forms
from doc_templates.from_word.text import docx_text
from doc_templates.imported.opened import open_brought
from doc_templates.imported.reading import read_fields
from tests.bench.bench_import import same_value
from tests.bench.make_old_archive import make
from tests.bench.old_archive.invented import invent
from tests.bench.old_archive.legacy import recoded
from tests.bench.old_archive.printed import as_typed, by_form, typed
from tests.bench.old_archive.saved import scan_of

READ = ("kind", "number", "symbol", "dated", "issuer", "signer", "authority")


def _text(docx: bytes) -> str:
    return "\n".join(line.words.removeprefix("**").removesuffix("**") for line in docx_text(docx).lines)


def _missed(truth: dict, text: str) -> list[str]:
    read = read_fields(text, (), "a.docx")
    values = {key: read[key].value if key in read else None for key in READ}
    return [key for key in READ if key in truth and not same_value(key, values[key], truth[key])]


@pytest.mark.parametrize("name", sorted(load_forms()))
def test_every_form_is_read_as_what_it_was_made(name):
    form = load_forms()[name]
    made = invent(random.Random(name), form.kind, {field.name for field in form.fields})
    text = _text(by_form(form, made))
    assert _missed(made.truth, text) == []


@pytest.mark.parametrize("seed", range(8))
def test_what_offices_typed_is_read(seed):
    dice = random.Random(seed)
    fields = {"subject", "bases", "recipients", "kept_at", "body", "addressees"}
    made = as_typed(invent(dice, dice.choice(("quyet-dinh", "cong-van", "to-trinh", "bao-cao")), fields))
    text = _text(typed(made, dice))
    assert _missed(made.truth, text) == []


@pytest.mark.slow
@pytest.mark.parametrize("how", ["scan.pdf", "tcvn3.docx", "vni.docx"])
def test_what_came_by_paper_or_in_old_letters_is_read(how, tmp_path, pdf_pool):
    dice = random.Random(5)
    made = as_typed(invent(dice, "quyet-dinh", {"subject", "bases", "recipients", "kept_at", "body"}))
    docx = typed(made, dice)
    if how == "scan.pdf":
        content = scan_of(pdf_pool.convert(docx, title="Quyết định"), "pdf", dice)
    else:
        content = recoded(docx, how.split(".")[0])
    (tmp_path / how).write_bytes(content)
    opened = open_brought(tmp_path / how, how, tmp_path / "opened", pdf_pool)
    read = read_fields(opened.text, opened.pages, how, letters=opened.certainty)
    asked = ("kind", "number", "symbol", "dated", "issuer", "subject")
    assert {key: same_value(key, read[key].value, made.truth[key]) for key in asked} == dict.fromkeys(asked, True)
    assert (opened.read_by, opened.encoding) == (
        ("ocr", "unicode") if how == "scan.pdf" else ("text", how.split(".")[0])
    )


@pytest.mark.slow
def test_the_archive_is_made_with_its_truth(tmp_path):
    make(4, tmp_path, 3)
    truth = [json.loads(line) for line in (tmp_path / "truth.jsonl").read_text("utf-8").splitlines()]
    assert all((tmp_path / "files" / row["path"]).exists() for row in truth)
    assert sum("fields" in row for row in truth) == 4
    assert {row["how"] for row in truth if "wrong" in row} == {"hostile"}

"""The checker on the decree's own files: its models filled with plausible text, its text and appendices as they are."""

from io import BytesIO

import pytest
from docx import Document

from doc_templates.layout.check import check
from doc_templates.layout.repair import repair
from tests.mutations.models import DECREE, SOURCE, models

pytestmark = pytest.mark.skipif(not SOURCE.exists(), reason="the decree's files (../shared/nd30) are not here")
NAMES = ("1.1", "1.2", "1.3", "1.3 paper", "1.3 electronic", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9", "1.10", "2.1",
         "2.2", "3.1", "3.2")  # fmt: skip
KINDS = {
    "1.1": "nghi-quyet", "1.2": "quyet-dinh", "1.3": "quyet-dinh", "1.4": "ke-hoach", "1.5": "cong-van",
    "1.6": "cong-dien", "1.7": "giay-moi", "1.8": "giay-gioi-thieu", "1.9": "bien-ban", "1.10": "giay-nghi-phep",
}  # fmt: skip


@pytest.fixture(scope="module")
def filled() -> dict[str, bytes]:
    return models()


@pytest.mark.parametrize("name", NAMES)
def test_the_laws_own_model_has_no_error(filled: dict[str, bytes], name: str) -> None:
    errors = [each for each in check(filled[name]).findings if each.severity == "error"]
    assert [(each.rule, each.found, each.place.words) for each in errors] == []


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_its_kind_is_recognised(filled: dict[str, bytes], name: str, kind: str) -> None:
    assert check(filled[name]).kind == kind


def test_nothing_is_left_to_fill_in(filled: dict[str, bytes]) -> None:
    for name, data in filled.items():
        words = "\n".join(each.text for each in Document(BytesIO(data)).paragraphs)
        assert "....." not in words, name


@pytest.mark.slow
@pytest.mark.parametrize("file", ["nghi-dinh-30-2020", "phu-luc-1", "phu-luc-2", "phu-luc-4", "phu-luc-5", "phu-luc-6"])
def test_the_decree_itself_is_read_and_mended_without_losing_a_word(file: str) -> None:
    data = (DECREE / f"{file}.docx").read_bytes()
    report = check(data)
    assert all(each.message["vi"] and each.message["en"] for each in report.findings)
    looks = [each.id for each in report.findings if each.rule.split(".")[-1] in ("size", "bold", "italic", "align")]
    assert _words(repair(data, looks).docx) == _words(data)


def test_the_text_of_the_decree_draws_no_warning_about_capitals() -> None:
    findings = check((DECREE / "nghi-dinh-30-2020.docx").read_bytes()).findings
    assert [each.place.words for each in findings if each.rule.startswith("capitals.")] == []


def _words(data: bytes) -> list[str]:
    return [each.text for each in Document(BytesIO(data)).paragraphs]

"""The checker on .docx of other origin: written by LibreOffice, by python-docx, by hand in the barest XML."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from doc_templates.layout.check import check
from doc_templates.layout.repair import repair
from tests.mutations import for_paper
from tests.mutations.samples import papers

PAPERS = ("ke-hoach", "quyet-dinh", "cong-van", "chapters", "bien-ban", "nghi-quyet")
SPOILT = ("motto: size 12", "subject: italic", "number: no colon", "bases: comma", "margin left 25 mm")


@pytest.fixture(scope="module")
def rewritten(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Our papers, and one spoilt in five ways, opened and saved anew by LibreOffice by way of its own format."""
    if shutil.which("soffice") is None:
        pytest.skip("soffice is not installed")
    folder = tmp_path_factory.mktemp("rewritten")
    for name in PAPERS:
        (folder / f"{name}.docx").write_bytes(papers()[name])
    plan = papers()["ke-hoach"]
    for mutation in for_paper(plan):
        if mutation.name in SPOILT:
            (folder / f"{SPOILT.index(mutation.name)}.docx").write_bytes(mutation.apply(plan))
    _converted(folder, "odt", "*.docx")
    _converted(folder, "docx", "odt/*.odt")
    return {path.stem: path.read_bytes() for path in (folder / "docx").glob("*.docx")}


def _converted(folder: Path, kind: str, pattern: str) -> None:
    files = sorted(map(str, folder.glob(pattern)))
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(folder / kind), *files], check=True, capture_output=True, timeout=200)


@pytest.mark.slow
def test_what_libreoffice_writes_is_as_good_as_ours(rewritten: dict[str, bytes]) -> None:
    found = {name: [each.rule for each in check(rewritten[name]).findings] for name in PAPERS}
    assert found == {name: [] for name in PAPERS}


@pytest.mark.slow
def test_faults_are_found_and_mended_in_what_libreoffice_writes(rewritten: dict[str, bytes]) -> None:
    named = {mutation.name: mutation.rules for mutation in for_paper(papers()["ke-hoach"])}
    for at, name in enumerate(SPOILT):
        told = {each.rule for each in check(rewritten[str(at)]).findings}
        assert told & named[name], (name, told)
        assert repair(rewritten[str(at)]).left.findings == (), name


def test_a_bare_document_is_told_what_it_lacks() -> None:
    document = Document()
    document.add_heading("Thông báo về việc nghỉ lễ", 0)
    document.add_paragraph("Cơ quan nghỉ lễ từ ngày 01 tháng 01 năm 2026.", style="List Bullet")
    document.add_table(rows=2, cols=2).cell(0, 0).text = "Đơn vị"
    buffer = BytesIO()
    document.save(buffer)
    report = check(buffer.getvalue())
    rules = {each.rule for each in report.findings}
    assert {"national_name.missing", "motto.missing", "signer_name.missing", "recipients_head.missing"} <= rules
    words = [each.text for each in Document(BytesIO(repair(buffer.getvalue()).docx)).paragraphs]
    assert words[0] == "Thông báo về việc nghỉ lễ"


def test_an_empty_document_draws_a_report() -> None:
    buffer = BytesIO()
    Document().save(buffer)
    assert check(buffer.getvalue()).findings

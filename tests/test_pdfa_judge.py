"""What the pool makes, before veraPDF: PDF/A-2b without a fault; and the judge does find faults."""

import io
from pathlib import Path

import pikepdf
import pytest

from doc_templates.found_list.pdf import pdf_of
from doc_templates.pdf import PdfPool
from tests import pdf_samples
from tests.contact_sheet import documents
from tests.judges import vera
from tests.scanned_paper import two_layer_sample
from tests.test_found_list_pdf import listed

pytestmark = [pytest.mark.judge, pytest.mark.slow]


def test_vera_finds_no_fault_in_our_pdfs(pdf_pool: PdfPool, tmp_path: Path) -> None:
    documents = {
        "decision.pdf": pdf_samples.saved(pdf_samples.decision()),
        "pages.pdf": pdf_samples.saved(pdf_samples.decision(20)),
        "link.pdf": pdf_samples.with_link("https://chinhphu.vn/?a=1&b=2"),
        "picture.pdf": pdf_samples.with_picture(),
    }
    made = {
        name: pdf_pool.convert(docx, title="Về việc thử <nghiệm> & “đối chiếu”") for name, docx in documents.items()
    }
    made["scan.pdf"] = two_layer_sample(tmp_path)
    assert vera.faults(tmp_path, made) == []


def test_vera_finds_no_fault_in_our_forms(pdf_pool: PdfPool, tmp_path: Path) -> None:
    """Red stamps, boxes in the margins, pages on their side, copies: whatever the contact sheet shows."""
    made = {f"{name}.pdf": pdf_pool.convert(docx, title=name) for name, docx in documents().items()}
    assert vera.faults(tmp_path, made) == []


def test_vera_finds_no_fault_in_a_list_put_together_from_pieces(
    pdf_pool: PdfPool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("doc_templates.found_list.pdf.AT_ONCE", 70)
    made = {"list.pdf": pdf_of(listed(230, tall=(70, 140)), pdf_pool.convert)}
    assert vera.faults(tmp_path, made) == []


def test_vera_finds_a_missing_colour_profile(pdf_pool: PdfPool, tmp_path: Path) -> None:
    pdf = pdf_pool.convert(pdf_samples.saved(pdf_samples.decision()))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        del opened.Root.OutputIntents
        opened.save(buffer := io.BytesIO())
    assert any("6.2.4.3-2" in fault for fault in vera.faults(tmp_path, {"broken.pdf": buffer.getvalue()}))

"""All kinds of forms, signed first and numbered later: before validators that are ours, and that are not."""

import subprocess
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from doc_templates.anchors import SIGNATURE
from doc_templates.errors import NoPlaceToSign
from doc_templates.form import load_forms
from doc_templates.page_images import page_png
from doc_templates.pdf import PdfPool
from doc_templates.pdf_facts import read_back
from doc_templates.signable import SEAL, marked, signable
from service.errors import FieldTooNarrow, SignatureRefused
from service.signing.agreement import disagreements
from service.signing.seal import filled, values_of
from service.signing.sign import sign
from service.signing.validate import refuse_unless_valid, validate
from tests import signing_ca, tsa
from tests.judges import vera
from tests.signed_forms import DATED, NUMBER, SIGNED_AT, all_forms, key_signer, prepared, sealed, signed

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def decision(pdf_pool: PdfPool) -> bytes:
    return prepared(pdf_pool, load_forms()["quyet-dinh"])


@pytest.fixture(scope="module")
def finished(decision: bytes) -> bytes:
    return sealed(signed(decision))


@pytest.mark.judge
def test_every_form_is_valid_and_pdf_a(pdf_pool: PdfPool, tmp_path: Path) -> None:
    made = dict(all_forms(pdf_pool))
    assert len(made) == 30
    for name, pdf in made.items():
        found = validate(pdf, signing_ca.trust(), at=SIGNED_AT)
        assert [each.state for each in found.signatures] == ["valid", "valid"], name
        assert [each.after for each in found.signatures] == ["fields_filled", "nothing"], name
        assert disagreements(pdf, values_of(NUMBER, DATED)) == [], name
        assert read_back(pdf).pdfa == "2B", name
    assert vera.faults(tmp_path, {f"{name}.pdf": pdf for name, pdf in made.items()}) == []


def test_popplers_own_eyes(finished: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(finished)
    told = subprocess.run(["pdfsig", "a.pdf"], cwd=tmp_path, capture_output=True, text=True, check=False).stdout
    assert told.count("Signature is Valid.") == 2
    text = subprocess.run(["pdftotext", "-layout", "a.pdf", "-"], cwd=tmp_path, capture_output=True, text=True).stdout
    assert "15/QĐ-UBND" in text.replace("\u2007", "")
    assert "ngày 05 tháng 01 năm 2026" in text


def test_the_picture_of_number_signature_and_seal_is_drawn(decision: bytes, finished: bytes) -> None:
    assert page_png(decision, 1, 600) != page_png(finished, 1, 600)


def _changed(pdf: bytes, **entries: object) -> bytes:
    """One more revision in which the number's field says something else."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    field = next(
        each.get_object() for each in writer.root["/AcroForm"]["/Fields"] if each.get_object().get("/T") == "so"
    )
    for name, value in entries.items():
        field[generic.pdf_name(f"/{name}")] = value
    writer.update_container(field)
    writer.write(buffer := BytesIO())
    return buffer.getvalue()


def test_a_number_changed_after_sealing(finished: bytes) -> None:
    changed = _changed(finished, V=generic.TextStringObject("99"))
    assert "changed" in [each.state for each in validate(changed).signatures]
    assert disagreements(changed, values_of(NUMBER, DATED)) == ["so"]


def test_a_number_that_is_drawn_otherwise_than_it_says(decision: bytes) -> None:
    """Both signatures hold: only the comparison with the register finds it."""
    writer = filled(signed(decision), {"so": "99", "ngay": "05", "thang": "01"})
    for each in writer.root["/AcroForm"]["/Fields"]:
        if each.get_object().get("/T") == "so":
            each.get_object()[generic.pdf_name("/V")] = generic.TextStringObject("15")
    writer.write(buffer := BytesIO())
    forged = sealed_as_is(buffer.getvalue())
    assert validate(forged).whole
    assert "so" in disagreements(forged, values_of(NUMBER, DATED))


def sealed_as_is(pdf: bytes) -> bytes:
    return sign(pdf, key_signer("Kẻ gian"), field=SEAL, image=None, at=SIGNED_AT)


def test_a_page_changed_after_signing(finished: bytes) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(finished))
    page = writer.root["/Pages"]["/Kids"][0]
    page[generic.pdf_name("/Contents")] = writer.add_object(generic.StreamObject(stream_data=b"0 0 99 99 re f"))
    writer.update_container(page)
    writer.write(buffer := BytesIO())
    assert {each.state for each in validate(buffer.getvalue()).signatures} == {"changed"}


def test_a_swapped_signature_picture(finished: bytes) -> None:
    at = finished.find(b"/Subtype /Image")
    at = at if at > 0 else finished.find(b"/Subtype/Image")
    assert at > 0
    broken = finished[:at] + finished[at : at + 400].replace(b"/Width", b"/Wodth", 1) + finished[at + 400 :]
    assert "broken" in [each.state for each in validate(broken).signatures]


def test_another_file_is_not_taken_for_a_continuation(decision: bytes, finished: bytes) -> None:
    refuse_unless_valid(finished, at=SIGNED_AT, continues=signed(decision)[:1000])
    with pytest.raises(SignatureRefused):
        refuse_unless_valid(finished, at=SIGNED_AT, continues=decision + b" ")
    with pytest.raises(SignatureRefused):
        refuse_unless_valid(decision, at=SIGNED_AT, continues=decision)


def test_hostile_files_are_answered(finished: bytes) -> None:
    assert not validate(b"").readable
    assert not validate(b"%PDF-1.7 rubbish").whole
    for cut in (1000, len(finished) // 2, len(finished) - 300):
        assert not validate(finished[:cut]).whole


def test_a_number_too_long_for_its_place(decision: bytes) -> None:
    with pytest.raises(FieldTooNarrow):
        filled(decision, {"so": "123456"})


def test_a_form_without_a_place_to_sign(pdf_pool: PdfPool, decision: bytes) -> None:
    with pytest.raises(NoPlaceToSign):
        signable(decision)  # its anchors are fields already
    assert read_back(marked(decision, "ABC")).pdfa == "2B"


def test_a_time_stamp_proves_the_time(decision: bytes, tmp_path: Path) -> None:
    with tsa.running(tmp_path) as address:
        stamped = sign(
            decision,
            key_signer("Lê Thị Minh Hà"),
            field=SIGNATURE,
            image=None,
            at=SIGNED_AT,
            first=True,
            tsa_url=address,
        )
    (found,) = validate(stamped, signing_ca.trust()).signatures
    assert (found.state, found.time) == ("valid", "time-stamp")
    assert found.signed_at is not None
    assert abs(found.signed_at - datetime.now(UTC)) < timedelta(minutes=5)


def test_a_silent_time_stamp_authority_stops_nothing(decision: bytes) -> None:
    signed_without = sign(
        decision, key_signer("Lê Thị Minh Hà"), field=SIGNATURE, image=None, at=SIGNED_AT, first=True,
        tsa_url="http://127.0.0.1:9/",
    )  # fmt: skip
    (found,) = validate(signed_without, signing_ca.trust(), at=SIGNED_AT).signatures
    assert (found.state, found.time) == ("valid", "claimed")

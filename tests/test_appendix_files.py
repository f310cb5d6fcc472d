"""Appendices in files of their own: attached to a draft, at issue given the text line and the agency's signature."""

import io
import re
import subprocess
from pathlib import Path

import pikepdf
import pytest
from flask.testing import FlaskClient

from archive.filing import object_id
from archive.verify import verify
from doc_templates.page_images import page_text
from doc_templates.pdf_facts import read_back
from service import appendix_files, check_page, drafts, signing_desk, submission
from service.errors import AppendixRefused, DraftSigned, NotFound
from service.issue import issue
from service.parts import Parts
from service.signing.validate import validate
from tests import signing_ca
from tests.conftest import NOON, PLAN, actor
from tests.signed_office import PIN, give_keys, submitted
from tests.test_access import csrf, log_in

pytestmark = pytest.mark.slow


def table(office: Parts) -> bytes:
    """A PDF/A that was made elsewhere: one page of an unsigned draft."""
    draft = drafts.create(office, actor(office, "soanthao"), "ke-hoach", PLAN)
    from service.paper import unnumbered

    return office.pdf.convert(unnumbered(office, draft), title="Biểu")


def turned(pdf: bytes, degrees: int) -> bytes:
    with pikepdf.Pdf.open(io.BytesIO(pdf)) as opened:
        opened.pages[0].Rotate = degrees
        opened.save(buffer := io.BytesIO())
    return buffer.getvalue()


def test_stamped_sealed_and_filed_beside_the_document(office: Parts, client: FlaskClient, tmp_path: Path) -> None:
    give_keys(office)
    drafter, file = actor(office, "soanthao"), table(office)
    draft = drafts.create(office, drafter, "ke-hoach", PLAN)
    for place, degrees in enumerate((0, 90), 1):
        appendix_files.add(office, drafter, draft.id, f"Biểu {place}", turned(file, degrees) if degrees else file)
    submission.submit(office, drafter, draft.id)
    signing_desk.sign(office, actor(office, "lanhdao"), draft.id, PIN)
    with pytest.raises(DraftSigned):
        appendix_files.add(office, actor(office, "vanthu"), draft.id, "Thêm", file)
    document = issue(office, actor(office, "vanthu"), draft.id, pin=PIN)

    line = "Số: 01/KH-UBND; 05/01/2026; 12:00:00 +07:00"
    made = {f"appendix-{n}.pdf": office.store.read(object_id(document.id), f"appendix-{n}.pdf") for n in (1, 2)}
    for name, pdf in made.items():
        assert line in page_text(pdf, 1)
        (found,) = validate(pdf, signing_ca.trust(), at=NOON).signatures
        assert (found.field, found.signer, found.state, found.after) == (
            "DauCoQuan", "UBND xã Tân Hòa", "valid", "nothing",
        )  # fmt: skip
        assert read_back(pdf).pdfa == "2B"
        (tmp_path / name).write_bytes(pdf)
        told = subprocess.run(["pdfsig", name], cwd=tmp_path, capture_output=True, text=True, check=False).stdout
        assert told.count("Signature is Valid.") == 1
    where = subprocess.run(["pdftotext", "-bbox", "-l", "1", "appendix-1.pdf", "-"], cwd=tmp_path, capture_output=True)
    last = next(word for word in where.stdout.decode().splitlines() if "+07:00" in word)
    right, low = (float(re.search(f'{edge}="([0-9.]+)"', last)[1]) for edge in ("xMax", "yMax"))  # type: ignore[index]
    assert 540 < right < 560 and low < 35  # top right, in the margin
    assert [each["title"] for each in document.details["appendix_files"]] == ["Biểu 1", "Biểu 2"]
    assert verify(office.db, office.store).ok
    with office.db.read() as session:
        assert appendix_files.appendix_files(session, draft.id) == []
    assert check_page.by_file(office, made["appendix-2.pdf"]).document is not None
    log_in(client, "lanhdao")
    assert "Phụ lục: Biểu 2" in client.get(f"/documents/{document.id}").text
    assert client.get(f"/documents/{document.id}/files/appendix-1.pdf").data == made["appendix-1.pdf"]


def test_what_is_no_sound_pdf_is_refused(office: Parts) -> None:
    give_keys(office)
    drafter, file = actor(office, "soanthao"), table(office)
    draft = drafts.create(office, drafter, "ke-hoach", PLAN)
    with pikepdf.Pdf.open(io.BytesIO(file)) as opened:
        opened.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        opened.save(acting := io.BytesIO())
    waits = submitted(office)
    signing_desk.sign(office, actor(office, "lanhdao"), waits.id, PIN)
    signed, _ = signing_desk.current_pdf(office, drafter, waits.id)
    for bad, why in ((b"", "broken"), (file[:-900], "broken"), (acting.getvalue(), "active"), (signed, "signed")):
        with pytest.raises(AppendixRefused) as refused:
            appendix_files.add(office, drafter, draft.id, "Biểu", bad)
        assert refused.value.data["why"] == why


def test_the_pages_attach_show_and_take_away(office: Parts, client: FlaskClient) -> None:
    file = table(office)
    draft = drafts.create(office, actor(office, "soanthao"), "ke-hoach", PLAN)
    log_in(client, "soanthao")
    address, token = f"/drafts/{draft.id}/appendices", csrf(client, "/drafts/")
    sent = {"title": "Biểu 1", "file": (io.BytesIO(file), "bieu.pdf"), "csrf_token": token}
    assert client.post(address, data=sent).status_code == 302
    (row,) = appendix_files.of_draft(office, actor(office, "soanthao"), draft.id)
    assert "Biểu 1" in client.get(address).text
    assert client.get(f"{address}/{row.id}.pdf").data == file
    bad = {"title": "Biểu 2", "file": (io.BytesIO(b"x"), "x.pdf"), "csrf_token": token}
    assert client.post(address, data=bad).status_code == 422
    assert client.post(f"{address}/{row.id}/removal", data={"csrf_token": token}).status_code == 302
    with pytest.raises(NotFound):
        appendix_files.content_of(office, actor(office, "soanthao"), draft.id, row.id)

"""A .docx continued as a draft, a draft edited in Word: nothing is lost, nothing comes in that should not."""

import zipfile
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest

from doc_templates.form import sample_document
from doc_templates.from_word.origin import Origin, origin_of, with_origin
from doc_templates.layout.errors import DocxTooLarge, NotADocx
from service import drafts, uploaded_docx
from service.actor import Actor
from service.draft import Draft
from service.errors import (
    DocxWithMacros,
    DraftChanged,
    EncryptedDocx,
    FileMissing,
    FormNeeded,
    OldDoc,
    SecretDocument,
    UploadTooLarge,
)
from service.parts import Parts
from service.uploaded_docx import LARGEST, Upload, read_upload
from tests.conftest import NOON, PLAN
from tests.test_docx_return import edited

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.fixture
def draft(office: Parts, drafter: Actor) -> Draft:
    return drafts.create(office, drafter, "ke-hoach", PLAN)


def downloaded(office: Parts, who: Actor, draft: Draft) -> bytes:
    return uploaded_docx.download(office, who, draft.id)[1]


def sent_back(office: Parts, who: Actor, draft: Draft, docx: bytes) -> uploaded_docx.Offer:
    return uploaded_docx.offered(office, who, draft.id, read_upload("du-thao.docx", docx))


def typed(office: Parts, who: Actor, draft: Draft, **changes: object) -> Draft:
    now = replace(office, now=lambda: NOON + timedelta(minutes=1))
    return drafts.save(now, who, draft.id, {**draft.values, **changes}, drafts.get(now, who, draft.id).revision)


def test_a_document_of_ours_becomes_a_draft_of_its_form(office: Parts, drafter: Actor) -> None:
    paper = sample_document(office.forms["quyet-dinh"])
    made, whole = uploaded_docx.draft_from_docx(office, drafter, read_upload("C:\\Tài liệu\\QĐ.docx", paper))
    assert (made.form, made.unplaced, whole.unplaced) == ("quyet-dinh", [], ())
    assert [row["full_name"] for row in made.values["awardees"]][:1] == ["Thôn Suối Đá"]  # type: ignore[index,attr-defined]
    assert made.values["signer"] == "Lê Thị Minh Hà"
    with office.db.read() as session:
        (first,) = session.query(uploaded_docx.revisions.Revision).filter_by(draft_id=made.id)
    assert (first.how, first.source) == ("uploaded", "QĐ.docx")


def test_a_decision_with_a_regulation_finds_the_form_that_takes_both(office: Parts, drafter: Actor) -> None:
    paper = sample_document(office.forms["quyet-dinh-ban-hanh"])
    made, _ = uploaded_docx.draft_from_docx(office, drafter, read_upload("qd.docx", paper))
    assert (made.form, made.values["attached_kind"], made.unplaced) == ("quyet-dinh-ban-hanh", "Quy chế", [])


def test_a_document_of_no_known_kind_asks_for_a_form(office: Parts, drafter: Actor) -> None:
    upload = read_upload("thu.docx", word("Kính thưa các đồng chí,"))
    with pytest.raises(FormNeeded):
        uploaded_docx.draft_from_docx(office, drafter, upload)
    made, _ = uploaded_docx.draft_from_docx(office, drafter, upload, "ke-hoach")
    assert made.values["body"] == "Kính thưa các đồng chí,"


def test_a_document_with_a_mark_of_secrecy_is_refused(office: Parts, drafter: Actor) -> None:
    with pytest.raises(SecretDocument):
        uploaded_docx.draft_from_docx(office, drafter, read_upload("mat.docx", word("MẬT", "KẾ HOẠCH", "Phòng thủ")))
    assert drafts.mine(office, drafter) == []


def word(*paragraphs: str) -> bytes:
    from docx import Document

    document, buffer = Document(), BytesIO()
    for words in paragraphs:
        document.add_paragraph(words)
    document.save(buffer)
    return buffer.getvalue()


def zipped(**parts: bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", FileMissing),
        (b"PK" + bytes(LARGEST), UploadTooLarge),
        (OLE, OldDoc),
        (OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedDocx),
        (zipped(word__document_dot_xml=b"<a/>", word__vbaProject_dot_bin=b"x"), DocxWithMacros),
        (b"%PDF-1.7", NotADocx),
        (zipped(word__document_dot_xml=b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), NotADocx),
        (zipped(word__document_dot_xml=b"<w>" + b" " * 60_000_000 + b"</w>"), DocxTooLarge),
    ],
)
def test_what_is_no_document_is_refused_with_its_reason(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_upload("x.docx", data)


def test_names_of_files_are_shown_and_never_trusted() -> None:
    assert uploaded_docx.shown_name("../../etc/\u202epasswd\x00.docx") == "passwd.docx"


def test_a_file_knows_its_draft_also_after_it_was_saved_elsewhere(office: Parts, drafter: Actor, draft: Draft) -> None:
    docx = downloaded(office, drafter, draft)
    assert origin_of(docx) == Origin(draft.id, draft.revision)
    assert origin_of(edited(docx, ("MỤC ĐÍCH", "MỤC TIÊU"))) == Origin(draft.id, draft.revision)
    assert origin_of(word("x")) is None
    assert origin_of(with_origin(sample_document(office.forms["ke-hoach"]), Origin("a" * 32, 7))) == Origin("a" * 32, 7)


def test_an_unchanged_download_changes_nothing(office: Parts, drafter: Actor, draft: Draft) -> None:
    offer = sent_back(office, drafter, draft, downloaded(office, drafter, draft))
    assert (offer.own, offer.values, offer.changes, offer.unplaced, offer.fixed) == (True, {}, [], (), ())


def test_what_was_edited_in_word_is_offered_then_saved(office: Parts, drafter: Actor, draft: Draft) -> None:
    docx = edited(downloaded(office, drafter, draft), ("xã Hòa Bình", "xã Tân Hòa"), ("Sở Nội vụ", "Sở Tài chính"))
    offer = sent_back(office, drafter, draft, docx)
    assert [change.name for change in offer.changes] == ["body", "recipients"]
    assert (drafts.get(office, drafter, draft.id).revision, offer.both) == (draft.revision, frozenset())
    saved = uploaded_docx.accept(office, drafter, draft.id, offer.values, draft.revision, "du-thao.docx")
    assert "xã Tân Hòa" in str(saved.values["body"])
    assert saved.values["recipients"] == ["Sở Tài chính", "Các đơn vị thuộc xã"]
    assert saved.values["signer"] == draft.values["signer"]


def test_what_was_typed_meanwhile_stays(office: Parts, drafter: Actor, draft: Draft) -> None:
    docx = edited(downloaded(office, drafter, draft), ("Sở Nội vụ", "Sở Tài chính"))
    now = typed(office, drafter, draft, subject="Trích yếu gõ thêm")
    offer = sent_back(office, drafter, draft, docx)
    assert ([change.name for change in offer.changes], offer.both) == (["recipients"], frozenset())
    with pytest.raises(DraftChanged):
        uploaded_docx.accept(office, drafter, draft.id, offer.values, draft.revision, "")
    saved = uploaded_docx.accept(office, drafter, draft.id, offer.values, now.revision, "")
    assert (saved.subject, saved.values["recipients"]) == ("Trích yếu gõ thêm", ["Sở Tài chính", "Các đơn vị thuộc xã"])


def test_a_field_changed_on_both_sides_is_named(office: Parts, drafter: Actor, draft: Draft) -> None:
    docx = edited(downloaded(office, drafter, draft), ("khen thưởng năm 2026", "khen thưởng năm 2027"))
    typed(office, drafter, draft, subject="Việc khác")
    assert sent_back(office, drafter, draft, docx).both == {"subject"}


def test_a_file_of_another_draft_is_noticed(office: Parts, drafter: Actor, draft: Draft) -> None:
    other = drafts.create(office, drafter, "ke-hoach", {**PLAN, "subject": "Kế hoạch khác"})
    offer = sent_back(office, drafter, draft, downloaded(office, drafter, other))
    assert (offer.own, [change.name for change in offer.changes]) == (False, ["subject"])


def test_the_revision_that_was_downloaded_stays(office: Parts, drafter: Actor, draft: Draft) -> None:
    typed(office, drafter, draft, subject="Bản đã tải")
    downloaded(office, drafter, draft)
    typed(office, drafter, draft, subject="Gõ tiếp")
    with office.db.read() as session:
        kept = session.query(uploaded_docx.revisions.Revision).filter_by(draft_id=draft.id).all()
    assert [one.values["subject"] for one in kept] == ["Bản đã tải", "Gõ tiếp"]


def test_an_upload_is_plain_data(office: Parts) -> None:
    assert read_upload("a.docx", word("Xin chào")) == Upload("a.docx", uploaded_docx.docx_text(word("Xin chào")), None)

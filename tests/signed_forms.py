"""Every form signed first and numbered later: filled with its samples, certified, filled and sealed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from cryptography.hazmat.primitives.serialization import Encoding

from doc_templates.anchors import SIGNATURE
from doc_templates.fill import fill
from doc_templates.form import Form, clean, load_forms, samples
from doc_templates.pdf import PdfPool
from doc_templates.sample import letterhead_for, signer_for, stamp_for
from doc_templates.signable import SEAL, signable
from service.signing.key_signer import KeySigner
from service.signing.seal import fill_and_seal, values_of
from service.signing.sign import sign
from tests import signing_ca
from tests.signed_office import SIGNED_AT, picture

NUMBER, DATED = 15, date(2026, 1, 5)
MARK = "https://vanthu.example.gov.vn/kiem-tra/ABCDEFGHJKLMNPQRSTUVWXYZ23"


def key_signer(name: str, kind: str = "P-256", *, days: int | None = None) -> KeySigner:
    """A signer of the throw-away authority; `days`: how long the certificate is valid."""
    issued = signing_ca.person(name, kind) if days is None else signing_ca.person(name, kind, days=days)
    return KeySigner(issued.key, issued.der, tuple(each.public_bytes(Encoding.DER) for each in issued.chain))


def samples_as_pdf(pool: PdfPool, form: Form) -> bytes:
    """The form with its samples, without fields: a PDF/A that was never meant to be signed."""
    docx = fill(form, clean(form, samples(form)), letterhead_for(form), signer_for(form), stamp_for(form))
    return pool.convert(docx, title=form.id)


def prepared(pool: PdfPool, form: Form, initials: tuple[str, ...] = (), second: str = "") -> bytes:
    """The form with empty fields, as it is laid before its signer and those who sign besides."""
    blank = replace(stamp_for(form), number=None, on=None, anchored=True, year=DATED.year)
    stamp = replace(blank, initials=initials, second=second)
    docx = fill(form, clean(form, samples(form)), letterhead_for(form), signer_for(form), stamp)
    return signable(pool.convert(docx, title=form.id), mark=MARK)


def signed(pdf: bytes) -> bytes:
    """Certified by the person competent to sign."""
    signer = key_signer("Lê Thị Minh Hà")
    return sign(pdf, signer, field=SIGNATURE, image=picture("blue"), at=SIGNED_AT, first=True)


def sealed(pdf: bytes) -> bytes:
    """Numbered and sealed in one revision."""
    signer, values = key_signer("UBND xã Suối Ngọc"), values_of(NUMBER, DATED)
    return fill_and_seal(pdf, signer, values=values, field=SEAL, image=picture("red", (300, 300)), at=SIGNED_AT)


def all_forms(pool: PdfPool) -> Iterator[tuple[str, bytes]]:
    """The finished PDF of every form."""
    for name, form in load_forms().items():
        yield name, sealed(signed(prepared(pool, form)))

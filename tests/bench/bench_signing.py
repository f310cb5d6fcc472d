"""How long signing, sealing and validating take, against pyHanko as it comes, in the same run.

    .venv/bin/python -m tests.bench.bench_signing [--rounds 15] [--batch 100]

Prints medians in milliseconds for RSA-2048 and P-256, a decision of 1 page and one of 5, and ours in parts of
plain pyHanko's. Aims: sign 30, fill and seal 45, validate 60 ms for 5 pages. Ours and theirs take turns; what
validate() remembers is not used, and what reads faster serves both. Run by hand; never with a time limit.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from asn1crypto import keys, x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from doc_templates.anchors import SIGNATURE
from doc_templates.fill import fill
from doc_templates.form import clean, load_forms, samples
from doc_templates.pdf import PdfPool
from doc_templates.sample import letterhead_for, signer_for, stamp_for
from doc_templates.signable import SEAL, signable
from service.signing.seal import fill_and_seal, filled, values_of
from service.signing.sign import picture, sign
from service.signing.validate import validate_anew
from tests import signing_ca
from tests.signed_forms import DATED, MARK, NUMBER, SIGNED_AT, key_signer
from tests.signed_office import picture as drawn

PARAGRAPH = "Các đơn vị thuộc xã tổ chức thực hiện nghiêm túc, báo cáo kết quả về Văn phòng để tổng hợp. " * 6
BLUE, RED = drawn("blue"), drawn("red", (300, 300))
VALUES = values_of(NUMBER, DATED)


def document(pool: PdfPool, pages: int) -> bytes:
    """A decision as it is laid before its signer."""
    form = load_forms()["quyet-dinh"]
    values = samples(form)
    if pages > 1:
        values["body"] = "\n".join(
            f"Điều {n}. Thực hiện\n1. {PARAGRAPH}\n2. {PARAGRAPH}" for n in range(1, 9 * pages // 5)
        )
    stamp = replace(stamp_for(form), number=None, on=None, anchored=True, year=DATED.year)
    docx = fill(form, clean(form, values), letterhead_for(form), signer_for(form), stamp)
    return signable(pool.convert(docx, title="bench"), mark=MARK)


def plain_signer(name: str, kind: str) -> signers.Signer:
    """pyHanko's own over the same key."""
    issued = signing_ca.person(name, kind)
    der = issued.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    store = SimpleCertificateStore()
    store.register_multiple(x509.Certificate.load(each.public_bytes(Encoding.DER)) for each in issued.chain)
    return signers.SimpleSigner(x509.Certificate.load(issued.der), keys.PrivateKeyInfo.load(der), store)


def plainly_signed(writer: IncrementalPdfFileWriter, signer: signers.Signer, field: str, image: bytes) -> bytes:
    """As pyHanko's manual says: the size of the signature found by signing twice."""
    metadata = signers.PdfSignatureMetadata(
        field_name=field, subfilter=SigSeedSubFilter.PADES, certify=field == SIGNATURE,
        docmdp_permissions=MDPPerm.FILL_FORMS,
    )  # fmt: skip
    made = signers.PdfSigner(metadata, signer=signer, stamp_style=picture(image))
    return bytes(made.sign_pdf(writer, existing_fields_only=True).getbuffer())


def plainly_validated(pdf: bytes) -> None:
    """Each signature with a context of its own."""
    for embedded in PdfFileReader(BytesIO(pdf)).embedded_regular_signatures:
        roots = [x509.Certificate.load(each) for each in signing_ca.trust()]
        assert validate_pdf_signature(embedded, ValidationContext(trust_roots=roots, moment=SIGNED_AT)).bottom_line


def pairs(pdf: bytes, kind: str) -> dict[str, tuple[Callable[[], object], Callable[[], object]]]:
    """What is measured: ours and theirs."""
    leader, office = "Lê Thị Minh Hà", "UBND xã Suối Ngọc"
    ours, seal = key_signer(leader, kind), key_signer(office, kind)
    theirs, their_seal = plain_signer(leader, kind), plain_signer(office, kind)
    signed = sign(pdf, ours, field=SIGNATURE, image=BLUE, at=SIGNED_AT, first=True)

    def sealed() -> bytes:
        return fill_and_seal(signed, seal, values=VALUES, field=SEAL, image=RED, at=SIGNED_AT)

    finished = sealed()
    return {
        "sign": (
            lambda: sign(pdf, ours, field=SIGNATURE, image=BLUE, at=SIGNED_AT, first=True),
            lambda: plainly_signed(IncrementalPdfFileWriter(BytesIO(pdf)), theirs, SIGNATURE, BLUE),
        ),
        "fill and seal": (sealed, lambda: plainly_signed(filled(signed, VALUES), their_seal, SEAL, RED)),
        "validate": (
            lambda: validate_anew(finished, signing_ca.trust(), at=SIGNED_AT),
            lambda: plainly_validated(finished),
        ),
    }


def median(measured: list[float]) -> float:
    return statistics.median(measured) * 1000


def timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--rounds", type=int, default=15)
    wanted.add_argument("--batch", type=int, default=100)
    asked = wanted.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pool = PdfPool(Path(folder) / "pdf.sock", workers=1)
        made = {pages: document(pool, pages) for pages in (1, 5)}
        pool.stop()
    print(f"{'':34}{'ours':>8}{'pyHanko':>9}{'ratio':>7}")
    for pdf in made.values():
        said = len(PdfFileReader(BytesIO(pdf)).root["/Pages"]["/Kids"])
        for kind in ("RSA-2048", "P-256"):
            for name, calls in pairs(pdf, kind).items():
                rounds = [[timed(call) for call in calls] for _ in range(asked.rounds + 2)][2:]
                ours, theirs = (median(list(each)) for each in zip(*rounds, strict=True))
                print(f"{said} pages  {kind:9} {name:14}{ours:8.1f}{theirs:9.1f}{ours / theirs:7.2f}")
    for kind in ("RSA-2048", "P-256"):
        signer = key_signer("Lê Thị Minh Hà", kind)
        batch = [lambda: sign(made[1], signer, field=SIGNATURE, image=BLUE, at=SIGNED_AT, first=True)] * asked.batch  # noqa: B023
        print(f"batch of {asked.batch}, {kind}: {sum(map(timed, batch)):.2f} s")


if __name__ == "__main__":
    main()

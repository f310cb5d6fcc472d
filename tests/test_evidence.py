"""Evidence in the file: up to B-LTA at the issue, completed later where the authority was silent, renewed in time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from archive.events import events_of
from archive.filing import object_id
from archive.records import Document, find
from archive.verify import verify
from doc_templates.anchors import SIGNATURE
from doc_templates.form import load_forms
from doc_templates.pdf import PdfPool
from doc_templates.signable import SEAL
from service import check_page, evidence, signing_desk
from service.evidence import Evidence
from service.issue import issue
from service.parts import Parts
from service.signing.levels import Sources, level_of, stamped_until, strengthened
from service.signing.seal import fill_and_seal, values_of
from service.signing.sign import sign
from service.signing.validate import validate
from tests import signing_ca, tsa
from tests.conftest import actor
from tests.signed_forms import DATED, NUMBER, key_signer, prepared, sealed, signed
from tests.signed_office import PIN, give_keys, submitted

pytestmark = pytest.mark.slow
SILENT = "http://127.0.0.1:9/"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with tsa.running(tmp_path_factory.mktemp("tsa")) as address:
        yield address


@pytest.fixture(scope="module")
def decision(pdf_pool: PdfPool) -> bytes:
    return prepared(pdf_pool, load_forms()["quyet-dinh"])


@pytest.fixture(scope="module")
def finished(decision: bytes) -> bytes:
    return sealed(signed(decision))


@pytest.fixture
def trusting(office: Parts) -> Parts:
    """The office today, trusting the tests' root and with its lists of revoked certificates."""
    folder = office.config.trust_dir
    (folder / "crls").mkdir(parents=True)
    (folder / "root.pem").write_bytes(signing_ca.root().certificate.public_bytes(Encoding.PEM))
    _lists(folder)
    give_keys(office)
    return replace(office, now=lambda: datetime.now(UTC))


def _lists(folder: Path) -> None:
    for name, content in zip(("root", "authority"), signing_ca.crls(), strict=True):
        (folder / "crls" / f"{name}.crl").write_bytes(content)


def asking(office: Parts, tsa_url: str) -> Parts:
    return replace(office, config=replace(office.config, tsa_url=tsa_url))


def issued(office: Parts) -> Document:
    draft = submitted(office)
    signing_desk.sign(office, actor(office, "lanhdao"), draft.id, PIN)
    return issue(office, actor(office, "vanthu"), draft.id, pin=PIN)


def kept(office: Parts, document: Document, version: str = "") -> bytes:
    return office.store.read(object_id(document.id), "document.pdf", version)


def row(office: Parts, document: Document) -> Evidence:
    with office.db.read() as session:
        return session.get_one(Evidence, document.id)


def test_from_nothing_to_archive_and_once_more(finished: bytes, authority: str) -> None:
    assert level_of(finished) == "B-B"
    sources = Sources(signing_ca.trust(), signing_ca.crls(), tsa_url=authority)
    whole = strengthened(finished, sources)
    again = strengthened(whole.pdf, sources)
    for before, made in ((finished, whole), (whole.pdf, again)):
        assert (made.level, made.why) == ("B-LTA", "")
        assert made.pdf.startswith(before) and len(made.pdf) > len(before)
        found = validate(made.pdf, signing_ca.trust()).signatures
        assert [(each.state, each.after) for each in found] == [("valid", "fields_filled"), ("valid", "evidence")]
    assert stamped_until(again.pdf) == signing_ca.END


def test_a_certificate_that_ran_out_since(decision: bytes, authority: str) -> None:
    """The signers' keys were good for two years; the time-stamps say that they signed within them."""
    at, ends = datetime.now(UTC), datetime(2027, 1, 1, tzinfo=UTC)
    days = (ends - signing_ca.START).days
    leader, office = (key_signer(name, days=days) for name in ("Lê Thị Minh Hà", "UBND xã Suối Ngọc"))
    pdf = sign(decision, leader, field=SIGNATURE, image=None, at=at, first=True)
    pdf = fill_and_seal(pdf, office, values=values_of(NUMBER, DATED), field=SEAL, image=None, at=at)
    whole = strengthened(pdf, Sources(signing_ca.trust(), signing_ca.crls(), tsa_url=authority)).pdf
    for moment, with_stamps in (
        (ends + timedelta(days=400), "valid"),
        (signing_ca.END + timedelta(days=1), "unknown_signer"),
    ):
        assert {each.state for each in validate(whole, signing_ca.trust(), at=moment).signatures} == {with_stamps}
        assert {each.state for each in validate(pdf, signing_ca.trust(), at=moment).signatures} == {"unknown_signer"}


def test_what_cannot_be_had_is_said_and_nothing_is_lost(finished: bytes, authority: str) -> None:
    silent = strengthened(finished, Sources(signing_ca.trust(), signing_ca.crls(), tsa_url=SILENT))
    assert (silent.pdf, silent.level, silent.why) == (finished, "B-B", "no_time_stamp")
    without_lists = strengthened(finished, Sources(signing_ca.trust(), tsa_url=authority))
    assert (without_lists.level, without_lists.why) == ("B-T", "no_revocation_data")
    assert validate(without_lists.pdf, signing_ca.trust()).valid


def test_issued_with_all_evidence_at_once(trusting: Parts, authority: str) -> None:
    office = asking(trusting, authority)
    document = issued(office)
    assert (document.details["level"], level_of(kept(office, document))) == ("B-LTA", "B-LTA")
    assert evidence.step(office) == 0
    assert row(office, document).next_at == signing_ca.END - timedelta(days=90)


def test_completed_later_and_the_older_file_is_still_ours(trusting: Parts, authority: str) -> None:
    """The authority is down while issuing; nothing waits for it but the evidence."""
    down = asking(trusting, SILENT)
    document = issued(down)
    first = kept(down, document)
    assert evidence.step(down) == 0
    assert (row(down, document).level, row(down, document).why) == ("B-B", "no_time_stamp")
    up = asking(trusting, authority)
    assert evidence.step(up) == 0, "its next turn is in five minutes"
    later = replace(up, now=lambda: datetime.now(UTC) + timedelta(minutes=6))
    assert evidence.step(later) == 1

    assert kept(up, document).startswith(first) and kept(up, document, "v1") == first
    assert check_page.by_file(up, first).answer == "earlier_edition"
    assert check_page.by_file(up, kept(up, document)).answer == "same_file"
    with up.db.read() as session:
        newest = find(session, "tan-hoa", document.id)
        assert events_of(session, document.id)[-1].name == "document.evidence_added"
    assert newest is not None
    assert newest.details["level"] == "B-LTA"
    assert newest.details["signed_sha256"] == document.details["signed_sha256"]
    assert validate(kept(up, document), signing_ca.trust()).valid
    assert verify(up.db, up.store).ok


def test_renewed_before_the_authoritys_certificate_runs_out(trusting: Parts, authority: str) -> None:
    office = asking(trusting, authority)
    document = issued(office)
    assert evidence.weakening(office) == []
    late = replace(office, now=lambda: signing_ca.END - timedelta(days=30))
    assert evidence.weakening(late) == [document.id]
    before = kept(office, document)
    assert evidence.step(late) == 1
    assert len(kept(office, document)) > len(before)
    assert evidence.counts(office) == {"B-LTA": 1}

"""At the issue each appendix in a file of its own gets the text line and the agency's signature, and is filed beside
the document. Rule: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, III.1.d; on the paper way files are kept as they are.
"""

import hashlib
from datetime import datetime
from zoneinfo import ZoneInfo

from archive.numbers import Number
from doc_templates.kinds import reference
from doc_templates.pdf_facts import read_back
from doc_templates.signable import SEAL
from doc_templates.text_line import with_text_line
from service.appendix_files import AppendixFile, appendix_files
from service.draft import Draft
from service.errors import AppendicesNeedKey
from service.parts import Parts
from service.sealed_paper import Seal
from service.signing.sign import sign
from service.signing.validate import refuse_unless_valid


def sealed_appendices(
    parts: Parts, draft: Draft, number: Number, seal: Seal | None
) -> tuple[dict[str, bytes], list[dict[str, object]]]:
    """The files by name (appendix-1.pdf, …), and what the filing remembers of each.

    Raises SignatureRefused, BrokenPdf.
    """
    with parts.db.read() as session:
        rows = appendix_files(session, draft.id, whole=True)
    files = {f"appendix-{place}.pdf": _sealed(parts, row, number, seal) for place, row in enumerate(rows, 1)}
    told = [_told(name, content, row) for (name, content), row in zip(files.items(), rows, strict=True)]
    return files, told


def _sealed(parts: Parts, row: AppendixFile, number: Number, seal: Seal | None) -> bytes:
    if seal is None:
        return row.content
    if seal.signer is None:
        raise AppendicesNeedKey()
    at = parts.now()
    stamped = with_text_line(row.content, text_line(parts, number, at))
    signed = sign(stamped, seal.signer, field=SEAL, image=None, at=at, first=True, tsa_url=parts.config.tsa_url)
    refuse_unless_valid(signed, at=at, continues=stamped)
    return signed


def text_line(parts: Parts, number: Number, at: datetime) -> str:
    """ "Số: 15/KH-UBND; 05/01/2026; 12:00:00 +07:00": models 1.3 and 2.2, the zone by ISO 8601."""
    local = at.astimezone(ZoneInfo(parts.config.time_zone))
    zone = f"{local:%z}"
    return f"Số: {reference(number.number, number.symbol)}; {local:%d/%m/%Y}; {local:%H:%M:%S} {zone[:3]}:{zone[3:]}"


def _told(name: str, content: bytes, row: AppendixFile) -> dict[str, object]:
    """before: the file as it was attached; pdfa: what it declares, "" for none."""
    return {
        "name": name,
        "title": row.title,
        "pages": row.pages,
        "pdfa": read_back(content).pdfa,
        "before": row.sha256,
        "sha256": hashlib.sha256(content).hexdigest(),
    }

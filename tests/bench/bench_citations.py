"""How well and how fast citations are read, linked and looked up: `python -m tests.bench.bench_citations [DOCUMENTS]`.

Read: the lines of tests/citation_lines.toml, each field beside what index/units.py finds of numbers and
doc_templates/legal_basis.py of whole lines, in the same run. Fast: letters and citations a second over the decree and,
where it lies beside the project, over 5,882 articles of law (read here only). Linked: an office of DOCUMENTS made
documents (2,000), each citing three others; what a page of a document costs then.
"""

import json
import lzma
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from archive.documents import Document
from doc_templates import legal_basis
from doc_templates.citations.citation import Citation
from doc_templates.citations.reading import in_text
from index.text import clean
from index.units import references
from service import setup
from service.actor import Actor
from service.citing.around import cited_by, rests_on
from service.citing.found import read
from service.citing.keeping import keep
from service.config import Config
from tests.citation_lines import lines
from tests.conftest import open_office

SHARED = Path(__file__).parents[3] / "shared"
FIELDS = ("role", "kind", "reference", "subject", "issuer", "dated", "said_year", "within")


def main() -> None:
    accuracy()
    speed()
    linking(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)


def accuracy() -> None:
    table = lines()
    named = sum(len(expected) for _, expected in table)
    print(f"{len(table)} lines that name {named} documents; of what must be read, right (and read but not there):")
    print(f"  {'documents, by number or name':<34}{_share(table, in_text, _key)}")
    print(f"  {'… index/units.py (numbers alone)':<34}{_share(table, _by_units, _key)}")
    print(f"  {'… legal_basis.py (one a line)':<34}{_share(table, _by_basis, _key)}")
    for field in FIELDS:
        ours = _share(table, in_text, lambda one, field=field: (_key(one), getattr(one, field)), field)
        print(f"  {field:<34}{ours}")


def _key(one: Citation) -> object:
    return one.key


def _share(
    table: Sequence[tuple[str, list[Citation]]],
    reading: Callable[[str], list[Citation]],
    fact: Callable[[Citation], object],
    field: str = "",
) -> str:
    right = wanted = extra = 0
    for line, expected in table:
        want = [fact(one) for one in expected if not field or getattr(one, field)]
        got = [fact(one) for one in reading(line) if not field or getattr(one, field)]
        for one in want:
            right += one in got
            got = _without(got, one)
        wanted, extra = wanted + len(want), extra + len(got)
    return f"{right:4} of {wanted:4} = {right / max(1, wanted):.3f}   ({extra})"


def _without(facts: list[object], one: object) -> list[object]:
    at = facts.index(one) if one in facts else len(facts)
    return facts[:at] + facts[at + 1 :]


def _by_units(line: str) -> list[Citation]:
    text = clean(line)
    return [Citation("", reference=text[one.start : one.end]) for one in references(text)]


def _by_basis(line: str) -> list[Citation]:
    one = legal_basis.parse(line)
    if not one.kind:
        return []
    reference = one.reference if one.reference and one.symbol else ""
    return [Citation("", one.kind, reference, "" if reference else one.subject)]


def speed() -> None:
    texts = {"Nghị định 30": [(SHARED / "nd30/nghi-dinh-30-2020.md").read_text("utf-8")] * 20}
    articles = SHARED / "data/alqac/corpus.jsonl.xz"
    if articles.exists():
        with lzma.open(articles, "rt", encoding="utf-8") as file:
            texts["5,882 articles"] = [json.loads(row)["text"] for row in file]
    in_text("Luật Đất đai")  # the tables are read once
    for name, some in texts.items():
        letters = sum(map(len, some))
        ours, found = _timed(lambda some=some: sum(len(in_text(text)) for text in some))
        other, _ = _timed(lambda some=some: sum(len(list(references(clean(text)))) for text in some))
        print(
            f"{name}: {found} citations, {letters / ours / 1e6:.2f} million letters/s, {found / ours:,.0f} citations/s;"
            f" index/units.py takes {other / ours:.2f} of that time"
        )


def _timed(work: Callable[[], int]) -> tuple[float, int]:
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def linking(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        parts = setup.prepare(Config.from_environment({"DATA_DIR": folder, "SECRET_KEY": "b" * 64}))
        open_office(parts)
        with parts.db.write() as session:
            session.add_all(_documents(count))
        with parts.db.read() as session:
            found = [session.get_one(Document, f"{at:032x}") for at in range(count)]
        start = time.perf_counter()
        rows = [read(each) for each in found]
        reading = time.perf_counter() - start
        for at in range(0, count, 50):
            with parts.db.write() as session:
                keep(session, rows[at : at + 50])
        whole = time.perf_counter() - start
        print(
            f"{count:,} documents with {sum(len(each.cited) for each in rows):,} citations: "
            f"read {count / reading:,.0f}/s, read, linked and committed {count / whole:,.0f}/s"
        )
        reader = Actor(None, "", "tan-hoa", frozenset({"read"}), "page")
        for name, some in (("any document", range(0, count, max(1, count // 50))), ("the one cited by all", [0] * 50)):
            times = []
            for at in some:
                start = time.perf_counter()
                with parts.db.read() as session:
                    document = session.get_one(Document, f"{at:032x}")
                    rests_on(session, reader, document, date(2026, 12, 1))
                    cited_by(session, reader, document, 12)
                times.append((time.perf_counter() - start) * 1000)
            print(f"  both lists of {name}: p50 {statistics.median(times):.1f} ms, worst {max(times):.1f} ms")
        parts.db.close()


def _documents(count: int) -> Iterator[Document]:
    """One a day and kind, each citing the first of all, the one before it and one outside."""
    for at in range(count):
        on = date(1990, 1, 1) + timedelta(days=at // 2)
        before = max(0, at - 1)
        dated = date(1990, 1, 1) + timedelta(days=before // 2)
        body = (
            f"Theo Quyết định số {before + 1:02d}/QĐ-UBND ngày {dated:%d/%m/%Y} của Ủy ban nhân dân xã Tân Hòa, "
            "Quyết định số 01/QĐ-UBND ngày 01/01/1990 của Ủy ban nhân dân xã và Nghị định số 30/2020/NĐ-CP ngày "
            "05/3/2020 của Chính phủ về công tác văn thư. "
            + "Đẩy mạnh phong trào thi đua yêu nước trên địa bàn xã. "
            * 30
        )
        yield Document(**_row(at, on, body))


def _row(at: int, on: date, body: str) -> dict[str, Any]:
    return {
        "id": f"{at:032x}", "agency_id": "tan-hoa", "form": "quyet-dinh", "form_version": 1, "kind": "quyet-dinh",
        "number": at + 1, "symbol": "QĐ-UBND", "reference": f"{at + 1:02d}/QĐ-UBND", "year": on.year, "series": "x",
        "subject": "Thi đua", "issued_on": on, "signer_name": "", "signer_title": "",
        "issued_at": datetime(on.year, on.month, on.day, 5, tzinfo=UTC),
        "text": body, "details": {"agency": {"full_name": "Ủy ban nhân dân xã Tân Hòa"}},
    }  # fmt: skip


if __name__ == "__main__":
    main()

"""How good and how fast search is, beside plain Whoosh in the same run. By hand:

    .venv/bin/python -m tests.bench.bench_search --size 10000|35000 [--no-plain]

Corpus: the ALQAC law articles (../shared/data/alqac, evaluation only), filled up to the size with articles mixed from
their sentences. Quality is measured at full size, where twins (same law and article) count and the mixed articles are
in the way; within the tag of the relevant id, as the data's own readme does: bench_search_quality.py.
"""

import argparse
import json
import lzma
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from whoosh import fields, qparser, scoring
from whoosh.analysis import RegexTokenizer
from whoosh.filedb.filestore import FileStorage

from index.engine import Engine, Entry, Filters
from index.engines import open_engine
from index.query import parse_query
from index.text import clean, fold, plain_words

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "alqac"
KINDS = (("ke-hoach", "Kế hoạch", "KH"), ("quyet-dinh", "Quyết định", "QĐ"), ("bao-cao", "Báo cáo", "BC"))
SIGNERS = ("Nguyễn Văn An", "Trần Thị Bích", "Lê Hoàng Cường", "Phạm Minh Đức", "Võ Thị Thúy", "Đặng Quốc Huy")


class Question(NamedTuple):
    text: str
    relevant: frozenset[str]
    """Law and article, as in the entry's signer-free part of its id."""
    tag: str


def articles() -> list[dict[str, str]]:
    with lzma.open(DATA / "corpus.jsonl.xz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def questions() -> list[Question]:
    with lzma.open(DATA / "queries.jsonl.xz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [
        Question(row["text"], frozenset(map(twin, row["relevant"])), row["relevant"][0].split("|")[0]) for row in rows
    ]


def twin(id_: str) -> str:
    """What articles of several tags have in common: law and article."""
    return id_.split("|", 1)[1]


def entry(id_: str, agency: str, title: str, text: str, count: int) -> Entry:
    kind, name, short = KINDS[count % len(KINDS)]
    issued_on = date(2016, 1, 1) + timedelta(days=count * 7 % 3900)
    return Entry(
        id=id_, agency_id=agency, reference=f"{count % 900 + 1:02}/{short}-UBND", number=count % 900 + 1,
        symbol=f"{short}-UBND", kind=kind, kind_name=name, subject=title, issued_on=issued_on, year=issued_on.year,
        signer=SIGNERS[count % len(SIGNERS)], body=text,
    )  # fmt: skip


def corpus(size: int) -> Iterator[Entry]:
    """The articles, then mixed ones: each of the sentences of three articles, half of them left out."""
    known = articles()
    for count, article in enumerate(known[:size]):
        yield entry(article["_id"], "a", article["title"], article["text"], count)
    chance = random.Random(7)
    for count in range(len(known), size):
        chosen = chance.sample(known, 3)
        sentences = [line for article in chosen for line in article["text"].split("\n") if chance.random() < 0.45]
        title = " ".join(chosen[0]["title"].split()[:4] + chosen[1]["title"].split()[-4:])
        yield entry(f"mixed|{count}|", "a", title, "\n".join(sentences), count)


# --- what is measured ---


def judge(answers: Iterable[tuple[Question, list[str]]]) -> str:
    """MRR@10 and R@10 of answers (ids, best first)."""
    reciprocal, recall = [], []
    for question, ids in answers:
        twins = list(dict.fromkeys(map(twin, ids)))[:10]
        hits = [place for place, id_ in enumerate(twins, 1) if id_ in question.relevant]
        reciprocal.append(1 / hits[0] if hits else 0.0)
        recall.append(len(question.relevant.intersection(twins)) / len(question.relevant))
    return f"MRR@10 {statistics.mean(reciprocal):.3f}  R@10 {statistics.mean(recall):.3f}  (n {len(recall)})"


def timed(ask: Callable[[str], Any], texts: Iterable[str]) -> tuple[list[float], list[float]]:
    """Milliseconds of every call: by the clock on the wall, and of this process alone."""
    wall, own = [], []
    for text in texts:
        begun, begun_own = time.perf_counter(), time.process_time()
        ask(text)
        wall.append((time.perf_counter() - begun) * 1000)
        own.append((time.process_time() - begun_own) * 1000)
    return wall, own


def spread(times: list[float]) -> str:
    ordered = sorted(times)
    at = [ordered[min(int(len(ordered) * share), len(ordered) - 1)] for share in (0.5, 0.95, 1.0)]
    return "p50 {:6.1f}  p95 {:6.1f}  max {:6.1f}".format(*at)


def query_sets(asked: list[Question], limit: int) -> dict[str, list[str]]:
    chance = random.Random(3)
    texts = [question.text for question in chance.sample(asked, min(limit, len(asked)))]
    short = []
    for text in texts:
        words, count = text.split(), chance.randint(2, 5)
        start = chance.randrange(max(1, len(words) - count))
        short.append(" ".join(words[start : start + count]))
    numbers = [f"{chance.randint(1, 900)}/{chance.choice(('KH', 'qđ', 'BC'))}-UBND" for _ in range(limit // 2)]
    numbers += [f"số {chance.randint(1, 900)}" for _ in range(limit // 2)]
    return {"with marks": texts, "without marks": [fold(text) for text in texts], "short": short, "numbers": numbers}


# --- plain Whoosh: words, OR, BM25F, as its documentation shows it ---


class Plain:
    def __init__(self, folder: Path, entries: Iterable[Entry]) -> None:
        words = RegexTokenizer(r"[^\s]+")
        schema = fields.Schema(
            id=fields.ID(stored=True), reference=fields.TEXT(analyzer=words),
            exact=fields.TEXT(analyzer=words, phrase=False), folded=fields.TEXT(analyzer=words, phrase=False),
        )  # fmt: skip
        folder.mkdir()
        self.index = FileStorage(str(folder)).create_index(schema)
        writer = self.index.writer(limitmb=256)
        for item in entries:
            found = plain_words(clean(f"{item.subject}\n{item.body}"))
            writer.add_document(
                id=item.id,
                reference=item.reference.casefold(),
                exact=" ".join(word.exact for word in found),
                folded=" ".join(word.folded for word in found),
            )
        writer.commit()
        self.searcher = self.index.searcher(weighting=scoring.BM25F())

    def ask(self, text: str) -> list[str]:
        words = plain_words(clean(text))
        marked = any(word.marked for word in words)
        field, asked = ("exact", [w.exact for w in words]) if marked else ("folded", [w.folded for w in words])
        if "/" in text:
            field, asked = "reference", [text.casefold()]
        parser = qparser.QueryParser(
            field, self.index.schema, plugins=[qparser.WhitespacePlugin()], group=qparser.OrGroup
        )
        return [hit["id"] for hit in self.searcher.search(parser.parse(" ".join(asked)), limit=10)]


# --- the report ---


def ask(engine: Engine, text: str, agency: str = "a", limit: int = 10) -> list[str]:
    return [hit.id for hit in engine.search(parse_query(text), Filters(agency), 0, limit).hits]


def report_times(engine: Engine, plain: Plain | None, sets: dict[str, list[str]]) -> None:
    for name, texts in sets.items():
        wall, own = timed(lambda text: engine.search(parse_query(text), Filters("a"), 0, 20), texts)
        print(f"  {name:15} {spread(wall)} ms   of this process {spread(own)} ms")
        if plain:
            _, plain_own = timed(plain.ask, texts[:60])
            ratio = statistics.median(plain_own) / statistics.median(own)
            print(f"  {'':15} {spread(plain_own)} ms plain Whoosh, OR, BM25F (process)   ratio {ratio:.1f}", flush=True)


def report_puts(engine: Engine, size: int) -> None:
    known = articles()
    wall = []
    for count in range(60):
        article = known[count * 7 % len(known)]
        new = entry(f"new|{count}|", "a", article["title"], article["text"], size + count)
        begun = time.perf_counter()
        engine.put([new])
        wall.append((time.perf_counter() - begun) * 1000)
    print(f"one-document put, 60 in a row: {spread(wall)} ms")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--size", type=int, default=10_000)
    options.add_argument("--queries", type=int, default=300)
    options.add_argument("--no-plain", action="store_true")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        engine = open_engine(f"whoosh://{folder}/all")
        begun, begun_own = time.perf_counter(), time.process_time()
        engine.rebuild(corpus(chosen.size))
        took, own = time.perf_counter() - begun, time.process_time() - begun_own
        bytes_ = sum(path.stat().st_size for path in (folder / "all").rglob("*") if path.is_file())
        print(f"rebuild of {chosen.size}: {took:.0f} s, {chosen.size / took:.0f} documents/s", end="")
        print(f" ({chosen.size / own:.0f} by process time), {bytes_ / 1e6:.0f} MB")
        begun = time.perf_counter()
        plain = None if chosen.no_plain else Plain(folder / "plain", corpus(chosen.size))
        if plain:
            print(f"plain Whoosh: {chosen.size / (time.perf_counter() - begun):.0f} documents/s")
        begun = time.perf_counter()
        engine.count()
        print(f"opening: {(time.perf_counter() - begun) * 1000:.0f} ms")
        asked = questions()
        print(f"quality at {chosen.size}, twins counted")
        for name, form in (("with marks", str), ("without marks", fold)):
            print(f"  {name:15}", judge((q, ask(engine, form(q.text), limit=20)) for q in asked))
        if plain:
            few = asked[:: max(1, len(asked) // 100)]
            print(f"  {'the same, few':15}", judge((q, ask(engine, q.text, limit=20)) for q in few))
            print(f"  {'plain Whoosh':15}", judge((q, plain.ask(q.text)) for q in few))
        print(f"times at {chosen.size}: 20 hits with snippets, total and facets")
        report_times(engine, plain, query_sets(asked, chosen.queries))
        report_puts(engine, chosen.size)


if __name__ == "__main__":
    main()

"""How fast suggestions are beside a search of the same run: completion as people type, "did you mean", "like this one";
for somebody who sees everything and for somebody who sees nine tenths. By hand:

    .venv/bin/python -m tests.bench.bench_suggest --size 100000 [--keep FOLDER]

Corpus: that of bench_search.py, bodies cut to some hundred characters (what counts here is how many documents there
are), with people, agencies and parties; one in ten is for one unit alone.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from index.engine import Engine, Entry, Filters
from index.engines import open_engine
from index.query import parse_query
from index.text import fold
from tests.bench.bench_search import corpus, questions, spread, timed

BODY = 400
FAMILY, MIDDLE, GIVEN = (
    ["Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Đặng"],
    ["Văn", "Thị", "Hữu", "Minh"],
    ["An", "Bích", "Cường", "Đức", "Thúy", "Huy"],
)
PLACES = ["Nhơn Trạch", "Long Thành", "Phước An", "Vĩnh Thanh", "Đại Phước", "Phú Hội"]


def entries(size: int) -> Iterator[Entry]:
    chance = random.Random(11)
    for count, entry in enumerate(corpus(size)):
        signer = f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}"
        parties = tuple(f"Phòng số {chance.randint(1, 4000)} xã {place}" for place in chance.sample(PLACES, 2))
        issuer = f"Ủy ban nhân dân xã {chance.choice(PLACES)}"
        readers = ("unit:1",) if count % 10 == 0 else ("office",)
        yield replace(entry, body=entry.body[:BODY], signer=signer, parties=parties, issuer=issuer, readers=readers)


def keystrokes() -> list[str]:
    """What stands in the box after each letter of some subjects, names and numbers."""
    whole = [question.text[:24] for question in questions()[:20]]
    whole += ["nguyễn thị thúy", "tran van", "ủy ban nhân dân xã nhơn", "phong so 12", "15/KH-UBND", "so 120/"]
    return [text[:end] for text in whole for end in range(2, len(text) + 1)]


def slips() -> list[str]:
    chance = random.Random(13)
    typed = []
    for question in questions()[:60]:
        words = fold(question.text).split()[2:6]
        word = words[1]
        words[1] = chance.choice((word + "j", word[1:] + word[:1], word + "w", word[:-1] + "q"))
        typed.append(" ".join(words))
    return typed


def report(engine: Engine, name: str, filters: Filters, ids: list[str]) -> None:
    print(f"{name}: {engine.search(parse_query(''), filters, 0, 1).total} documents seen")

    def line(what: str, ask: Callable[[str], object], texts: list[str]) -> None:
        for text in texts[:5]:
            ask(text)
        wall, own = timed(ask, texts)
        print(f"  {what:14} {spread(wall)} ms   of this process {spread(own)} ms", flush=True)

    words = [" ".join(question.text.split()[:4]) for question in questions()[:100]]
    line("search", lambda text: engine.search(parse_query(text), filters, 0, 20), words)
    line("complete", lambda text: engine.complete(text, filters), keystrokes())
    line("did you mean", lambda text: engine.search(parse_query(text), filters, 0, 20), slips())
    line("like this one", lambda text: engine.like(text, filters), ids)
    told = [engine.search(parse_query(text), filters, 0, 1).meant for text in slips()]
    print(f"  {sum(map(bool, told))} of {len(told)} slips were answered by another query, such as {told[:3]}")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--size", type=int, default=100_000)
    options.add_argument("--keep", type=Path)
    options.add_argument("--engine", default="whoosh")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.keep or Path(temporary)
        made = (folder / "index").exists()
        engine = open_engine(f"{chosen.engine}://{folder.absolute()}/index")
        if not made:
            begun = time.perf_counter()
            engine.rebuild(entries(chosen.size))
            print(f"rebuild: {chosen.size / (time.perf_counter() - begun):.0f} documents/s")
        print(f"{engine.size()}")
        ids = [hit.id for hit in engine.search(parse_query("luật hình sự"), Filters("a"), 0, 60).hits]
        report(engine, "everything", Filters("a", readers=frozenset({"office", "unit:1"})), ids)
        report(engine, "nine tenths", Filters("a"), ids)


if __name__ == "__main__":
    main()

"""How search carries a large archive: latency, throughput, memory, indexing, time until found. By hand:

    .venv/bin/python -m tests.bench.bench_search_scale --engine whoosh|tantivy --size 10000|100000|500000

The entries are those of bench_search.py: the ALQAC articles, then mixed ones made of their sentences. The index is made
in one process and searched in another, so that each one's memory is its own. Times are given by the clock and of the
process alone: on a shared machine only the second can be compared.
"""

import argparse
import multiprocessing
import resource
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread

from index.engine import Engine, Filters
from index.engines import open_engine
from index.query import parse_query
from tests.bench.bench_search import articles, corpus, entry, query_sets, questions, spread, timed


def memory() -> str:
    """What this process holds of its own, and the most it has ever held: files that it maps are part of the second."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    own = int(status.partition("RssAnon:")[2].split()[0]) / 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{own:.0f} MB of its own ({most:.0f} MB at most, mapped files too)"


def ask(engine: Engine, text: str) -> None:
    engine.search(parse_query(text), Filters("a"), 0, 20)


def make(url: str, size: int) -> None:
    engine = open_engine(url)
    begun, own = time.perf_counter(), time.process_time()
    engine.rebuild(corpus(size))
    took, own = time.perf_counter() - begun, time.process_time() - own
    bytes_ = engine.size().bytes
    print(f"indexing {size}: {size / took:.0f} documents/s ({size / own:.0f} by process time), {memory()},", end=" ")
    print(f"{bytes_ / 1e6:.0f} MB on the disk", flush=True)


def serve(url: str, size: int) -> None:
    engine = open_engine(url)
    begun = time.perf_counter()
    engine.count()
    print(f"opening: {(time.perf_counter() - begun) * 1000:.0f} ms, {memory()}")
    sets = query_sets(questions(), 300)
    ask(engine, "quyền và nghĩa vụ")
    for name, texts in sets.items():
        wall, own = timed(lambda text: ask(engine, text), texts)
        print(f"  {name:15} {spread(wall)} ms   of this process {spread(own)} ms", flush=True)
    mixed = [text for texts in zip(*sets.values(), strict=False) for text in texts]
    begun, own = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda text: ask(engine, text), mixed))
    took, own = time.perf_counter() - begun, time.process_time() - own
    print(f"  four threads: {len(mixed) / took:.0f} searches/s, {len(mixed) / own:.0f} a second of this process")
    print(f"  serving: {memory()}")
    written(engine, size)
    print(f"after writing: {memory()}")


def written(engine: Engine, size: int) -> None:
    """From the call of put to the hit; and searches while another thread puts on and on."""
    article, walls = articles()[7], []
    for count in range(20):
        begun = time.perf_counter()
        engine.put([entry(f"new|{count}|", "a", f"Kênh mương lần {count}", article["text"], size + count)])
        ask(engine, f"kênh mương lần {count}")
        walls.append((time.perf_counter() - begun) * 1000)
    print(f"  put and found:  {spread(walls)} ms")
    ended = Event()

    def go_on() -> None:
        while not ended.is_set():
            engine.put([entry("again||", "a", article["title"], article["text"], size)])

    writer = Thread(target=go_on)
    writer.start()
    wall, own = timed(lambda text: ask(engine, text), [question.text for question in questions()[:100]])
    ended.set()
    writer.join()
    print(f"  while indexing: {spread(wall)} ms   of this process, the writer in it {statistics.median(own):.1f} ms")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--engine", default="whoosh")
    options.add_argument("--size", type=int, default=10_000)
    options.add_argument("--folder", type=Path, help="an index made by an earlier run, or where to leave it")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        url = f"{chosen.engine}://{(chosen.folder or Path(temporary)).resolve()}/index"
        steps = (make, serve) if not chosen.folder or not (chosen.folder / "index").exists() else (serve,)
        for step in steps:
            process = multiprocessing.get_context("spawn").Process(target=step, args=(url, chosen.size))
            process.start()
            process.join()


if __name__ == "__main__":
    main()

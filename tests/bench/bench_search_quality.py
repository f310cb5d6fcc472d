"""How well search orders what it finds, beside plain BM25 over words in the same run. By hand, one to two minutes:

    .venv/bin/python -m tests.bench.bench_search_quality [--engine whoosh|tantivy]

ALQAC (../shared/data/alqac, evaluation only): every question is asked within the tag of its relevant article, each tag
an agency of its own. Weights of index/rank.py were chosen with both parts in sight: A, the questions of 2022,
which have laws of their own, and B, the others. Short queries are measured beside: words of a title, and
half-remembered ones.
"""

import argparse
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np

from index.engine import Engine, Entry
from index.engines import open_engine
from index.rank import LENGTH_SHARE, SATURATION, rarity
from index.text import clean, fold, plain_words
from tests.bench.bench_search import Question, articles, ask, entry, judge, questions, twin

Ask = Callable[[str, str], list[str]]
"""(text, agency) → ids, best first."""


def entries() -> Iterator[Entry]:
    for count, article in enumerate(articles()):
        yield entry(article["_id"], article["_id"].split("|")[0], article["title"], article["text"], count)


class PlainBm25:
    """Words of subject and body, BM25 with everybody's k1 and b, within one agency: exact, in memory."""

    def __init__(self, found: Iterable[Entry]) -> None:
        self.ids: dict[str, list[str]] = defaultdict(list)
        self.lengths: dict[str, list[int]] = defaultdict(list)
        self.postings: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        for item in found:
            words = plain_words(clean(f"{item.subject}\n{item.body}"))
            place = len(self.ids[item.agency_id])
            self.ids[item.agency_id].append(item.id)
            self.lengths[item.agency_id].append(len(words))
            for term, often in Counter(key for word in words for key in {word.exact, word.folded}).items():
                self.postings[item.agency_id, term].append((place, often))

    def ask(self, text: str, agency: str) -> list[str]:
        words = plain_words(clean(text))
        marked = any(word.marked for word in words)
        lengths = np.array(self.lengths[agency])
        norm = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * lengths / lengths.mean())
        scores = np.zeros(len(lengths))
        for key in {word.exact if marked else word.folded for word in words}:
            if found := self.postings.get((agency, key)):
                places, often = np.array(found).T
                scores[places] += rarity(len(lengths), len(places)) * often * (SATURATION + 1) / (often + norm[places])
        return [self.ids[agency][place] for place in np.argsort(-scores, kind="stable")[:10]]


def title_words() -> list[Question]:
    """Two to four neighbouring words of the titles of one tag: what people remember of a subject."""
    chance = random.Random(6)
    found = []
    for article in chance.sample([article for article in articles() if article["_id"].startswith("2023|")], 400):
        words = article["title"].split()
        if len(words) >= 3:
            count = min(chance.randint(2, 4), len(words))
            start = chance.randrange(len(words) - count + 1)
            text = " ".join(words[start : start + count])
            found.append(Question(text, frozenset({twin(article["_id"])}), "2023"))
    return found


def half_remembered() -> list[Question]:
    """Three to six words of an article of one tag, in order, from its title and beginning, and two of other titles."""
    chance = random.Random(5)
    known = [article for article in articles() if article["_id"].startswith("2023|")]
    found = []
    for article in chance.sample(known, 300):
        words = f"{article['title']} {article['text'][:300]}".split()
        kept = sorted(chance.sample(range(len(words)), min(len(words), chance.randint(3, 6))))
        wrong = [chance.choice(chance.choice(known)["title"].split() or ["văn"]) for _ in range(2)]
        text = " ".join([words[place] for place in kept] + wrong)
        found.append(Question(text, frozenset({twin(article["_id"])}), "2023"))
    return found


def one_wrong() -> list[Question]:
    """Four to six neighbouring words of an article of one tag, one of them another title's."""
    chance = random.Random(8)
    known = [article for article in articles() if article["_id"].startswith("2023|")]
    found = []
    for article in chance.sample(known, 300):
        words, count = article["text"].split(), chance.randint(4, 6)
        if len(words) < count + 5:
            continue
        start = chance.randrange(len(words) - count)
        kept = words[start : start + count]
        kept[chance.randrange(count)] = chance.choice(chance.choice(known)["title"].split() or ["văn"])
        found.append(Question(" ".join(kept), frozenset({twin(article["_id"])}), "2023"))
    return found


def report(name: str, ask_one: Ask) -> None:
    asked = questions()
    print(name)
    for marks, form in (("with marks", str), ("without marks", fold)):
        answers = [(question, ask_one(form(question.text), question.tag)) for question in asked]
        print(f"  questions, {marks:14}", judge(answers))
        for part, belongs in (("A", True), ("B", False)):
            print(f"    part {part:20}", judge(a for a in answers if (a[0].tag == "2022") is belongs), flush=True)
    short = {"words of a title": title_words(), "half remembered": half_remembered(), "one word wrong": one_wrong()}
    for title, some in short.items():
        for marks, form in (("with marks", str), ("without marks", fold)):
            answers = [(question, ask_one(form(question.text), question.tag)) for question in some]
            print(f"  {title}, {marks:14}", judge(answers), flush=True)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--engine", default="whoosh")
    chosen = options.parse_args()
    report("plain BM25, words", PlainBm25(entries()).ask)
    with tempfile.TemporaryDirectory() as temporary:
        engine: Engine = open_engine(f"{chosen.engine}://{Path(temporary)}/index")
        engine.rebuild(entries())
        report(chosen.engine, lambda text, agency: ask(engine, text, agency))
        engine.close()


if __name__ == "__main__":
    main()

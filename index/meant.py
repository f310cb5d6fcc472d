""" "Did you mean": a query that finds clearly more than the one that was typed, made of what may be seen alone.

Only words that no visible document has, or hardly any and none beside its neighbours, are taken for slips. What they
may have been (slips.py) must be words of visible documents; the one that stands beside its neighbours most often is
taken. The new query is spelled as a document that answers it spells it."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log
from typing import Protocol

from .asked import Asked, Query
from .query import LONGEST_QUERY as LONGEST
from .slips import candidates
from .text import clean, tokens

LITTLE = 2
"""So few documents with all the words are little; a query that finds more was meant."""
CLEARLY_MORE = 3
RARE = 2
"""A word that so few documents have may be a slip, if it never stands beside its neighbours."""
MOST_SLIPS = 4
_FOR_NEIGHBOURS = 3.0
_PER_STEP = 1.0


class Corpus(Protocol):
    """What is known of the documents somebody may see."""

    def known(self, word: str) -> bool:
        """Whether a folded word may be among them; a yes is asked again by `documents`."""

    def documents(self, field: str, key: str) -> int:
        """How many have a term ("folded" word, "pairs" of two)."""

    def answer(self, text: str) -> tuple[int, str]:
        """How many hold all words of a query, and the text of the best of them."""


def meant(query: Query, holding_all: int, corpus: Corpus) -> str | None:
    """The query that was meant, None where the one typed is as good. `holding_all`: how many have all its words."""
    if holding_all > LITTLE:
        return None
    slips = _mended([*query.runs, *query.phrases], corpus) or (_insisted(query) if not holding_all else {})
    if not slips:
        return None
    text = _replaced(clean(query.text[:LONGEST]), slips)
    more, best = corpus.answer(text)
    if more < CLEARLY_MORE * holding_all + 1:
        return None
    spelled = _spelled(text, best)
    return spelled if corpus.answer(spelled)[0] else text


def _insisted(query: Query) -> dict[str, str]:
    """The words whose marks must be found as they were typed, in phrases and fields: each without its marks."""
    fields = (query.signer, *(named.words for named in query.named), *query.phrases)
    return {word.folded: word.folded for words in fields for word in words if word.marked}


def _mended(runs: Sequence[Sequence[Asked]], corpus: Corpus) -> dict[str, str]:
    """Folded word → what it was meant to be, for the slips among the words."""
    mended: dict[str, str] = {}
    for run in runs:
        folded = [word.folded for word in run]
        for at, word in enumerate(run):
            if word.folded in mended or word.quiet or len(mended) >= MOST_SLIPS:
                continue
            left = mended.get(folded[at - 1], folded[at - 1]).split()[-1] if at else ""
            right = folded[at + 1] if at + 1 < len(run) else ""
            if _is_slip(word.folded, left, right, corpus) and (better := _best(word.folded, left, right, corpus)):
                mended[word.folded] = better
    return mended


def _is_slip(word: str, left: str, right: str, corpus: Corpus) -> bool:
    if word.isdigit():
        return False
    often = corpus.documents("folded", word)
    return often == 0 or (often <= RARE and not _beside((word,), left, right, corpus))


def _best(word: str, left: str, right: str, corpus: Corpus) -> str | None:
    """What stands beside the neighbours most often, and else what is most frequent; near ones before far ones."""
    scored = []
    for words, far in candidates(word, corpus.known):
        often = min(corpus.documents("folded", each) for each in words)
        inside = [corpus.documents("pairs", f"{a} {b}") for a, b in pairwise(words)]
        if often and all(inside):
            beside = _beside(words, left, right, corpus)
            scored.append((_FOR_NEIGHBOURS * log(1 + beside) + log(1 + often) - _PER_STEP * far, " ".join(words)))
    return max(scored, default=(0.0, None), key=lambda each: each[0])[1]


def _beside(words: tuple[str, ...], left: str, right: str, corpus: Corpus) -> int:
    """How often the words stand beside their neighbours."""
    pairs = [f"{left} {words[0]}"] * bool(left) + [f"{words[-1]} {right}"] * bool(right)
    return sum(corpus.documents("pairs", pair) for pair in pairs)


def _replaced(text: str, slips: Mapping[str, str]) -> str:
    """The query with other words; everything else stays as it was typed."""
    for token in sorted(tokens(text), key=lambda token: -token.start):
        if len(token.words) == 1 and (better := slips.get(token.words[0].folded)):
            text = text[: token.start] + _in_case(text[token.start], better) + text[token.end :]
    return text


def _in_case(first: str, word: str) -> str:
    return word.capitalize() if first.isupper() else word


def _spelled(text: str, document: str) -> str:
    """The words that were typed without marks as the document writes them, beside the same neighbour if it can be."""
    alone, beside = _writings(document)
    typed = [token for token in tokens(text) if len(token.words) == 1]
    keys = ["", *(token.words[0].folded for token in typed), ""]
    for at, token in reversed(list(enumerate(typed, 1))):
        if token.words[0].marked:
            continue
        before, here, behind = keys[at - 1 : at + 2]
        written = beside.get((before, here, 1)) or beside.get((here, behind, 0)) or alone.get(here)
        if written:
            text = text[: token.start] + _in_case(text[token.start], written) + text[token.end :]
    return text


def _writings(document: str) -> tuple[dict[str, str], dict[tuple[str, str, int], str]]:
    """Folded word → as it is written; (word, next word, which of the two) → as it is written there."""
    alone: dict[str, str] = {}
    beside: dict[tuple[str, str, int], str] = {}
    text = clean(document)
    last, last_written = "", ""
    for token in tokens(text):
        if len(token.words) != 1:
            last = ""
            continue
        here, written = token.words[0].folded, text[token.start : token.end].lower()
        alone.setdefault(here, written)
        beside.setdefault((last, here, 0), last_written)
        beside.setdefault((last, here, 1), written)
        last, last_written = here, written
    return alone, beside

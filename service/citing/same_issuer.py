"""Whether two names may be those of one issuer: “UBND xã” and “Ủy ban nhân dân xã Tân Hòa”, but not “UBND tỉnh”."""

import re
import tomllib
from functools import cache
from pathlib import Path

from service.names import name_key


def may_be_one(one: str, other: str) -> bool:
    """All words of one stand in the other and both begin alike; an unsaid issuer may be anybody."""
    if not one or not other:
        return True
    words, others = _words(one), _words(other)
    return words[:1] == others[:1] and (set(words) <= set(others) or set(others) <= set(words))


def surely_one(one: str, other: str) -> bool:
    """The same words."""
    return bool(one) and _words(one) == _words(other)


def _words(name: str) -> list[str]:
    written_out, titles = _table()
    key = name_key(re.sub(r"[^\w\s]", " ", name))
    for title in titles:
        key = key.removeprefix(title)
    return [part for word in key.split() for part in written_out.get(word, [word])]


@cache
def _table() -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """Abbreviations with the words they stand for, and the titles with the blank behind them, both as name_key."""
    read = tomllib.loads(Path(__file__).with_name("issuers.toml").read_text("utf-8"))
    written_out = {name_key(short): name_key(words).split() for short, words in read["written_out"].items()}
    return written_out, tuple(f"{name_key(title)} " for title in read["titles"]["before"])

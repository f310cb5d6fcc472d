"""Words as they were typed → words as they are searched."""

from .asked import Asked
from .text import Reading, Token, Word, is_quiet, key
from .units import typed_symbols


def typed_words(text: str, reading: Reading, names: bool = False) -> list[Asked]:
    """Words with what was meant by their marks. Written-out abbreviations count as typed without marks."""
    symbols = [match.span() for match in typed_symbols(text)]
    asked: list[Asked] = []
    for token in reading.tokens(text):
        plain = names or any(start <= token.start < end for start, end in symbols)
        asked += _asked(token, text, plain)
    return asked


def _asked(token: Token, text: str, plain: bool) -> list[Asked]:
    written = [key(text[token.start : token.end])] if plain else token.words
    return [Asked(word.exact, word.folded, word.marked and len(written) == 1) for word in written]


def with_quiet(run: list[Asked], marked: bool) -> list[Asked]:
    """The words of a run, those marked that say nothing by themselves."""
    return [word._replace(quiet=is_quiet(Word(word.exact, word.folded), marked)) for word in run]

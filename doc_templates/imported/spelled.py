"""A name as the rest of its document spells it: a letterhead says it once, the text often.

Puts right marks that a scanner's reader lost ("Lương Sợn") and words that a PDF brought out of order ("XÃ HIỆP TAM").
"""

import re
from collections import Counter
from collections.abc import Sequence

from doc_templates.whole_text.lines import plain

_FAR = 400
"""Lines of a document that are looked at."""
_TERRITORY = ("tinh", "thanh", "huyen", "quan", "thi", "xa", "phuong", "dac")


_PART = re.compile(r"([^\W_]+)([^\w]*)")


class Spellings:
    """The words of a document's text, in which names are looked up."""

    def __init__(self, lines: Sequence[str]) -> None:
        found = [part for line in lines[:_FAR] for part in _PART.findall(f"{line[:400]} ")]
        self._words = [word for word, _ in found]
        self._between = [mark if mark in (" - ", ", ") else " " for _, mark in found]
        self._plain = [plain(word) for word in self._words]

    def of(self, name: str) -> tuple[str, bool]:
        """The name as the text spells it most often, and whether the text has it at all.

        Its end is looked for from the word for a territory on, then without that word, then the whole name.
        """
        parts = re.findall(r"[^\W_]+", name)
        for start in _starts(parts):
            if len(parts) - start >= 2 and (found := self._commonest(parts[start:])):
                return _placed(name, parts, start, found), True
        return name, False

    def _commonest(self, wanted: Sequence[str]) -> list[str] | None:
        """The commonest spelling of these words in this order; else, with the same first word, in another order.

        Each word with what stands between it and the next.
        """
        size, sought = len(wanted), [plain(word) for word in wanted]
        here = [at for at in range(len(self._words) - size + 1) if self._plain[at] == sought[0]]
        same = [at for at in here if self._plain[at : at + size] == sought]
        turned = [at for at in here if sorted(self._plain[at : at + size]) == sorted(sought)]
        best = Counter(self._said(at, size) for at in same or turned).most_common(1)
        return list(best[0][0]) if best else None

    def _said(self, at: int, size: int) -> tuple[str, ...]:
        words, marks = self._words[at : at + size], [*self._between[at : at + size - 1], ""]
        return tuple(f"{word.lower()}{mark}" for word, mark in zip(words, marks, strict=True))


def _starts(parts: Sequence[str]) -> list[int]:
    territory = next((at for at in range(len(parts) - 1, -1, -1) if plain(parts[at]) in _TERRITORY), None)
    return [0] if territory is None else [territory, territory + 1, 0]


def _placed(name: str, parts: Sequence[str], start: int, found: Sequence[str]) -> str:
    """The found words in the place of the name's own; each takes the letter case that it has there, by its letters."""
    at = [word.start() for word in re.finditer(r"[^\W_]+", name)][start]
    cased = {plain(part): part for part in parts[start:]}
    words = [_cased(said, cased[plain(said).strip(" ,-")]) for said in found]
    ordered = [plain(word).strip(" ,-") for word in words] == [plain(part) for part in parts[start:]]
    if ordered and re.search("[-,]", name[at:]):
        queue = iter(word.strip(" ,-") for word in words)
        return name[:at] + re.sub(r"[^\W_]+", lambda _: next(queue), name[at:])
    return name[:at] + "".join(words)


def _cased(word: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if like[:1].isupper() else word

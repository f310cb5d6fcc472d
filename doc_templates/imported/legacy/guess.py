"""The encoding of words whose font does not tell: the one in which they become Vietnamese, if they are not.

Careful to a fault: Unicode, English, French and program text stay as they are; a page left in old letters is seen and
mended by a person, a page wrongly changed is not.
"""

from collections.abc import Set

from doc_templates.imported.legacy.syllables import count
from doc_templates.imported.legacy.tables import ENCODINGS, Encoding, decoded

_ENOUGH = 4
"""Words with signs beyond ASCII, below which a text alone tells nothing."""
_MADE, _STOOD = 0.9, 0.5
"""Shares of such words that must be syllables when decoded, and may be as they stand."""
_SHOWN = 0.3
"""Share of all words that have such signs: Vietnamese has some three of four, French one of six."""


def guessed(text: str, known: Set[Encoding] = frozenset()) -> Encoding | None:
    """The encoding of a text, None where it is Unicode or cannot be told. known: those of the rest of the document."""
    if text.isascii() or any("\u1ea0" <= sign <= "\u1ef9" for sign in text):
        return None
    stands = count(text, signs=True)
    if stands.marked and stands.marked_syllables > _STOOD * stands.marked:
        return None
    found = [encoding for encoding in ENCODINGS if _makes_words(text, encoding, encoding in known)]
    return max(found, key=lambda encoding: count(decoded(text, encoding)).syllables, default=None)


def _makes_words(text: str, encoding: Encoding, known: bool) -> bool:
    made = count(decoded(text, encoding))
    if made.marked < (1 if known else _ENOUGH) or made.marked < (0 if known else _SHOWN) * made.words:
        return False
    return made.marked_syllables >= (1.0 if known else _MADE) * made.marked

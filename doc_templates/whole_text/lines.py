"""The lines of a whole pasted document as its readers see them, and the tray into which they sort the words.

Shared by head.py and tail.py.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from doc_templates.marks import Level, is_upper, read_line, unmarked

LOOKED_AT = 400
"""Letters of a line compared with known words; the rest of a long line is running text."""

_COLUMNS = re.compile(r"\t+|\s{3,}|\||<br\s*/?>", re.I)
_EMPHASIS = re.compile(r"([*_]{1,3})(?=[^\s*_])(.*[^\s*_])\1")
_STRONG = re.compile(r"(?<!\w)\*\*|\*\*(?!\w)")  # between two letters it keeps two words apart
_BULLET = re.compile(r"[-–—+*•]\s*(?=\S)")
_LIST_END = re.compile(r"[\s;,.]+$")
_INLINE_ITEM = re.compile(r"(?<=;)\s*[-–—]\s+")


@dataclass(frozen=True)
class Line:
    """A line that is not blank. `number` from 1; `typed` as it stands; `words` without Markdown's marks."""

    number: int
    typed: str

    @cached_property
    def words(self) -> str:
        return without_marks(self.typed)

    @cached_property
    def plain(self) -> str:
        return plain(self.words)

    @cached_property
    def strong(self) -> bool:
        return unmarked(self.typed)[1]

    @cached_property
    def level(self) -> Level:
        return read_line(self.typed).level


@dataclass
class Found:
    """What the readers found so far: values by field, recognised words by what they are, lines left over."""

    values: dict[str, object] = field(default_factory=dict)
    recognised: list[tuple[str, str]] = field(default_factory=list)
    signer_lines: list[str] = field(default_factory=list)
    left: list[tuple[int, str]] = field(default_factory=list)

    def know(self, what: str, words: str) -> None:
        self.recognised.append((what, words))

    def add(self, name: str, words: str) -> None:
        """One more line of a field of lines."""
        lines = self.values.setdefault(name, [])
        if isinstance(lines, list):
            lines.append(words)

    def extend(self, name: str, words: str) -> None:
        """More words of a field of one line, wrapped in the source."""
        before = self.values.get(name)
        self.values[name] = f"{before} {words}" if before else words

    def leave(self, number: int, words: str) -> None:
        self.left.append((number, words))


def lines_of(typed: Sequence[str]) -> list[Line]:
    """The lines that are not blank."""
    return [Line(number, line.strip()) for number, line in enumerate(typed, 1) if line.strip()]


def without_marks(typed: str) -> str:
    """Words of a line outside the body, where bold and italics carry nothing."""
    words = _STRONG.sub("", unmarked(typed)[0]).strip()
    emphasis = _EMPHASIS.fullmatch(words)
    return emphasis[2].strip() if emphasis else words


def plain(words: str) -> str:
    """The beginning of the words in small letters without marks, letter for letter: "Ủy ban" → "uy ban".

    Compares "HOÀ" with "HÒA" and text typed without marks; positions are those of the words themselves.
    """
    return "".join(map(_base, words[:LOOKED_AT]))


@cache
def _base(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return "d" if base == "đ" else base[:1]


def columns(words: str) -> list[str]:
    """Parts of a line pasted from two columns or from a row of a table; most lines are one part."""
    return [part for part in map(without_marks, _COLUMNS.split(words)) if part]


def ends_column(words: str) -> bool:
    """Whether nothing, or the width between two columns, stands at the end of the words."""
    return not words.strip() or re.search(r"(?:\s{3}|[\t|]\s?)$", words) is not None


def is_rule(words: str) -> bool:
    """Whether a line is drawn: no letter, no figure. "./." is the end of a body."""
    return not any(map(str.isalnum, words)) and words.strip() != "./."


def is_capitals(words: str) -> bool:
    """Whether the words are a line in capitals such as a name of an agency or a title: no sentence, no list item."""
    return is_upper(words) and len(words) <= 150 and not words.endswith((";", ":"))


def items(words: str) -> list[str]:
    """List items without their dashes and end marks: "- Như trên; - VP;" → "Như trên", "VP"."""
    return [bare for part in _INLINE_ITEM.split(words) if (bare := bare_item(part))]


def bare_item(words: str) -> str:
    """A list item without its dash and the mark at its end."""
    return _LIST_END.sub("", _BULLET.sub("", words.strip(), count=1)) if has_bullet(words) else _LIST_END.sub("", words)


def has_bullet(words: str) -> bool:
    return _BULLET.match(words) is not None

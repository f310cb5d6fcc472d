r"""Bold and italic inside a line of typed text: `**bold**`, `*italic*`, `***both***`, `\*` for an asterisk itself.

Beside body.py, which keeps the marks in its words: paragraphs.py prints runs(), what is searched or compared is
plain(). A mark opens before a letter and closes behind one; what has no partner, stands between blanks or between two
digits (20*30), or is a footnote's "(*)" is an asterisk like any other. Linear time.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

_TOKEN = re.compile(r"\\[\\*(]|\*+|[^\\*]+|\\")
_DIGITS = re.compile(r"[0-9]+")
_PIECE = re.compile(r"\s+|\S+")
_BOLD, _ITALIC = 2, 1  # also how many asterisks each takes


@dataclass(frozen=True)
class Run:
    """Words of one look."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass
class _Piece:
    """A piece of the line: words, or a row of asterisks whose `marks` may be switched here."""

    text: str
    marks: int = 0
    opens: bool = False
    closes: bool = False


def runs(text: str) -> tuple[Run, ...]:
    """The looks of a marked text, neighbours of one look joined; () of an empty one."""
    if "*" not in text and "\\" not in text:
        return (Run(text),) if text else ()
    pieces = _pieces(text)
    live = {mark: _pairs(pieces, mark) for mark in (_ITALIC, _BOLD)}
    return tuple(_joined(_read(pieces, live)))


def marked(given: Iterable[Run]) -> str:
    """The text that runs() reads as these runs: asterisks are escaped only where they would be marks."""
    wanted = tidied(given)
    typed = _written(wanted, lambda run: run.text)
    # a line between "**" and "**" is read as bold more generously (marks.without_stars)
    framed = typed.startswith("**") and typed.endswith("**") and bool(typed.strip("* \t\xa0"))
    framed = framed and not (wanted[0].bold and wanted[-1].bold)
    return typed if runs(typed) == wanted and not framed else _written(wanted, _escaped)


def plain(text: str) -> str:
    """The words without their marks, as they are searched and compared."""
    return "".join(run.text for run in runs(text))


def tidied(given: Iterable[Run]) -> tuple[Run, ...]:
    """Runs as they can be marked: none empty, neighbours differ, blanks look as the words on both sides do, a number
    as its first digit does."""
    joined = tuple(_joined(_with_whole_numbers(_joined(given))))
    if len(joined) < 2 and not any(run.bold or run.italic for run in joined):
        return joined
    pieces = [replace(run, text=found) for run in joined for found in _PIECE.findall(run.text)]
    return tuple(_joined(_with_common_blanks(pieces)))


def _pieces(text: str) -> list[_Piece]:
    """Words and rows of up to three asterisks, each knowing whether it may open or close."""
    found = _TOKEN.findall(text)
    pieces = []
    for at, token in enumerate(found):
        before = found[at - 1] if at else " "
        after = found[at + 1] if at + 1 < len(found) else " "
        if token[0] != "*":
            pieces.append(_Piece(token[1:] if token[0] == "\\" and len(token) == 2 else token))
        elif len(token) > 3 or _hidden(before, after):
            pieces.append(_Piece(token))
        else:
            pieces.append(_Piece(token, len(token), not after[0].isspace(), not before[-1].isspace()))
    return pieces


def _hidden(before: str, after: str) -> bool:
    """A footnote's asterisk, or one that multiplies."""
    if _DIGITS.fullmatch(before[-1]) and _DIGITS.fullmatch(after[0]):
        return True
    return before[-1] == "(" and before != "\\(" and after[0] == ")"


def _pairs(pieces: list[_Piece], mark: int) -> set[int]:
    """Where `mark` is truly switched: openers with their closers. Of two openers the later one counts."""
    live: set[int] = set()
    opener: int | None = None
    for at, piece in enumerate(pieces):
        if not piece.marks & mark:
            continue
        if opener is not None and piece.closes:
            live |= {opener, at}
            opener = None
        elif piece.opens:
            opener = at
    return live


def _read(pieces: list[_Piece], live: dict[int, set[int]]) -> Iterator[Run]:
    look = 0
    for at, piece in enumerate(pieces):
        switched = sum(mark for mark, places in live.items() if at in places)
        left = piece.text if not piece.marks else "*" * (piece.marks - switched)
        outside = look & ~switched  # asterisks left over stand outside of what opens or closes here
        yield Run(left, bool(outside & _BOLD), bool(outside & _ITALIC))
        look ^= switched


def _joined(given: Iterable[Run]) -> Iterator[Run]:
    look: tuple[bool, bool] | None = None
    words: list[str] = []
    for run in given:
        if not run.text:
            continue
        if look is not None and look != (run.bold, run.italic):
            yield Run("".join(words), *look)
            words = []
        look = (run.bold, run.italic)
        words.append(run.text)
    if look is not None:
        yield Run("".join(words), *look)


def _with_whole_numbers(given: Iterable[Run]) -> Iterator[Run]:
    held = Run("")
    for run in given:
        digits = _DIGITS.match(run.text) if _DIGITS.fullmatch(held.text[-1:]) else None
        more = digits[0] if digits else ""
        held = replace(held, text=held.text + more)
        if more != run.text:
            yield held
            held = replace(run, text=run.text[len(more) :])
    yield held


def _with_common_blanks(pieces: list[Run]) -> Iterator[Run]:
    blanks: list[Run] = []
    before = Run("")
    for piece in [*pieces, Run("")]:
        if piece.text.isspace():
            blanks.append(piece)
            continue
        around = (before, *blanks, piece)
        yield Run("".join(each.text for each in blanks), all(e.bold for e in around), all(e.italic for e in around))
        yield piece
        before, blanks = piece, []


def _written(given: tuple[Run, ...], words: Callable[[Run], str]) -> str:
    written, before = [], Run("")
    for run in (*given, Run("")):
        stars = _BOLD * (run.bold != before.bold) + _ITALIC * (run.italic != before.italic)
        written.append("*" * stars + words(run))
        before = run
    return "".join(written)


def _escaped(run: Run) -> str:
    """Every asterisk and backslash, and a "(" before a mark, which "(*)" would hide."""
    words = run.text.replace("\\", "\\\\").replace("*", "\\*")
    return f"{words[:-1]}\\(" if words.endswith("(") else words

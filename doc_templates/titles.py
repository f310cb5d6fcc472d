"""Whether the words of a line are a title: what body.py reads as one, body_text.py must write so."""

from typing import TYPE_CHECKING, TypeGuard

from doc_templates.marks import Marked, is_heading_title, may_be_title, read_line, without_stars

if TYPE_CHECKING:
    from doc_templates.block import Block

_CONTENT = ("text", "point", "dash", "table")


def is_title(line: Marked, following: "Marked | Block | None") -> bool:
    """Whether the words behind a number are a title: marked as one, or short and with something under them.

    An article marked bold may still be a sentence, as in decisions: "Điều 2. Quyết định này có hiệu lực …".
    """
    if line.level == "heading":
        return True
    if line.level == "clause":
        return line.strong or (may_be_title(line.rest) and _opens(line, following))
    return line.level == "article" and may_be_title(line.rest) and (line.strong or _opens(line, following))


def is_title_line(line: "Marked | Block | None") -> TypeGuard[Marked]:
    """Whether the line under "Chương I" is its title."""
    if not isinstance(line, Marked) or line.level != "text" or line.escaped:
        return False
    return is_heading_title(line.rest, line.strong)


def escapes_title(words: str, line: Marked, following: "Marked | Block | None") -> bool:
    r"""Whether the backslash before these words behind a number says "no title": without it they would be one."""
    core = words.lstrip("\\")
    shown = without_stars(core)
    bare = Marked(line.level, line.number, shown, line.strong or shown != core)
    return bool(core) and is_title(bare, following)


def escapes_title_line(words: str) -> bool:
    """The same for the line under "Chương I"."""
    return is_title_line(read_line(words.lstrip("\\")))


def _opens(line: Marked, following: "Marked | Block | None") -> bool:
    """Whether what follows belongs under the line. A paragraph that starts small is its own words, wrapped."""
    if following is None or following.level not in (*_CONTENT, "clause"):
        return False
    if following.level == "clause":
        return line.level == "article" or following.number.startswith(f"{line.number}.")
    words = following.rest if isinstance(following, Marked) else following.text
    return following.level != "text" or not words.lstrip("\\*")[:1].islower()

"""What a body is made of: a paragraph, title or table with its level and number, between body.py and the paper."""

from dataclasses import dataclass

from doc_templates.marks import Level


@dataclass(frozen=True)
class Block:
    """A paragraph, title or table. `title` stands on a line of its own, `text` runs on behind the number.

    `number` as typed ("I", "1", "1.2", "đ"); of a dash item "" or "+". `rows`: all of one length. Words keep their
    marks of bold and italic (inline.py), in the one form that inline.marked gives them.
    """

    level: Level
    number: str = ""
    title: str = ""
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

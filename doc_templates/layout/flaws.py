"""What a check hands back: where something is wrong, what is there, what should be, and how to mend it."""

from collections.abc import Callable
from dataclasses import dataclass

from doc_templates.layout.model import Paragraph

Fix = Callable[[], None]


@dataclass(frozen=True)
class Span:
    """Words of one paragraph, from letter `start` to before `end` of its text."""

    paragraph: Paragraph
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words as typed."""
        return self.paragraph.text[self.start : self.end]

    @property
    def printed(self) -> str:
        """The words with capitals applied."""
        return self.paragraph.printed[self.start : self.end]


@dataclass(frozen=True)
class Flaw:
    """One thing wrong. `found`, `expected`: plain text, or a key of rules/words.toml. `fix`: mends the live XML when
    called; None: only a person can. `moves`: the fix adds, removes or moves paragraphs, so others wait for a new
    reading. `section`: of flaws that stand in no paragraph.
    `severity`: where it is not the one of the rule."""

    span: Span | None
    found: str
    expected: str
    fix: Fix | None = None
    moves: bool = False
    section: int = 0
    severity: str = ""

"""The components of a document once recognised: names of contract -> the words, part by part of the file."""

from dataclasses import dataclass, field
from functools import cached_property

from doc_templates.layout.flaws import Span
from doc_templates.layout.model import Document, Element, Paragraph


@dataclass(eq=False)
class Line:
    """A separator. `kind`: border, drawn or typed (a row of signs). `length`: points. `off_centre`: of its middle from
    the middle of its column, None where it cannot be told. `above`: the last words over it. `solid`: unbroken.
    `side`: of the paragraph whose border it is."""

    kind: str
    length: float
    off_centre: float | None
    solid: bool
    raised: bool
    paragraph: Paragraph
    element: Element
    side: str = ""
    span: Span | None = None


@dataclass(eq=False)
class Part:
    """A stretch of the file that has components of its own. `role`: main, attached (Kèm theo Quyết định), appendix or
    copy. `found`: name -> words. `lines`: name of the component above -> the line below it."""

    role: str
    kind: str | None = None
    found: dict[str, list[Span]] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)

    def add(self, name: str, span: Span) -> None:
        """One more piece of a component."""
        self.found.setdefault(name, []).append(span)

    def __getitem__(self, name: str) -> list[Span]:
        return self.found.get(name, [])


@dataclass(eq=False)
class Components:
    """What was recognised. `parts`: in the order of the file, the main document first."""

    parts: tuple[Part, ...]
    document: Document

    def __getitem__(self, name: str) -> list[Span]:
        """The pieces of a component in all parts, in reading order."""
        return [span for part in self.parts for span in part[name]]

    @property
    def main(self) -> Part:
        """The document itself, without appendices and copies."""
        return self.parts[0]

    @property
    def kind(self) -> str | None:
        """The id of its kind in kinds.toml, None where it shows none."""
        return self.parts[0].kind

    @cached_property
    def names(self) -> dict[int, list[str]]:
        """Paragraph index -> the components that stand in it."""
        names: dict[int, list[str]] = {}
        for part in self.parts:
            for name, spans in part.found.items():
                for span in spans:
                    names.setdefault(span.paragraph.index, []).append(name)
        return names

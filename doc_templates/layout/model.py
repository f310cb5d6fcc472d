"""What a .docx says once styles, defaults, numbering and tables are resolved: the words the checks speak in.

Lengths are points unless a name says otherwise. `element` is the live XML that repair changes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Element: TypeAlias = Any  # an lxml element; lxml gives no types


@dataclass(frozen=True)
class Look:
    """How letters are set, after styles, defaults and direct formatting. `color`: "000000" for black and automatic.
    `raised`: or lowered. `stretched`: wider or narrower than type is set. `effect`: outline, shadow, relief."""

    font: str = "Times New Roman"
    size: float = 10
    bold: bool = False
    italic: bool = False
    underline: bool = False
    caps: bool = False
    strike: bool = False
    hidden: bool = False
    color: str = "000000"
    raised: bool = False
    highlight: str = ""
    small_caps: bool = False
    stretched: bool = False
    effect: bool = False


@dataclass(frozen=True)
class Run:
    """Letters of one look. `element`: the w:r they stand in. `field`: "PAGE" where a field prints them."""

    text: str
    look: Look
    element: Element
    field: str = ""


def is_note(run: Run) -> bool:
    """The raised number of a note, as in the decree's models."""
    return run.look.raised and not any(letter.isalpha() or letter in "_─━—" for letter in run.text)


@dataclass(frozen=True)
class Cell:
    """Where in a table a paragraph stands. `table`: index in Document.tables; `column`: of the grid, from 0."""

    table: int
    row: int
    column: int
    rows: int
    columns: int
    bordered: bool
    width: float
    margin_left: float
    margin_right: float
    left: float  # from the left edge of the text to the cell's left edge
    borders: Mapping[str, str]
    element: Element


@dataclass(frozen=True)
class Shape:
    """Something drawn. `kind`: line, box (with text), picture or shape. `x`: its left edge from the left of its column,
    None where it is aligned (`align`: left, center, right). `relative`: column, margin, page. `box`: index of its text
    box. `solid`: an unbroken line. `color`: "" unknown."""

    kind: str
    width: float
    height: float
    x: float | None
    y: float | None
    align: str
    relative: str
    solid: bool
    color: str
    element: Element
    box: int | None = None


@dataclass(eq=False)
class Paragraph:
    """One paragraph as it prints. `line`: multiple of single spacing, 0 where `exact` or `at_least` holds.

    `number`: the automatic label as printed ("1.", "a)", "-"), "" without. `box`: index of the text box, None outside.
    `room`: width between the indents' outer edges (cell, box or page).
    """

    index: int
    part: str
    section: int
    runs: list[Run]
    style: str
    style_id: str
    align: str
    first_line: float
    left: float
    right: float
    before: float
    after: float
    line: float
    exact: float
    at_least: float
    number: str
    number_look: Look | None
    cell: Cell | None
    borders: Mapping[str, str]
    shapes: list[Shape]
    tabs: tuple[tuple[str, float], ...]
    page_break_before: bool
    breaks_page: bool
    keep_next: bool
    room: float
    mark: Look
    element: Element
    box: int | None = None
    fields: tuple[str, ...] = ()
    contextual: bool = False
    page: int | None = None
    framed: bool = False
    aligned: bool = True  # whether anything states the alignment
    number_element: Element | None = None  # the w:lvl of its automatic number
    indented: bool = True  # whether anything states the indent of its first line
    text: str = field(default="", init=False)

    def __post_init__(self) -> None:
        self.text = "".join(run.text for run in self.runs)

    @property
    def printed(self) -> str:
        """The words with capitals applied."""
        return "".join(run.text.upper() if run.look.caps or run.look.small_caps else run.text for run in self.runs)

    def between(self, start: int, end: int) -> Iterator[tuple[Run, int, int]]:
        """The runs that print something visible from `start` to `end`, each with the part of it that lies there."""
        at = 0
        for run in self.runs:
            first, last = max(start - at, 0), min(end - at, len(run.text))
            at += len(run.text)
            if first < last and not run.text[first:last].isspace():
                yield run, first, last


@dataclass(frozen=True)
class PageNumber:
    """A page number in a header or footer. `place`: header or footer. `paragraph`: index."""

    place: str
    paragraph: int


@dataclass(frozen=True)
class Section:
    """A section's paper. `page_number`: on ordinary pages; `first_page_number`: on the section's first page.

    `starts_at`: the number its pages begin with, None: they continue. `first`, `last`: paragraph indexes of the body.
    """

    index: int
    width: float
    height: float
    landscape: bool
    top: float
    bottom: float
    left: float
    right: float
    header_distance: float
    footer_distance: float
    title_page: bool
    page_number: PageNumber | None
    first_page_number: PageNumber | None
    starts_at: int | None
    number_format: str
    new_page: bool
    element: Element

    @property
    def room(self) -> float:
        """The width of the text."""
        return self.width - self.left - self.right


@dataclass(frozen=True)
class Table:
    """A table. `outer`: index of the table it is nested in. `widths`: of its grid columns."""

    index: int
    rows: int
    widths: tuple[float, ...]
    bordered: bool
    header_rows: int
    outer: int | None
    element: Element


@dataclass(eq=False)
class Document:
    """A .docx, read. `parts`: the XML trees by name in the package, `package`: all its bytes, for repair."""

    paragraphs: list[Paragraph]
    sections: list[Section]
    tables: list[Table]
    parts: dict[str, Element]
    package: bytes
    relations: dict[str, dict[str, tuple[str, str]]]  # part -> id -> (type, part)
    main: str
    styles: Any

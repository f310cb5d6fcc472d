"""HTML from the clipboard → the clerk's text: structure, bold, italic and tables stay; what is dropped is counted.

From Word (list numbers come as text), LibreOffice and Google Docs (numbers are counted here) and web pages. The HTML
is hostile until proven otherwise: only its words are taken, no address in it is followed.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from doc_templates.errors import TooLong
from doc_templates.inline import Run, marked
from doc_templates.pasted import look as looks
from doc_templates.pasted.lists import Lists
from doc_templates.pasted.look import Look
from doc_templates.pasted.table import Table
from doc_templates.tables import to_pipes

LONGEST = 12_000_000
"""Letters of HTML; Word writes some 20 for each of the text."""
DEEPEST = 400
_BLOCK_NAMES = """
address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5
h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul
"""
_SILENT_NAMES = """
script style head title meta link noscript template iframe frame frameset input select button textarea svg math
datalist dialog area map param source track xml
"""
_BLOCKS, _SILENT = frozenset(_BLOCK_NAMES.split()), frozenset(_SILENT_NAMES.split())
_DROPPED = {"img": "pictures", "picture": "pictures", "video": "pictures", "audio": "pictures", "canvas": "pictures",
            "object": "pictures", "embed": "pictures", "imagedata": "pictures", "del": "deleted"}  # fmt: skip


@dataclass(frozen=True)
class Pasted:
    """`text` in the clerk's language (body.py). `dropped`: how many pictures, links, footnotes, comments, deleted,
    and 1 for colours, underline where there were any."""

    text: str
    dropped: dict[str, int]


def from_html(html: str) -> Pasted:
    """The words of a piece of HTML. Any text is HTML. Raises TooLong."""
    if len(html) > LONGEST:
        raise TooLong(field="html", limit=LONGEST, given=len(html))
    reading = _Reading()
    for action, element in _events(html):
        reading.begin(element) if action == "start" else reading.end(element)
    reading.break_line()
    return Pasted("\n".join(reading.written), dict(reading.dropped))


def _events(html: str) -> Iterator[tuple[str, etree._Element]]:
    """Start and end of every element; what nests deeper than any document does is left out."""
    parser = etree.HTMLParser(no_network=True, recover=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    root = etree.fromstring(html.replace("\0", "").encode("utf-8", "ignore") or b" ", parser)
    if root is None:
        return
    depth = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for action, element in walk:
        depth += 1 if action == "start" else -1
        if action == "start" and depth > DEEPEST:
            walk.skip_subtree()
        if isinstance(element.tag, str):
            yield action, element


@dataclass
class _Reading:
    """Where the reading is: the looks and lists that are open, the line and the tables being written."""

    written: list[str] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    line: list[Run] = field(default_factory=list)
    looks: list[Look] = field(default_factory=lambda: [Look()])
    lists: Lists = field(default_factory=Lists)
    tables: list[Table] = field(default_factory=list)
    silent: int = 0

    def begin(self, element: etree._Element) -> None:
        tag = _tag(element)
        if self.silent or self._is_silent(element, tag):
            self.silent += 1
            return
        look = looks.of(element, tag, self.looks[-1])
        self.looks.append(look)
        self.dropped |= Counter(look.lost)
        if tag in _BLOCKS or tag == "br":
            self.break_line()
        self._open(element, tag)
        self._say(element.text)

    def end(self, element: etree._Element) -> None:
        tag = _tag(element)
        if self.silent:
            self.silent -= 1
        else:
            self.looks.pop()
            if tag in _BLOCKS:
                self.break_line()
            self._close(tag)
        if not self.silent:
            self._say(element.tail)

    def break_line(self) -> None:
        words = marked(_collapsed(self.line)).strip()
        self.line = []
        if not words:
            return
        if self.tables:
            self.tables[-1].say(words)
            return
        mark = self.lists.mark(bare=looks.plain_words(words))
        self.written.append(mark + (f"\\{words}" if words[0] in "#|" and not mark else words))

    def _open(self, element: etree._Element, tag: str) -> None:
        if tag == "table":
            self.tables.append(Table())
        elif tag == "tr" and self.tables:
            self.tables[-1].row()
        elif tag in ("td", "th") and self.tables:
            self.tables[-1].cell(element.get("colspan"), element.get("rowspan"))
        elif tag in ("ol", "ul"):
            self.lists.open(element, tag)
        elif tag == "li" and not self.tables:
            self.lists.item(element)

    def _close(self, tag: str) -> None:
        if tag in ("ol", "ul"):
            self.lists.close()
        elif tag == "table" and self.tables:
            self._write(self.tables.pop())

    def _write(self, table: Table) -> None:
        rows = table.rows()
        if self.tables:
            self.tables[-1].say(" ".join(word for row in rows for word in row if word))
        elif rows and len(rows[0]) == 1:  # a frame around paragraphs, not a table
            self.written += [words for lines in table.lines() for words in lines]
        elif rows:
            self.written += ["", to_pipes(rows), ""]

    def _say(self, words: str | None) -> None:
        look = self.looks[-1]
        if words:
            self.line.append(Run(look.shown(words), look.bold, look.italic))

    def _is_silent(self, element: etree._Element, tag: str) -> bool:
        """Whether nothing inside belongs to the text; counts what the clerk should hear of."""
        if tag in _DROPPED:
            self.dropped[_DROPPED[tag]] += looks.is_seen(element)
            return True
        if tag == "a" and looks.is_link(element):
            self.dropped["links"] += 1
        sign = looks.sign(element)
        if sign:
            self.dropped[sign] += 1
        return bool(sign) or tag in _SILENT or looks.is_note(element) or looks.is_hidden(element)


def _tag(element: etree._Element) -> str:
    """Without a namespace: "v:imagedata" of Word is a picture."""
    return str(element.tag).rpartition(":")[2].rpartition("}")[2].lower()


def _collapsed(line: list[Run]) -> Iterator[Run]:
    """Blanks and line ends of the source are one blank."""
    blank = True
    for run in line:
        words = " ".join(run.text.split())
        if words:
            before = " " if run.text[0].isspace() and not blank else ""
            after = " " if run.text[-1].isspace() else ""
            yield Run(f"{before}{words}{after}", run.bold, run.italic)
            blank = bool(after)
        elif run.text and not blank:
            yield Run(" ", run.bold, run.italic)
            blank = True

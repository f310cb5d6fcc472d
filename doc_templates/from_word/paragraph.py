"""One paragraph of a .docx as typed lines: automatic numbers typed out, bold and italic as marks. For text.py."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from doc_templates.inline import Run, marked
from doc_templates.layout.document import Paragraph

_GROUP_LABEL = re.compile(r"(?i:phần|chương|mục|tiểu mục)\s+\S+")
_BULLETS = frozenset("oØ§vüàqn")  # Word's bullets that are letters of another font
_BREAK = re.compile("[\n\x0b\x0c\r\u0085\u2028\u2029]")
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")


@dataclass(frozen=True)
class TypedLine:
    """A line read. `words`: as printed, columns apart by tabs, `**` around it where all is bold; `typed`: with capitals
    as they were typed and marks for bold and italic, as the body takes it."""

    words: str
    typed: str


def typed_lines(paragraphs: Sequence[Paragraph]) -> list[TypedLine]:
    """The lines of a paragraph, or of several that a deletion made one; a line break begins a new one."""
    first = paragraphs[0]
    label = typed_label(first.number) if first.number else ""
    printed = _lines(_visible(paragraphs, printed=True))
    as_typed = _lines(_visible(paragraphs, printed=False))
    made = [_line(*both) for both in zip(printed, as_typed, strict=True)]
    if not label or not any(line.words for line in made):
        return made
    if _GROUP_LABEL.fullmatch(label.rstrip(".")):
        return [TypedLine(label, label), *made]
    return [_numbered(label, made[0]), *made[1:]]


def typed_label(label: str) -> str:
    """A list's label as a clerk would type it: "1.1" → "1.1.", a bullet → "-" or "+"."""
    label = label.strip()
    if label == "o":
        return "+"
    if label and (label in _BULLETS or not any(map(str.isalnum, label))):
        return label if label in ("-", "+") else "-"
    if label[-1:].isdigit() or re.fullmatch(r"[IVXLC]+", label):
        return label if _GROUP_LABEL.fullmatch(label) else f"{label}."
    return f"{label})" if re.fullmatch(r"[a-zđ]", label) else label


def cell_text(paragraphs: Iterable[Paragraph], head: bool) -> str:
    """The words of a cell on one line; bold in the head of a table is the table's own."""
    said = []
    for paragraph in paragraphs:
        runs = [replace(run, bold=run.bold and not head) for run in _visible([paragraph], printed=False)]
        said.append(f"{paragraph.number} {marked(_on_one_line(runs)).strip()}".strip())
    return " ".join(filter(None, said))


def is_visible(paragraph: Paragraph) -> bool:
    return any(run.text.strip() for run in _visible([paragraph], printed=False)) or bool(paragraph.number)


def _visible(paragraphs: Sequence[Paragraph], printed: bool) -> list[Run]:
    """The runs that print; hidden words and page numbers do not come along."""
    found = []
    for paragraph in paragraphs:
        for run in paragraph.runs:
            if run.look.hidden or run.field in _PAGE_FIELDS:
                continue
            capitals = printed and (run.look.caps or run.look.small_caps)
            text = run.text.upper() if capitals else run.text
            found.append(Run(text.replace("\xa0", " "), run.look.bold, run.look.italic))
    return found


def _lines(runs: Iterable[Run]) -> list[list[Run]]:
    """The runs of each line; there is always one."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        for at, part in enumerate(_BREAK.split(run.text)):
            if at:
                lines.append([])
            lines[-1].append(replace(run, text=part))
    return lines


def _line(printed: Sequence[Run], as_typed: Sequence[Run]) -> TypedLine:
    words = "".join(run.text for run in printed).strip()
    bold = _all_bold(as_typed)
    return TypedLine(f"**{words}**" if bold and words else words, _marked(_on_one_line(as_typed), bold))


def _all_bold(runs: Iterable[Run]) -> bool:
    visible = [run.bold for run in runs if run.text.strip()]
    return bool(visible) and all(visible)


def _marked(runs: Sequence[Run], bold: bool) -> str:
    if not bold:
        return marked(runs).strip()
    inside = marked([replace(run, bold=False) for run in runs]).strip()
    return f"**{inside}**"


def _on_one_line(runs: Iterable[Run]) -> list[Run]:
    """Tabs are blanks in running text; the blanks at both ends go."""
    kept = [replace(run, text=_BREAK.sub(" ", run.text).replace("\t", " ")) for run in runs if run.text]
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return kept


def _numbered(label: str, line: TypedLine) -> TypedLine:
    """The label takes part in the look of a line that is all bold."""
    return TypedLine(_behind(label, line.words), _behind(label, line.typed))


def _behind(label: str, words: str) -> str:
    all_bold = words.startswith("**") and words.endswith("**") and "**" not in words[2:-2] and len(words) > 4
    return f"**{label} {words[2:]}" if all_bold else f"{label} {words}"

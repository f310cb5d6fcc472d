"""Share of lines of two real texts that a paste puts at the right level: `python -m tests.bench.bench_levels`.

The truth is read from the marks of the texts' own Markdown (#, -, Điều, figures), not from the reader that is
measured. Each text is pasted three ways: as it is, as plain text without Markdown, and as a PDF viewer gives it,
broken into lines of one width with page numbers between.
"""

import re
import textwrap
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from doc_templates.block import Block
from doc_templates.body import parse
from doc_templates.inline import plain
from doc_templates.pasted.text import from_text

SHARED = Path(__file__).parents[3] / "shared"
SEED = SHARED / "seed" / "ke-hoach-thi-dua-2021.md"
DECREE = SHARED / "nd30" / "nghi-dinh-30-2020.md"
WIDTH, PAGE = 88, 42


@dataclass(frozen=True)
class Line:
    """A paragraph of the original: its level by its Markdown, and its words without it."""

    level: str
    words: str


def truth(text: str, first: str, last: str) -> list[Line]:
    """The paragraphs between the one that starts with `first` and the one that starts with `last`."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    start = next(at for at, line in enumerate(lines) if line.lstrip("#* ").startswith(first))
    end = next(at for at, line in enumerate(lines) if at > start and line.lstrip("#*| ").startswith(last))
    return list(_levels(lines[start:end]))


def _levels(lines: list[str]) -> Iterator[Line]:
    under_group = False
    for line in lines:
        words = re.sub(r"^#+ ", "", line).strip("* ")
        group = re.match(r"(Chương|Mục) [IVX\d]+$", words)
        if group:
            yield Line({"Chương": "chapter", "Mục": "section"}[group[1]], words)
        elif under_group and line.startswith("#"):
            yield Line("title", words)
        else:
            yield Line(*_marked(line, words))
        under_group = group is not None


def _marked(line: str, words: str) -> tuple[str, str]:
    if line.startswith("#"):
        level = "article" if words.startswith("Điều") else "heading" if re.match("[IVX]+[.]", words) else "clause"
        return level, words
    if re.match(r"- \w\) ", line):
        return "point", line[2:]
    if line.startswith("- "):
        return "dash", line
    return ("clause" if re.match(r"\d+[.] ", line) else "text"), words


def share(lines: list[Line], text: str) -> tuple[float, list[Line]]:
    """How many of the lines were read at their level, and which were not."""
    found = {read for block in parse(text) for read in _read(block)}
    wrong = [line for line in lines if (_bare(line.words), line.level) not in found]
    return 1 - len(wrong) / len(lines), wrong


def _read(block: Block) -> Iterator[tuple[str, str]]:
    words = {"chapter": "Chương", "section": "Mục", "article": "Điều"}.get(block.level, "")
    if block.level in ("chapter", "section"):
        yield _bare(f"{words} {block.number}"), block.level
        yield _bare(plain(block.title)), "title"
    else:
        yield _bare(f"{words} {block.number} {plain(block.title or block.text)}"), block.level


def _bare(words: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFC", words).casefold() if letter.isalnum())


def as_pdf(lines: list[Line]) -> str:
    """As a PDF viewer copies it: lines of one width, a page's number after every 42."""
    wrapped = [part for line in lines for part in textwrap.wrap(line.words, WIDTH) or [""]]
    pages = [wrapped[at : at + PAGE] for at in range(0, len(wrapped), PAGE)]
    return "\n".join("\n".join([*page, str(number)]) for number, page in enumerate(pages, 1))


def measures(name: Path, first: str, last: str) -> Iterator[tuple[str, float, list[Line]]]:
    text = name.read_text("utf-8")
    lines = truth(text, first, last)
    start, end = text.index(first), text.rindex(last)
    yield "Markdown", *share(lines, text[text.rindex("\n", 0, start) + 1 : end])
    yield "plain text", *share(lines, "\n".join(line.words for line in lines))
    yield "PDF viewer", *share(lines, from_text(as_pdf(lines)).text)


TEXTS = ((SEED, "Để tổ chức phong trào", "Nơi nhận"), (DECREE, "Chương I", "CHÍNH PHỦ"))


def main() -> None:
    for name, first, last in TEXTS:
        for way, right, wrong in measures(name, first, last):
            print(f"{name.stem}, {way}: {right:.1%} of lines at the right level")
            for line in wrong[:8]:
                print(f"    {line.level}: {line.words[:100]}")


if __name__ == "__main__":
    main()

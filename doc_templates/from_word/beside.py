"""The paper as it was handed out beside the one that came back: which line became which, and what each belongs to.

Middle of reading a paper back (frame.py before it, returned.py behind it).
"""

import re

from doc_templates.body import END_MARK
from doc_templates.from_word.frame import FrameLine, Path, Span
from doc_templates.redline.lines import pair_lines
from doc_templates.whole_text.lines import has_bullet

_BLANK = re.compile(r"[.…\s]*")


class Beside:
    """Two papers of one form. `there`: place before → place after; `origin`: the way back, moved lines too.

    `regions`: for each line after, the list, table or body it belongs to; () for what the form prints by itself.
    """

    def __init__(self, before: list[FrameLine], after: list[FrameLine]) -> None:
        self.before, self.after = before, after
        pairs = pair_lines([line.words for line in before], [line.words for line in after])
        self.there = dict(pairs.in_order)
        self.origin = {there: here for here, there in (*pairs.in_order, *pairs.moved.items())}
        self._pair_by_place()
        self.regions = self._regions()

    def now(self, at: int, span: Span) -> str | None:
        """What stands in the place of a span; "" where its line is gone, None where it cannot be told."""
        line = self.before[at]
        if at not in self.there:
            return "" if line.words[span.start : span.end] == line.words else None
        found = between(line, self.after[self.there[at]].words).get(span.path)
        return None if found is None else "" if is_blank(found) else found

    def lines_of(self, region: Path) -> list[int]:
        """The places after of what belongs to a region now."""
        return [at for at, one in enumerate(self.regions) if one == region]

    def _pair_by_place(self) -> None:
        """Lines that share no words with what they became: known by their label, or by the line above."""
        for here, line in enumerate(self.before):
            labelled = bool(line.spans) and _has_letters(line.words[: line.spans[0].start])
            if here in self.there or not line.spans or (line.region and not labelled):
                continue
            start = max((there for one, there in self.there.items() if one < here), default=-1)
            end = min((there for one, there in self.there.items() if one > here), default=len(self.after))
            free = [at for at in range(start + 1, end) if at not in self.origin]
            if not labelled:
                at_its_place = self.there.get(here - 1) == start
                free = [at for at in free[:1] if at_its_place and at == start + 1]
            found = next((at for at in free if between(line, self.after[at].words)), None)
            if found is not None:
                self.there[here], self.origin[found] = found, here

    def _regions(self) -> list[Path]:
        """To which list, table or body each line that came back belongs; () for what the form prints by itself."""
        known: list[Path | None] = [None] * len(self.after)
        for here, there in self.there.items():
            known[there] = self.before[here].region
        following: list[Path] = [()] * (len(known) + 1)
        for at in reversed(range(len(known))):
            region = known[at]
            following[at] = following[at + 1] if region is None else region
        found: list[Path] = []
        for at, region in enumerate(known):
            before = found[-1] if found else ()
            found.append(self._chosen(self.after[at], before, following[at]) if region is None else region)
        return found

    def _chosen(self, line: FrameLine, before: Path, following: Path) -> Path:
        """A new line between two regions joins the list whose items it is like, else the body."""
        if before == following or not (before and following):
            return before or following
        either = (before, following)
        bodies = {one.region for one in self.before if one.running}
        alike = next((region for region in either if region not in bodies and self._is_like(line, region)), None)
        return alike or next((region for region in either if region in bodies), before)

    def _is_like(self, line: FrameLine, region: Path) -> bool:
        """Whether a line begins as the items of a list do."""
        items = [one.words for one in self.before if one.region == region]
        begins = {item.split()[0] for item in items}
        bullets = any(map(has_bullet, items))
        return line.words.split()[0] in begins or (has_bullet(line.words) and bullets)


def between(line: FrameLine, now: str) -> dict[Path, str]:
    """What stands where the values of a line stood, if the words around them are still there."""
    pattern, at = "", 0
    for span in line.spans:
        pattern += re.escape(line.words[at : span.start].strip()) + r"\s*(.*?)\s*"
        at = span.end
    tail = line.words[at:]
    ending = re.escape(tail.replace(END_MARK, "").strip(" .;")) + (r"[\s./;]*" if END_MARK in tail else r"[\s.;]*")
    found = re.fullmatch(pattern + ending, now, re.S) if line.spans else None
    return {span.path: words.strip() for span, words in zip(line.spans, found.groups(), strict=True)} if found else {}


def is_blank(words: str) -> bool:
    """Whether nothing but dots stands where words are to be filled in."""
    return _BLANK.fullmatch(words) is not None


def _has_letters(words: str) -> bool:
    return any(map(str.isalpha, words))

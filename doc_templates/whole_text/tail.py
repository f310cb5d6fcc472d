"""From the end of a pasted document's body to its last line: Nơi nhận and the signature.

Second reader of whole_text.py (Phụ lục I, Phần I, II.7 and II.9).
"""

import re
from collections.abc import Sequence

from doc_templates.whole_text.lines import (
    Found,
    Line,
    bare_item,
    columns,
    has_bullet,
    is_capitals,
    is_rule,
    plain,
)

_RECIPIENTS = re.compile(r"noi nhan\s*[:.]?\s*(?=$|[-–—•])")
_KEPT = re.compile(r"(?:[-–—+*•]\s*)?luu\s*(?::\s*|(?=vt\b|van thu\b))")
_AUTHORITY = re.compile(r"(?:tm|kt|tl|tuq|q)\s?\.\s*\w")
_DRAFTER = re.compile(r"[A-ZĐ]{1,6}\.?\s?\(\d{1,5}\)|[A-ZĐ]{1,6}\.\d{1,5}")
_SIGNED = re.compile(r"\(.*\)|da ky")


def read_tail(lines: Sequence[Line], start: int, has_kind: bool, found: Found) -> int:
    """Sorts the lines below the body into `found`; the index behind the body's last line, which is `start` at least.

    A text of no known kind is only searched for Nơi nhận: its last lines may be anything.
    """
    heading = next((at for at in range(start, len(lines)) if _is_heading(lines[at])), None)
    end = len(lines) if heading is None else heading
    signature = _signature(lines, start, end) if has_kind or heading is not None else end
    _Tail(lines[signature:], found).read()
    if end == len(lines) and signature == end:
        return end
    while signature > start and _is_stray(lines, signature - 1, start):
        signature -= 1
        found.leave(lines[signature].number, lines[signature].typed)
    return signature


def _is_heading(line: Line) -> bool:
    parts = columns(line.words) if len(line.words) <= 3000 else []
    return any(_RECIPIENTS.match(plain(part)) for part in parts)


def _signature(lines: Sequence[Line], start: int, end: int) -> int:
    """The first line of a signature above `end`: lines in capitals, then a name; `end` if there is none.

    The name may be missing where two columns were pasted and it comes later; then TM., KT. … must tell.
    """
    name = end
    if end - 1 > start and is_name(lines[end - 1].words):
        name = end - 1
        while name - 1 > start and _SIGNED.fullmatch(lines[name - 1].plain):
            name -= 1
    first = name
    while first - 1 >= start and _is_title(lines[first - 1].words):
        first -= 1
    sure = name < end or (first < end and _AUTHORITY.match(lines[first].plain))
    return first if first < name and sure else end


def _is_title(words: str) -> bool:
    """A line above a signature: "TM. ỦY BAN NHÂN DÂN", "Q. GIÁM ĐỐC", "CHỦ TỊCH"."""
    if _AUTHORITY.match(plain(words)):
        return len(words) <= 150
    return is_capitals(words) and not words.endswith(".") and Line(0, words).level == "text"


def is_name(words: str) -> bool:
    """Two to six words that all begin with a capital, as a person's name does."""
    parts = words.replace(".", " ").split()
    capitalised = all(part.replace("’", "").replace("'", "").isalpha() and part[0].isupper() for part in parts)
    return 2 <= len(parts) <= 6 and capitalised and not words.isupper() and len(words) <= 60


def _is_stray(lines: Sequence[Line], at: int, start: int) -> bool:
    """A scrap behind the body's last sentence, such as initials that a scanner read as letters."""
    words = lines[at].words
    short = len(words) <= 20 and len(words.split()) <= 3 and any(map(str.isalnum, words))
    ended = words.endswith((".", ";", ":", "!", "?", "…", "/"))
    behind = at > start and lines[at - 1].words.endswith((".", "!", "?", "…"))
    return short and not ended and behind and lines[at].level == "text"


class _Tail:
    """Reads piece by piece; two columns pasted on one line are two pieces."""

    def __init__(self, lines: Sequence[Line], found: Found) -> None:
        self.lines = lines
        self.found = found
        self.listing = self.listed = False
        self.kept = next((line.number for line in lines if any(map(_is_kept, columns(line.words)))), 0)

    def read(self) -> None:
        for line in self.lines:
            for part in columns(line.words):
                if not self._known(line.number, part):
                    self.found.leave(line.number, line.typed if part == line.words else part)

    def _known(self, number: int, part: str) -> bool:
        """Sorts one piece of line `number`; False for words without a place."""
        if is_rule(part):
            self.found.know("rule", part)
            return True
        if self._heading(number, part):
            return True
        return self._kept(part) or self._drafter(part) or self._signature(part) or self._recipient(number, part)

    def _heading(self, number: int, part: str) -> bool:
        label = _RECIPIENTS.match(plain(part))
        if not label or self.listed:
            return False
        self.listing = self.listed = True
        self.found.know("recipients", part[: label.end()].strip())
        for item in _split(part[label.end() :]):
            if not self._known(number, item):
                self.found.leave(number, item)
        return True

    def _kept(self, part: str) -> bool:
        label = _KEPT.match(plain(part))
        if not label or not self.listing:
            return False
        self.listing = False
        self.found.know("kept_at", part[: label.end()].strip())
        self.found.values["kept_at"] = bare_item(part[label.end() :])
        return True

    def _signature(self, part: str) -> bool:
        if "signer" in self.found.values or has_bullet(part):
            return False
        if _is_title(part):
            self.found.signer_lines.append(part)
            self.found.know("signer_lines", part)
        elif _SIGNED.fullmatch(plain(part)):
            self.found.know("signature_note", part)
        elif self.found.signer_lines and is_name(part):
            self.found.values["signer"] = part
        else:
            return False
        return True

    def _drafter(self, part: str) -> bool:
        if "drafter_mark" in self.found.values or not _DRAFTER.fullmatch(part):
            return False
        self.found.values["drafter_mark"] = part
        return True

    def _recipient(self, number: int, part: str) -> bool:
        """A line with a dash; without one, if it stands above Lưu or ends as an item before anybody has signed."""
        ended = part.endswith((";", ".")) and not self.found.signer_lines
        if not self.listing or not (has_bullet(part) or ended or number < self.kept):
            return False
        for item in _split(part):
            if not self._kept(item) and (bare := bare_item(item)):
                self.found.add("recipients", bare)
        return True


def _is_kept(part: str) -> bool:
    return _KEPT.match(plain(part)) is not None


def _split(words: str) -> list[str]:
    """Items on one line behind "Nơi nhận:", the last of which may be Lưu."""
    return [part for part in re.split(r"(?<=;)\s*(?=[-–—]\s)", words.strip()) if part]

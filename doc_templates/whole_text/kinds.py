"""Between head and tail of a pasted document: what the models of some kinds print there, into their fields.

Third reader of whole_text.py. Which lines hold which fields is data: labels.toml. A line that fits nothing
stays in the body.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from doc_templates.whole_text.lines import Found, Line, bare_item, columns, has_bullet, is_capitals, plain
from doc_templates.whole_text.tail import is_name

TABLE = Path(__file__).with_name("labels.toml")
LIKE = {"ban-ghi-nho": "hop-dong", "ban-thoa-thuan": "hop-dong"}
LISTS = {"addressees", "invitees", "present", "party_a", "party_b"}
_SIDES = {"bien-ban": ("thu ky", "chu toa"), "hop-dong": ("dai dien ben a", "dai dien ben b")}
_DETAIL = re.compile(r"[^:]{1,40}:\s*\S")
_FAR = 40  # lines of a signature's end


@dataclass(frozen=True)
class Rule:
    """A line of a kind's model. `list`, `lines`: what may belong to its field below it."""

    line: re.Pattern[str]
    list: bool = False
    lines: bool = False


def read_kind(kind: str | None, lines: Sequence[Line], found: Found) -> list[Line]:
    """Sorts the lines of a body that its kind's model prints; what is left is the body's own."""
    model = LIKE.get(kind or "", kind or "")
    left = _without_signatures(model, lines, found)
    rules = list(_rules().get(model, ()))
    body: list[Line] = []
    at = 0
    while at < len(left):
        rule = _fitting(rules, left[at])
        if rule is None:
            body.append(left[at])
            at += 1
        else:
            rules.remove(rule)
            at = _take_below(rule, rules, left, at + 1, _take(rule, left[at], found), found)
    return body


def _fitting(rules: Sequence[Rule], line: Line) -> Rule | None:
    return next((rule for rule in rules if rule.line.fullmatch(line.plain)), None)


@cache
def _rules() -> dict[str, list[Rule]]:
    table = tomllib.loads(TABLE.read_text("utf-8"))
    return {
        kind: [Rule(re.compile(row["line"]), row.get("list", False), row.get("lines", False)) for row in rows]
        for kind, rows in table.items()
    }


def _take(rule: Rule, line: Line, found: Found) -> str:
    """Takes the fields of one line; the name of the last, to which lines below may belong."""
    match = rule.line.fullmatch(line.plain)
    groups = sorted((match.start(name), match.end(name), name) for name in match.re.groupindex) if match else []
    end = 0
    for start, stop, name in groups:
        _know_label(line.words[end:start], found)
        end = len(line.words) if stop == len(line.plain) else stop  # plain() looks at the beginning of long lines
        _put(name, line.words[start:end], found)
    _know_label(line.words[end:], found)
    return groups[-1][2] if groups else ""


def _know_label(words: str, found: Found) -> None:
    if words.strip():
        found.know("label", words.strip())


def _take_below(
    rule: Rule, rules: Sequence[Rule], lines: Sequence[Line], at: int, name: str, found: Found
) -> int:  # fmt: skip
    """Takes the lines that belong to the field of the line above; the index behind them."""
    while at < len(lines) and not _fitting(rules, lines[at]):
        listed = rule.list and has_bullet(lines[at].words)
        if not listed and not (rule.lines and lines[at].level == "text" and _DETAIL.match(lines[at].words)):
            break
        found.add(name, bare_item(lines[at].words) if listed else lines[at].words)
        at += 1
    return at


def _put(name: str, words: str, found: Found) -> None:
    """A value without the mark that ends its line; the words of an opening keep their colon."""
    value = words.strip() if name == "opening" else words.strip().rstrip(" .;/")
    if name in LISTS:
        if value:
            found.add(name, value)
    elif value:
        found.values[name] = value


def _without_signatures(model: str, lines: Sequence[Line], found: Found) -> Sequence[Line]:
    """Where two sign, their names stand below the body, beside or under each other."""
    if model not in _SIDES:
        return lines
    first, second = _SIDES[model]
    start = next(
        (at for at in range(len(lines) - 1, max(-1, len(lines) - _FAR), -1) if lines[at].plain.startswith(first)), None
    )
    pieces = [piece for line in lines[start:] for piece in columns(line.words)] if start is not None else []
    folded = [plain(piece) for piece in pieces]
    names = [piece for piece in pieces if is_name(piece)]
    if start is None or second not in folded or len(names) != 2:
        return lines
    _sign(model, pieces, folded.index(second), names, found)
    return lines[:start]


def _sign(model: str, pieces: Sequence[str], second: int, names: Sequence[str], found: Found) -> None:
    one, other = ("secretary_name", "signer") if model == "bien-ban" else ("signer", "party_b_signer")
    found.values |= {one: names[0], other: names[1]}
    for at, piece in enumerate(pieces):
        if piece in names:
            continue
        found.know("signer_lines", piece)
        if model == "bien-ban" or at in (0, second) or not is_capitals(piece):
            continue
        if at > second:
            found.extend("party_b_title", piece)
        else:
            found.signer_lines.append(piece)

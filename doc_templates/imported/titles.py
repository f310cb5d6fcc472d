"""What an old document is called: the name of its kind on a line of its own, also badly read or printed wide.

Beside the 29 kinds of the decree offices keep others (words.toml): Thông tư, Nghị định, Kết luận of the Party.
"""

from difflib import SequenceMatcher
from functools import cache

from doc_templates.imported.noise import letters_of, shape, words
from doc_templates.kinds import copies, kinds
from doc_templates.whole_text.lines import columns, is_capitals

_LIKE_ENOUGH = 0.86
_LONGEST = 60
_SHORT = 7  # letters of a name in which none may be missing: "THƯỞNG" is no "Thư công"


@cache
def _names() -> dict[str, tuple[str, str]]:
    """Letters of a name → its kind (an id, or the name of another kind) and the name."""
    ours = {letters_of(kind.name): (kind.id, kind.name) for kind in kinds().values() if kind.id != "cong-van"}
    return {letters_of(row["name"]): (row["name"], row["name"]) for row in words()["kind"]} | ours


def title_of(line: str) -> tuple[str, str, bool] | None:
    """Kind, name, and whether it stands there letter for letter; None for a line that is no title.

    A title is alone on its line but for a drawn mark; one that is badly read must be in capitals.
    """
    if len(line) > _LONGEST or line.rstrip().endswith((":", ";", ",")):
        return None
    parts = columns(line)
    letters = letters_of(parts[0]) if len(parts) == 1 else ""
    if letters in _names() and parts[0][:1].isupper():
        return *_names()[letters], True
    if not letters or not is_capitals(parts[0].strip(" .*_-–—")):
        return None
    best = max(_names(), key=lambda name: _likeness(name, letters))
    return (*_names()[best], False) if _likeness(best, letters) >= _LIKE_ENOUGH else None


def _likeness(name: str, letters: str) -> float:
    if abs(len(name) - len(letters)) > (2 if len(name) > _SHORT else 0):
        return 0.0
    return SequenceMatcher(None, name, letters, autojunk=False).ratio()


def kind_name(kind: str) -> str:
    """The name of a kind as it is told: of an id, or of another kind itself."""
    known = kinds().get(kind) or copies().get(kind)
    return known.name if known else kind


@cache
def abbreviations() -> dict[str, tuple[str, ...]]:
    """Abbreviation in a symbol → the kinds that it may mean, the decree's own first."""
    found: dict[str, tuple[str, ...]] = {}
    own = [(kind.abbreviation, kind.id) for kind in kinds().values() if kind.abbreviation]
    others = [(row["abbreviation"], row["name"]) for row in words()["kind"]]
    earlier = [(short, kind) for kind, shorts in words()["earlier"].items() for short in shorts]
    for short, kind in (*own, *others, *earlier):
        found[short] = tuple(dict.fromkeys((*found.get(short, ()), kind)))
    return found


def abbreviation_of(group: str, kind: str) -> str:
    """The known abbreviation that a group of a symbol shows, as it is to be written; "" for none.

    "QD", "QÐ", "OĐ" → "QĐ". Where several look alike the document's own kind decides, else nothing does.
    """
    if group in abbreviations() and (not kind or kind in abbreviations()[group]):
        return group
    alike = [short for short in abbreviations() if shape(short) == shape(group)]
    own = [short for short in alike if kind in abbreviations()[short]]
    if own:
        return own[0]
    if group in abbreviations():
        return group
    exact = [short for short in alike if letters_of(short) == letters_of(group)]
    return (exact or alike)[0] if len({*(exact or alike)}) == 1 else ""

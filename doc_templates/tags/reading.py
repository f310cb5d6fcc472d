"""What the tags of a form say: which names they use and how, and every tag that cannot be filled.

Each tag is read by itself, so that one broken tag hides no other; loops and conditions are followed from tag to tag.
Nothing is run.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from doc_templates import sandbox
from doc_templates.errors import TemplateFault
from doc_templates.tags.slips import unknown_words, why_wrong
from doc_templates.tags.uses import ITEM, Found, Steps, uses_of
from doc_templates.tags.words import Tag

_WORD = re.compile(r"(\w+)\s*(.*)", re.S)
_CLOSED_BY = {"endfor": "for", "endif": "if"}
_BETWEEN = {"else", "elif"}


@dataclass(frozen=True)
class Use:
    """A name as one tag uses it. `steps`: what is taken of it, ITEM for each element of a list, else a part's name.

    `how`: print, paragraphs, test, compare (with `value`), list, loop. `guarded`: in a condition.
    """

    name: str
    steps: Steps
    how: str
    value: str
    guarded: bool
    tag: Tag


@dataclass
class _Open:
    """A loop or a condition that is not yet closed; `names`: what its loop variable stands for."""

    word: str
    tag: Tag
    names: dict[str, tuple[str, Steps]] = field(default_factory=dict)


@dataclass
class Reading:
    """Every use of every name, and every fault, in the order of the form."""

    form: str
    uses: list[Use] = field(default_factory=list)
    faults: list[TemplateFault] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)

    def fault(self, tag: Tag, why: str, detail: str = "") -> None:
        place = {"part": tag.part, "paragraph": tag.paragraph, "words": tag.text[:200]}
        self.faults.append(TemplateFault(form=self.form, **place, why=why, detail=detail))


def read(tags: Sequence[Tag], form: str) -> Reading:
    """Follows the tags of one form."""
    reading, part = Reading(form), ""
    for tag in tags:
        if tag.part != part:
            _end_part(reading)
            part = tag.part
        _look_around(reading, tag)
        _value(reading, tag) if tag.kind == "value" else _statement(reading, tag)
    _end_part(reading)
    return reading


def _end_part(reading: Reading) -> None:
    for left in reading.open:
        reading.fault(left.tag, "not_ended", left.word)
    reading.open.clear()


def _look_around(reading: Reading, tag: Tag) -> None:
    if not tag.inside:
        reading.fault(tag, "not_in_table", tag.scope)
    elif not tag.alone:
        reading.fault(tag, "not_alone", tag.scope)


def _value(reading: Reading, tag: Tag) -> None:
    tree = _parsed(reading, tag, f"{{{{ {tag.words} }}}}")
    if tree is not None:
        _note(reading, tag, uses_of(tree, "paragraphs" if tag.scope == "p" else "print"))


def _statement(reading: Reading, tag: Tag) -> None:
    match = _WORD.match(tag.words)
    word, rest = (match[1], match[2]) if match else ("", "")
    if word == "for":
        _for(reading, tag, rest)
    elif word == "if":
        _if(reading, tag, rest)
    elif word in _CLOSED_BY:
        _close(reading, tag, _CLOSED_BY[word])
    elif word in _BETWEEN:
        _between(reading, tag, word, rest)
    else:
        reading.fault(tag, "unknown_statement", word or tag.words)


def _for(reading: Reading, tag: Tag, rest: str) -> None:
    opened = _Open("for", tag)
    loop = _loop(reading, tag, rest)
    if loop is not None and isinstance(loop.target, nodes.Name):
        listed = list(uses_of(loop.iter, "loop"))
        _note(reading, tag, listed)
        over = next((each for each in listed if each.how == "loop"), None)
        if over is not None:
            root, steps = _resolved(reading, over.name, over.steps)
            opened.names[loop.target.name] = (root, (*steps, ITEM))
    reading.open.append(opened)
    if len([each for each in reading.open if each.word == "for"]) > sandbox.LOOPS:
        reading.fault(tag, "too_deep")
    if loop is not None and loop.test is not None:
        _note(reading, tag, uses_of(loop.test, "test"))


def _loop(reading: Reading, tag: Tag, rest: str) -> nodes.For | None:
    if "," in rest.partition(" in ")[0]:
        reading.fault(tag, "bad_loop")
        return None
    tree = _parsed(reading, tag, f"{{% for {rest} %}}{{% endfor %}}")
    return next(tree.find_all(nodes.For), None) if tree is not None else None


def _if(reading: Reading, tag: Tag, rest: str) -> None:
    tree = _parsed(reading, tag, f"{{% if {rest} %}}{{% endif %}}")
    _note(reading, tag, uses_of(tree, "test") if tree is not None else ())
    reading.open.append(_Open("if", tag))
    if len(reading.open) > sandbox.DEPTH // 2:
        reading.fault(tag, "too_deep")


def _between(reading: Reading, tag: Tag, word: str, rest: str) -> None:
    if not reading.open:
        reading.fault(tag, "not_begun", word)
        return
    _fits(reading, tag, reading.open[-1])
    if word == "elif":
        tree = _parsed(reading, tag, f"{{% if {rest} %}}{{% endif %}}")
        _note(reading, tag, uses_of(tree, "test") if tree is not None else ())


def _close(reading: Reading, tag: Tag, word: str) -> None:
    if not reading.open:
        reading.fault(tag, "not_begun", f"end{word}")
        return
    opened = reading.open.pop()
    if opened.word != word:
        reading.fault(tag, "crossed", opened.tag.words)
    else:
        _fits(reading, tag, opened)


def _fits(reading: Reading, tag: Tag, opened: _Open) -> None:
    """Begin and end take the places of the same kind of thing, side by side: else the page's XML would break."""
    if {tag.scope, opened.tag.scope} & {"p", "tr", "tc"} and tag.scope != opened.tag.scope:
        reading.fault(tag, "other_scope", opened.tag.words)
    elif tag.inside != opened.tag.inside:
        reading.fault(tag, "other_place", opened.tag.words)


def _parsed(reading: Reading, tag: Tag, source: str) -> nodes.Template | None:
    try:
        tree = sandbox.ENVIRONMENT.parse(source)
        sandbox.refuse_the_unneeded(tree)
    except sandbox.Refused as refused:
        reading.fault(tag, str(refused))
    except RecursionError:
        reading.fault(tag, "too_deep")
    except TemplateSyntaxError as error:
        reading.fault(tag, why_wrong(tag.words), str(error))
    else:
        slips = list(unknown_words(tree))
        for why, word in slips:
            reading.fault(tag, why, word)
        return None if slips else tree
    return None


def _note(reading: Reading, tag: Tag, found: Iterator[Found] | Sequence[Found]) -> None:
    looping = any(each.word == "for" for each in reading.open)
    for each in found:
        if each.name == "loop" and looping:
            continue
        name, steps = _resolved(reading, each.name, each.steps)
        guarded = any(opened.word == "if" for opened in reading.open)
        reading.uses.append(Use(name, steps, each.how, each.value, guarded, tag))


def _resolved(reading: Reading, name: str, steps: Steps) -> tuple[str, Steps]:
    """A loop variable as an element of the list it runs over."""
    for opened in reversed(reading.open):
        if name in opened.names:
            root, before = opened.names[name]
            return root, (*before, *steps)
    return name, steps

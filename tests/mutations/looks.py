"""How components look: font, size, weight, slope, case, colour and alignment, below and above what Phụ lục I allows."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.mutations import Mutation
from tests.mutations.paper import BODY, STYLES, Element, Paper, drop, replace, spoilt, text_of
from tests.mutations.props import MECHANISMS, Run, font, off, on, paragraph_property, size


@dataclass(frozen=True)
class Wanted:
    """What the decree wants of a component. `caps`: in capitals; None: case is not looked at."""

    low: float
    high: float
    bold: bool = False
    italic: bool = False
    caps: bool | None = False
    align: str = "center"
    colour: str = "FF0000"  # a wrong one


WANTED = {
    "national_name": Wanted(12, 13, bold=True, caps=True),
    "motto": Wanted(13, 14, bold=True),
    "superior": Wanted(12, 13, caps=True),
    "agency": Wanted(12, 13, bold=True, caps=True),
    "number": Wanted(13, 13, caps=None),
    "place_and_date": Wanted(13, 14, italic=True),
    "kind": Wanted(13, 14, bold=True, caps=True),
    "subject": Wanted(13, 14, bold=True),
    "letter_subject": Wanted(12, 13),
    "addressed": Wanted(13, 14, align=""),
    "addressees": Wanted(13, 14, align=""),
    "issuing_authority": Wanted(13, 14, bold=True, caps=True),
    "bases": Wanted(13, 14, italic=True, align="both"),
    "decides": Wanted(13, 14, bold=True, caps=True),
    "text": Wanted(13, 14, align="both"),
    "part": Wanted(13, 14, bold=True),
    "part_title": Wanted(13, 14, bold=True, caps=True),
    "section": Wanted(13, 14, bold=True),
    "section_title": Wanted(13, 14, bold=True, caps=True),
    "article": Wanted(13, 14, caps=False, align="both"),
    "heading": Wanted(13, 14, bold=True, caps=True, align=""),
    "clause_title": Wanted(13, 14, bold=True, align=""),
    "clause": Wanted(13, 14, align="both"),
    "point": Wanted(13, 14, align="both"),
    "dash": Wanted(13, 14, align="both"),
    "recipients_head": Wanted(12, 12, bold=True, italic=True, align="left"),
    "recipients": Wanted(11, 11, align="left"),
    "signer_lines": Wanted(13, 14, bold=True, caps=True),
    "signer_name": Wanted(13, 14, bold=True),
    "urgency": Wanted(13, 14, bold=True, caps=True, colour="000000"),
    "circulation": Wanted(13, 14, bold=True, caps=True),
    "contact": Wanted(11, 12, caps=None, align=""),
    "appendix": Wanted(14, 14, bold=True),
    "appendix_title": Wanted(13, 14, bold=True, caps=True),
    "appended_to": Wanted(13, 14, italic=True),
}
_OTHER_ALIGN = {"center": ("left", "right", "both"), "both": ("left", "center", "right"), "left": ("center", "right")}
_LISTS = ("bases", "text", "clause", "point", "dash", "article", "recipients", "addressees", "signer_lines", "agency")
_LINE_ABOVE = {"agency", "motto", "subject"}  # a line below follows their width


def mutations(data: bytes) -> Iterator[Mutation]:
    paper = Paper(data)
    for component, wanted in WANTED.items():
        if not any(text_of(each).strip() for each in paper.find(component)[:1]):
            continue
        yield from _looks(component, wanted)
        yield from _cases(component, wanted)
        for align in _OTHER_ALIGN.get(wanted.align, ()):
            yield _of(component, "align", f"align {align}", lambda paper, each, to=align: _align(each, to))
    for component in ("text", "bases", "number", "signer_name"):
        if paper.find(component):
            yield from _mechanisms(paper, component, WANTED[component])


def rules(component: str, name: str) -> frozenset[str]:
    """The rules that name a property of a component; the levels of the body share the body's rules."""
    named = {f"{component}.{name}"}
    if component in BODY:
        named |= {f"body.{name}", f"body_{component}.{name}", f"levels.{name}"}
    if name in ("bold", "italic", "underline"):
        named |= {each.replace(f".{name}", ".style") for each in list(named)}
    return frozenset(named)


def _looks(component: str, wanted: Wanted) -> Iterator[Mutation]:
    style = {
        "bold": off("b") if wanted.bold else on("b"),
        "italic": off("i") if wanted.italic else on("i"),
    }
    article = component == "article"
    for name, values in style.items():
        if not (article and name == "bold"):
            yield _by_runs(component, name, name, values)
    yield _by_runs(component, "size", f"size {wanted.low - 1}", size(wanted.low - 1))
    yield _by_runs(component, "size", f"size {wanted.high + 2}", size(wanted.high + 2))
    yield _by_runs(component, "size", f"size {wanted.low - 0.5}", size(wanted.low - 0.5))
    for face in ("Arial", "Calibri"):
        yield _by_runs(component, "font", f"font {face}", font(face))
    yield _by_runs(component, "colour", "colour", {"color": {"val": wanted.colour}})
    yield _by_runs(component, "colour", "colour blue", {"color": {"val": "1F4E79"}})
    yield _by_runs(component, "underline", "underline", {"u": {"val": "single"}})
    yield _by_runs(component, "underline", "struck through", on("strike"))
    yield _by_runs(component, "underline", "highlighted", {"highlight": {"val": "yellow"}})
    if component in _LISTS:
        values = (("size", size(wanted.high + 2)), ("font", font("Arial")), ("colour", {"color": {"val": "00B050"}}))
        for name, each in values:
            yield _of(component, name, f"{name} of the last", _setting("runs", each), last=True)


def _cases(component: str, wanted: Wanted) -> Iterator[Mutation]:
    if wanted.caps is None:
        return
    if not wanted.caps:
        yield _by_runs(component, "case", "caps", on("caps"))
        yield _of(component, "case", "typed in capitals", lambda _, each: _typed(each, str.upper), beside=_WORDS)
    else:
        yield _of(component, "case", "typed small", _small, beside=_WORDS)


def _small(paper: Paper, paragraph: Element) -> None:
    MECHANISMS["runs"](paper, paragraph, off("caps"))
    _typed(paragraph, lambda text: text.capitalize())


def _typed(paragraph: Element, change: object) -> None:
    text = text_of(paragraph)
    replace(paragraph, r"(?s)^.*$", change(text).replace("\\", ""))  # type: ignore[operator]


def _mechanisms(paper: Paper, component: str, wanted: Wanted) -> Iterator[Mutation]:
    """The second family: the same look by another way."""
    for mechanism in MECHANISMS:
        if mechanism == "runs" or (mechanism.endswith("style") and _unstyled(paper, component)):
            continue
        for name, values in (  # letters in italics inside the text are the writer's own affair
            ("size", size(wanted.high + 3)),
            ("font", font("Arial")),
            ("italic", off("i") if wanted.italic else on("i")),
            ("colour", {"color": {"val": "0070C0"}}),
        ):
            if (component, name, mechanism) != ("text", "italic", "half"):
                yield _of(component, name, f"{name} by {mechanism}", _setting(mechanism, values), family="mechanism")


def _unstyled(paper: Paper, component: str) -> bool:
    return not any(paper.style_ids.get(name) for name in STYLES[component])


def _by_runs(component: str, rule: str, name: str, values: Run) -> Mutation:
    return _of(component, rule, name, _setting("runs", values))


def _setting(mechanism: str, values: Run) -> object:
    return lambda paper, paragraph: MECHANISMS[mechanism](paper, paragraph, values)


_WORDS = ("levels.form", "levels.sequence", "capitals.sentence", "bases.complete", "bases.wording")


def _of(
    component: str,
    rule: str,
    name: str,
    change: object,
    family: str = "look",
    beside: tuple[str, ...] = (),
    last: bool = False,
) -> Mutation:
    """A change of the component's first (or last) paragraph. What follows its width may be found wrong as well."""

    def spoil(paper: Paper) -> None:
        change(paper, paper.find(component)[-1 if last else 0])  # type: ignore[operator]

    also = {f"{component}.line"} if component in _LINE_ABOVE else set()
    named = rules(component, rule) | ({f"{component}.text"} if beside else set())  # wording says it as well
    return Mutation(f"{component}: {name}", named, spoilt(spoil), family, frozenset(also | set(beside)))


def _align(paragraph: Element, to: str) -> None:
    paragraph_property(paragraph, "jc", val=to)


def without(component: str) -> object:
    """A change that takes a component out altogether."""

    def spoil(paper: Paper) -> None:
        for paragraph in paper.find(component):
            drop(paragraph)

    return spoil

"""A form and its values become a .docx: the first step onto paper.

docxtpl fills the form in a sandbox; what stands in the tags are plain strings and lists made here. The same values
give the same bytes, so a step of the path that is repeated finds its file unchanged.
"""

import re
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from docxtpl import DocxTemplate
from jinja2.exceptions import SecurityError, TemplateError, TemplateSyntaxError, UndefinedError
from lxml import etree

from doc_templates import sandbox
from doc_templates.anchors import STYLE, set_anchors, signing_blocks
from doc_templates.context import context
from doc_templates.errors import TemplateFault
from doc_templates.package import packed
from doc_templates.template_file import TrustedTemplate, trusted, trusted_bytes
from doc_templates.typeset import typeset

if TYPE_CHECKING:
    from doc_templates.form import Form


@dataclass(frozen=True)
class Letterhead:
    """Ô 2 and 4: the printed lines of the agency above and of the agency itself, and the place before the date."""

    superior: tuple[str, ...]
    agency: tuple[str, ...]
    place: str
    full_name: str = ""  # "Ủy ban nhân dân xã Nhơn Trạch", as it stands in running text; "" to derive it from `agency`


@dataclass(frozen=True)
class SignerBlock:
    """Ô 7: authority and title lines, name, and another title above the name where the law wants it."""

    lines: tuple[str, ...]
    name: str
    other_title: str = ""


@dataclass(frozen=True)
class Stamp:
    """Ô 3 and 4: symbol, number and date. Without number or date their places stay blank for the pen.

    `anchored`: the places of number, day and month (where they are not known) and of the signatures become anchors
    that signable.py turns into empty fields; `year` is then printed, the signer's page says it. second: the name of
    another block of the form that is signed as a file too; initials: whose are asked for (anchors.py).
    """

    symbol: str
    number: int | None = None
    on: date | None = None
    anchored: bool = False
    year: int | None = None
    second: str = ""
    initials: tuple[str, ...] = ()


def fill(
    form: "Form", values: Mapping[str, object], letterhead: Letterhead, signer: SignerBlock, stamp: Stamp
) -> bytes:
    """The filled .docx. Required values that are missing are dotted blanks.

    Errors: TemplateFault; WrongShape, TooLong and UnknownField for values that were never cleaned.
    """
    template = template_of(form)
    tags = sandbox.with_meter(context(form, values, letterhead, signer, stamp, template.styles))
    document = _FilledForm(template, form.id, (signer.name, stamp.second, stamp.initials) if stamp.anchored else None)
    try:
        document.render(tags, sandbox.ENVIRONMENT)
    except TemplateError as error:  # of the file's properties; those of its pages are placed where they happen
        raise fault(form.id, "", error) from error
    return packed(document.docx.part.package)


def names_below_signatures(
    form: "Form", values: Mapping[str, object], letterhead: Letterhead, signer: SignerBlock, stamp: Stamp
) -> list[str]:
    """Who has room to sign on the page, the office's own signer and others, in the order of the page. Errors: fill."""
    with ZipFile(BytesIO(fill(form, values, letterhead, signer, stamp))) as filled:
        body = etree.fromstring(filled.read("word/document.xml"), _PARSER)
    return [name for _, name in signing_blocks(body, template_of(form).styles)]


def template_of(form: "Form") -> TrustedTemplate:
    """The checked .docx of a form. Errors: TemplateFault."""
    return trusted_bytes(form.content, form.id) if form.content else trusted(form.path, form.id)


def asked_for(template: TrustedTemplate, form: str) -> set[str]:
    """The names that the tags of a form ask for. Errors: TemplateFault."""
    document = _FilledForm(template, form)
    try:
        names: set[str] = document.get_undeclared_template_variables(sandbox.ENVIRONMENT)
    except TemplateSyntaxError as error:
        raise TemplateFault(form=form, paragraph=0, words=str(error), why="syntax") from error
    return names


class _FilledForm(DocxTemplate):  # type: ignore[misc]
    """docxtpl with its pure steps remembered, its errors placed in a paragraph, and our typesetting at the end."""

    def __init__(
        self, template: TrustedTemplate, form: str, signing: tuple[str, str, tuple[str, ...]] | None = None
    ) -> None:
        super().__init__(BytesIO(template.data))
        self.styles, self.form, self.signing = template.styles, form, signing

    def patch_xml(self, src_xml: str) -> str:
        return _patched(src_xml)

    def render_xml_part(self, src_xml: str, part: object, context: dict[str, Any], *_: object) -> str:
        self.current_rendering_part = part
        try:
            xml: str = sandbox.run(src_xml, context)
        except (TemplateError, RecursionError) as error:
            raise fault(self.form, src_xml, error) from error
        return str(self.resolve_listing(xml)) if any(mark in xml for mark in "\t\n\a\f") else xml

    def fix_tables(self, xml: str) -> Any:
        """Parses the filled body; stock docxtpl would mend broken XML in silence and drop words."""
        try:
            return etree.fromstring(xml, _PARSER)
        except etree.XMLSyntaxError as error:
            raise TemplateFault(form=self.form, paragraph=0, words=str(error), why="broken_xml") from error

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """What the file says of itself: words, not XML, and no more of them than a property holds."""
        facts = self.docx.core_properties
        for name in PROPERTIES:
            filled = jinja_env.from_string(getattr(facts, name)).render(context)
            setattr(facts, name, unescape(filled)[:LONGEST_PROPERTY])

    def map_tree(self, tree: Any) -> None:
        typeset(tree, self.styles)
        if self.signing is not None:
            set_anchors(tree, self.styles, *self.signing)
            self.docx.styles.element.append(etree.fromstring(STYLE))
        super().map_tree(tree)


PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
LONGEST_PROPERTY = 255  # python-docx refuses more
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)


@lru_cache(maxsize=256)
def _patched(xml: str) -> str:
    """docxtpl's cleaning of tags, a pure function of the text that costs half a filling.

    Each paragraph begins a line of its own, so that the line of an error is its paragraph.
    """
    lines = re.sub(r"<w:p([ >])", r"\n<w:p\1", xml)
    return str(DocxTemplate.patch_xml(None, lines))


def fault(form: str, source: str, error: TemplateError | RecursionError) -> TemplateFault:
    """Where and why a form could not be filled, in the words of the form."""
    line = getattr(error, "lineno", None) or _line_in_template(error)
    lines = source.split("\n")
    words = re.sub(r"<[^>]+>", "", lines[line - 1])[:200] if 0 < line <= len(lines) else ""
    return TemplateFault(form=form, paragraph=max(line - 1, 0), words=words, why=_why(error), detail=str(error))


def _line_in_template(error: BaseException) -> int:
    """Jinja gives the frames of a running template the template's own lines."""
    lines = [frame.lineno or 0 for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
    return lines[-1] if lines else 0


def _why(error: TemplateError | RecursionError) -> str:
    if isinstance(error, sandbox.Refused | sandbox.TooMuch):
        return str(error)
    for kind, why in _REASONS.items():
        if isinstance(error, kind):
            return why
    return "syntax"


_REASONS = {RecursionError: "too_deep", UndefinedError: "undefined_name", SecurityError: "forbidden_name"}

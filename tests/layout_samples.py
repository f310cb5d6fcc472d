"""Small .docx files for the tests of the layout checker, written as other programs write them, and changes of them."""

from collections.abc import Callable
from functools import cache

from doc_templates.form import load_forms, sample_document
from tests.form_files import parts_of, zipped
from tests.mutations.paper import Element, Paper
from tests.mutations.props import MECHANISMS, Run, paragraph_property

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>'
    "</w:sectPr>"
)


def docx(body: str, styles: str = "", numbering: str = "", theme: str = "") -> bytes:
    """A .docx of these pieces of XML."""
    others = {"styles": styles, "numbering": numbering, "theme": theme}
    links = "".join(
        f'<Relationship Id="r{name}" Type="{_R}/{name}" Target="{name}.xml"/>' for name, xml in others.items() if xml
    )
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_R}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{links}</Relationships>',
    } | {f"word/{name}.xml": xml for name, xml in others.items() if xml}
    return zipped({name: text.encode() for name, text in parts.items()})


def styles(*inside: str, defaults: str = "") -> str:
    return f"<w:styles {NAMESPACES}>{defaults}{''.join(inside)}</w:styles>"


def p(text: str, properties: str = "", letters: str = "") -> str:
    run = f"<w:r><w:rPr>{letters}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>"


@cache
def sample(form: str) -> bytes:
    """What a form gives with its sample."""
    return sample_document(load_forms()[form])


def with_letters(data: bytes, component: str, values: Run) -> bytes:
    """The paper with a property of letters set on the first paragraph of a component."""
    paper = Paper(data)
    MECHANISMS["runs"](paper, paper.find(component)[0], values)
    return paper.bytes()


def with_paragraph(data: bytes, component: str, name: str, at: int = 0, **values: str) -> bytes:
    """The paper with a property of a paragraph set."""
    paper = Paper(data)
    paragraph_property(paper.find(component)[at], name, **values)
    return paper.bytes()


def changed(data: bytes, change: Callable[[Element], None]) -> bytes:
    """The paper after a change of its w:body."""
    paper = Paper(data)
    change(paper.body)
    return paper.bytes()


def replaced(data: bytes, part: str, old: str, new: str) -> bytes:
    """The paper with words of one part exchanged; they must be there."""
    parts = parts_of(data)
    text = parts[part].decode()
    assert old in text, old
    return zipped(parts | {part: text.replace(old, new).encode()})

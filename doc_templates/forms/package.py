"""A form's parts packed into a .docx: the same bytes at every run. Used by make.py."""

import zipfile
from io import BytesIO

from doc_templates import style_sheet as names
from doc_templates.forms.look import NAMESPACES, XML, styles_xml
from doc_templates.forms.wordml import for_each, p, section, when

_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MARGINS = (  # in the order of the relations that wordml.py names
    ("header", "header1"),
    ("header", "header2"),
    ("header", "header3"),
    ("footer", "footer1"),
    ("footer", "footer2"),
)


def packed(title: str, body: str, first_header: str = "", first_footer: str = "") -> bytes:
    """form.docx. `title`: what the file calls itself; `first_…`: XML in the margins of page 1."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in _parts(title, body, first_header, first_footer).items():
            info = zipfile.ZipInfo(name, (2020, 3, 5, 0, 0, 0))  # the decree's date: no clock in the file
            package.writestr(info, text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def circulation() -> str:
    """Ô 11: a box in the top margin of the first page."""
    return when("circulation", p(names.CIRCULATION, "{{ circulation }}"))


def signature_text() -> str:
    """Where no picture of a signature is shown: number and time of signing at the top right (II.8.b, III.1.d)."""
    return p(names.SIGNATURE_TEXT, "{{ signature_text }}")


def contact() -> str:
    """Ô 13: at the foot of the first page, under a line across the text."""
    return when("contact", p(names.LINE_FULL), for_each("line", "contact", p(names.CONTACT, "{{ line }}")))


def _parts(title: str, body: str, first_header: str, first_footer: str) -> dict[str, str]:
    end = p(names.END) + section()
    empty = p(names.END)
    margins = {
        "header1": _page_number(),
        "header2": first_header + empty,
        "header3": empty,
        "footer1": first_footer + empty,
        "footer2": empty,
    }
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            (f"{_TYPES}/officeDocument", "word/document.xml"),
            (
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                "docProps/core.xml",
            ),
        ),
        "docProps/core.xml": _core(title),
        "word/document.xml": f"{XML}<w:document {NAMESPACES}><w:body>{body}{end}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(
            (f"{_TYPES}/styles", "styles.xml"),
            (f"{_TYPES}/settings", "settings.xml"),
            *((f"{_TYPES}/{kind}", f"{name}.xml") for kind, name in _MARGINS),
        ),
        "word/styles.xml": styles_xml(),
        "word/settings.xml": _settings(),
    } | {f"word/{name}.xml": _margin(kind, margins[name]) for kind, name in _MARGINS}


def _margin(kind: str, inside: str) -> str:
    tag = {"header": "w:hdr", "footer": "w:ftr"}[kind]
    return f"{XML}<{tag} {NAMESPACES}>{inside}</{tag}>"


def _page_number() -> str:
    return p(names.PAGE_NUMBER, "\x00").replace(
        '<w:r><w:t xml:space="preserve">\x00</w:t></w:r>',
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>',
    )


def _content_types() -> str:
    overrides = {
        "/word/document.xml": f"{_CONTENT}.document.main+xml",
        "/word/styles.xml": f"{_CONTENT}.styles+xml",
        "/word/settings.xml": f"{_CONTENT}.settings+xml",
        **{f"/word/{name}.xml": f"{_CONTENT}.{kind}+xml" for kind, name in _MARGINS},
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    return (
        f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
        + "</Types>"
    )


def _relations(*relations: tuple[str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations, 1)
    )
    return f'{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'


def _core(title: str) -> str:
    return (
        f'{XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title>'
        "<dc:language>vi-VN</dc:language></cp:coreProperties>"
    )


def _settings() -> str:
    return (
        f'{XML}<w:settings {NAMESPACES}><w:defaultTabStop w:val="720"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        "</w:compat></w:settings>"
    )

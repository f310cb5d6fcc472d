"""Makes form.docx of the five first forms: python -m doc_templates.forms.make

Run it after a change of look.py or pieces.py. An office that wants another look edits its form.docx in Word or
LibreOffice instead; this script is how the first ones came about and keeps their shared parts the same.
"""

import zipfile
from io import BytesIO
from pathlib import Path

from doc_templates import style_sheet as names
from doc_templates.forms import pieces
from doc_templates.forms.look import NAMESPACES, XML, styles_xml
from doc_templates.forms.pieces import p

FORMS = Path(__file__).parent
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"

AWARDEE_COLUMNS = (  # heading, what stands in a row, alignment, width in twentieths of a point
    ("STT", "{{ loop.index }}", "center", 750),
    ("Họ và tên", "{{ awardee.full_name }}", "left", 2350),
    ("Chức vụ, đơn vị", "{{ awardee.position }}", "left", 0),
    ("Hình thức khen thưởng", "{{ awardee.award }}", "left", 1800),
    ("Mức thưởng (đồng)", "{{ awardee.reward }}", "right", 1600),
)


def named(kind: str, *, addressed: bool) -> str:
    """Mẫu 1.4: a document with a name."""
    to = pieces.addressees() if addressed else ""
    head = pieces.letterhead() + pieces.title(kind) + to + pieces.bases()
    return head + pieces.body() + pieces.signing(addressed=addressed)


def decision() -> str:
    """Mẫu 1.2, with its list of the rewarded as an appendix by mẫu 2.1."""
    decides = p(names.AUTHORITY, "{{ issuing_authority }}") + pieces.bases() + p(names.DECIDES, "Quyết định:")
    head = pieces.letterhead() + pieces.title("Quyết định") + decides
    return head + pieces.body() + pieces.signing(addressed=False) + pieces.appendix_of_awardees(AWARDEE_COLUMNS)


def letter() -> str:
    """Mẫu 1.5: công văn, its subject under the number."""
    head = pieces.letterhead(p(names.LETTER_SUBJECT, "V/v {{ subject }}"))
    return head + pieces.addressees() + pieces.body() + pieces.signing(addressed=True)


BODIES = {
    "ke-hoach": ("Kế hoạch", named("Kế hoạch", addressed=False)),
    "quyet-dinh": ("Quyết định", decision()),
    "bao-cao": ("Báo cáo", named("Báo cáo", addressed=True)),
    "cong-van": ("Công văn", letter()),
    "to-trinh": ("Tờ trình", named("Tờ trình", addressed=True)),
}


def docx(form: str) -> bytes:
    """The whole form.docx: the same bytes at every run."""
    kind, body = BODIES[form]
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in _parts(kind, body).items():
            info = zipfile.ZipInfo(name, (2020, 3, 5, 0, 0, 0))  # the decree's date: no clock in the file
            package.writestr(info, text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _parts(kind: str, body: str) -> dict[str, str]:
    number = p(names.PAGE_NUMBER, "\x00").replace(
        '<w:r><w:t xml:space="preserve">\x00</w:t></w:r>',
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>',
    )
    end = p(names.END) + pieces.section()
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            (f"{_TYPES}/officeDocument", "word/document.xml"),
            (
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                "docProps/core.xml",
            ),
        ),
        "docProps/core.xml": _core(kind),
        "word/document.xml": f"{XML}<w:document {NAMESPACES}><w:body>{body}{end}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(
            (f"{_TYPES}/styles", "styles.xml"),
            (f"{_TYPES}/settings", "settings.xml"),
            (f"{_TYPES}/header", "header1.xml"),
            (f"{_TYPES}/header", "header2.xml"),
        ),
        "word/styles.xml": styles_xml(),
        "word/settings.xml": _settings(),
        "word/header1.xml": f"{XML}<w:hdr {NAMESPACES}>{number}</w:hdr>",
        "word/header2.xml": f"{XML}<w:hdr {NAMESPACES}>{p(names.PAGE_NUMBER)}</w:hdr>",
    }


def _content_types() -> str:
    overrides = {
        "/word/document.xml": f"{_CONTENT}.document.main+xml",
        "/word/styles.xml": f"{_CONTENT}.styles+xml",
        "/word/settings.xml": f"{_CONTENT}.settings+xml",
        "/word/header1.xml": f"{_CONTENT}.header+xml",
        "/word/header2.xml": f"{_CONTENT}.header+xml",
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


def _core(kind: str) -> str:
    return (
        f'{XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{kind}: {{{{ subject }}}}</dc:title>'
        "<dc:language>vi-VN</dc:language></cp:coreProperties>"
    )


def _settings() -> str:
    return (
        f'{XML}<w:settings {NAMESPACES}><w:defaultTabStop w:val="720"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        "</w:compat></w:settings>"
    )


if __name__ == "__main__":
    for form in BODIES:
        (FORMS / form).mkdir(exist_ok=True)
        (FORMS / form / "form.docx").write_bytes(docx(form))

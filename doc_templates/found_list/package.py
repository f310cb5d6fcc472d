"""What the list's .docx holds besides its pages' text: styles, the page's number, the stamp at its foot."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SPACES = f'xmlns:w="{_W}" xmlns:r="{_R}"'
PAGES_HEADER, FOOTER, FIRST_HEADER = "rId3", "rId4", "rId5"

_LOOKS = {  # style: half points, alignment, bold or italic, more of the paragraph's properties
    "Superior": (26, "center", "", ""),
    "Agency": (26, "center", "<w:b/>", ""),
    "Line": (4, "center", "", '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
             '<w:ind w:left="2000" w:right="2000"/>'),
    "Title": (28, "center", "<w:b/>", '<w:spacing w:before="120" w:after="60"/>'),
    "Under": (26, "center", "<w:i/>", ""),
    "Gap": (12, "left", "", ""),
    "Head": (24, "center", "<w:b/>", '<w:spacing w:before="40" w:after="40"/>'),
    "Cell": (24, "left", "", '<w:spacing w:before="20" w:after="20"/>'),
    "Middle": (24, "center", "", '<w:spacing w:before="20" w:after="20"/>'),
    "Day": (26, "center", "<w:i/>", '<w:keepNext/><w:ind w:left="8500"/>'),
    "Maker": (26, "center", "<w:b/>", '<w:keepNext/><w:ind w:left="8500"/>'),
    "Blank": (26, "center", "", '<w:keepNext/><w:spacing w:after="600"/><w:ind w:left="8500"/>'),
    "MakerName": (26, "center", "<w:b/>", '<w:ind w:left="8500"/>'),
    "Page": (26, "center", "", ""),
    "Stamp": (18, "left", "<w:i/>", ""),
}  # fmt: skip
_PAGE_NUMBER = (
    '<w:p><w:pPr><w:pStyle w:val="Page"/></w:pPr>'
    '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple></w:p>'
)


def parts(stamp: str) -> dict[str, str]:
    """Every part but the document itself. `stamp`: a paragraph for the foot of each page."""
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": _relations(
            ("styles", "styles.xml"),
            ("settings", "settings.xml"),
            ("header", "header1.xml"),
            ("footer", "footer1.xml"),
            ("header", "header2.xml"),
        ),
        "word/styles.xml": _styles(),
        "word/settings.xml": (
            f'{XML}<w:settings {SPACES}><w:compat><w:compatSetting w:name="compatibilityMode" '
            'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
        ),
        "word/header1.xml": f"{XML}<w:hdr {SPACES}>{_PAGE_NUMBER}</w:hdr>",
        "word/header2.xml": f'{XML}<w:hdr {SPACES}><w:p><w:pPr><w:pStyle w:val="Page"/></w:pPr></w:p></w:hdr>',
        "word/footer1.xml": f"{XML}<w:ftr {SPACES}>{stamp}</w:ftr>",
    }


def _content_types() -> str:
    kinds = {"document": "document.main", "styles": "styles", "settings": "settings"}
    kinds |= {"header1": "header", "header2": "header", "footer1": "footer"}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    return (
        f'{XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(*relations: tuple[str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{_R}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations, 1)
    )
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _styles() -> str:
    font = " ".join(f'w:{letters}="Times New Roman"' for letters in ("ascii", "hAnsi", "cs", "eastAsia"))
    return (
        f"{XML}<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {font}/>"
        '<w:sz w:val="26"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        f"{''.join(map(_style, _LOOKS))}</w:styles>"
    )


def _style(name: str) -> str:
    size, align, weight, more = _LOOKS[name]
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:pPr>{more}<w:jc w:val="{align}"/></w:pPr>'
        f'<w:rPr>{weight}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )

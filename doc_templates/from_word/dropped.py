"""What of a .docx cannot become text, counted, so that the clerk is told. For text.py."""

from collections import Counter

from doc_templates.layout.document import Document
from doc_templates.style_sheet import W

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_COUNTED = {
    f"{W}footnoteReference": "footnotes",
    f"{W}endnoteReference": "footnotes",
    f"{W}commentReference": "comments",
    f"{W}object": "objects",
    _MATH: "equations",
    f"{W}ins": "tracked_changes",
    f"{W}del": "tracked_changes",
    f"{W}moveTo": "tracked_changes",
}


def dropped(document: Document) -> Counter[str]:
    """How many of what did not come along; `tracked_changes` did, as accepted."""
    found = Counter(_COUNTED[element.tag] for element in document.parts[document.main].iter(*_COUNTED))
    for paragraph in document.paragraphs:
        if paragraph.part in ("header", "footer"):
            found["headers"] += any(run.text.strip() and not run.field for run in paragraph.runs)
            continue
        found["pictures"] += sum(shape.kind == "picture" for shape in paragraph.shapes)
        found["hidden"] += any(run.look.hidden and run.text.strip() for run in paragraph.runs)
    return +found

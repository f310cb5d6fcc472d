"""A finished PDF/A with anchors becomes one that can be signed first and numbered later.

Every anchor (anchors.py) turns into an empty form field; the fields of signature and seal are made beside it. All
fields must be there before the first signature: afterwards none may be added. What was tried and why: empty fields
carry no appearance (creating one later is form filling, replacing one is not), are read-only from the start, and stand
outside the tags, where a later change of theirs could not be explained to a validator.
"""

import io
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from doc_templates import field_font
from doc_templates.anchors import ADDRESS, DAY, DRAFTER, MONTH, NUMBER, SECOND, SIGNATURE, UNIT_HEAD
from doc_templates.check_mark import draw_mark
from doc_templates.errors import BrokenPdf, NoPlaceToSign
from doc_templates.signature_boxes import Box, initials_box, seal_box, signature_box

SEAL = "DauCoQuan"
WRITTEN = (NUMBER, DAY, MONTH)
_ANCHOR = re.compile(re.escape(ADDRESS) + r"([A-Za-z]+\d?)/([\d.]+)(i?)$")
_TITLES = {NUMBER: "Số văn bản", DAY: "Ngày", MONTH: "Tháng"}
_PRINTED_READ_ONLY = 4 + 128  # flags of an annotation: print, locked


@dataclass(frozen=True)
class _Anchor:
    name: str
    size: float
    italic: bool
    page: int
    box: Box
    widget: pikepdf.Object


def signable(pdf: bytes, *, mark: str = "", signed_by: Collection[str] = (SIGNATURE,), sealed: bool = True) -> bytes:
    """The PDF with empty fields: number, day, month, signatures, seal; `mark` is drawn as a QR code.

    signed_by: the fields for people that must be there. sealed: whether the seal gets a field. Raises BrokenPdf;
    NoPlaceToSign where the form has no room for one of them (a signature stands above its signer's name).
    """
    try:
        with Pdf.open(io.BytesIO(pdf)) as opened:
            anchors = list(_anchors(opened))
            if {*signed_by} - {anchor.name for anchor in anchors}:
                raise NoPlaceToSign()
            if mark:
                draw_mark(opened, mark)
            _add_form(opened, anchors, sealed)
            return saved(opened)
    except pikepdf.PdfError as why:
        raise BrokenPdf(detail=str(why)[:200]) from why


def marked(pdf: bytes, mark: str) -> bytes:
    """The PDF with the QR code of its check page alone, for the paper way. Raises BrokenPdf."""
    try:
        with Pdf.open(io.BytesIO(pdf)) as opened:
            draw_mark(opened, mark)
            return saved(opened)
    except pikepdf.PdfError as why:
        raise BrokenPdf(detail=str(why)[:200]) from why


def saved(pdf: Pdf) -> bytes:
    """The bytes of a PDF 1.7 that was made by LibreOffice and changed by pikepdf: equal content, equal bytes."""
    for page in pdf.pages:
        if "/Tabs" in page:
            page.Tabs = Name.S  # LibreOffice writes a string where a name belongs
    if "/DocChecksum" in pdf.trailer:
        del pdf.trailer.DocChecksum
    pdf.save(
        buffer := io.BytesIO(), object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True,
        fix_metadata_version=False, force_version="1.7",
    )  # fmt: skip
    return buffer.getvalue()


def _anchors(pdf: Pdf) -> Iterator[_Anchor]:
    """Every link to field.invalid in reading order, as LibreOffice wrote it."""
    for number, page in enumerate(pdf.pages):
        links = [each for each in page.get("/Annots", []) if "/A" in each and "/URI" in each.A]
        found = [(link, _ANCHOR.match(str(link.A.URI))) for link in links]
        for link, said in sorted(found, key=lambda each: (-float(each[0].Rect[3]), float(each[0].Rect[0]))):
            if said:
                box = tuple(float(edge) for edge in link.Rect)
                yield _Anchor(said[1], float(said[2]), bool(said[3]), number, box, link)  # type: ignore[arg-type]


def _add_form(pdf: Pdf, anchors: list[_Anchor], sealed: bool) -> None:
    fields = Array()
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=fields, DA=pikepdf.String("/LS 13 Tf 0 g"), SigFlags=3))
    fonts = {name: field_font.embedded(pdf, field_font.part(field_font.DIGITS, it)) for it, name in _names()}
    pdf.Root.AcroForm.DR = Dictionary(Font=Dictionary({f"/{name}": font for name, font in fonts.items()}))
    written = _number_fields(pdf, anchors, fields)
    places = {anchor.name: anchor for anchor in anchors}
    for name in (DRAFTER, UNIT_HEAD, SIGNATURE, SECOND):
        if name in places:
            _sign_field(pdf, fields, name, places[name].page, _box(pdf, places[name]))
    if sealed:
        place = places[SIGNATURE]
        _sign_field(pdf, fields, SEAL, place.page, seal_box(signature_box(place.box)), _locking(written))
    for name in (DRAFTER, UNIT_HEAD, SIGNATURE, SECOND):
        if name in places:
            _drop(pdf, places[name])


def _box(pdf: Pdf, anchor: _Anchor) -> Box:
    if anchor.name in (DRAFTER, UNIT_HEAD):
        return initials_box(anchor.box, float(pdf.pages[anchor.page].MediaBox[2]))
    return signature_box(anchor.box)


def _names() -> Iterator[tuple[bool, str]]:
    yield from field_font.NAME.items()


def _number_fields(pdf: Pdf, anchors: list[_Anchor], fields: Array) -> list[str]:
    """Each anchor of a number or date becomes a field of its own: `so`, and `so2` where an appendix says it again."""
    seen: Counter[str] = Counter()
    names = []
    for anchor in anchors:
        if anchor.name not in WRITTEN:
            continue
        seen[anchor.name] += 1
        name = anchor.name + (str(seen[anchor.name]) if seen[anchor.name] > 1 else "")
        _text_field(pdf, anchor, name)
        fields.append(anchor.widget)
        names.append(name)
    return names


def _text_field(pdf: Pdf, anchor: _Anchor, name: str) -> None:
    """The link itself becomes the widget: the page's list of annotations and their order stay."""
    widget = anchor.widget
    _out_of_tags(pdf, widget)
    for key in ("/A", "/Border", "/H", "/Dest", "/C", "/PA", "/Contents", "/StructParent", "/QuadPoints"):
        if key in widget:
            del widget[key]
    widget.Subtype, widget.FT, widget.T = Name.Widget, Name.Tx, pikepdf.String(name)
    widget.TU = pikepdf.String(_TITLES[anchor.name])
    widget.F, widget.Ff, widget.Q = 4, 1, 2
    widget.DA = pikepdf.String(f"/{field_font.NAME[anchor.italic]} {anchor.size:g} Tf 0 g")
    widget.P = pdf.pages[anchor.page].obj


def _out_of_tags(pdf: Pdf, widget: pikepdf.Object) -> None:
    """Takes the annotation out of the structure tree; the blanks of the page stay in it."""
    number = widget.get("/StructParent")
    tree = pdf.Root.get("/StructTreeRoot")
    if number is None or tree is None:
        return
    element = pikepdf.NumberTree(tree.ParentTree).get(int(number))
    if element is None or "/K" not in element:
        return
    kids = element.K if isinstance(element.K, Array) else Array([element.K])
    element.K = Array([kid for kid in kids if not (isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR)])
    if element.get("/S") == Name.Link:
        element.S = Name.Span


def _drop(pdf: Pdf, anchor: _Anchor) -> None:
    _out_of_tags(pdf, anchor.widget)
    page = pdf.pages[anchor.page]
    page.Annots = Array([each for each in page.Annots if each.objgen != anchor.widget.objgen])


def _sign_field(pdf: Pdf, fields: Array, name: str, page: int, box: Box, lock: Dictionary | None = None) -> None:
    widget = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=pikepdf.String(name), F=_PRINTED_READ_ONLY,
        Rect=Array([round(edge) for edge in box]), P=pdf.pages[page].obj,
    )  # fmt: skip
    if lock is not None:
        widget.Lock = pdf.make_indirect(lock)
    made = pdf.make_indirect(widget)
    fields.append(made)
    leaf = pdf.pages[page]
    if "/Annots" not in leaf:
        leaf.Annots = Array()
    leaf.Annots.append(made)


def _locking(names: list[str]) -> Dictionary:
    """What the seal locks: the fields it fills; and nothing may be filled after it."""
    fields = Array([pikepdf.String(name) for name in names])
    return Dictionary(Type=Name.SigFieldLock, Action=Name("/Include"), Fields=fields, P=1)

"""The records clerk's one action on the PDF: number and date into their fields, and the agency's seal, in ONE revision.

In one revision because a locking seal over fields filled earlier is misread by validators; the fields are locked by
the seal that fills them. The letters are those of the font that the first signer signed with the page.
"""

from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers

from doc_templates.anchors import DAY, MONTH, NUMBER
from doc_templates.field_font import DIGITS, NAME, part
from doc_templates.signable import SEAL
from service.errors import FieldTooNarrow
from service.signing.sign import finish

_BASELINE = 0.2163
"""Height of the baseline above the box that LibreOffice gives a line, in sizes of the font."""


def values_of(number: int, dated: date) -> dict[str, str]:
    """What stands in the fields: a 0 before numbers and days below 10, and before months 1 and 2 (II.3.a, II.4.b)."""
    month = f"{dated.month:02d}" if dated.month < 3 else str(dated.month)
    return {NUMBER: f"{number:02d}", DAY: f"{dated.day:02d}", MONTH: month}


def fill_and_seal(
    pdf: bytes,
    signer: signers.Signer,
    *,
    values: Mapping[str, str],
    field: str,
    image: bytes | None,
    at: datetime,
    tsa_url: str = "",
) -> bytes:
    """The numbered and sealed PDF. values: by field without its counter ("so" fills so, so2, …).

    After it nothing may be changed. A field of a person's is the first signature of the file and certifies it.
    Raises FieldTooNarrow.
    """
    writer, first = (lambda: filled(pdf, values)), field != SEAL
    return finish(writer, signer, field=field, image=image, at=at, first=first, last=True, tsa_url=tsa_url)


def filled(pdf: bytes, values: Mapping[str, str]) -> IncrementalPdfFileWriter:
    """A writer that holds the values, to be signed as one revision. Raises FieldTooNarrow."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    form = writer.root["/AcroForm"]
    for reference in form["/Fields"]:
        widget = reference.get_object()
        value = values.get(str(widget.get("/T", "")).rstrip("23456789"))
        if widget.get("/FT") == "/Tx" and value is not None:
            _write(writer, form, widget, value)
    return writer


def _write(
    writer: IncrementalPdfFileWriter, form: generic.DictionaryObject, widget: generic.DictionaryObject, value: str
) -> None:
    resource, size = _look(str(widget["/DA"]))
    letters = part(DIGITS, resource == NAME[True])
    left, low, right, high = (float(edge) for edge in widget["/Rect"])
    room, width = right - left, letters.width(value, size)
    if width > room + 0.5:
        raise FieldTooNarrow(value=value)
    shown = letters.shown(value).decode()
    at = f"{room - width:.3f} {_BASELINE * size:.3f}"
    content = f"/Tx BMC q BT /{resource} {size:g} Tf 0 g {at} Td {shown} Tj ET Q EMC".encode()
    font = form["/DR"]["/Font"].raw_get(f"/{resource}")
    drawn = generic.StreamObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/XObject"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/Form"),
            generic.pdf_name("/BBox"): generic.ArrayObject(map(generic.FloatObject, (0, 0, room, high - low))),
            generic.pdf_name("/Resources"): generic.DictionaryObject(
                {generic.pdf_name("/Font"): generic.DictionaryObject({generic.pdf_name(f"/{resource}"): font})}
            ),
        },
        stream_data=content,
    )
    widget[generic.pdf_name("/AP")] = generic.DictionaryObject({generic.pdf_name("/N"): writer.add_object(drawn)})
    widget[generic.pdf_name("/V")] = generic.TextStringObject(value)
    writer.update_container(widget)


def _look(appearance: str) -> tuple[str, float]:
    """ "/LS 13 Tf 0 g": the font's name and its size."""
    font, size, *_ = appearance.split()
    return font.removeprefix("/"), float(size)

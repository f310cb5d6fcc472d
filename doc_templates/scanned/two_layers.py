"""Pictures and words of the pages become one PDF/A-2b of two layers: what is seen is the scan, what is found the words.

Every page is made anew out of its picture, so nothing of a brought PDF but its look comes in.
"""

import io
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf
from PIL import Image, ImageCms

from doc_templates.scanned.read import ScannedPage
from doc_templates.scanned.words import layer_of

_MM = 72 / 25.4
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance><xmp:CreateDate>{at}</xmp:CreateDate>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def two_layers(pages: Sequence[tuple[ScannedPage, Path]], *, title: str, at: datetime) -> bytes:
    """The PDF/A of these pages and their pictures; a page whose words could not be read is a picture alone."""
    with Pdf.new() as pdf:
        font: pikepdf.Object | None = None
        for page, picture in pages:
            sheet = _sheet(pdf, page, picture)
            if layer_of(picture).exists():
                font = _lay_over(pdf, sheet, layer_of(picture), font)
        _as_pdfa(pdf, title, at)
        pdf.save(made := io.BytesIO(), object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True,
                 fix_metadata_version=False, force_version="1.7")  # fmt: skip
    return made.getvalue()


def _sheet(pdf: Pdf, page: ScannedPage, picture: Path) -> Page:
    """A page of true size with its picture in the middle, as large as goes."""
    width, height = page.width * _MM, page.height * _MM
    with Image.open(picture) as opened:
        across, down = opened.size
        space = Name.DeviceGray if opened.mode == "L" else Name.DeviceRGB
    shown = pdf.make_stream(picture.read_bytes(), Type=Name.XObject, Subtype=Name.Image, Width=across, Height=down,
                            ColorSpace=space, BitsPerComponent=8, Filter=Name.DCTDecode)  # fmt: skip
    share = min(width / across, height / down)
    wide, high = across * share, down * share
    place = f"{wide:.3f} 0 0 {high:.3f} {(width - wide) / 2:.3f} {(height - high) / 2:.3f} cm"
    sheet = pdf.add_blank_page(page_size=(round(width, 2), round(height, 2)))
    sheet.Resources = Dictionary(XObject=Dictionary(Scan=shown))
    sheet.Contents = pdf.make_stream(f"q {place} /Scan Do Q".encode())
    return sheet


def _lay_over(pdf: Pdf, sheet: Page, layer: Path, font: pikepdf.Object | None) -> pikepdf.Object:
    """The words where the picture shows them. One font (of empty letters) serves all pages: answers it."""
    with Pdf.open(layer) as words:
        left, bottom, right, top = (float(edge) for edge in words.pages[0].mediabox)
        form = pdf.copy_foreign(words.pages[0].as_form_xobject())
        ours = font or pdf.copy_foreign(words.pages[0].Resources.Font["/f-0-0"])
    form.Resources = Dictionary(Font=Dictionary({"/f-0-0": ours}))
    width, height = float(sheet.mediabox[2]), float(sheet.mediabox[3])
    share = min(width / (right - left), height / (top - bottom))
    x, y = (width - (right - left) * share) / 2, (height - (top - bottom) * share) / 2
    sheet.Resources.XObject.Words = form
    sheet.contents_add(f"q {share:.6f} 0 0 {share:.6f} {x:.3f} {y:.3f} cm /Words Do Q".encode(), prepend=False)
    return ours


def _as_pdfa(pdf: Pdf, title: str, at: datetime) -> None:
    """What ISO 19005-2 asks of the file as a whole: the meaning of its colours (6.2.4), and who it is (6.6)."""
    profile = pdf.make_stream(_srgb(), N=3)
    intent = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFA1, DestOutputProfile=profile,
                        OutputConditionIdentifier=pikepdf.String("sRGB IEC61966-2.1"))  # fmt: skip
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    pdf.Root.Lang = pikepdf.String("vi-VN")
    told = _XMP.format(title=escape(title), at=at.isoformat(timespec="seconds"))
    pdf.Root.Metadata = pdf.make_stream(told.encode(), Type=Name.Metadata, Subtype=Name.XML)


@cache
def _srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

"""Times New Roman's letters for what is written into a finished PDF: a small part of the font, embedded.

PDF/A wants every letter's font in the file (ISO 19005-2, 6.2.11); the signer then signs it with the page.
"""

import io
import subprocess
from dataclasses import dataclass
from functools import lru_cache

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

DIGITS = "0123456789"
NAME = {False: "LS", True: "LSI"}
"""Resource names of the upright and the italic font in every PDF of ours."""


@dataclass(frozen=True)
class Part:
    """Some letters of a font: the file, glyph of each letter, widths in thousandths of the size."""

    file: bytes
    postscript_name: str
    glyphs: dict[str, int]
    widths: dict[str, int]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    italic: bool

    def width(self, words: str, size: float) -> float:
        """Points that the words take."""
        return sum(self.widths[letter] for letter in words) * size / 1000

    def shown(self, words: str) -> bytes:
        """The words as a hex string for Tj. Raises KeyError for a letter that is not in this part."""
        return ("<" + "".join(f"{self.glyphs[letter]:04x}" for letter in words) + ">").encode()


@lru_cache(maxsize=16)
def part(letters: str, italic: bool = False) -> Part:
    """The font with these letters alone, as the machine has it for Times New Roman."""
    options = subset.Options(layout_features=[], notdef_outline=True, hinting=False, glyph_names=False)
    options.drop_tables += ["FFTM", "GPOS", "GSUB", "GDEF", "kern", "meta"]
    with TTFont(_path(italic), lazy=False) as font:
        cut = subset.Subsetter(options)
        cut.populate(text=letters)
        cut.subset(font)
        font.save(buffer := io.BytesIO(), reorderTables=True)
        scale = 1000 / font["head"].unitsPerEm
        of, order = font.getBestCmap(), font.getGlyphID
        head, across = font["head"], font["hhea"]
        return Part(
            file=buffer.getvalue(),
            postscript_name=f"VPFORM+{font['name'].getDebugName(6)}",
            glyphs={letter: order(of[ord(letter)]) for letter in letters},
            widths={letter: round(font["hmtx"][of[ord(letter)]][0] * scale) for letter in letters},
            box=tuple(round(edge * scale) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)),
            ascent=round(across.ascent * scale),
            descent=round(across.descent * scale),
            italic=italic,
        )


def _path(italic: bool) -> str:
    style = "italic" if italic else "regular"
    asked = ["fc-match", "--format=%{file}", f"Liberation Serif:style={style.title()}:slant={100 if italic else 0}"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout


def embedded(pdf: pikepdf.Pdf, font: Part) -> pikepdf.Object:
    """The font as an object of the PDF: Type0 with two-byte glyph numbers and its letters for readers."""
    file = pdf.make_stream(font.file, Length1=len(font.file))
    descriptor = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor, FontName=Name(f"/{font.postscript_name}"), Flags=4 | (64 if font.italic else 0),
            FontBBox=Array(font.box), ItalicAngle=-16 if font.italic else 0, Ascent=font.ascent,
            Descent=font.descent, CapHeight=font.ascent, StemV=80, FontFile2=file,
        )
    )  # fmt: skip
    widths: list[object] = []
    for letter, glyph in sorted(font.glyphs.items(), key=lambda each: each[1]):
        widths.extend((glyph, Array([font.widths[letter]])))
    system = Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0)
    below = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name(f"/{font.postscript_name}"), CIDSystemInfo=system,
        FontDescriptor=descriptor, DW=1000, W=Array(widths), CIDToGIDMap=Name.Identity,
    )  # fmt: skip
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name(f"/{font.postscript_name}"), Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(below)]), ToUnicode=pdf.make_stream(_to_unicode(font)),
        )
    )  # fmt: skip


def _to_unicode(font: Part) -> bytes:
    pairs = "\n".join(f"<{glyph:04x}> <{ord(letter):04x}>" for letter, glyph in font.glyphs.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Letters def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(font.glyphs)} beginbfchar\n{pairs}\nendbfchar endcmap end end"
    ).encode()

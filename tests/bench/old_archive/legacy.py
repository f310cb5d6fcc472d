"""Old letters: a .docx of Unicode becomes one whose runs are of .VnTime (TCVN3) or VNI-Times, as of the nineties.

Own tables, so that what the product reads is judged by another hand. Source: TCVN 5712:1993 (TCVN3), VNI's manual.
"""

import io
import unicodedata

import docx
from docx.oxml.ns import qn

_VOWELS = ["a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"]
_TONES = ["", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"]  # level, acute, grave, hook, tilde, dot
_TCVN3 = {
    "a": "a¸µ¶·¹", "ă": "¨¾»¼½Æ", "â": "©ÊÇÈÉË", "e": "eÐÌÎÏÑ", "ê": "ªÕÒÓÔÖ", "i": "iÝ×ØÜÞ", "o": "oãßáâä",
    "ô": "«èåæçé", "ơ": "¬íêëìî", "u": "uóïñòô", "ư": "\u00adøõö÷ù", "y": "yýúûüþ",
}  # fmt: skip
_TCVN3_CAPITALS = dict(zip("ĂÂĐÊÔƠƯ", "¡¢§£¤¥¦", strict=True))
_VNI_TONES = ["", "ù", "ø", "û", "õ", "ï"]
_VNI_HATS = {"ă": ("a", "êéèúüë"), "â": ("a", "âáàåãä"), "ê": ("e", "âáàåãä"), "ô": ("o", "âáàåãä")}
_VNI_OWN = {"i": ["i", "í", "ì", "æ", "ó", "ò"]}


def _tables() -> tuple[dict[str, str], dict[str, str]]:
    tcvn3, vni = {"đ": "®", **_TCVN3_CAPITALS}, {"đ": "ñ", "Đ": "Ñ"}
    for vowel in _VOWELS:
        for at, tone in enumerate(_TONES):
            letter = unicodedata.normalize("NFC", vowel + tone)
            tcvn3[letter] = _TCVN3[vowel][at]
            vni[letter] = _vni(vowel, at)
            vni[letter.upper()] = _vni(vowel, at).upper()
    vni["ỵ"], vni["Ỵ"] = "î", "Î"
    return tcvn3, vni


def _vni(vowel: str, tone: int) -> str:
    if vowel in _VNI_OWN:
        return _VNI_OWN[vowel][tone]
    if vowel in _VNI_HATS:
        base, marks = _VNI_HATS[vowel]
        return base + marks[tone]
    base = {"ơ": "ô", "ư": "ö"}.get(vowel, vowel)
    return base + _VNI_TONES[tone]


TCVN3, VNI = _tables()


def recoded(content: bytes, encoding: str) -> bytes:
    """The .docx in "tcvn3" or "vni": words and fonts of every run."""
    document = docx.Document(io.BytesIO(content))
    for style in document.styles.element.iter(qn("w:rFonts")):
        _font(style, ".VnTime" if encoding == "tcvn3" else "VNI-Times")
    for run in document.element.body.iter(qn("w:r")):
        texts = list(run.iter(qn("w:t")))
        words = "".join(text.text or "" for text in texts)
        capitals = words.isupper()
        for text in texts:
            text.text = _written(text.text or "", encoding, capitals)
        properties = run.get_or_add_rPr()
        fonts = properties.find(qn("w:rFonts"))
        if fonts is None:
            fonts = properties._add_rFonts()
        _font(fonts, "VNI-Times" if encoding == "vni" else ".VnTimeH" if capitals else ".VnTime")
    document.save(saved := io.BytesIO())
    return saved.getvalue()


def _font(fonts, name: str) -> None:
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for slot in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{slot}"), name)


def _written(words: str, encoding: str, capitals: bool) -> str:
    if encoding == "vni":
        return "".join(VNI.get(letter, letter) for letter in words)
    return "".join(_tcvn3(letter.lower() if capitals else letter) for letter in words)


def _tcvn3(letter: str) -> str:
    """A capital with a tone has no code in a font of small letters: people typed the small one."""
    return letter if letter.isascii() else TCVN3.get(letter) or TCVN3.get(letter.lower(), letter)

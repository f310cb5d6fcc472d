"""Old encodings: every letter comes back, by font and by sense; what is none is never touched."""

import unicodedata
from io import BytesIO

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doc_templates.from_word.text import docx_text
from doc_templates.imported.legacy.docx_letters import in_unicode
from doc_templates.imported.legacy.fonts import Coding, coding_of
from doc_templates.imported.legacy.guess import guessed
from doc_templates.imported.legacy.syllables import is_readable, is_syllable
from doc_templates.imported.legacy.tables import ENCODINGS, decoded, read_coded
from doc_templates.imported.zipped_parts import packed, parts_of
from tests.legacy_letters import encoded, old_document, saved

TONES = ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"]
SMALL = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES) + "đ"
ALPHABET = SMALL + "bcghklmnpqrstvx"
LETTER = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "QUYẾT ĐỊNH",
    "Về việc thành lập Ban Chỉ đạo phòng, chống lụt bão năm 1998",
    "Căn cứ Luật Tổ chức Hội đồng nhân dân và Uỷ ban nhân dân ngày 21 tháng 6 năm 1994;",
    "Xét đề nghị của Trưởng phòng Nông nghiệp,",
    "Điều 1. Thành lập Ban Chỉ đạo gồm các ông, bà có tên sau đây:",
]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_whole_alphabet_comes_back(encoding) -> None:
    assert len(SMALL) == 73
    assert decoded(encoded(ALPHABET, encoding), encoding) == ALPHABET
    assert len({encoded(letter, encoding) for letter in ALPHABET}) == len(ALPHABET)
    if encoding == "vni":
        assert decoded(encoded(ALPHABET.upper(), encoding), encoding) == ALPHABET.upper()
    else:
        assert decoded(encoded(ALPHABET, encoding), encoding, capitals=True) == ALPHABET.upper()
        assert decoded(encoded("ĂÂĐÊÔƠƯ", encoding), encoding) == "ĂÂĐÊÔƠƯ"


@pytest.mark.parametrize(
    ("signs", "encoding", "words"),
    [
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "tcvn3", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("§éc lËp - Tù do - H¹nh phóc", "tcvn3", "Độc lập - Tự do - Hạnh phúc"),
        ("Uû ban nh©n d©n huyÖn", "tcvn3", "Uỷ ban nhân dân huyện"),
        ("Céng hoaø xaõ hoäi chuû nghóa Vieät Nam", "vni", "Céng hoà xã hội chủ nghĩa Việt Nam"),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", "vni", "Độc lập - Tự do - Hạnh phúc"),
        ("UÛY BAN NHAÂN DAÂN, ÑIEÀU 1", "vni", "ỦY BAN NHÂN DÂN, ĐIỀU 1"),
        ("Toâi seõ ñi vôùi baïn, kyû nieäm ngaøy", "vni", "Tôi sẽ đi với bạn, kỷ niệm ngày"),
    ],
)
def test_words_as_old_files_hold_them(signs: str, encoding, words: str) -> None:
    assert decoded(signs, encoding) == words


WORDS = st.lists(st.text(alphabet=ALPHABET, min_size=1, max_size=6), min_size=1, max_size=8).map(" ".join)


@given(WORDS)
def test_any_words_come_back(words: str) -> None:
    for encoding in ENCODINGS:
        assert decoded(encoded(words, encoding), encoding) == words


@pytest.mark.parametrize(
    ("font", "coding"),
    [
        (".VnTime", Coding("tcvn3")),
        (".VnTimeH", Coding("tcvn3", True)),
        (".VnTimeH,Bold", Coding("tcvn3", True)),
        (".VnArial NarrowH", Coding("tcvn3", True)),
        (".VNTIME", Coding("tcvn3")),
        ("VnTime-Bold", Coding("tcvn3")),
        ("VNI-Times", Coding("vni")),
        ("VNI-Helve-Condense", Coding("vni")),
        ("Times New Roman", None),
        ("Vnu Sans", None),
        ("Verdana", None),
        ("", None),
    ],
)
def test_fonts_tell_the_encoding(font: str, coding: Coding | None) -> None:
    assert coding_of(font) == coding


def read(document: bytes, tmp_path) -> tuple[str, str, bytes]:
    (tmp_path / "old.docx").write_bytes(document)
    parts = parts_of(tmp_path / "old.docx")
    encoding, changed = in_unicode(parts)
    made = packed(parts | changed)
    return encoding, "\n".join(line.words for line in docx_text(made).lines), made


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_document_by_its_fonts_even_in_few_words(tmp_path, encoding) -> None:
    found, text, made = read(saved(old_document(LETTER, encoding)), tmp_path)
    assert found == encoding
    assert text.split("\n") == LETTER
    assert {run.font.name for p in docx.Document(BytesIO(made)).paragraphs for run in p.runs} == {"Times New Roman"}
    assert read(saved(old_document(["Số"], encoding)), tmp_path)[1] == "Số"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_document_whose_fonts_were_changed_by_what_makes_words(tmp_path, encoding) -> None:
    lines = [line.capitalize() for line in LETTER]
    found, text, _ = read(saved(old_document(lines, encoding, "Times New Roman")), tmp_path)
    assert (found, text.split("\n")) == (encoding, lines)


def test_runs_of_three_encodings_in_one_document(tmp_path) -> None:
    document = old_document(["Điều khoản thi hành"], "tcvn3")
    paragraph = document.add_paragraph("Ủy ban nhân dân ")
    run = paragraph.add_run(encoded("huyện Củ Chi", "vni"))
    run.font.name = "VNI-Times"
    found, text, _ = read(saved(document), tmp_path)
    assert (found, text) == ("mixed", "Điều khoản thi hành\nỦy ban nhân dân huyện Củ Chi")


def test_a_letter_and_its_mark_in_two_runs_and_a_soft_hyphen_that_is_a_letter(tmp_path) -> None:
    document = old_document(["Chú ý"], "vni")
    paragraph = document.add_paragraph()
    for piece in ("hoa", "ø bình"):
        paragraph.add_run(piece).font.name = "VNI-Times"
    soft = document.add_paragraph().add_run("\u00adu tiªn")
    soft.font.name = ".VnTime"
    _, text, _ = read(saved(document), tmp_path)
    assert text.split("\n")[1:] == ["hoà bình", "ưu tiên"]


def test_unicode_in_an_old_font_is_left_as_it_is(tmp_path) -> None:
    document = docx.Document()
    document.add_paragraph().add_run("Việt Nam, Độc lập").font.name = ".VnTime"
    assert read(saved(document), tmp_path)[1] == "Việt Nam, Độc lập"
    assert (
        read_coded(encoded("Ủy ban nhân dân", "tcvn3").encode("cp1252").decode("cp1258"), "tcvn3") == "ủy ban nhân dân"
    )


FOREIGN = [
    "Le président de la République française a déclaré à l'Assemblée que la situation était préoccupante; où était-il?",
    "Résumé: élève, été, très près, déjà vu, à côté, français, Noël, où, là, ça, garçon, même, forêt, hôpital",
    "The quick brown fox jumps over the lazy dog; naïve café, 25 °C ± 2, © 2003, § 5, ½ cup, £20, résumé",
    "Größe, Übung, Straße, für, müssen, schön, Äpfel, Öl, Füße, häufig, können, würde, Mädchen, Frühling, grün",
    "El niño comió piña en España; mañana será otro día, ¿qué pasó? ¡Adiós! señor, año, corazón, canción, también",
    "Coração, não, são, informação, também, você, três, avó, avô, João, pão, mãe, maçã, ações, lição",
    "def f(x): return x ** 2  # «комментарий» µ = 3.5 · 10³; À=0xC0; ×÷±¬­®¯°",
    "Độc lập - Tự do - Hạnh phúc; Ủy ban nhân dân xã, quý, có, là, trên, và, của, không, đến",
    "Hà Nam, Hà Tĩnh, Bà Rịa, Cà Mau, là và trên quê không có ông bà",
    "là và trên quê không có ông bà cô chú cà phê",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_what_is_no_old_encoding_is_never_taken_for_one(text: str) -> None:
    assert guessed(text) is None


VIETNAMESE = st.lists(
    st.sampled_from(" ".join([*LETTER, "là và có bà quê trên ông không"]).split()),
    max_size=30,
).map(" ".join)


@settings(max_examples=300)
@given(
    st.one_of(VIETNAMESE, st.text(), st.lists(st.sampled_from(" ".join(FOREIGN).split()), max_size=30).map(" ".join))
)
def test_no_mixture_of_unicode_and_foreign_words_is_changed(text: str) -> None:
    assert guessed(text) is None


@pytest.mark.parametrize(
    ("words", "well"),
    [
        ("nghĩa hòa hoà quyết khuỷu giếng gì nguyễn ủy uỷ thuở yêu lý lí đường rượu", True),
        ("nghÜa héi vieät cqng hqi dac tòt káhc hoäi xyz ngđ", False),
    ],
)
def test_syllables_are_known_by_how_they_are_built(words: str, well: bool) -> None:
    assert [word for word in words.split() if is_syllable(word) is not well] == []


def test_badly_read_words_are_told_from_good_ones() -> None:
    good = " ".join(LETTER)
    assert is_readable(good)
    bad = "CQNG HOA XA HQI CHU NGHiA VIÇT NAM Dc lp - Ty do - Hnh phüc QUYT D!NH V viéc thành 1p Ban Chi dao lut bäo"
    assert not is_readable(bad)
    assert not is_readable(unicodedata.normalize("NFD", good).encode("ascii", "ignore").decode())
    assert is_readable("The committee of the province is to report to the council on the use of the funds in this year")
    assert is_readable("1.250.000 3.000 12/QĐ-UBND 45%")

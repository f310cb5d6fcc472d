"""Names in old documents: of files, of agencies, of titles, and how a text spells a name that its head lost."""

from datetime import date

import pytest

from doc_templates.imported.agencies import read_issuer, readable
from doc_templates.imported.file_name import clues_of
from doc_templates.imported.signed import tail_of
from doc_templates.imported.signers import authority_of, name_in, title_of_signer
from doc_templates.imported.spelled import Spellings


@pytest.mark.parametrize(
    ("name", "number", "kind", "day", "year"),
    [
        ("15_QD-UBND_05012019.pdf", 15, "quyet-dinh", date(2019, 1, 5), 2019),
        ("QĐ 15 khen thuong 2019.doc", 15, "quyet-dinh", None, 2019),
        ("2021/thi dua/TTr 21 ngay 14.5.2021.docx", 21, "to-trinh", date(2021, 5, 14), 2021),
        ("KH so 8 nam 2012 (2).doc", 8, "ke-hoach", None, 2012),
        ("512-SNV-TCCB.tif", 512, "", None, 0),
        ("20190105_bc_33.PDF", 33, "bao-cao", date(2019, 1, 5), 2019),
        ("Quyet dinh giao dat.doc", 0, "quyet-dinh", None, 0),
        ("C:\\Users\\vt\\Scan0001.pdf", 0, "", None, 0),
        ("31.02.2019.pdf", 31, "", None, 2019),
        ("ảnh chợ phiên.jpg", 0, "", None, 0),
        ("", 0, "", None, 0),
    ],
)
def test_what_a_file_name_tells(name, number, kind, day, year):
    clues = clues_of(name)
    assert (clues.number, kind in clues.kinds if kind else clues.kinds == (), clues.day, clues.year) == (
        number, True, day, year,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Sở Giáo dục và Đào tạo"),
        ("UBND HUYỆN PHONG ĐIỀN", "Ủy ban nhân dân huyện Phong Điền"),
        ("UỶ BAN NHÂN DÂN TỈNH HOÀ BÌNH", "Ủy ban nhân dân tỉnh Hoà Bình"),
        ("TRƯỜNG THPT CHU VĂN AN", "Trường THPT Chu Văn An"),
        ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Sở Văn hóa, Thể thao và Du lịch"),
        ("PHONG TAI CHINH - KE HOACH", "Phòng Tài chính - Kế hoạch"),
        ("ĐOÀN TNCS HỒ CHÍ MINH", "Đoàn TNCS Hồ Chí Minh"),
        ("Phòng Nội vụ huyện Mai Sơn", "Phòng Nội vụ huyện Mai Sơn"),
    ],
)
def test_names_of_agencies_in_running_text(printed, told):
    assert readable(printed) == told


@pytest.mark.parametrize(
    ("lines", "superior", "name"),
    [
        (["UBND TỈNH SƠN LA", "SỞ NỘI VỤ"], "Ủy ban nhân dân tỉnh Sơn La", "Sở Nội vụ"),
        (["UBND HUYỆN Ý YÊN", "ỦY BAN NHÂN DÂN", "XÃ CÒ NÒI"], "Ủy ban nhân dân huyện Ý Yên",
         "Ủy ban nhân dân xã Cò Nòi"),
        (["UBND HUYỆN ĐẮK HÀ", "PHÒNG NỘI", "VỤ"], "Ủy ban nhân dân huyện Đắk Hà", "Phòng Nội vụ"),
        (["SỞ LAO ĐỘNG -", "THƯƠNG BINH VÀ XÃ HỘI"], "", "Sở Lao động - Thương binh và Xã hội"),
        (["BỘ NỘI VỤ", "BỘ TÀI CHÍNH"], "", "Bộ Nội vụ - Bộ Tài chính"),
        (["BAN CHỈ HUY", "PHÒNG CHỐNG THIÊN TAI"], "", "Ban Chỉ huy Phòng chống thiên tai"),
    ],
)  # fmt: skip
def test_the_agency_and_the_one_above(lines, superior, name):
    issuer = read_issuer(lines, ())
    assert issuer is not None
    assert (issuer.superior, issuer.name) == (superior, name)


def test_a_kept_agency_is_told_as_the_office_writes_it():
    issuer = read_issuer(["UBND TỈNH SƠN LA", "SỞ NỘI VỤ"], ("Sở Nội vụ tỉnh Sơn La",))
    assert issuer is not None
    assert (issuer.name, issuer.known) == ("Sở Nội vụ tỉnh Sơn La", True)


@pytest.mark.parametrize(
    ("signs", "authority", "title"),
    [
        (["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "TM+KT", "Phó Chủ tịch"),
        (["TL. GIÁM ĐỐC", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"], "TL+KT", "Phó Chánh Văn phòng"),
        (["Q. GIÁM ĐỐC"], "Q", "Giám đốc"),
        (["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"], "TM", "Phó Bí thư"),
        (["QUYỀN CHỦ TỊCH"], "", "Quyền Chủ tịch"),
        ([], "", ""),
    ],
)
def test_who_signs_for_whom(signs, authority, title):
    assert (authority_of(signs), title_of_signer(signs)) == (authority, title)


@pytest.mark.parametrize(
    ("line", "listed", "signs"),
    [
        ("- Lưu: VT, VHXHKT. CHỦ TỊCH", "- Lưu: VT, VHXH", ("KT. CHỦ TỊCH",)),
        ("- Lưu: VT, TĐKT.GIÁM ĐỐC", "- Lưu: VT, TĐKT.", ("GIÁM ĐỐC",)),
        ("- Lưu: VT, TĐKT.TL. CHỦ TỊCH", "- Lưu: VT, TĐKT.", ("TL. CHỦ TỊCH",)),
        ("- Lưu: VT, NV. PHÓ CHỦ TỊCH", "- Lưu: VT, NV.", ("PHÓ CHỦ TỊCH",)),
        ("~Lưu VI, TH", "- Lưu: VT, TH", ()),
        ("- Lưu: VT.", "- Lưu: VT.", ()),
    ],
)
def test_a_signature_beside_where_it_is_kept(line, listed, signs):
    tail = tail_of(["Nơi nhận:", "- Như trên;", line], 0)
    assert tail is not None
    assert (tail.listed[-1], tail.signs) == (listed, signs)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Đại tá Trần Quang Vinh", "Trần Quang Vinh"), ("ThS. Lê Thị Hoa ⁄", "Lê Thị Hoa"),
        ("NGUYỄN VĂN AN", "Nguyễn Văn An"),
        (": Đặng Đức Thúy", "Đặng Đức Thúy"), ("CHỦ TỊCH", ""), ("Như Điều 3", ""), ("Ni O CHỦ TỊCH", ""), ("", ""),
    ],
)  # fmt: skip
def test_names_of_people(words, name):
    assert name_in(words) == name


def test_a_name_is_spelled_as_the_text_below_spells_it():
    below = Spellings(["Ủy ban nhân dân huyện Lương Sơn yêu cầu các xã", "trên địa bàn huyện Lương Sơn; xã Tam Hiệp."])
    assert below.of("Ủy ban nhân dân huyện Lương Sợn") == ("Ủy ban nhân dân huyện Lương Sơn", True)
    assert below.of("Ủy ban nhân dân xã Hiệp Tam") == ("Ủy ban nhân dân xã Tam Hiệp", True)
    assert below.of("Sở Y tế") == ("Sở Y tế", False)

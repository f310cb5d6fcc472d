"""Texts of old documents as files give them, with what a person reads in them: layouts of all times, bad reading too.

Each: the name of its file, its text, whether a scanner's reader guessed it, and the fields. All is invented.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class OldText:
    name: str
    text: str
    fields: dict[str, object]
    letters: float = 1.0


DECISION_OF_2019 = OldText(
    "15_QD-UBND_05012019.pdf",
    """| ỦY BAN NHÂN DÂN<br>HUYỆN MAI SƠN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc |
| Số: 15/QĐ-UBND | Mai Sơn, ngày 05 tháng 01 năm 2019 |

QUYẾT ĐỊNH
Về việc khen thưởng tập thể, cá nhân có thành tích trong công tác phòng, chống thiên tai năm 2018

CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN MAI SƠN
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
Căn cứ Luật Thi đua, Khen thưởng ngày 26 tháng 11 năm 2003;
Xét đề nghị của Trưởng phòng Nội vụ huyện tại Tờ trình số 02/TTr-PNV ngày 03 tháng 01 năm 2019,
QUYẾT ĐỊNH:
Điều 1. Tặng Giấy khen cho 05 tập thể và 12 cá nhân (có danh sách kèm theo).
Điều 2. Chánh Văn phòng HĐND và UBND huyện, Trưởng phòng Nội vụ chịu trách nhiệm thi hành./.
| Nơi nhận:<br>- Như Điều 2;<br>- Thường trực Huyện ủy;<br>- Lưu: VT, NV. | KT. CHỦ TỊCH<br>PHÓ CHỦ TỊCH<br>Trần Thắng |
""",
    {
        "kind": "quyet-dinh",
        "number": 15,
        "symbol": "QĐ-UBND",
        "reference": "15/QĐ-UBND",
        "dated": date(2019, 1, 5),
        "place": "Mai Sơn",
        "issuer": "Ủy ban nhân dân huyện Mai Sơn",
        "subject": "Về việc khen thưởng tập thể, cá nhân có thành tích trong công tác phòng, chống thiên tai năm 2018",
        "signer": "Trần Thắng",
        "signer_title": "Phó Chủ tịch",
        "authority": "KT",
        "kept_at": "VT, NV",
        "recipients": ("Như Điều 2", "Thường trực Huyện ủy"),
    },
)

SCANNED_LETTER = OldText(
    "cv 0512.tif",
    """UBND TỈNH SƠN LA CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ NỘI VỤ Độc lập - Tự do - Hạnh phúc

Số: O512/SNV-TCCB Sơn La, ngày O7 tháng l2 năm 2O16
V/v rà soát, thống kê số lượng
cán bộ, công chức cấp xã ĐẾN Số: 88
KHẨN
Kính gửi: Ủy ban nhân dân các huyện, thành phố.

Thực hiện Công văn số 4521/BNV-CQĐP ngày 28 tháng 11 năm 2016 của Bộ Nội vụ,
Sở Nội vụ đề nghị các huyện, thành phố rà soát, báo cáo trước ngày 20/12/2016./.

Nơi nhận: KT. GIÁM ĐỐC
- Như trên; PHÓ GIÁM ĐÓC
- Giám đốc Sở (b/c); ⁄
- Lưu: VT, TCCB. (
Lò Thị Hương
""",
    {
        "kind": "cong-van",
        "number": 512,
        "symbol": "SNV-TCCB",
        "dated": date(2016, 12, 7),
        "place": "Sơn La",
        "issuer": "Sở Nội vụ",
        "superior": "Ủy ban nhân dân tỉnh Sơn La",
        "urgency": "Khẩn",
        "addressees": ("Ủy ban nhân dân các huyện, thành phố",),
        "recipients": ("Như trên", "Giám đốc Sở (b/c)"),
        "signer": "Lò Thị Hương",
        "signer_title": "Phó Giám đốc",
        "authority": "KT",
        "kept_at": "VT, TCCB",
    },
    0.9,
)

OLD_LAYOUT = OldText(
    "QĐ 15 giao dat.doc",
    """UỶ BAN NHÂN DÂN          CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH HOÀ BÌNH                 Độc lập - Tự do - Hạnh phúc
-------                       ---------------
Số: 15/2004/QĐ-UB             Hoà Bình, ngày 9 tháng 3 năm 2004

QUYẾT ĐỊNH CỦA UỶ BAN NHÂN DÂN TỈNH HOÀ BÌNH
V/v giao đất cho Công ty Xây dựng số 3

UỶ BAN NHÂN DÂN TỈNH HOÀ BÌNH
- Căn cứ Luật Tổ chức HĐND và UBND ngày 26/11/2003;
- Căn cứ Luật Đất đai năm 2003;
- Xét đề nghị của Giám đốc Sở Tài nguyên và Môi trường,
QUYẾT ĐỊNH:
Điều 1: Giao 2.500 m2 đất cho Công ty Xây dựng số 3.
Điều 2: Các ông (bà) Chánh Văn phòng, Giám đốc Sở Tài nguyên và Môi trường chịu trách nhiệm thi hành.
Nơi nhận:
- Như điều 2;
- Lưu VT.
TM. UỶ BAN NHÂN DÂN TỈNH HOÀ BÌNH
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
(Đã ký)
Quách Thế Hùng
""",
    {
        "kind": "quyet-dinh",
        "number": 15,
        "symbol": "QĐ-UB",
        "reference": "15/2004/QĐ-UB",
        "dated": date(2004, 3, 9),
        "place": "Hoà Bình",
        "issuer": "Ủy ban nhân dân tỉnh Hoà Bình",
        "subject": "giao đất cho Công ty Xây dựng số 3",
        "signer": "Quách Thế Hùng",
        "signer_title": "Phó Chủ tịch",
        "authority": "TM+KT",
        "kept_at": "VT",
    },
)

PARTY = OldText(
    "KL tinh uy.pdf",
    """TỈNH ỦY SƠN LA ĐẢNG CỘNG SẢN VIỆT NAM
*
Số 27-KL/TU Sơn La, ngày 15 tháng 8 năm 2017

KẾT LUẬN
của Ban Thường vụ Tỉnh ủy về công tác luân chuyển cán bộ
-----
Sau khi nghe Ban Tổ chức Tỉnh ủy báo cáo, Ban Thường vụ Tỉnh ủy kết luận:
1. Thống nhất chủ trương luân chuyển 05 cán bộ.
2. Giao Ban Tổ chức Tỉnh ủy thực hiện.
Nơi nhận:
- Các huyện ủy, thành ủy,
- Lưu Văn phòng Tỉnh ủy.
T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ
Hoàng Văn Minh
""",
    {
        "kind": "Kết luận",
        "number": 27,
        "symbol": "KL/TU",
        "reference": "27-KL/TU",
        "dated": date(2017, 8, 15),
        "issuer": "Tỉnh ủy Sơn La",
        "subject": "của Ban Thường vụ Tỉnh ủy về công tác luân chuyển cán bộ",
        "signer": "Hoàng Văn Minh",
        "signer_title": "Phó Bí thư",
        "authority": "TM",
    },
)

JOINT = OldText(
    "TTLT 05.pdf",
    """BỘ NỘI VỤ - BỘ TÀI CHÍNH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 05/2015/TTLT-BNV-BTC Hà Nội, ngày 12 tháng 3 năm 2015
THÔNG TƯ LIÊN TỊCH
Hướng dẫn chế độ phụ cấp đối với cán bộ, công chức xã
Căn cứ Nghị định số 61/2012/NĐ-CP ngày 10 tháng 8 năm 2012 của Chính phủ quy định chức năng của Bộ Nội vụ;
Bộ trưởng Bộ Nội vụ và Bộ trưởng Bộ Tài chính ban hành Thông tư liên tịch hướng dẫn chế độ phụ cấp.
Điều 1. Phạm vi điều chỉnh
1. Thông tư này hướng dẫn chế độ phụ cấp.
""",
    {
        "kind": "Thông tư liên tịch",
        "number": 5,
        "symbol": "TTLT-BNV-BTC",
        "reference": "05/2015/TTLT-BNV-BTC",
        "dated": date(2015, 3, 12),
        "place": "Hà Nội",
        "issuer": "Bộ Nội vụ - Bộ Tài chính",
        "subject": "Hướng dẫn chế độ phụ cấp đối với cán bộ, công chức xã",
    },
)

WITHOUT_MARKS = OldText(
    "ke hoach.docx",
    """UY BAN NHAN DAN\tCONG HOA XA HOI CHU NGHIA VIET NAM
XA CHIENG BAN\tDoc lap - Tu do - Hanh phuc
So: 08/KH-UBND\tChieng Ban, ngay 20 thang 02 nam 2012

KE HOACH
Phat dong phong trao trong cay xuan Nham Thin

Can cu Ke hoach so 02/KH-UBND ngay 05 thang 01 nam 2012 cua UBND huyen;
UBND xa xay dung ke hoach nhu sau:
I. MUC DICH
Nang cao nhan thuc cua nhan dan.
Noi nhan:
- UBND huyen;
- Luu: VT.
TM. UY BAN NHAN DAN
CHU TICH
Ca Van Bien
""",
    {
        "kind": "ke-hoach",
        "number": 8,
        "symbol": "KH-UBND",
        "dated": date(2012, 2, 20),
        "place": "Chieng Ban",
        "issuer": "Ủy ban nhân dân xã Chieng Ban",
        "subject": "Phat dong phong trao trong cay xuan Nham Thin",
        "signer": "Ca Van Bien",
        "signer_title": "Chủ tịch",
        "authority": "TM",
        "kept_at": "VT",
    },
)

BADLY_SCANNED = OldText(
    "scan0001.pdf",
    """ỦY BAN NHÂN DÂN CỘNG HÒA XẢ HỘI CHỦ NGHĨA VIỆT NAM
XÃ TÂN HÒA Độc lập- Tự do - Hạnhphúc
Só: 33/QÐ-UBNĐ Tân Hòa, ngày03 tháng 7 năm 2014
QUYÉT ĐỊNHI
Về việc công nhận hộ nghèo năm 2014
ỦY BAN NHÂN DÂN XÃ TÂN HÒA
Căn cứ Luật Tổ chức Hội đồng nhân dân và Ủy ban nhân dân ngày 26 tháng 11
năm 2003;
Xét đề nghị của công chức Văn hóa - Xã hội.
QUYẾT ĐỊNH:
Điều 1. Công nhận 42 hộ nghèo.
Điều 2. Quyết định có hiệu lực kể từ ngày ký./.
Nơi nhận: TM. ỦY BAN NHÂN DÂN
- Như Điều 1; CHỦ TỊCH
- Phòng LĐ-TBXH; k
- Lưu: VT. Vũ Đình Toàn
""",
    {
        "kind": "quyet-dinh",
        "number": 33,
        "symbol": "QĐ-UBND",
        "reference": "33/QĐ-UBND",
        "dated": date(2014, 7, 3),
        "place": "Tân Hòa",
        "issuer": "Ủy ban nhân dân xã Tân Hòa",
        "subject": "Về việc công nhận hộ nghèo năm 2014",
        "bases": (
            "Căn cứ Luật Tổ chức Hội đồng nhân dân và Ủy ban nhân dân ngày 26 tháng 11 năm 2003",
            "Xét đề nghị của công chức Văn hóa - Xã hội",
        ),
        "recipients": ("Như Điều 1", "Phòng LĐ-TBXH"),
        "signer": "Vũ Đình Toàn",
        "signer_title": "Chủ tịch",
        "authority": "TM",
        "kept_at": "VT",
    },
    0.82,
)

SECRET = OldText(
    "bc.doc",
    """CÔNG AN TỈNH SƠN LA\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
CÔNG AN HUYỆN MAI SƠN\tĐộc lập - Tự do - Hạnh phúc
Số: 120/BC-CAH\tMai Sơn, ngày 30 tháng 6 năm 2018
MẬT
BÁO CÁO
Tình hình an ninh trật tự 6 tháng đầu năm 2018
Kính gửi: Ủy ban nhân dân huyện Mai Sơn.
I. TÌNH HÌNH
Tình hình ổn định.
Nơi nhận:
- Như trên;
- Lưu: VT.
TRƯỞNG CÔNG AN HUYỆN
Đại tá Trần Quang Vinh
""",
    {
        "kind": "bao-cao",
        "number": 120,
        "symbol": "BC-CAH",
        "secrecy": "Mật",
        "dated": date(2018, 6, 30),
        "issuer": "Công an huyện Mai Sơn",
        "superior": "Công an tỉnh Sơn La",
        "addressees": ("Ủy ban nhân dân huyện Mai Sơn",),
        "signer": "Trần Quang Vinh",
        "signer_title": "Trưởng Công an huyện",
    },
)

UNNUMBERED = OldText(
    "2021/thi dua/TTr 21 ngay 14.5.2021.docx",
    """UBND THÀNH PHỐ HÒA BÌNH\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
PHÒNG GIÁO DỤC VÀ ĐÀO TẠO\tĐộc lập - Tự do - Hạnh phúc
Số:      /TTr-PGDĐT\tHòa Bình, ngày    tháng 5 năm 2021
TỜ TRÌNH
Về việc đề nghị tặng Giấy khen
Kính gửi: Chủ tịch Ủy ban nhân dân thành phố Hòa Bình.
Phòng Giáo dục và Đào tạo kính trình xem xét./.
Nơi nhận:
- Như trên;
- Lưu: VT.
TRƯỞNG PHÒNG
Bùi Thị Nhung
""",
    {
        "kind": "to-trinh",
        "number": 21,
        "symbol": "TTr-PGDĐT",
        "dated": date(2021, 5, 14),
        "place": "Hòa Bình",
        "issuer": "Phòng Giáo dục và Đào tạo",
        "superior": "Ủy ban nhân dân thành phố Hòa Bình",
        "signer": "Bùi Thị Nhung",
        "signer_title": "Trưởng phòng",
        "authority": "",
    },
)

SIGNED_BY_FILE = OldText(
    "123.signed.pdf",
    """Người ký: Ủy ban nhân dân xã Nhơn Trạch
Ngày ký: 28.04.2026 14:37:55 +07:00
ỦY BAN NHÂN DÂN
XÃ NHƠN TRẠCH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 123/TB-UBND
Nhơn Trạch, ngày 28 tháng 4 năm 2026
THÔNG BÁO
Về việc nghỉ lễ Quốc tế Lao động
Ủy ban nhân dân xã thông báo lịch nghỉ lễ như sau:
1. Nghỉ từ ngày 30 tháng 4 năm 2026.
Nơi nhận:
- Các đơn vị thuộc xã;
- Lưu: VT, VP.
TL. CHỦ TỊCH
CHÁNH VĂN PHÒNG
Đặng Thị Bích Ngọc
PHỤ LỤC
Lịch trực lễ
(Kèm theo Thông báo số 123/TB-UBND ngày 28 tháng 4 năm 2026)
Ngày 30 tháng 4: ông Nam trực.
""",
    {
        "kind": "thong-bao",
        "number": 123,
        "symbol": "TB-UBND",
        "dated": date(2026, 4, 28),
        "place": "Nhơn Trạch",
        "issuer": "Ủy ban nhân dân xã Nhơn Trạch",
        "subject": "Về việc nghỉ lễ Quốc tế Lao động",
        "signer": "Đặng Thị Bích Ngọc",
        "signer_title": "Chánh Văn phòng",
        "authority": "TL",
        "appendix": "Lịch trực lễ\nNgày 30 tháng 4: ông Nam trực.",
    },
)

MINUTES = OldText(
    "BB hop xet thi dua.rtf",
    """ỦY BAN NHÂN DÂN XÃ TÂN HÒA
HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 03/BB-HĐTĐKT
BIÊN BẢN
Họp xét thi đua, khen thưởng năm 2020
Thời gian bắt đầu: 8 giờ 00 ngày 10 tháng 12 năm 2020
Địa điểm: Hội trường UBND xã
Chủ trì (chủ tọa): Ông Lê Văn Nam, Chủ tịch UBND xã
Thư ký (người ghi biên bản): Bà Hà Thị Lan
Nội dung (theo diễn biến cuộc họp):
1. Hội đồng xét 10 hồ sơ.
Cuộc họp kết thúc vào 10 giờ 00 ngày 10 tháng 12 năm 2020./.
""",
    {
        "kind": "bien-ban",
        "number": 3,
        "symbol": "BB-HĐTĐKT",
        "issuer": "Hội đồng Thi đua - Khen thưởng",
        "superior": "Ủy ban nhân dân xã Tân Hòa",
        "subject": "Họp xét thi đua, khen thưởng năm 2020",
    },
)

LETTER_OF_1999 = OldText(
    "CV-UB 99.doc",
    """UBND HUYỆN THUẬN CHÂU
PHÒNG TỔ CHỨC - LAO ĐỘNG XÃ HỘI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số 45 CV/TC
V/v báo cáo quỹ lương năm 1999
Thuận Châu, ngày 12 tháng 10 năm 1999
Kính gửi: Các xã, thị trấn trong huyện
Phòng đề nghị các xã, thị trấn báo cáo quỹ lương trước ngày 30/10/1999.
Nơi nhận:
- Như kính gửi
- Lưu
TRƯỞNG PHÒNG
Quàng Văn Đôi
""",
    {
        "kind": "cong-van",
        "number": 45,
        "dated": date(1999, 10, 12),
        "place": "Thuận Châu",
        "subject": "báo cáo quỹ lương năm 1999",
        "superior": "Ủy ban nhân dân huyện Thuận Châu",
        "signer": "Quàng Văn Đôi",
        "signer_title": "Trưởng phòng",
    },
)

COUNCIL = OldText(
    "NQ 115.pdf",
    """HỘI ĐỒNG NHÂN DÂN
TỈNH SƠN LA
KHOÁ XIV, KỲ HỌP THỨ 8
CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 115 /2019/NQ-HĐND
Sơn La, ngày …… tháng 7 năm 2019
NGHỊ QUYẾT
Về việc thông qua danh mục dự án cần thu hồi đất
HỘI ĐỒNG NHÂN DÂN TỈNH SƠN LA KHOÁ XIV, KỲ HỌP THỨ 8
Căn cứ Luật Đất đai năm 2013;
QUYẾT NGHỊ:
Điều 1. Thông qua danh mục.
Nơi nhận:
- UBTVQH, Chính phủ;
- Lưu: VT, TH.
CHỦ TỊCH
Hoàng Văn Chất
""",
    {
        "kind": "nghi-quyet",
        "number": 115,
        "symbol": "NQ-HĐND",
        "reference": "115/2019/NQ-HĐND",
        "dated": None,
        "place": "Sơn La",
        "issuer": "Hội đồng nhân dân tỉnh Sơn La",
        "signer": "Hoàng Văn Chất",
    },
)

PARTY_LETTER = OldText(
    "1205.doc",
    """ĐẢNG BỘ TỈNH SƠN LA
HUYỆN ỦY MAI SƠN
*
Số 1205-CV/HU
V/v chuẩn bị đại hội
ĐẢNG CỘNG SẢN VIỆT NAM
Mai Sơn, ngày 3 tháng 4 năm 2020
Kính gửi: Các chi, đảng bộ trực thuộc
Thực hiện Chỉ thị số 35-CT/TW ngày 30/5/2019 của Bộ Chính trị, Ban Thường vụ Huyện ủy yêu cầu các chi, đảng bộ báo cáo.
Nơi nhận:
- Như trên,
- Lưu VPHU.
T/L BAN THƯỜNG VỤ
CHÁNH VĂN PHÒNG
Nguyễn Thị Vân
""",
    {
        "kind": "cong-van",
        "number": 1205,
        "symbol": "CV/HU",
        "reference": "1205-CV/HU",
        "dated": date(2020, 4, 3),
        "issuer": "Huyện ủy Mai Sơn",
        "superior": "Đảng bộ tỉnh Sơn La",
        "subject": "chuẩn bị đại hội",
        "addressees": ("Các chi, đảng bộ trực thuộc",),
        "signer_title": "Chánh Văn phòng",
        "authority": "TL",
    },
)

SCHOOL = OldText(
    "to trinh sua phong hoc.doc",
    """UBND XÃ CHIỀNG BAN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TRƯỜNG TIỂU HỌC                     Độc lập – Tự do – Hạnh phúc
CHIỀNG BAN
   Số : 15 a /TTr-TH                Chiềng Ban, ngày 15 tháng 9 năm 2015

TỜ TRÌNH
(V/v xin kinh phí sửa chữa phòng học)
Kính gửi: - UBND xã Chiềng Ban
          - Phòng Giáo dục và Đào tạo huyện Mai Sơn
Căn cứ tình hình thực tế của nhà trường;
Trường kính trình UBND xã xem xét.
Nơi nhận:                                    HIỆU TRƯỞNG
- Như kính gửi;
- Lưu VT.
                                             Cà Thị Hoa
""",
    {
        "kind": "to-trinh",
        "number": 15,
        "reference": "15a/TTr-TH",
        "subject": "xin kinh phí sửa chữa phòng học",
        "issuer": "Trường Tiểu học Chiềng Ban",
        "superior": "Ủy ban nhân dân xã Chiềng Ban",
        "addressees": ("UBND xã Chiềng Ban", "Phòng Giáo dục và Đào tạo huyện Mai Sơn"),
        "signer": "Cà Thị Hoa",
        "signer_title": "Hiệu trưởng",
    },
)

TITLE_AND_SUBJECT = OldText(
    "KH.doc",
    """UBND HUYỆN MAI SƠN
PHÒNG NỘI VỤ
Số: 1.234/KH-PNV
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Mai Sơn, 05/6/2012
KẾ HOẠCH PHÁT ĐỘNG THI ĐUA NĂM 2012
Thực hiện Công văn số 12/UBND-NV ngày 02/5/2012 của UBND huyện, Phòng Nội vụ xây dựng kế hoạch như sau:
1. Nội dung.
2. Thời gian.
TRƯỞNG PHÒNG
ThS. Nguyễn Văn Bảy
""",
    {
        "kind": "ke-hoach",
        "number": 1234,
        "reference": "1234/KH-PNV",
        "dated": date(2012, 6, 5),
        "subject": "PHÁT ĐỘNG THI ĐUA NĂM 2012",
        "signer": "Nguyễn Văn Bảy",
        "signer_title": "Trưởng phòng",
    },
)

COPIED = OldText(
    "BNV.pdf",
    """BỘ NỘI VỤ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 4521/BNV-CQĐP
V/v hướng dẫn thực hiện chế độ đối với
người hoạt động không chuyên trách
Hà Nội, ngày 28 tháng 11 năm 2016
Kính gửi: Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương.
Bộ Nội vụ hướng dẫn như sau:
1. Thực hiện theo Nghị định số 29/2013/NĐ-CP.
Nơi nhận:
- Như trên;
- Bộ trưởng (để b/c);
- Lưu: VT, CQĐP.
TUQ. BỘ TRƯỞNG
VỤ TRƯỞNG VỤ CHÍNH QUYỀN ĐỊA PHƯƠNG
Phan Văn Hùng
UBND TỈNH SƠN LA
SỞ NỘI VỤ
SAO Y BẢN CHÍNH
Số: 88/SY-SNV
Sơn La, ngày 05 tháng 12 năm 2016
TL. GIÁM ĐỐC
CHÁNH VĂN PHÒNG
Lê Thị Xuân
""",
    {
        "kind": "cong-van",
        "number": 4521,
        "symbol": "BNV-CQĐP",
        "dated": date(2016, 11, 28),
        "issuer": "Bộ Nội vụ",
        "subject": "hướng dẫn thực hiện chế độ đối với người hoạt động không chuyên trách",
        "signer": "Phan Văn Hùng",
        "signer_title": "Vụ trưởng Vụ Chính quyền địa phương",
        "authority": "TUQ",
        "kept_at": "VT, CQĐP",
    },
)

TELEGRAM = OldText(
    "cd03.pdf",
    """ỦY BAN NHÂN DÂN
TỈNH SƠN LA
Số: 03/CĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Sơn La, hồi 15 giờ ngày 20 tháng 7 năm 2018
HỎA TỐC
CÔNG ĐIỆN
Về việc ứng phó mưa lũ
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SƠN LA điện:
- Ban Chỉ huy PCTT và TKCN tỉnh;
- UBND các huyện, thành phố.
Hiện nay mưa lớn diễn biến phức tạp.
Nơi nhận:
- Như trên;
- Lưu: VT.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Lò Minh Hùng
""",
    {
        "kind": "cong-dien",
        "number": 3,
        "dated": date(2018, 7, 20),
        "place": "Sơn La",
        "urgency": "Hỏa tốc",
        "addressees": ("Ban Chỉ huy PCTT và TKCN tỉnh", "UBND các huyện, thành phố"),
        "signer": "Lò Minh Hùng",
    },
)

NOTHING = OldText("anh.jpg", "Chợ phiên ngày thứ bảy\nẢnh: Hoàng Lan\n", {})

ALL = (
    DECISION_OF_2019, SCANNED_LETTER, OLD_LAYOUT, PARTY, JOINT, WITHOUT_MARKS, BADLY_SCANNED, SECRET, UNNUMBERED,
    SIGNED_BY_FILE, MINUTES, LETTER_OF_1999, COUNCIL, PARTY_LETTER,
    SCHOOL, TITLE_AND_SUBJECT, COPIED, TELEGRAM, NOTHING,
)  # fmt: skip

"""The words by which components are known. Folded: lower case, without marks."""

import re

from doc_templates.kinds import kinds
from doc_templates.layout.segments import fold

NATIONAL_NAME = "cong hoa xa hoi chu nghia viet nam"
MOTTO = "doc lap - tu do - hanh phuc"
DATE = re.compile(r"\bngay\b.{0,24}\bthang\b.{0,24}\bnam\b|\bngay\s*\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}")
ANY_DATE = re.compile(r"\b(thang|ngay|nam)\s*[\d.…]+|\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}")
PLACE_AND_DATE = re.compile(r"^[^,;:()]{2,50}, ngay [\d.…\s]+thang [\d.…\s]+nam [\d.…]+$")
PLAIN_NUMBER = re.compile(r"^so\s*:\s*[\d.…\s]*/[a-z0-9]+-[a-z0-9-]+$")
NUMBER = re.compile(r"^so\b\s*[:.;]?\s*[\d\s.…_/]*|^[\d.…\s]*/\s*[a-z]{1,6}\s*-\s*[a-z]")
SYMBOL = re.compile(r"/\s*(?:\d{4}/)?([A-ZĐa-zđ]{1,6})\s*[-–]\s*[A-ZĐƯƠa-zđ.…]")
LETTER_SUBJECT = re.compile(r"^(v/v|v\.v|ve viec)\b")
ADDRESSED = re.compile(r"^(kinh (gui|goi)\b|(gui|goi|kinh thua)\s*:)")
BASIS = re.compile(
    r"^(?:[-–+•]\s*)?(can cu|dua vao|chieu theo|theo de nghi|theo y kien|xet de nghi|xet to trinh|"
    r"thuc hien (?:nghi|quyet))\b"
)
DECIDES = re.compile(r"^(quyet dinh|quyet nghi)\s*[:.]?$")
RECIPIENTS = re.compile(r"^noi nhan\b\s*[:.]?")
KEPT = re.compile(r"^[-–+•]?\s*luu\b(?!\s+(tru|hanh))\s*[:.]?")
SIGNER = re.compile(
    r"^(tm|kt|tl|tuq|tun|q|t/m|k/t|t/l|thua lenh|thua uy quyen|thay mat|quyen)\.?\s|^(thu ky|chu toa|chu tri|"
    r"dai dien ben|chu tich|pho chu tich|"
    r"giam doc|pho giam doc|bo truong|thu truong|truong phong|pho truong|chanh van phong|pho chanh|cuc truong|"
    r"vu truong|"
    r"truong ban|truong|tong giam doc|hieu truong|vien truong|chi cuc truong|thu tuong|chanh thanh tra|doi truong)\b"
)
SIGNATURE = re.compile(r"^\W*(da )?(ky|chu ky|ky ten|ky, |chu ky cua|dau)\b.*\)?$")
URGENCY = re.compile(r"^((hoa toc|thuong khan|toi khan|khan)( khan| cap| hen gio)?|gap|hoa toc .{1,14})\s*[!.]?$")
CIRCULATION = re.compile(
    r"^(xem xong .{2,20}|luu hanh .{2,20}|tai lieu (noi bo|luu hanh noi bo)|noi bo|khong sao chup|"
    r".{0,12}tra lai)\s*[!.]?$"
)
DRAFTER = re.compile(r"^[A-ZĐÀ-Ỹ][A-ZĐÀ-Ỹ.]{0,7}\s*[.,]?\s*\(?\s*\d{1,4}\s*(?:b|bản)?\s*\)?\s*\.?$")
CONTACT = re.compile(r"(dia chi|dien thoai|\bdt\b|e-?mail|thu dien tu|website|\bfax\b|trang thong tin)\s*[:.]")
SIGNING_INFO = re.compile(r"\bgio\s*:\s*phut\b|\b\d{1,2}:\d{2}:\d{2}\b")
APPENDIX = re.compile(r"^phu luc(\s*(so\s*)?[:.]?\s*([ivxlcdm]+|\d+|[a-h]|…[\d.…]*|\.+[\d.]*))?\s*[.:]?$")
APPENDED_TO = re.compile(r"^\(?\s*((ban hanh\s+)?kem theo|dinh kem)\b")
COPY = re.compile(r"^(ban )?(sao y|sao luc|trich sao|sao y ban chinh)$")
PLACEHOLDER_AGENCY = re.compile(r"^ten (co quan|cq|to chuc)")

KINDS = {fold(kind.name): kind.id for kind in kinds().values()} | {
    "giay uy quyen": "giay-uy-quyen", "ban thoa thuan": "ban-thoa-thuan", "ten loai van ban": "",
}  # fmt: skip
ABBREVIATIONS = {kind.abbreviation: kind.id for kind in kinds().values() if kind.abbreviation}

STARTS = re.compile(  # a new body begins with these words
    r"^(bo|so|cuc|vu|tong cuc|uy ban|ubnd|hoi dong|hdnd|ban|van phong|truong|vien|trung tam|chi cuc|phong|"
    r"cong ty|tong cong ty|"
    r"tap doan|dai hoc|hoc vien|benh vien|hoi|lien doan|lien hiep|toa an|chi nhanh|ngan hang|bao hiem|kho bac|"
    r"thanh tra|"
    r"chinh phu|quoc hoi|thu tuong|chu tich|kiem toan|doan|to|thu vien|bao tang|cong an|bo chi huy|tinh uy|"
    r"thanh uy|dang uy|"
    r"mat tran|uy ban mat tran|hat|doi|tram|xi nghiep|nha|trung doan|su doan|quan khu|quan doan|tong|nganh|khoa|"
    r"ten co quan|ten cq|dai|bao|tap chi|quy|lang|khu)\b"
)
CONTINUES = re.compile(
    r"^(tinh|thanh pho|tp|huyen|quan|thi xa|xa|phuong|dac khu|thi tran|va|thuoc|viet nam|nha nuoc|thon)\b"
)
UNFINISHED = re.compile(r"(^(van phong|ban chi dao|hoi dong|to cong tac|thanh tra|ban quan ly.*|to)$|,$|\bva$|\bcua$)")

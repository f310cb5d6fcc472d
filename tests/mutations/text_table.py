# ruff: noqa: E501  (a table: one row, one line)
"""The table of text mutations: in which component, what, and the rules that must name it.

`old` is a pattern in the words of one paragraph, `new` its replacement; the first paragraph that has it is changed,
or the last (`last`). Where the right words cannot be known from the page, `repairable` is False.
"""

from dataclasses import dataclass

from tests.mutations.paper import New


@dataclass(frozen=True)
class Edit:
    component: str
    name: str
    old: str
    new: New
    rules: tuple[str, ...]
    last: bool = False
    beside: tuple[str, ...] = ()
    repairable: bool = True


def _edits(component: str, rules: str, *rows: tuple[str, str, New], beside: str = "", **more: bool) -> tuple[Edit, ...]:
    named = tuple(rules.split())
    return tuple(
        Edit(component, name, old, new, named, beside=tuple(beside.split()), **more) for name, old, new in rows
    )


_SURE = (
    _edits(
        "national_name", "national_name.text",
        ("wrong word", r"(?i)chủ nghĩa", "CHỦ NGHIA"),
        ("word missing", r"(?i) xã hội", ""),
        ("full stop", r"$", "."),
        ("two spaces", r"(?i)hội chủ", "HỘI  CHỦ"),
    )
    + _edits(
        "motto", "motto.text",
        ("no spaces at the hyphens", r"^.*$", "Độc lập-Tự do-Hạnh phúc"),
        ("dashes", r"^.*$", "Độc lập – Tự do – Hạnh phúc"),
        ("small letters", r"^.*$", "độc lập - tự do - hạnh phúc"),
        ("capitals on every syllable", r"^.*$", "Độc Lập - Tự Do - Hạnh Phúc"),
        ("commas", r"^.*$", "Độc lập, Tự do, Hạnh phúc"),
        ("a phrase missing", r"^.*$", "Độc lập - Hạnh phúc"),
        ("full stop", r"$", "."),
        beside="motto.line",
    )
    + _edits(
        "number", "number.text",
        ("no colon", r"Số: ?", "Số "),
        ("Số small", r"Số", "số"),
        ("SỐ in capitals", r"Số", "SỐ"),
        ("no space after the colon", r"Số: ", "Số:"),
        ("spaces around the slash", r"/", " / "),
        ("spaces around the hyphen", r"-", " - "),
        ("a dash for the hyphen", r"-", "–"),
        ("hyphen for the slash", r"/", "-"),
        ("no slash", r"/", ""),
        ("symbol in small letters", r"/(.*)$", r"/kh-ubnd"),

        ("number in La Mã", r"Số: \d+", "Số: V"),
        ("full stop", r"$", "."),
        beside="number.abbreviation number.leading_zero appended_to.agrees",
    )
    + _edits("number", "number.leading_zero number.text", ("no leading zero", r"Số: 0(\d)/", r"Số: \1/"), beside="appended_to.agrees")
    + _edits(
        "number", "number.abbreviation",
        ("QĐ instead of the kind's own", r"/(KH|BC|TTr|TB|CT|QC|NQ|BB)-", "/QĐ-"),
        ("TTR", r"/TTr-", "/TTR-"),
        ("TT", r"/TTr-", "/TT-"),
        ("QD", r"/QĐ-", "/QD-"),
        ("K.H", r"/KH-", "/K.H-"),
        ("QUYĐ", r"/QyĐ-", "/QUYĐ-"),
        ("QyD", r"/QyĐ-", "/QyD-"),
        ("CTR", r"/CTr-", "/CTR-"),
        beside="number.text appended_to.agrees",
    )
    + _edits(
        "place_and_date", "place_and_date.text place_and_date.missing",
        ("with slashes", r"ngày 03 tháng 02 năm 2026", "03/02/2026"),
        ("ngày with slashes", r"ngày 03 tháng 02 năm 2026", "ngày 03/02/2026"),
        ("with hyphens", r"ngày 03 tháng 02 năm 2026", "ngày 03-02-2026"),
        ("Ngày capital", r"ngày", "Ngày"),
        ("no comma", r", ngày", " ngày"),
        ("semicolon", r", ngày", "; ngày"),
        ("no space after the comma", r", ngày", ",ngày"),
        ("year of two digits", r"2026", "26"),
        ("full stop", r"$", "."),
        ("năm left out", r" năm 2026", "/2026"),
        ("month before day", r"ngày 03 tháng 02", "tháng 02 ngày 03"),
        beside="place_and_date.place_name place_and_date.case",
    )
    + _edits(
        "place_and_date", "place_and_date.leading_zero",
        ("day without zero", r"ngày 03", "ngày 3"),
        ("month without zero", r"tháng 02", "tháng 2"),
        ("month 1 without zero", r"tháng 02", "tháng 1"),
        ("month 3 with zero", r"tháng 02", "tháng 03"),
        ("month 9 with zero", r"tháng 02", "tháng 09"),
    )
    + _edits(
        "letter_subject", "letter_subject.text",
        ("no V/v", r"^V/v ", ""),
        ("V/V", r"^V/v", "V/V"),
        ("v/v", r"^V/v", "v/v"),
        ("Về việc", r"^V/v", "Về việc"),
        ("V/v with a colon", r"^V/v", "V/v:"),
        ("full stop", r"$", "."),
    )
    + _edits(
        "addressed", "addressed.text",
        ("no colon", r"Kính gửi:", "Kính gửi"),
        ("small", r"Kính gửi", "kính gửi"),
        ("Kính gởi", r"Kính gửi", "Kính gởi"),
        ("Gửi", r"Kính gửi", "Gửi"),
        beside="addressed.missing",
    )
    + _edits(
        "addressees", "addressees.punctuation",
        ("comma at the end", r";$", ","),
        ("no semicolon", r";$", ""),
        ("full stop in the middle", r";$", "."),
        ("no dash", r"^- ", ""),
        ("plus for the dash", r"^- ", "+ "),
        ("a dash without space", r"^- ", "-"),
    )
    + _edits("addressees", "addressees.punctuation", ("last with a semicolon", r"\.$", ";"), ("last without", r"\.$", ""))
    + _edits(
        "bases", "bases.punctuation",
        ("no semicolon", r";$", ""),
        ("comma", r";$", ","),
        ("full stop in the middle", r";$", "."),
        ("last with a semicolon", r"\.$", ";"),
        ("last without a full stop", r"\.$", ""),
        ("a colon at the end", r"\.$", ":"),
    )
    + _edits(
        "bases", "bases.wording",
        ("căn cứ small", r"^Căn cứ", "căn cứ"),
        ("CĂN CỨ in capitals", r"^Căn cứ", "CĂN CỨ"),
        ("a dash before", r"^", "- "),
        ("a comma after Căn cứ", r"^Căn cứ ", "Căn cứ: "),
        beside="bases.case",
    )
    + _edits(
        "decides", "decides.text",
        ("no colon", r":$", ""),
        ("full stop", r":$", "."),
    )
    + _edits(
        "article", "levels.form",
        ("no number", r"Điều 1\.", "Điều."),
        ("colon", r"Điều 1\.", "Điều 1:"),
        ("no full stop", r"Điều 1\.", "Điều 1"),
        ("bracket", r"Điều 1\.", "Điều 1)"),
        ("La Mã", r"Điều 2\.", "Điều II."),
        ("small", r"Điều 2\.", "điều 2."),
        ("a zero before", r"Điều 1\.", "Điều 01."),
        beside="levels.sequence levels.order levels.title capitals.sentence article.bold body.bold",
    )
    + _edits(
        "article", "levels.sequence levels.form",
        ("skipped", r"Điều 2\.", "Điều 3."),
        ("double", r"Điều 2\.", "Điều 1."),
        ("from 0", r"Điều 1\.", "Điều 0."),
        ("last skipped", r"Điều 3\.", "Điều 5."),
    )
    + _edits("clause", "levels.form", ("bracket", r"^1\.", "1)"), ("slash", r"^1\.", "1/"), ("dash", r"^1\.", "1 -"),
             ("zero", r"^1\.", "01."), ("La Mã small", r"^2\.", "ii."), beside="levels.sequence")
    + _edits("clause", "levels.sequence", ("skipped", r"^2\.", "3."), ("double", r"^2\.", "1."), beside="levels.form")
    + _edits(
        "point", "levels.form",
        ("full stop", r"^a\)", "a."), ("capital", r"^a\)", "A)"), ("slash", r"^a\)", "a/"), ("brackets", r"^b\)", "(b)"),

        beside="levels.sequence levels.letters",
    )
    + _edits(
        "point", "levels.sequence levels.letters",
        ("đ left out", r"^đ\)", "e)"), ("f for e", r"^e\)", "f)"), ("skipped", r"^b\)", "c)"), ("double", r"^b\)", "a)"),
        ("w", r"^c\)", "w)"), ("z", r"^b\)", "z)"), ("j", r"^d\)", "j)"), ("â for b", r"^b\)", "ă)"),
    )
    + _edits(
        "part", "levels.form",
        ("Ả Rập", r" I$", " 1"), ("full stop", r"$", "."), ("capitals", r"^Chương", "CHƯƠNG"), ("colon", r"$", ":"),
        ("Phần with a number", r"^Phần I$", "Phần 1"), ("small", r"^(C|P)", lambda m: m[0].lower()),
        beside="part.case levels.case levels.sequence body.case capitals.sentence",
    )
    + _edits("part", "levels.sequence", ("skipped", r" II$", " III"), ("double", r" II$", " I"))
    + _edits("section", "levels.form", ("La Mã", r" 1$", " I"), ("full stop", r"$", "."), ("capitals", r"^Mục", "MỤC"),
             beside="section.case levels.case levels.sequence body.case")
    + _edits("section", "levels.sequence", ("skipped", r" 2$", " 3"))
    + _edits("heading", "levels.form levels.sequence", ("Ả Rập", r"^II\.", "2."), ("bracket", r"^I\.", "I)"), ("dash", r"^I\.", "I -"),
             ("letter", r"^I\.", "A."),
             beside="levels.sequence body.bold text.case point.case clause_title.case")
    + _edits("heading", "levels.sequence", ("skipped", r"^II\.", "III."), ("double", r"^II\.", "I."))
    + _edits(
        "body", "body.end_mark",
        ("no end mark", r"\./\.$", ""), ("full stop", r"\./\.$", "."), ("reversed", r"\./\.$", "/."),
        ("only ./", r"\./\.$", "./"), ("spaced", r"\./\.$", " . / ."), ("three dots", r"\./\.$", "..."),
        last=True,
    )
    + _edits(
        "recipients_head", "recipients_head.text",
        ("no colon", r":", ""), ("small", r"N", "n"), ("capitals", r"^.*$", "NƠI NHẬN:"),
        beside="recipients_head.missing recipients_head.case",
    )
    + _edits(
        "recipients", "recipients.punctuation",
        ("no dash", r"^- (?!Lưu)", ""), ("plus", r"^- (?!Lưu)", "+ "), ("no semicolon", r";$", ""), ("comma", r";$", ","),
        ("full stop", r";$", "."), ("no space behind the dash", r"^- (?!Lưu)", "-"),
    )
    + _edits(
        "recipients", "recipients.kept",
        ("Lưu without colon", r"Lưu:", "Lưu"), ("Lưu without VT", r"Lưu: VT,?", "Lưu:"),
        ("Lưu with a semicolon", r"^(- Lưu: VT.*?)\.", r"\1;"), ("no full stop", r"^(- Lưu: VT.*?)\.", r"\1"),
        ("LƯU in capitals", r"Lưu", "LƯU"), ("lưu small", r"Lưu", "lưu"), ("VT small", r"VT", "vt"),
        ("Lưu without a dash", r"^- Lưu", "Lưu"),
        last=True, beside="recipients.punctuation recipients.case",
    )
    + _edits("recipients", "recipients.as_above", ("Như trên elsewhere", r"^- Như trên", "- Như kính gửi"))
    + _edits(
        "signer_lines", "signer_lines.text",
        ("TM without the full stop", r"^TM\. ", "TM "), ("T/M", r"^TM\.", "T/M"), ("KT without", r"^KT\. ", "KT "),
        ("K/T", r"^KT\.", "K/T"), ("T.L", r"^TL\.", "T.L"),
        ("TM. without a space", r"^TM\. ", "TM."), ("Quyền", r"^Q\. ", "QUYỀN "), ("TM: with a colon", r"^TM\.", "TM:"),
        ("small prefix", r"^TM\.", "Tm."), ("a comma at the end", r"$", ","),
        beside="signer_lines.case signer_lines.order",
    )
    + _edits(
        "signer_name", "signer_name.text",
        ("TS.", r"^", "TS. "), ("ThS.", r"^", "ThS. "), ("GS.TS.", r"^", "GS.TS. "), ("Ông", r"^", "Ông "),
        ("Bác sĩ", r"^", "Bác sĩ "), ("NSND", r"^", "NSND "), ("full stop", r"$", "."),
        beside="signer_name.case",
    )
    + _edits(
        "appendix", "appendix.text", ("Ả Rập", r"Phụ lục II?$", "Phụ lục 1"), ("số", r"Phụ lục II$", "Phụ lục số II"),
        ("letter", r"Phụ lục II$", "Phụ lục B"), ("skipped", r"Phụ lục II$", "Phụ lục III"),
        beside="appendix.text appendix.referred appendix.sequence",
    )
    + _edits("appendix", "appendix.text", ("a colon", r"$", ":"), ("full stop", r"$", "."), beside="appendix.case")
    + _edits(
        "appended_to", "appended_to.text",
        ("no brackets", r"^\((.*)\)$", r"\1"), ("kèm small", r"Kèm", "kèm"), ("Ban hành kèm", r"Kèm theo", "Đính kèm"),
        ("date with slashes", r"ngày 03 tháng 02 năm 2026", "ngày 03/02/2026"),
        beside="citation.complete appended_to.missing",
    )
)  # fmt: skip

_STAMPS = (
    _edits("urgency", "urgency.text", ("KHẨN CẤP", r"^.*$", "KHẨN CẤP"), ("HOẢ TỐC HẸN GIỜ", r"^.*$", "HOẢ TỐC HẸN GIỜ"),
           ("TỐI KHẨN", r"^.*$", "TỐI KHẨN"), beside="urgency.box")
)  # fmt: skip
_UNSURE = _STAMPS + (
    _edits("number", "number.abbreviation", ("CV- in a letter", r"/UBND-VHXH", "/CV-UBND"))
    + _edits("number", "number.text", ("number in words", r"Số: \d+", "Số: năm"), beside="appended_to.agrees")
    + _edits("recipients_head", "recipients_head.text recipients_head.missing", ("Nơi gửi", "nhận", "gửi"), beside="*")
    + _edits("addressed", "addressees.punctuation", ("two names on one line", r"(?<=: )(\w.*)$", r"\1; Sở Tư pháp"))
    + _edits("recipients", "drafter_mark.text", ("drafter's mark small", r"NTL\.\(25\)", "ntl.(25)"),
             ("drafter's mark without brackets", r"NTL\.\(25\)", "NTL. 25"), ("copies in words", r"\(25\)", "(hai lăm)"),
             last=True, beside="recipients.kept drafter_mark.case")
    + _edits("signer_lines", "signer_lines.text", ("TUN.", r"^(TM|KT|TL)\.", "TUN."))
    + _edits("point", "levels.form", ("number", r"^a\)", "1)"), beside="levels.sequence")
    +     _edits(
        "place_and_date", "place_and_date.place_name place_and_date.text",
        ("no place", r"^[^,]+, ", ""), ("place in small letters", r"^(\w)(\w+) (\w)", lambda m: m[0].lower()),
    )
    + _edits("place_and_date", "place_and_date.text", ("day 32", r"ngày 03", "ngày 32"), ("month 13", r"tháng 02", "tháng 13"),
             ("day 31 of February", r"ngày 03", "ngày 31"))
    + _edits(
        "bases", "bases.complete bases.wording bases.date",
        ("no date", r" ngày \d+ tháng \d+ năm \d{4} của", " của"),
        ("no issuer", r" của (Chính phủ|Hội đồng)[^.;]*", ""),
        ("no number", r" số \S+/\S+", ""),
        ("only the number", r"( số \S+) .*?([.;])$", r"\1\2"),
        ("only the year", r"ngày \d+ tháng \d+ năm (\d{4}) của", r"năm \1 của"),
        ("date with slashes", r"ngày 14 tháng 6 năm 2025", "ngày 14/6/2025"),
        ("no subject", r"(của Chính phủ).*?([.;])$", r"\1\2"),
        beside="citation.complete date.leading_zero",
    )
    + _edits("bases", "bases.law_number", ("a law with its number", r"(Luật[^;.]*?) ngày", r"\1 số 06/2022/QH15 ngày"),
             ("a law with its issuer", r"(Luật[^;.]*?năm \d{4})", r"\1 của Quốc hội"))
    + _edits("bases", "bases.wording", ("does not begin with Căn cứ", r"^Căn cứ ", ""), ("Dựa vào", r"^Căn cứ", "Dựa vào"))
    + _edits("decides", "decides.text decides.missing", ("other words", r"^.*:$", "CHỈ THỊ:"), ("misspelt", r"(?i)^Quyết định", "Quyết đinh"), beside="*")
    + _edits("kind", "kind.text number.abbreviation kind.missing", ("another kind", r"^.*$", "Thông báo"),
             ("misspelt", r"^.*$", "Kế hoach"), beside="*")
    + _edits("article", "levels.title", ("no title", r"^(Điều 1\.) Phạm vi điều chỉnh$", r"\1"))
    + _edits("recipients", "recipients.as_above", ("Như trên missing", r"^- Như trên;$", "- Sở Tư pháp;"))
    + _edits("signer_lines", "signer_lines.order signer_lines.text",
             ("KT. without the head's own line", r"^KT\. CHỦ TỊCH$", "CHỦ TỊCH"),
             ("KT. with the deputy's title", r"^KT\. CHỦ TỊCH$", "KT. PHÓ CHỦ TỊCH"),
             ("TM. before a title", r"^TM\. ỦY BAN NHÂN DÂN", "TM. CHỦ TỊCH"))
    + _edits("signer_name", "signer_name.text", ("small letters", r"^Lê Thị Minh Hà$", "Lê thị minh hà"),
             beside="signer_name.case")
    + _edits("appended_to", "appended_to.text", ("no number", r" số \S+", ""), ("no date", r" ngày 03 tháng 02 năm 2026", ""),
             ("no agency", r" của .*\)", ")"), beside="citation.complete")
    + _edits("appended_to", "appended_to.agrees", ("another number", r"05/", "06/"), ("another day", r"ngày 03", "ngày 04"))
)  # fmt: skip
_NOT_REPAIRABLE = tuple(
    Edit(each.component, each.name, each.old, each.new, each.rules, each.last, each.beside, repairable=False)
    for each in (*_UNSURE, *(each for each in _SURE if each.rules[0] == "levels.sequence"))
)
EDITS = tuple(each for each in _SURE if each.rules[0] != "levels.sequence") + _NOT_REPAIRABLE

CAPITALS = (
    _edits(
        "body", "capitals.citation",
        ("điều small in a citation", r"khoản 2 Điều", "khoản 2 điều"),
        ("Khoản capital in a citation", r"(?<=[a-zđ] )khoản 2 Điều", "Khoản 2 Điều"),
        ("Điểm capital in a citation", r"điểm a khoản", "Điểm a khoản"),
    )
    + _edits("body", "capitals.people", ("nhân dân", r"của Nhân dân|và Nhân dân", "của nhân dân"),
             ("nhà nước", r"của Nhà nước", "của nhà nước"))
    + _edits("body", "capitals.sentence", ("behind a full stop", r"đầy đủ\. Người", "đầy đủ. người"),
             ("at the paragraph's start", r"^Việc phát", "việc phát"), ("behind a dash", r"^- Ban", "- ban"),
             ("behind a number", r"^1\. Văn thư", "1. văn thư"))
    + _edits(
        "body", "capitals.organisations",
        ("ủy ban", r"Ủy ban nhân dân xã", "ủy ban nhân dân xã"),
        ("Ủy Ban Nhân Dân", r"Ủy ban nhân dân xã", "Ủy Ban Nhân Dân xã"),
        ("hội đồng nhân dân", r"Hội đồng nhân dân xã", "hội đồng nhân dân xã"),
        ("chính phủ", r"Chính phủ", "chính phủ"),
        ("Ban chỉ huy quân sự", r"Ban Chỉ huy Quân sự", "ban chỉ huy quân sự"),
        beside="capitals.sentence",
    )
    + _edits("body", "capitals.places", ("thủ đô", r"Thủ đô Hà Nội", "thủ đô Hà Nội"),
             ("thành phố Hồ Chí Minh", r"Thành phố Hồ Chí Minh", "thành phố Hồ Chí Minh"))
    + _edits("body", "capitals.holidays", ("quốc khánh", r"Quốc khánh", "quốc khánh"))
    + _edits("body", "capitals.documents", ("nghị định", r"Nghị định số", "nghị định số"),
             ("luật", r"Luật Thi đua", "luật Thi đua"))
    + _edits("body", "capitals.titles", ("chủ tịch", r"(?<=[a-zđà-ỹ,] )Chủ tịch (Ủy ban nhân dân|UBND)", r"chủ tịch \1"))
    + _edits("body", "citation.complete", ("no date", r" ngày 05 tháng 3 năm 2020 của", " của"),
             ("no issuer", r" của Chính phủ", ""), repairable=False)
)  # fmt: skip

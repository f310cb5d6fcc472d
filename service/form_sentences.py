"""What is said of a form: a sentence for every fault of its .docx, its fields and its filled sample, and where it is.

The rooms tell codes; the words that stand around a fault in the .docx are shown beside the sentence.
"""

import re
from typing import TYPE_CHECKING

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from service.sentences import SENTENCES, sentence

if TYPE_CHECKING:
    from service.own_form_check import FormProblem

FAULTS: dict[str, LazyString] = {
    # the file
    "no_file": _l("Không đọc được tệp của mẫu."),
    "too_big": _l("Tệp quá lớn: tối đa 5 MB, và giải nén không quá 50 MB."),
    "broken_package": _l("Tệp không phải .docx đọc được. Hãy mở bằng Word và lưu lại thành .docx."),
    "broken_xml": _l("Tệp có phần bị hỏng, hoặc thẻ đặt ở chỗ làm vỡ trang. Hãy mở bằng Word và lưu lại."),
    "foreign_part": _l("Tệp có macro, đối tượng nhúng hoặc mẫu đính kèm. Hãy bỏ chúng và lưu lại thành .docx."),
    "external_link": _l("Tệp lấy nội dung từ bên ngoài (ảnh liên kết, trường lấy dữ liệu). Hãy chèn thẳng vào tệp."),
    # the tags
    "too_many_tags": _l("Mẫu có quá nhiều thẻ (tối đa 2.000)."),
    "tag_not_closed": _l(
        "Thẻ chưa đóng, hoặc thiếu dấu mở. Mỗi thẻ mở và đóng trong cùng một đoạn: {{ ten }}, {%% if … %%}."
    ),
    "tag_too_long": _l("Thẻ dài quá 300 ký tự."),
    "tag_outside_text": _l(
        "Thẻ nằm ngoài chữ của đoạn (trong trường, tên ảnh hoặc phần đã xóa). Hãy gõ lại thẻ thành chữ."
    ),
    "syntax": _l("Thẻ viết sai cú pháp."),
    "blank_in_name": _l("Tên trong thẻ có dấu cách. Hãy viết liền bằng gạch dưới, ví dụ {{ ho_ten }}."),
    "name_not_ascii": _l("Tên “%(detail)s” có dấu. Tên trong thẻ chỉ gồm chữ không dấu, chữ số và gạch dưới."),
    "unknown_statement": _l("Không có lệnh “%(detail)s”. Mẫu dùng được: for … endfor, if … elif … else … endif."),
    "unknown_filter": _l(
        "Không dùng được bộ lọc “%(detail)s”. Dùng được: capitalize, default, first, join, last, length, lower, trim, "
        "upper."
    ),
    "forbidden_expression": _l("Thẻ dùng phép tính, lời gọi hoặc lệnh mà mẫu không được dùng."),
    "forbidden_name": _l("Thẻ dùng tên không được phép (bắt đầu bằng gạch dưới hoặc tên riêng của hệ thống)."),
    "bad_loop": _l("Vòng lặp phải có dạng: for dong in danh_sach."),
    "not_ended": _l("Lệnh “%(detail)s” chưa có end%(detail)s ở phía sau."),
    "not_begun": _l("Có “%(detail)s” nhưng không có lệnh mở ở phía trước."),
    "crossed": _l("Lệnh đóng không khớp với lệnh mở gần nhất: “%(detail)s”."),
    "other_scope": _l("Lệnh mở “%(detail)s” và lệnh đóng phải cùng dạng: cùng {%%p, cùng {%%tr, hoặc cùng {%%."),
    "other_place": _l("Lệnh mở “%(detail)s” và lệnh đóng phải ở cùng một chỗ: cùng ngoài bảng hoặc cùng một ô."),
    "not_alone": _l("Thẻ dạng “{%%%(detail)s” phải đứng một mình: chữ khác ở cùng chỗ sẽ bị mất."),
    "not_in_table": _l("Thẻ dạng “{%%%(detail)s” phải nằm trong bảng."),
    "part_of_text": _l(
        "Mục “%(detail)s” là một giá trị, không có phần con. Chỉ dòng của bảng mới viết được dong.ten_cot."
    ),
    "nested_list": _l("Mục “%(detail)s” là danh sách nằm trong danh sách, mẫu chưa dùng được."),
    "no_paragraphs": _l("Mục “%(detail)s” là nội dung nhiều đoạn: viết {{p %(detail)s }}, đứng một mình trong đoạn."),
    "too_deep": _l("Lệnh lồng nhau quá sâu (tối đa 4 vòng lặp)."),
    # filling
    "undefined_name": _l("Thẻ dùng tên hoặc phần không có giá trị: %(detail)s"),
    "too_many_steps": _l("Mẫu lặp quá nhiều lần nên đã dừng."),
    "too_much_text": _l("Mẫu tạo ra quá nhiều chữ nên đã dừng."),
    "too_slow": _l("Điền thử quá 30 giây nên đã dừng."),
    "too_much_memory": _l("Điền thử tốn quá nhiều bộ nhớ nên đã dừng."),
    "not_filled": _l("Không điền thử được mẫu này. Hãy báo quản trị."),
    # fields and page
    "unknown_name": _l("Mẫu có thẻ “%(name)s” nhưng chưa khai mục này."),
    "not_printed": _l("Mục “%(label)s” không có thẻ {{ %(name)s }} trong tệp nên không in ra."),
    "missing_sample": _l("Mục “%(label)s” bắt buộc nhưng chưa có giá trị thử."),
    "missing_style": _l("Tệp thiếu kiểu chữ “%(style)s”: phần đó của nội dung sẽ in theo kiểu mặc định."),
    "number_not_printed": _l(
        "Mẫu chưa có {{ number }} và {{ symbol }}: văn bản không có số, ký hiệu thì không ban hành được."
    ),
    "number_not_on_first_page": _l(
        "Số, ký hiệu %(reference)s không hiện trên trang đầu: văn bản sẽ không ban hành được."
    ),
    "date_not_printed": _l("Mẫu chưa có {{ place_and_date }} (địa danh và thời gian ban hành)."),
    "signer_not_printed": _l("Mẫu chưa có {{ signer.name }} (người ký)."),
    # a new version beside the one in use
    "field_removed": _l("Mục “%(label)s” không còn: dự thảo đang soạn sẽ không in mục này."),
    "field_retyped": _l("Mục “%(label)s” đổi kiểu: giá trị đã gõ có thể không chuyển sang được."),
    "field_narrowed": _l("Mục “%(label)s” mất cột hoặc lựa chọn: %(lost)s."),
    "field_new_required": _l("Mục “%(label)s” mới và bắt buộc: dự thảo đang soạn sẽ thiếu mục này."),
}

DEFINITION: dict[str, LazyString] = {
    "missing_key": _l("Mục “%(where)s” thiếu thông tin."),
    "unknown_key": _l("Mục có thông tin không dùng được: %(where)s."),
    "unknown_type": _l("Mục “%(where)s” có kiểu không dùng được."),
    "bad_name": _l("Tên “%(where)s” không dùng được: chỉ gồm chữ thường không dấu, chữ số và gạch dưới."),
    "twice": _l("“%(where)s” có hai tên trùng nhau."),
    "no_columns": _l("Mục “%(where)s” là bảng nên phải có cột."),
    "no_choices": _l("Mục “%(where)s” là lựa chọn nên phải có các giá trị để chọn."),
    "bad_limit": _l("Mục “%(where)s” có độ dài tối đa không dùng được."),
    "too_many": _l("Mẫu có quá nhiều mục (tối đa 200)."),
    "no_subject": _l("Mẫu phải có mục “subject” (trích yếu): sổ đăng ký cần mục này."),
}
"""Why a definition of fields was refused: `why` of BrokenForm."""


def said(problem: "FormProblem") -> str:
    """The sentence for people, in the language of the request."""
    data = {"detail": "", **problem.data}
    if problem.code in FAULTS:
        return str(FAULTS[problem.code]) % data
    return sentence(problem.code, data) if problem.code in SENTENCES else problem.code


def place(problem: "FormProblem") -> str:
    """ "Đoạn 12", "Đầu trang, đoạn 1", "Thuộc tính của tệp"; "" for the form as a whole."""
    if not problem.part and not problem.paragraph:
        return ""
    names: dict[str, str] = {
        "header": gettext("Đầu trang"),
        "footer": gettext("Chân trang"),
        "footnotes": gettext("Cước chú"),
    }
    found = re.match(r"word/(header|footer|footnotes)", problem.part)
    if problem.part == "docProps/core.xml":
        return str(gettext("Thuộc tính của tệp"))
    paragraph = str(gettext("đoạn %(n)s", n=problem.paragraph))
    told = f"{names[found[1]]}, {paragraph}" if found else paragraph
    return told[:1].upper() + told[1:]


def told(problem: "FormProblem") -> dict[str, object]:
    """The problem for software, with its sentence: one shape for problem+json, the API and the command."""
    return {
        "severity": problem.severity,
        "code": problem.code,
        "part": problem.part,
        "paragraph": problem.paragraph,
        "words": problem.words,
        "detail": said(problem),
    }

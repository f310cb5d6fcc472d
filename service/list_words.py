"""What a list's notes say, each with the name of its cell."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from doc_templates.lists.model import Note

WORDS: dict[str, LazyString] = {
    "column_missing": _l("Không thấy cột “%(label)s”; hãy chọn cột bên dưới."),
    "cell_too_long": _l("Dài %(given)s ký tự, cột “%(label)s” chỉ nhận %(limit)s."),
    "formula_error": _l("Công thức báo lỗi %(words)s; hãy sửa trong tệp."),
    "formula_without_value": _l("Công thức chưa có kết quả; hãy mở tệp bằng Excel rồi lưu lại."),
    "no_head": _l("Không thấy dòng tiêu đề nên lấy các cột theo thứ tự."),
    "column_ignored": _l("Cột “%(words)s” không thuộc mục này nên không lấy."),
    "words_beside": _l("Dòng chỉ có “%(words)s” ở cột không lấy, nên bỏ qua."),
    "rows_like_a_sum": _l("Dòng “%(words)s” giống dòng cộng; vẫn được lấy."),
    "rows_above": _l("“%(words)s” đứng trên tiêu đề nên không lấy vào danh sách."),
    "hidden_row": _l("Hàng đang ẩn trong tệp; vẫn được lấy."),
    "hidden_columns": _l("Tệp có cột đang ẩn (cột thứ %(first)s đến %(last)s); vẫn được đọc."),
    "merged_cells": _l("Ô gộp “%(words)s” được ghi vào từng dòng."),
    "more_notes": _l("Còn %(count)s chỗ tương tự."),
}


def note_words(note: Note) -> str:
    """ "Ô C5: Dài 300 ký tự …"."""
    known = WORDS.get(note.code)
    words = str(known) % {"words": "", "label": "", **note.data} if known else note.code
    return f"{_place(note.place)}: {words}" if note.place else words


def _place(place: str) -> str:
    if place.isdigit():
        named = gettext("Hàng %(place)s", place=place)
    elif any(map(str.isdigit, place)):
        named = gettext("Ô %(place)s", place=place)
    else:
        named = gettext("Cột %(place)s", place=place)
    return str(named)

"""What a paste could not bring along, as a sentence."""

from collections.abc import Mapping

from flask_babel import gettext, ngettext


def not_kept(dropped: Mapping[str, int]) -> str:
    """ "Không giữ lại: 2 hình ảnh, màu chữ."; empty where nothing was lost."""
    told = [_one(what, count) for what, count in dropped.items() if count]
    return gettext("Không giữ lại: %(things)s.", things=", ".join(told)) if told else ""


def _one(what: str, count: int) -> str:
    counted: dict[str, str] = {
        "pictures": ngettext("%(num)d hình ảnh", "%(num)d hình ảnh", count),
        "links": ngettext("địa chỉ của %(num)d liên kết", "địa chỉ của %(num)d liên kết", count),
        "footnotes": ngettext("%(num)d chú thích cuối trang", "%(num)d chú thích cuối trang", count),
        "comments": ngettext("%(num)d nhận xét", "%(num)d nhận xét", count),
        "deleted": ngettext("%(num)d chỗ đã xóa", "%(num)d chỗ đã xóa", count),
        "page_numbers": ngettext("%(num)d số trang", "%(num)d số trang", count),
        "colours": gettext("màu chữ"),
        "underline": gettext("gạch chân"),
    }
    return counted[what]

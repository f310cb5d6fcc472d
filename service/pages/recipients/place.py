"""Where the pages of the recipient book stand, who may change it, and what its entries are typed into."""

from collections.abc import Callable, Mapping

from flask import Blueprint, g
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import RadioField, StringField
from wtforms.validators import Email, Optional

from service import recipients
from service.errors import BadInput, RecipientTaken
from service.pages.typed import at_most, day_field, options, put, written
from service.parts import parts

blueprint = Blueprint("recipients", __name__)


class RecipientForm(FlaskForm):  # type: ignore[misc]
    name = StringField(_l("Tên như in trên văn bản"), written(300), description=_l("Ví dụ: Sở Nội vụ tỉnh Đồng Tháp"))
    code = StringField(_l("Mã định danh"), [Optional(), at_most(60)], description=_l("Ví dụ: H49.64.33"))
    email = StringField(
        _l("Thư điện tử"), [Optional(), at_most(200), Email(message=_l("Địa chỉ thư điện tử không đúng."))]
    )
    how = RadioField(
        _l("Nếu sửa tên"),
        choices=options(
            {"correct": _l("Sửa chỗ ghi sai"), "renamed": _l("Nơi nhận đã đổi tên: giữ tên cũ để nhận ra")}.items()
        ),
        default="correct",
        validate_choice=False,
    )
    renamed_on = day_field(_l("Mang tên mới từ ngày"))


def may_change() -> bool:
    """The book is kept by the records clerk and the administrator; whoever drafts may add to it."""
    return bool(g.actor.permissions & {"issue", "administer"})


def groups_of(groups: list[recipients.RecipientGroup]) -> Mapping[int, list[str]]:
    named: dict[int, list[str]] = {}
    for group in groups:
        for one in group.recipients:
            named.setdefault(one.id, []).append(group.name)
    return named


def kept(form: FlaskForm, change: Callable[[Session], object], field: str = "name") -> bool:
    """Whether the change was made; its refusal stands beside the field."""
    try:
        with parts().db.write() as session:
            change(session)
    except (RecipientTaken, BadInput) as error:
        put(form, error, field)
        return False
    return True

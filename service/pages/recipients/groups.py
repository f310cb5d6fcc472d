"""Groups of the recipient book: their names and members, one a line as they will be printed."""

from collections.abc import Sequence

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse
from wtforms import StringField

from service import recipient_groups as changes
from service import recipients
from service.access import demands
from service.errors import BadInput, RecipientTaken
from service.names import tidy
from service.pages.recipients.place import blueprint
from service.pages.typed import LinesField, at_most, put, written
from service.parts import parts
from service.recipient_import import ids_of_names
from service.recipients import RecipientGroup


class GroupForm(FlaskForm):  # type: ignore[misc]
    name = StringField(
        _l("Tên nhóm"), written(200), description=_l("Cũng là dòng in khi ghi cả nhóm một dòng. Ví dụ: Các phòng, ban")
    )
    members = LinesField(
        _l("Các nơi nhận"),
        [at_most(100_000)],
        description=_l(
            "Mỗi dòng một nơi, theo thứ tự in. Nơi chưa có được thêm vào sổ; tên cũ được hiểu là nơi hiện nay."
        ),
    )


@blueprint.route("/recipients/groups/new", methods=["GET", "POST"])
@demands("issue", "administer")
def new_group() -> AnyResponse | str:
    form = GroupForm()
    if form.validate_on_submit() and _kept(form, None):
        return redirect(url_for(".index"))
    return render_template("recipients/group.html", form=form, group=None)


@blueprint.route("/recipients/groups/<int:group_id>", methods=["GET", "POST"])
@demands("issue", "administer")
def group(group_id: int) -> AnyResponse | str:
    with parts().db.read() as session:
        one = recipients.group(session, g.actor.agency_id, group_id)
    form = GroupForm(data={"name": one.name, "members": "\n".join(member.name for member in one.recipients)})
    if form.validate_on_submit() and _kept(form, group_id):
        return redirect(url_for(".index"))
    return render_template("recipients/group.html", form=form, group=one)


def _kept(form: GroupForm, group_id: int | None) -> bool:
    try:
        with parts().db.write() as session:
            ids, added = ids_of_names(session, g.actor.agency_id, form.members.lines, by=g.actor.name)
            _write(session, form, group_id, ids)
    except (RecipientTaken, BadInput) as error:
        put(form, error, "name")
        return False
    told = ngettext("Đã thêm %(num)d nơi nhận mới vào sổ.", "Đã thêm %(num)d nơi nhận mới vào sổ.", added)
    flash(" ".join([gettext("Đã ghi nhóm “%(name)s”.", name=tidy(form.name.data)), *([told] if added else [])]))
    return True


def _write(session: Session, form: GroupForm, group_id: int | None, ids: Sequence[int]) -> RecipientGroup:
    if group_id is None:
        return changes.add_group(session, g.actor.agency_id, form.name.data, ids, by=g.actor.name)
    one = recipients.group(session, g.actor.agency_id, group_id)
    changes.change_group(session, one, form.name.data, ids, by=g.actor.name)
    return one


@blueprint.post("/recipients/groups/<int:group_id>/removal")
@demands("issue", "administer")
def remove_group(group_id: int) -> AnyResponse:
    with parts().db.write() as session:
        one = recipients.group(session, g.actor.agency_id, group_id)
        name = one.name
        changes.remove_group(session, one, by=g.actor.name)
    flash(gettext("Đã bỏ nhóm “%(name)s”; các nơi nhận vẫn còn trong sổ.", name=name))
    return redirect(url_for(".index"))

"""One recipient: its facts, its former names, off the book and back, merging with a double."""

from datetime import date

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse
from wtforms import StringField

from service import recipient_changes as changes
from service import recipients
from service.access import demands
from service.errors import BadInput
from service.names import tidy
from service.pages.recipients.place import RecipientForm, blueprint, groups_of, kept
from service.pages.typed import day_field, written
from service.parts import parts
from service.recipients import Recipient


class FormerForm(FlaskForm):  # type: ignore[misc]
    former = StringField(_l("Tên cũ"), written(300))
    until = day_field(_l("Dùng đến hết ngày"), description=_l("Để trống nếu không rõ."))


@blueprint.route("/recipients/<int:recipient_id>", methods=["GET", "POST"])
@demands("issue", "administer")
def show(recipient_id: int) -> AnyResponse | str:
    one = _one(recipient_id)
    form = RecipientForm(obj=one, data={"renamed_on": parts().today()})
    if form.validate_on_submit() and kept(form, lambda session: _change(session, recipient_id, form)):
        flash(gettext("Đã ghi “%(name)s”.", name=tidy(form.name.data)))
        return redirect(url_for(".show", recipient_id=recipient_id))
    return _page(one, form, FormerForm(formdata=None))


def _one(recipient_id: int) -> Recipient:
    with parts().db.read() as session:
        return recipients.recipient(session, g.actor.agency_id, recipient_id)


def _page(one: Recipient, form: RecipientForm, former: FormerForm) -> str:
    with parts().db.read() as session:
        others = [other for other in recipients.book(session, g.actor.agency_id) if other.id != one.id]
        groups = groups_of(recipients.groups(session, g.actor.agency_id)).get(one.id, [])
    return render_template(
        "recipients/show.html", recipient=one, form=form, former=former, others=others, groups=groups
    )


def _change(session: Session, recipient_id: int, form: RecipientForm) -> None:
    one = recipients.recipient(session, g.actor.agency_id, recipient_id)
    renamed: date | None = form.renamed_on.data or parts().today() if form.how.data == "renamed" else None
    changes.change_recipient(
        session,
        one,
        name=form.name.data,
        code=form.code.data or "",
        email=form.email.data or "",
        renamed_on=renamed,
        by=g.actor.name,
    )


@blueprint.post("/recipients/<int:recipient_id>/former")
@demands("issue", "administer")
def add_former(recipient_id: int) -> AnyResponse | str:
    former = FormerForm()

    def add(session: Session) -> None:
        one = recipients.recipient(session, g.actor.agency_id, recipient_id)
        changes.add_former_name(session, one, former.former.data, former.until.data, by=g.actor.name)

    if former.validate_on_submit() and kept(former, add, "former"):
        flash(gettext("Đã ghi tên cũ “%(name)s”.", name=tidy(former.former.data)))
        return redirect(url_for(".show", recipient_id=recipient_id))
    one = _one(recipient_id)
    return _page(one, RecipientForm(formdata=None, obj=one), former)


@blueprint.post("/recipients/<int:recipient_id>/former/<int:former_id>/removal")
@demands("issue", "administer")
def remove_former(recipient_id: int, former_id: int) -> AnyResponse:
    with parts().db.write() as session:
        one = recipients.recipient(session, g.actor.agency_id, recipient_id)
        changes.remove_former_name(session, one, former_id, by=g.actor.name)
    flash(gettext("Đã bỏ tên cũ."))
    return redirect(url_for(".show", recipient_id=recipient_id))


@blueprint.post("/recipients/<int:recipient_id>/removal")
@demands("issue", "administer")
def remove(recipient_id: int) -> AnyResponse:
    """Off the book, with the way back in the message."""
    name = _activate(recipient_id, False)
    told = {
        "text": gettext("Đã bỏ “%(name)s” khỏi sổ nơi nhận.", name=name),
        "undo": url_for(".put_back", recipient_id=recipient_id),
        "label": gettext("Lấy lại"),
    }
    flash(told)  # type: ignore[arg-type]
    return redirect(url_for(".index"))


@blueprint.post("/recipients/<int:recipient_id>/return")
@demands("issue", "administer")
def put_back(recipient_id: int) -> AnyResponse:
    flash(gettext("Đã đưa “%(name)s” vào lại sổ.", name=_activate(recipient_id, True)))
    return redirect(url_for(".index"))


def _activate(recipient_id: int, active: bool) -> str:
    with parts().db.write() as session:
        one = recipients.recipient(session, g.actor.agency_id, recipient_id)
        changes.set_active(session, one, active, by=g.actor.name)
        return one.name


@blueprint.post("/recipients/<int:recipient_id>/merge")
@demands("issue", "administer")
def merge(recipient_id: int) -> AnyResponse:
    """This entry goes into another one: its names become former names there."""
    into = request.form.get("into", type=int) or 0
    with parts().db.write() as session:
        double = recipients.recipient(session, g.actor.agency_id, recipient_id)
        if into == recipient_id:
            raise BadInput(field="into")
        kept = recipients.recipient(session, g.actor.agency_id, into)
        changes.merge(session, kept, double, by=g.actor.name)
    flash(gettext("Đã gộp vào “%(name)s”.", name=kept.name))
    return redirect(url_for(".show", recipient_id=into))

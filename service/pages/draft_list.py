"""Every draft of mine in one table: sorted, filtered by form and state (the discarded too), exported, linked to."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, Response, g, render_template, request
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from service.access import demands
from service.draft import Draft
from service.forms import forms
from service.language import said
from service.pages import drafting
from service.pages.shown import moment
from service.parts import parts
from service.tables import csv_answer

blueprint = Blueprint("draft_list", __name__)

UNFINISHED = ("editing", "signing", "handed_over")
STATES = (*UNFINISHED, "discarded")
MOST = 1000


@dataclass(frozen=True)
class Wanted:
    """What the address asks for; `sort` is a column's key, with "-" before it for descending."""

    form: str = ""
    state: str = ""
    sort: str = "-updated"

    @property
    def key(self) -> str:
        return self.sort.lstrip("-")

    @property
    def descending(self) -> bool:
        return self.sort.startswith("-")


@blueprint.get("/drafts/mine")
@demands("draft")
def index() -> str:
    wanted = read(request.args)
    return render_template(
        "drafts/mine.html",
        drafts=listed(wanted),
        wanted=wanted,
        forms=[(form.id, said(form.name)) for form in forms(parts(), g.actor.agency_id).values()],
        states=[(state, drafting.state_name(state)) for state in STATES],
        form_name=partial(drafting.form_name, parts()),
        state_words=drafting.state_words,
    )


@blueprint.get("/drafts/mine.csv")
@demands("draft")
def export() -> Response:
    head = [gettext("Trích yếu"), gettext("Mẫu"), gettext("Trạng thái"), gettext("Sửa lần cuối")]
    rows = (
        [draft.subject, drafting.form_name(parts(), draft), drafting.state_words(draft), moment(draft.updated_at)]
        for draft in listed(read(request.args))
    )
    return csv_answer("du-thao.csv", head, rows)


def read(args: MultiDict[str, str]) -> Wanted:
    """What is not understood is as if it were not said."""
    form, state, sort = args.get("form", ""), args.get("state", ""), args.get("sort", "")
    return Wanted(
        form=form if form in forms(parts(), g.actor.agency_id) else "",
        state=state if state in STATES else "",
        sort=sort if sort.lstrip("-") in ORDERS else Wanted.sort,
    )


def listed(wanted: Wanted) -> list[Draft]:
    """The actor's drafts, unfinished ones unless a state is asked for."""
    states = (wanted.state,) if wanted.state else UNFINISHED
    query = select(Draft).where(
        Draft.agency_id == g.actor.agency_id, Draft.author_id == g.actor.user_id, Draft.state.in_(states)
    )
    if wanted.form:
        query = query.where(Draft.form == wanted.form)
    with parts().db.read() as session:
        found = list(session.scalars(query.order_by(Draft.updated_at.desc()).limit(MOST)))
    return sorted(found, key=ORDERS[wanted.key], reverse=wanted.descending)


ORDERS: dict[str, Callable[[Draft], str]] = {
    "subject": lambda draft: draft.subject.casefold(),
    "form": lambda draft: drafting.form_name(parts(), draft),
    "state": lambda draft: draft.state,
    "updated": lambda draft: draft.updated_at.isoformat(),
}

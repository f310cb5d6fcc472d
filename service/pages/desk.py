"""The desk: what waits for me, my drafts, what was issued today. Whoever only reads starts at the search page."""

from datetime import date
from functools import partial

from flask import Blueprint, g, redirect, render_template
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from archive.records import Document
from service import drafts
from service.authority import ending_soon
from service.pages import drafting, shown
from service.parts import parts

blueprint = Blueprint("desk", __name__)
shown.init(blueprint)

HAS_A_DESK = {"draft", "sign", "issue"}
MOST = 50
SHOWN = 12
LATEST = 5


@blueprint.get("/")
def index() -> AnyResponse | str:
    if not g.actor.permissions & HAS_A_DESK:
        return redirect("/search")
    waiting = drafts.waiting(parts(), g.actor)
    with parts().db.read() as session:
        told = g.actor.may("administer")
        ending = ending_soon(session, g.actor.agency_id, parts().today()) if told else []
    return render_template(
        "desk/index.html",
        ending=ending,
        waiting=waiting,
        shown_at_once=SHOWN,
        mine=drafts.mine(parts(), g.actor),
        issued=issued_on(parts().today()),
        latest=latest(),
        form_name=partial(drafting.form_name, parts()),
        state_words=drafting.state_words,
        today=parts().today(),
    )


def latest() -> list[Document]:
    """The agency's newest documents, for a day on which nothing is issued yet."""
    wanted = select(Document).where(Document.agency_id == g.actor.agency_id)
    with parts().db.read() as session:
        return list(session.scalars(wanted.order_by(Document.issued_at.desc()).limit(LATEST)))


def issued_on(day: date) -> list[Document]:
    """What the agency issued that day, newest first."""
    wanted = select(Document).where(Document.agency_id == g.actor.agency_id, Document.issued_on == day)
    with parts().db.read() as session:
        return list(session.scalars(wanted.order_by(Document.issued_at.desc()).limit(MOST)))

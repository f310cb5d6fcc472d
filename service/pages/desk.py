"""The desk: what waits for me, my drafts, what was issued today. Whoever only reads starts at the search page."""

from datetime import date
from functools import partial

from flask import Blueprint, g, redirect, render_template
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from archive.records import ISSUED, Document
from service import drafts, signing_desk
from service.authority import ending_soon
from service.pages import drafting, shown
from service.parts import parts
from service.reader_changes import to_confirm
from service.readers import seen_in_lists

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
        reader_changes=to_confirm(parts(), g.actor),
        to_sign=signing_desk.waiting(parts(), g.actor),
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
    """The newest documents that the reader may see, for a day on which nothing is issued yet."""
    wanted = select(Document).where(Document.origin == ISSUED).order_by(Document.issued_at.desc()).limit(LATEST)
    with parts().db.read() as session:
        return list(session.scalars(wanted.where(seen_in_lists(session, g.actor))))


def issued_on(day: date) -> list[Document]:
    """What the agency issued that day and the reader may see, newest first."""
    ours = (Document.origin == ISSUED, Document.issued_on == day)
    wanted = select(Document).where(*ours).order_by(Document.issued_at.desc()).limit(MOST)
    with parts().db.read() as session:
        return list(session.scalars(wanted.where(seen_in_lists(session, g.actor))))

"""The journal for the office's auditor: what happened, newest first, and whether anybody tampered with it."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from archive.events import Event, check_chain
from archive.head_check import check_heads
from service.access import demands
from service.head_stamps import holds
from service.pages.admin.place import agency_id, blueprint
from service.parts import parts

PAGE = 100
MOST_DIGITS = 18  # what a database's integer holds


@blueprint.get("/journal")
@demands("audit")
def journal() -> str:
    """A page of events; `before`: only those older than this one."""
    before = request.args.get("before", type=_event)
    wanted = select(Event).where(Event.agency_id == agency_id()).order_by(Event.seq.desc()).limit(PAGE + 1)
    if before is not None:
        wanted = wanted.where(Event.seq < before)
    with parts().db.read() as rows:
        found = list(rows.scalars(wanted))
    older = found[PAGE - 1].seq if len(found) > PAGE else None
    return render_template("admin/journal.html", events=found[:PAGE], older=older, first=before is None)


def _event(words: str) -> int:
    """Raises ValueError, which the address forgives, for a number that no event has."""
    if not (words.isdecimal() and len(words) <= MOST_DIGITS):
        raise ValueError(words)
    return int(words)


@blueprint.post("/journal/check")
@demands("audit")
def check_journal() -> Response:
    with parts().db.read() as rows:
        faults = check_chain(rows) + [each for each in check_heads(rows, parts().store, holds) if each.fault]
    if faults:
        places = ", ".join(fault.place for fault in faults[:5])
        told = gettext("Nhật ký có %(count)d chỗ sai: %(places)s.", count=len(faults), places=places)
        flash(told, "error")
    else:
        flash(gettext("Nhật ký liền mạch: không sự kiện nào bị sửa, bỏ hay chèn thêm."))
    return redirect(url_for(".journal"))

"""Pause, resume, cancel: said in the row of the run; the worker looks before each file."""

from sqlalchemy import update

from archive import events
from service.actor import Actor
from service.errors import ImportState
from service.imports.rows import ImportFile, ImportRun, found_run
from service.parts import Parts

AT_WORK = ("open", "gathering", "running")


def pause(parts: Parts, actor: Actor, run_id: str) -> ImportRun:
    """No further file is begun. Again does nothing. Raises NotFound, ImportState (it has ended)."""
    with parts.db.write() as session:
        run = found_run(session, actor, run_id)
        if run.state in AT_WORK:
            run.before, run.state = run.state, "paused"
        elif run.state != "paused":
            raise ImportState(state=run.state)
        return run


def resume(parts: Parts, actor: Actor, run_id: str) -> ImportRun:
    """Go on. Again does nothing. Raises NotFound, ImportState (it has ended)."""
    with parts.db.write() as session:
        run = found_run(session, actor, run_id)
        if run.state == "paused":
            run.state, run.before, run.problem = run.before or "running", "", ""
        elif run.state not in AT_WORK:
            raise ImportState(state=run.state)
    parts.imports_soon()
    return run


def cancel(parts: Parts, actor: Actor, run_id: str) -> ImportRun:
    """What is not opened yet never will be; what was read can still be reviewed, what is filed stays.

    Again does nothing. Raises NotFound, ImportState (it is done).
    """
    with parts.db.write() as session:
        run = found_run(session, actor, run_id)
        if run.state == "done":
            raise ImportState(state=run.state)
        if run.state != "cancelled":
            run.state, run.before, run.ended_at = "cancelled", "", parts.now()
            waiting = ImportFile.run_id == run_id, ImportFile.state == "waiting"
            session.execute(update(ImportFile).where(*waiting).values(state="cancelled"))
            details = {"run": run.id, "name": run.name}
            events.append(session, "import.cancelled", agency_id=run.agency_id, actor=actor.name, details=details)
        return run

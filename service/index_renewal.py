"""The index is made anew by itself: after a change of abbreviations, and after an upgrade that reads words otherwise.

The jobs worker looks every minute (jobs.py), and whoever changes the table asks at once. The old index answers
meanwhile, where it can; how far the new one is tells index_rebuild.py."""

from index.errors import IndexBroken
from service import index_rebuild
from service.abbreviations import table
from service.parts import Parts


def why(parts: Parts) -> str:
    """Why the index must be made anew: "abbreviations", "version"; "" if it need not, or cannot (damaged: by hand)."""
    with parts.db.read() as session:
        wanted = table(session).digest
    try:
        return "" if parts.engine.abbreviations().digest == wanted else "abbreviations"
    except IndexBroken as broken:
        return "version" if broken.data.get("why") == "other_version" else ""


def ask_if_due(parts: Parts) -> None:
    """Have the jobs worker rebuild the index if there is a reason; one under way is asked for again when it is over."""
    if why(parts):
        index_rebuild.ask(parts)

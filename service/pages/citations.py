"""What a document rests on and what rests on it: beside the document, and on a page with a picture of its own."""

from dataclasses import dataclass

from flask import Blueprint, g, render_template, request

from archive.documents import Document
from service.access import demands
from service.citing.around import Citing, Named, Seen, cited_by, rests_on, seen_of
from service.citing.in_text import linked
from service.citing.picture import MOST, Picture, narrow, wide
from service.documents import document_of
from service.pages.citation_words import box_lines, role_words, said_words, seen_words, spoken, state_words
from service.parts import parts

blueprint = Blueprint("citations", __name__)
for words in (box_lines, role_words, said_words, seen_words, spoken):
    blueprint.add_app_template_global(words)
blueprint.add_app_template_global(state_words, "citation_state")

PAGE = 50


@dataclass(frozen=True)
class Around:
    """A document's neighbourhood as its reader may know it. `total`: how many cite it."""

    here: Seen
    rests_on: list[Named]
    cited_by: list[Citing]
    total: int

    def wide(self) -> Picture:
        return wide(self.here, self.rests_on, self.cited_by, self.total)

    def narrow(self, most: int) -> Picture:
        return narrow(self.here, self.rests_on, self.cited_by, self.total, most)


@blueprint.app_template_global("citations_around")
def around(document: Document, limit: int = MOST, offset: int = 0) -> Around:
    with parts().db.read() as session:
        named = rests_on(session, g.actor, document, parts().today())
        citing, total = cited_by(session, g.actor, document, limit, offset)
        here = seen_of(session, g.actor, [document.id])[document.id]
    return Around(here, named, citing, total)


@blueprint.app_template_global("linked_text")
def linked_text(document: Document) -> list[tuple[str, Seen | None]]:
    with parts().db.read() as session:
        return linked(session, g.actor, document)


@blueprint.get("/documents/<id:document_id>/citations")
@demands("read")
def show(document_id: str) -> str:
    """The picture, and both lists in full; the second in pages."""
    document = document_of(parts(), g.actor, document_id)
    found = around(document)
    pages = max(1, -(-found.total // PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    listed = around(document, PAGE, (page - 1) * PAGE) if found.total > MOST else found
    return render_template(
        "citations/show.html", document=document, around=found, cited_by=listed.cited_by, page=page, pages=pages
    )

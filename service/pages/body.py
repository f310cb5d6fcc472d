"""What the body editor asks the server: text or pasted words → its document, and its document → text."""

import json

from flask import Blueprint, Response, jsonify, request

from doc_templates.body import Block, parse, to_text
from doc_templates.editor_content import from_editor, to_editor
from doc_templates.errors import BadContent, TooLong
from doc_templates.fields import LONGEST
from doc_templates.pasted.html import from_html
from doc_templates.pasted.text import from_text
from service.access import demands
from service.pages.body_words import not_kept

blueprint = Blueprint("body", __name__, url_prefix="/drafts/body")


@blueprint.post("")
@demands("draft")
def convert() -> Response:
    """One of `text` (the field's), `html` or `pasted` (the clipboard's), `content` (the editor's, JSON) →
    {content, text, dropped: [{what, count}], says}. Raises BadContent, TooLong."""
    blocks, dropped = _read()
    return jsonify(
        {
            "content": to_editor(blocks),
            "text": to_text(blocks),
            "dropped": [{"what": what, "count": count} for what, count in dropped.items()],
            "says": not_kept(dropped),
        }
    )


def _read() -> tuple[list[Block], dict[str, int]]:
    given = request.form
    if "html" in given:
        from_page = from_html(given["html"])
        return parse(_short(from_page.text)), from_page.dropped
    if "pasted" in given:
        typed = from_text(_short(given["pasted"]))
        return parse(typed.text), typed.dropped
    if "content" in given:
        return from_editor(_content(given["content"])), {}
    return parse(_short(given.get("text", ""))), {}


def _short(text: str) -> str:
    if len(text) > LONGEST["body"]:
        raise TooLong(field="body", limit=LONGEST["body"], given=len(text))
    return text


def _content(given: str) -> object:
    try:
        return json.loads(given)
    except (ValueError, RecursionError):
        raise BadContent(why="unknown_node", where="") from None

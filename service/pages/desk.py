"""The desk: what waits for me, my drafts, what was issued today. Whoever only reads starts at the search page."""

from flask import Blueprint

from service.pages import shown

blueprint = Blueprint("desk", __name__)
shown.init(blueprint)

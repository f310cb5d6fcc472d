"""Where the pages of imports lie, and what the page of an imported document asks of them."""

from flask import Blueprint

from service.pages.imports.words import corrections, imported_day

blueprint = Blueprint("imports", __name__, url_prefix="/imports")
blueprint.add_app_template_global(imported_day)
blueprint.add_app_template_global(corrections)

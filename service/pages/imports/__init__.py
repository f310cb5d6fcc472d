"""Old archives brought in: what was brought, how far it is, the review, the report."""

from service.pages.imports import bringing, review, run
from service.pages.imports.place import blueprint

__all__ = ["blueprint", "bringing", "review", "run"]

"""Where the pages of the administration stand, and whose they are."""

from flask import Blueprint, Response

from service.access import actor

blueprint = Blueprint("admin", __name__, url_prefix="/admin")


def agency_id() -> str:
    """The agency of whoever administers."""
    return actor().agency_id


def by() -> str:
    """The name under which the journal keeps a change."""
    return actor().name


@blueprint.after_request
def keep_out_of_caches(answer: Response) -> Response:
    """Temporary passwords and new tokens are shown here once."""
    answer.cache_control.no_store = True
    return answer

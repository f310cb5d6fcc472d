"""Ids in addresses: a draft's or document's id is 32 lower-case hex digits; any other address does not
exist."""

from werkzeug.routing import BaseConverter


class IdConverter(BaseConverter):
    """`<id:draft_id>` in routes."""

    regex = "[0-9a-f]{32}"

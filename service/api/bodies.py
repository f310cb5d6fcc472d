"""Before a view reads a body: JSON, and JSON that can be kept. Anything else is the sender's fault and says
so."""

import json
import re
from typing import NoReturn

from flask import request
from werkzeug.exceptions import UnsupportedMediaType

from service.errors import InvalidJson

SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


def check_body() -> None:
    """Raises UnsupportedMediaType for a body that is not said to be JSON, InvalidJson for one that is not."""
    if request.method not in ("POST", "PUT", "PATCH"):
        return
    raw = request.get_data()
    if raw and not request.is_json:
        raise UnsupportedMediaType
    if raw:
        _parse(raw)


def _parse(raw: bytes) -> None:
    try:
        parsed = json.loads(raw, parse_constant=_refuse)
        if SURROGATE.search(raw):
            json.dumps(parsed, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise InvalidJson from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)

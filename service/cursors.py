"""Where a list goes on: an opaque, signed cursor that belongs to one question of one agency."""

import hashlib
import json
from collections.abc import Mapping

from itsdangerous import BadData, URLSafeSerializer

from service.errors import BadInput
from service.parts import Parts


def next_cursor(parts: Parts, question: Mapping[str, object], offset: int) -> str:
    """The cursor of the entry `offset` (from 0) in the answer to `question`."""
    return str(_signer(parts).dumps([offset, _digest(question)]))


def offset_of(parts: Parts, question: Mapping[str, object], cursor: str | None) -> int:
    """Where to go on; 0 without a cursor. Raises BadInput for one that is broken or belongs to another
    question."""
    if not cursor:
        return 0
    try:
        offset, digest = _signer(parts).loads(cursor)
    except (BadData, ValueError, TypeError):
        raise BadInput(field="cursor") from None
    if digest != _digest(question):
        raise BadInput(field="cursor")
    return int(offset)


def _signer(parts: Parts) -> URLSafeSerializer:
    return URLSafeSerializer(parts.config.secret_key, salt="cursor")


def _digest(question: Mapping[str, object]) -> str:
    packed = json.dumps(question, sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(packed.encode()).hexdigest()[:16]

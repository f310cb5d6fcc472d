"""The file that a request sends: in the part "file" of a form, or as the whole of its body."""

from flask import request

from service.errors import BadInput


def sent_file() -> bytes:
    """Raises BadInput where there is none."""
    sent = request.files.get("file")
    content = sent.read() if sent is not None else request.get_data()
    if not content:
        raise BadInput(field="file")
    return content

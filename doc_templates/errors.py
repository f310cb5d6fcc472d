"""What can go wrong between values and paper; service/errors.py turns each code into a sentence for people."""


class DocTemplatesError(Exception):
    """Base of every error of this room: a stable `code` and the facts as `data`, no sentences."""

    code = "doc_templates_error"

    def __init__(self, **data: object) -> None:
        super().__init__(self.code, data)
        self.data = data

"""How a completion is searched for."""

from index.engine import Completion

FIELDS = {"signer": "người ký", "kind": "loại"}
"""What is searched in a field of its own."""


def query_of(one: Completion) -> str:
    """The words that search for a completion: `người ký:"Huỳnh Tân Thìn"`."""
    plain = one.text.replace('"', " ")
    return f'{FIELDS[one.what]}:"{plain}"' if one.what in FIELDS else plain

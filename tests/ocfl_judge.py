"""The independent judge of the storage root: ocfl-py. It lacks layout 0004, which is told to it here in its
own terms.
"""

import hashlib
from pathlib import Path

from ocfl.layout import Layout
from ocfl.layout_registry import add_layout
from ocfl.storage_root import StorageRoot


class HashedNTuple(Layout):
    """https://ocfl.github.io/extensions/0004-hashed-n-tuple-storage-layout.html with its default
    parameters.
    """

    def __init__(self) -> None:
        super().__init__()
        self.NAME = "0004-hashed-n-tuple-storage-layout"
        self.DESCRIPTION = "Hashed N-tuple Storage Layout"
        self.found: dict[str, object] = {}
        self.PARAMS = {
            name: self._keep(name) for name in ("digestAlgorithm", "tupleSize", "numberOfTuples", "shortObjectRoot")
        }

    def _keep(self, name: str):
        def keep(value: object) -> None:
            self.found[name] = value

        return keep

    def identifier_to_path(self, identifier: str) -> str:
        digest = hashlib.sha256(identifier.encode()).hexdigest()
        return "/".join((digest[:3], digest[3:6], digest[6:9], digest))


# W008: a clerk has no address of his own; W901: ocfl-py's list of registered extensions ends before 0004.
ADVICE = ("[W008]", "[W901]")
add_layout("0004-hashed-n-tuple-storage-layout", HashedNTuple)


def judge(root: Path) -> tuple[int, list[str]]:
    """How many objects ocfl-py found, and all it has to say against the root or any of them."""
    judged = StorageRoot(str(root), spec_version="1.1")
    valid = judged.validate(log_warnings=True, log_errors=True)
    said = [f"{path}: {message}" for path, message in judged.errors] + judged.log.messages
    said = [message for message in said if not any(code in message for code in ADVICE)]
    for path, object_id in judged.list_objects():
        if judged.layout.identifier_to_path(object_id) != path:
            said.append(f"{path}: not the place of {object_id}")
    if not valid or judged.good_objects != judged.num_objects:
        said.append(f"valid: {valid}, {judged.good_objects} good of {judged.num_objects}")
    return judged.num_objects, said

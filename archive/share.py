"""A share of the stored objects, so that one night looks over a thirtieth of them and a month over all."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from archive import ocfl
from archive.store import Store


@dataclass(frozen=True)
class Share:
    """The objects whose path falls to `number` of 0 … `of` - 1: always the same ones, about as many in each share."""

    number: int = 0
    of: int = 1

    def holds(self, path: PurePosixPath) -> bool:
        """Does what lies at this path below the storage root belong to the share?"""
        return zlib.crc32(str(path).encode()) % self.of == self.number

    def holds_object(self, object_id: str) -> bool:
        """Does the object, there or not? Raises BadName."""
        return self.holds(ocfl.object_path(object_id))

    def paths(self, store: Store) -> Iterator[PurePosixPath]:
        """Where the share's objects lie."""
        return (path for path in store.object_paths() if self.holds(path))


ALL = Share()

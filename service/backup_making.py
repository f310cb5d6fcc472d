"""A part of a backup while it is being made: files are copied or written into it, and their digests kept."""

from dataclasses import dataclass, field
from pathlib import Path

from service.backup_parts import digest, digest_of


@dataclass
class Making:
    """A part that is being made: its folder, the sums of its files so far (by name), what was wrong on the way."""

    folder: Path
    sums: dict[str, str] = field(default_factory=dict)
    size: int = 0
    problems: list[str] = field(default_factory=list)

    def copy(self, source: Path, name: str) -> tuple[str, str]:
        """Copy a file into the part as `name`, over what was copied before; answers its sha256 and sha512.

        Raises FileNotFoundError, PermissionError: then the part is as before.
        """
        with source.open("rb") as reading:
            target = self.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as writing:
                sha256, sha512 = digest_of(reading, writing.write)
        self.note(name, sha256)
        return sha256, sha512

    def write(self, name: str, content: bytes) -> None:
        """Write a file of the part."""
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        self.note(name, digest(target)[0])

    def note(self, name: str, sha256: str) -> None:
        """Keep the sum of a file that lies in the part."""
        self.sums[name] = sha256
        self.size += (self.folder / name).stat().st_size

"""The keys of a backup, apart from what they open: without them the backup's secrets stay shut."""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from service.backup_parts import Part
from service.parts import Parts


def keep_keys(parts: Parts, part: Part) -> None:
    """secret.key and what is trusted (certificates, lists of revoked ones), apart from what they open."""
    target = part.keys
    target.parent.mkdir(exist_ok=True, mode=0o700)
    with suppress(FileExistsError):
        target.mkdir(mode=0o700)
    handle = os.open(target / "secret.key", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(parts.config.secret_key)
    for path in _trusted(parts.config.trust_dir):
        kept = target / "trust" / path.relative_to(parts.config.trust_dir)
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copyfile(path, kept)
        kept.chmod(0o600)


def _trusted(folder: Path) -> Iterator[Path]:
    """Its files, a link to a certificate of the machine among them, and the regular files of its sub-folders."""
    for place, _, names in os.walk(folder):
        files = (Path(place, name) for name in sorted(names))
        yield from (path for path in files if path.is_file() and (Path(place) == folder or not path.is_symlink()))

"""The keys of a backup, apart from what they open: without them the backup's secrets stay shut."""

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from service.backup_parts import Part
from service.parts import Parts


def keep_keys(parts: Parts, part: Part) -> None:
    """secret.key and the trusted certificates, apart from what they open."""
    target = part.keys
    target.parent.mkdir(exist_ok=True, mode=0o700)
    with suppress(FileExistsError):
        target.mkdir(mode=0o700)
    handle = os.open(target / "secret.key", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(parts.config.secret_key)
    for certificate in _certificates(parts.config.trust_dir):
        (target / "trust").mkdir(exist_ok=True, mode=0o700)
        shutil.copyfile(certificate, target / "trust" / certificate.name)
        (target / "trust" / certificate.name).chmod(0o600)


def _certificates(folder: Path) -> Sequence[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else ()

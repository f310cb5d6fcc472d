"""A backup back into an empty data folder, every file checked on the way; then the office is whole, or it says why not.

`python -m service.backup_restore FOLDER INTO` works where no office is left to ask.
"""

import os
import shutil
import sys
from pathlib import Path

from archive import ocfl
from archive.finding import Progress, unseen
from service import database_copy
from service.backup_parts import BackupDamaged, NotEmpty, Part, chain, check_part, objects_of
from service.backup_waiting import lay_waiting
from service.settling import RESTORED


def restore(folder: Path, into: Path, *, name: str = "", database_url: str = "", progress: Progress = unseen) -> Part:
    """Restore the named backup (the latest without a name) as the data folder `into`; answers its last part.

    Raises NotEmpty, NoBackup, BackupDamaged; then `into` is as before. database_url: of an empty PostgreSQL database,
    for a backup of one.
    """
    if into.exists() and any(into.iterdir()):
        raise NotEmpty(str(into))
    parts = chain(folder, name)
    made = into.with_name(f"{into.name}.restoring")
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True, mode=0o700)
    for part in parts:
        check_part(part, progress)
        _lay(part, made)
    _check_objects(parts[-1], made)
    lay_waiting(parts[-1], made)
    (made / RESTORED).touch()
    _keys(parts[-1], made)
    database_copy.load(parts[-1].folder / "database", made, database_url)
    os.sync()
    made.rename(into)
    return parts[-1]


def _lay(part: Part, made: Path) -> None:
    """A part over those before it: inventories are the newer ones, contents are only added."""
    for source, target in (("storage", "archive"), ("digests", "digests")):
        if (part.folder / source).is_dir():
            shutil.copytree(part.folder / source, made / target, dirs_exist_ok=True)


def _check_objects(part: Part, made: Path) -> None:
    """Every object that the storage had is there in the version that it had."""
    for path, known in objects_of(part).items():
        inventory = made / "archive" / path / ocfl.INVENTORY
        found = ocfl.sidecar(inventory.read_bytes()) if inventory.is_file() else b""
        if not found.startswith(known.inventory.encode()):
            raise BackupDamaged(f"{part.name}: {path}")


def _keys(part: Part, made: Path) -> None:
    """The keys, if they were brought along; without them the office asks for SECRET_KEY."""
    if part.keys.is_dir():
        shutil.copytree(part.keys, made, dirs_exist_ok=True)
        (made / "secret.key").chmod(0o600)


if __name__ == "__main__":
    from service.progress import bar

    if len(sys.argv) != 3:
        sys.exit(__doc__)
    restored = restore(Path(sys.argv[1]), Path(sys.argv[2]).resolve(), progress=bar("backup restore"))
    print(restored.name)

"""The storage: OCFL 1.1 that an independent judge accepts, whole or not at all, whatever stops the
machine.
"""

import hashlib
import json
import os
import subprocess
import sys
import threading
import time
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive import disk, ocfl
from archive.errors import (
    BadName,
    NotAStorageRoot,
    NotEnoughSpace,
    ObjectDamaged,
    ObjectDiffers,
    ObjectMissing,
    UnknownStorage,
)
from archive.store import Store, open_store
from tests.ocfl_judge import judge

AT = datetime(2026, 1, 5, 3, 4, 5, tzinfo=UTC)
TOLD = {"message": "Ban hành", "user": "Trần Thị Văn Thư", "at": AT}
PLAN = "urn:uuid:0f3e1f5e-7c54-4d3f-8a26-7e1c9a3f0b11"
FILES = {"document.pdf": b"%PDF-1.7 paper", "metadata.json": b"{}\n"}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "archive")


def folder_of(store: Store, object_id: str) -> Path:
    return store.root / ocfl.object_path(object_id)


def visible(root: Path) -> list[str]:
    """Everything below the root but what every root has."""
    return [
        str(path.relative_to(root))
        for path in sorted(root.rglob("*"))
        if "extensions" not in path.parts and path.name not in ("0=ocfl_1.1", "ocfl_layout.json")
    ]


def test_an_independent_judge_accepts_the_root(store: Store) -> None:
    assert judge(store.root) == (0, [])
    store.put(PLAN, FILES, **TOLD)
    store.put("fact:agencies:nhon-trach", {"fact.json": b"{}\n"}, **TOLD)
    store.put("urn:x:twins", {"a.json": b"same", "b.json": b"same"}, **TOLD)
    store.add_version(PLAN, {"recall.json": b"{}\n"}, **TOLD)
    store.add_version(PLAN, {"document.pdf": b"%PDF-1.7 signed again"}, **TOLD)
    store.add_version("urn:x:twins", {"c.json": b"same"}, **TOLD)
    assert judge(store.root) == (3, [])


def test_the_judge_is_no_rubber_stamp(store: Store) -> None:
    store.put(PLAN, FILES, **TOLD)
    store.path(PLAN, "document.pdf").write_bytes(b"%PDF-1.7 forged")
    assert judge(store.root)[1]


def test_what_goes_in_comes_out_with_its_digests(store: Store) -> None:
    stored = store.put(PLAN, FILES, **TOLD)
    assert stored == store.stored(PLAN)
    assert [file.name for file in stored.files] == ["document.pdf", "metadata.json"]
    assert stored.files[0].sha256 == hashlib.sha256(FILES["document.pdf"]).hexdigest()
    assert stored.files[0].sha512 == hashlib.sha512(FILES["document.pdf"]).hexdigest()
    assert stored.files[0].size == len(FILES["document.pdf"])
    assert store.read(PLAN, "document.pdf") == FILES["document.pdf"]
    assert store.path(PLAN, "document.pdf").read_bytes() == FILES["document.pdf"]
    assert store.inventory(PLAN)["fixity"]["sha256"][stored.files[0].sha256] == ["v1/content/document.pdf"]
    assert list(store.object_ids()) == [PLAN]


def test_putting_again_changes_nothing(store: Store) -> None:
    first = store.put(PLAN, FILES, **TOLD)
    inventory = store.inventory(PLAN)
    assert store.put(PLAN, FILES, message="again", user="other", at=datetime.now(UTC)) == first
    assert store.inventory(PLAN) == inventory
    with pytest.raises(ObjectDiffers):
        store.put(PLAN, {**FILES, "document.pdf": b"other"}, **TOLD)
    with pytest.raises(ObjectDiffers):
        store.put(PLAN, {"document.pdf": FILES["document.pdf"]}, **TOLD)


def test_a_later_version_leaves_the_earlier_as_it_was(store: Store) -> None:
    store.put(PLAN, FILES, **TOLD)
    before = {path: path.read_bytes() for path in (folder_of(store, PLAN) / "v1").rglob("*") if path.is_file()}
    second = store.add_version(PLAN, {"metadata.json": b'{"recalled": true}\n'}, **TOLD)
    assert second.version == "v2"
    assert store.read(PLAN, "document.pdf") == FILES["document.pdf"]
    assert store.read(PLAN, "metadata.json") == b'{"recalled": true}\n'
    assert {path: path.read_bytes() for path in before} == before
    assert store.add_version(PLAN, {"metadata.json": b'{"recalled": true}\n'}, **TOLD) == second


@pytest.mark.parametrize("entered", [(), ("inventory.json",), ("inventory.json.sha512",)])
def test_a_version_that_was_stopped_half_way_is_entered_by_the_next(store: Store, entered: tuple[str, ...]) -> None:
    """Stopped after the version's folder was there, and before or between the renames of the root
    inventory.
    """
    store.put(PLAN, FILES, **TOLD)
    folder = folder_of(store, PLAN)
    old = {name: (folder / name).read_bytes() for name in (ocfl.INVENTORY, ocfl.SIDECAR) if name not in entered}
    store.add_version(PLAN, {"recall.json": b"{}"}, **TOLD)
    for name, content in old.items():
        (folder / name).write_bytes(content)
    stored = store.add_version(PLAN, {"more.json": b"[]"}, **TOLD)
    assert stored.version == "v3"
    assert {file.name for file in stored.files} == {*FILES, "recall.json", "more.json"}
    assert judge(store.root) == (1, [])


def test_what_is_not_there_is_named(store: Store) -> None:
    for ask in (store.stored, store.inventory):
        with pytest.raises(ObjectMissing):
            ask(PLAN)
    with pytest.raises(ObjectMissing):
        store.add_version(PLAN, FILES, **TOLD)
    store.put(PLAN, FILES, **TOLD)
    with pytest.raises(ObjectMissing):
        store.read(PLAN, "document.docx")
    store.path(PLAN, "document.pdf").unlink()
    with pytest.raises(ObjectMissing):
        store.read(PLAN, "document.pdf")
    with pytest.raises(ObjectMissing):
        store.stored(PLAN)


def test_changed_bytes_are_never_handed_out(store: Store) -> None:
    store.put(PLAN, FILES, **TOLD)
    store.path(PLAN, "document.pdf").write_bytes(b"%PDF-1.7 forged")
    with pytest.raises(ObjectDamaged):
        store.read(PLAN, "document.pdf")


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../x.pdf",
        "a/b.pdf",
        "/x.pdf",
        "Document.pdf",
        "x",
        ".x.pdf",
        "x.pdf\n",
        "văn.pdf",
        "a\x00.pdf",
        "x" * 99 + ".pdf",
        "con/../x.pdf",
    ],
)
def test_file_names_are_fixed_and_plain(store: Store, name: str) -> None:
    with pytest.raises(BadName):
        store.put(PLAN, {name: b""}, **TOLD)
    assert visible(store.root) == []


@given(object_id=st.text(min_size=0, max_size=60))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_object_id_leaves_the_root(tmp_path: Path, object_id: str) -> None:
    store = Store(tmp_path / "archive")
    try:
        store.put(object_id, FILES, **TOLD)
    except BadName:
        hidden = any(unicodedata.category(letter).startswith("C") for letter in object_id)
        assert hidden or not object_id or object_id != object_id.strip()
    else:
        assert store.read(object_id, "document.pdf") == FILES["document.pdf"]
        assert folder_of(store, object_id).is_relative_to(store.root)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["archive", "archive.staging"]
    assert list(store.staging.iterdir()) == []


def test_hostile_object_ids_are_only_hashed(store: Store) -> None:
    for object_id in ("../../etc/passwd", "/etc/passwd", "a" * 500, "văn bản: số 1"):
        store.put(object_id, FILES, **TOLD)
    assert judge(store.root)[0] == 4
    for refused in ("", " x", "a\nb", "a\x00b", "\u202ex", "a" * 501, "\ud800"):
        with pytest.raises(BadName):
            store.put(refused, FILES, **TOLD)


def test_an_inventory_that_points_elsewhere_is_not_followed(store: Store, tmp_path: Path) -> None:
    store.put(PLAN, FILES, **TOLD)
    (tmp_path / "secret").write_text("secret")
    inventory = store.inventory(PLAN)
    digest = hashlib.sha512(b"secret").hexdigest()
    for path in ("../../../../../secret", str(tmp_path / "secret")):
        inventory["manifest"] = {digest: [path]}
        inventory["fixity"]["sha256"] = {"0": [path]}
        inventory["versions"]["v1"]["state"] = {digest: ["document.pdf"]}
        (folder_of(store, PLAN) / "inventory.json").write_text(json.dumps(inventory))
        with pytest.raises(ObjectDamaged):
            store.read(PLAN, "document.pdf")


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"id": 1}', '{"id": "x", "manifest": {}}', "\xff"])
def test_a_broken_inventory_is_damage_not_a_crash(store: Store, text: str) -> None:
    store.put(PLAN, FILES, **TOLD)
    (folder_of(store, PLAN) / "inventory.json").write_text(text)
    for ask in (store.stored, store.inventory, lambda id: store.read(id, "document.pdf")):
        with pytest.raises(ObjectDamaged):
            ask(PLAN)
    with pytest.raises(ObjectDamaged):
        list(store.object_ids())


def test_an_inventory_of_another_object_is_damage(store: Store) -> None:
    store.put(PLAN, FILES, **TOLD)
    store.put("urn:x:other", FILES, **TOLD)
    text = (folder_of(store, "urn:x:other") / "inventory.json").read_bytes()
    (folder_of(store, PLAN) / "inventory.json").write_bytes(text)
    with pytest.raises(ObjectDamaged):
        store.read(PLAN, "document.pdf")


def test_many_threads_putting_one_object_file_it_once(store: Store) -> None:
    results = []
    threads = [threading.Thread(target=lambda: results.append(store.put(PLAN, FILES, **TOLD))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 8
    assert len(set(results)) == 1
    assert judge(store.root) == (1, [])
    assert list(store.staging.iterdir()) == []


def test_two_objects_with_the_same_first_folders_both_get_in(store: Store, tmp_path: Path) -> None:
    """Both writers see no folder, both bring one: the second must go one level deeper, not fail."""
    path = ocfl.object_path(PLAN)
    neighbour = path.parent / ("f" * 64)
    facts = [ocfl.digests(name, content) for name, content in FILES.items()]
    for number, place in enumerate((path, neighbour)):
        staged = store.staging / str(number)
        staged.mkdir()
        disk.write_object(staged, place, ocfl.first_inventory(PLAN, facts, **TOLD), FILES)
    for number, place in enumerate((path, neighbour)):
        disk.move_in(store.staging / str(number), store.root, place)
    assert (store.root / path / "inventory.json").exists()
    assert (store.root / neighbour / "inventory.json").exists()


LIMITED = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from archive.errors import NotEnoughSpace
from archive.store import Store
store = Store(Path(sys.argv[1]))
told = dict(message="m", user="u", at=datetime.now(UTC))
for limit in (0, 5, 600, 100_000):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    for write, object_id in ((store.put, "urn:x:new"), (store.add_version, "urn:x:old")):
        try:
            write(object_id, {"document.pdf": b"x" * 200_000, "metadata.json": b"{}"}, **told)
        except NotEnoughSpace:
            continue
        sys.exit(f"{write} succeeded within {limit} bytes")
"""


def test_a_limit_on_file_sizes_leaves_everything_as_it_was(store: Store) -> None:
    store.put("urn:x:old", FILES, **TOLD)
    before = visible(store.root)
    subprocess.run([sys.executable, "-c", LIMITED, str(store.root)], check=True)
    assert visible(store.root) == before
    assert list(store.staging.iterdir()) == []
    assert judge(store.root) == (1, [])
    assert store.stored("urn:x:old").version == "v1"


@pytest.mark.slow
def test_a_full_disk_leaves_nothing_visible(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(small)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk needs root")
    try:
        store = Store(small / "archive")
        filed = 0
        with pytest.raises(NotEnoughSpace):
            for filed in range(1000):
                store.put(f"urn:x:{filed}", {"document.pdf": os.urandom(9000)}, **TOLD)
        assert filed > 0
        assert judge(store.root) == (filed, [])
        assert list(store.staging.iterdir()) == []
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_what_a_killed_process_left_is_cleaned_an_hour_later(store: Store) -> None:
    old, young = store.staging / "old", store.staging / "young"
    for left in (old, young):
        left.mkdir()
        (left / "part").write_bytes(b"x")
    os.utime(old, (time.time() - 7200,) * 2)
    Store(store.root)
    assert [entry.name for entry in store.staging.iterdir()] == ["young"]


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from archive import disk
from archive.store import Store

def counted(function):
    def call(*arguments, **named):
        global left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return function(*arguments, **named)
    return call

for step in range(100):
    store, left = Store(Path(sys.argv[1]) / str(step)), step
    child = os.fork()
    if child == 0:
        os.fsync, Path.rename = counted(os.fsync), counted(Path.rename)
        told = dict(message="m", user="u", at=datetime(2026, 1, 5, tzinfo=UTC))
        store.put("urn:x:killed", {"document.pdf": b"%PDF"}, **told)
        os._exit(0)
    if os.waitpid(child, 0)[1] == 0:
        break
"""


@pytest.mark.slow
def test_killed_at_any_step_the_object_is_whole_or_absent_and_a_repeat_finishes(tmp_path: Path) -> None:
    """Processes are killed before their first, second, … fsync or rename, until one is no longer killed."""
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=True)
    steps = len([entry for entry in tmp_path.iterdir() if not entry.name.endswith(".staging")])
    absent = 0
    for step in range(steps):
        store = Store(tmp_path / str(step))
        whole = store.has("urn:x:killed")
        absent += not whole
        assert judge(store.root) == (int(whole), [])
        store.put("urn:x:killed", {"document.pdf": b"%PDF"}, **TOLD)
        assert judge(store.root) == (1, [])
    assert steps > 10
    assert 0 < absent < steps


def test_an_url_opens_the_storage(tmp_path: Path) -> None:
    store = open_store(f"file://{tmp_path}/kho%20l%C6%B0u")
    assert store.root == tmp_path / "kho lưu"
    for unknown in ("s3://bucket/archive", "file://elsewhere/archive", "archive", "file:archive", ""):
        with pytest.raises(UnknownStorage):
            open_store(unknown)


def test_only_a_storage_root_of_this_layout_is_used(tmp_path: Path) -> None:
    used = tmp_path / "photos"
    used.mkdir()
    (used / "cat.jpg").write_bytes(b"")
    with pytest.raises(NotAStorageRoot):
        Store(used)
    assert [entry.name for entry in used.iterdir()] == ["cat.jpg"]
    other = Store(tmp_path / "other").root
    (other / "ocfl_layout.json").write_text('{"extension": "0002-flat-direct-storage-layout", "description": ""}')
    with pytest.raises(NotAStorageRoot):
        Store(other)
    half_made = tmp_path / "half"
    (half_made / "extensions").mkdir(parents=True)
    assert judge(Store(half_made).root) == (0, [])


def test_two_processes_may_make_the_root_at_once(tmp_path: Path) -> None:
    failures = []

    def make() -> None:
        try:
            Store(tmp_path / "archive")
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert judge(tmp_path / "archive") == (0, [])

"""Archives of files: names in all letters, archives inside, and all that is meant to harm; the run goes on."""

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from doc_templates.imported import unpacked
from doc_templates.imported.limits import limits
from doc_templates.imported.unpacked import Found, Refused, unpack

DATE = (2003, 5, 12, 8, 0, 0)


def packed(files: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    with zipfile.ZipFile(made := io.BytesIO(), "w", how) as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name, DATE), content, how)
    return made.getvalue()


def unpack_all(content: bytes, tmp_path: Path) -> tuple[dict[str, bytes], dict[str, str]]:
    """What is found by name, and why what was refused."""
    tmp_path.mkdir(exist_ok=True)
    (tmp_path / "all.zip").write_bytes(content)
    found = list(unpack(tmp_path / "all.zip", tmp_path / "out"))
    files = {one.name: one.file.read_bytes() for one in found if isinstance(one, Found)}
    assert all(one.size == len(files[one.name]) for one in found if isinstance(one, Found))
    assert {file.parent for file in (tmp_path / "out").iterdir()} == {tmp_path / "out"} or not files
    return files, {one.name: one.why for one in found if isinstance(one, Refused)}


def test_files_in_folders_and_archives_in_archives(tmp_path: Path) -> None:
    docx = packed({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<b/>"})
    inner = packed({"Quyết định.doc": b"2", "rỗng.txt": b""})
    files, refused = unpack_all(packed({"1998/a.doc": b"1", "1998/b.docx": docx, "1999.zip": inner}), tmp_path)
    assert files == {
        "1998/a.doc": b"1",
        "1998/b.docx": docx,
        "1999.zip/Quyết định.doc": b"2",
        "1999.zip/rỗng.txt": b"",
    }
    assert refused == {}
    again = unpack_all((tmp_path / "all.zip").read_bytes(), tmp_path)
    assert again == (files, {})


def test_what_systems_leave_beside_files_does_not_come_along(tmp_path: Path) -> None:
    junk = [".DS_Store", "x/Thumbs.db", "x/desktop.ini", "__MACOSX/x/._a.doc", "x/~$n ban.docx", "x/.~lock.a.odt#"]
    files, refused = unpack_all(packed(dict.fromkeys([*junk, "x/a.doc"], b"1")), tmp_path)
    assert (list(files), refused) == (["x/a.doc"], {})


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Công văn số 5.doc".encode(), "Công văn số 5.doc"),
        ("Quyết định.doc".encode(), "Quyết định.doc"),
        (b"Quy\xea\xect \xf0i\xf2nh.doc", "Quyết định.doc"),  # Windows 1258
        (b"r\x82sum\x82.doc", "résumé.doc"),  # DOS 437
        (b"a\\b\\c.doc", "a/b/c.doc"),
        (b"x\x01y.doc", "x�y.doc"),
    ],
)
def test_names_in_the_letters_of_their_makers(tmp_path: Path, raw: bytes, shown: str) -> None:
    place = "".join(chr(0x21 + at) for at in range(len(raw)))
    content = packed({place: b"1"}).replace(place.encode(), raw)
    assert unpack_all(content, tmp_path) == ({shown: b"1"}, {})


def test_a_name_in_an_extra_field(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("CONGVA~1.DOC", DATE)
    name = "Công văn.doc".encode()
    info.extra = struct.pack("<HHBI", 0x7075, 5 + len(name), 1, 0) + name
    with zipfile.ZipFile(made := io.BytesIO(), "w") as package:
        package.writestr(info, b"1")
    assert unpack_all(made.getvalue(), tmp_path) == ({"Công văn.doc": b"1"}, {})


def test_names_that_point_outside_are_refused_and_long_ones_harm_nobody(tmp_path: Path) -> None:
    bad = ["../../etc/cron.d/x", "/etc/passwd", "a/../../b.doc", "C:\\Windows\\x.doc", "..\\..\\y.doc"]
    long = f"{'dài' * 100}/{'tên' * 200}.doc"
    files, refused = unpack_all(packed(dict.fromkeys([*bad, long, "a..b/c.doc"], b"1")), tmp_path)
    assert files == {long: b"1", "a..b/c.doc": b"1"}
    assert refused == dict.fromkeys([name.replace("\\", "/") for name in bad], "unsafe_name")
    assert {path.name for path in tmp_path.iterdir()} == {"all.zip", "out"}


def test_links_and_devices_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(made := io.BytesIO(), "w") as package:
        for name, kind in (("link.doc", stat.S_IFLNK), ("pipe.doc", stat.S_IFIFO), ("file.doc", stat.S_IFREG)):
            info = zipfile.ZipInfo(name, DATE)
            info.external_attr = (kind | 0o777) << 16
            package.writestr(info, b"/etc/passwd")
    assert unpack_all(made.getvalue(), tmp_path) == (
        {"file.doc": b"/etc/passwd"},
        {"link.doc": "link", "pipe.doc": "link"},
    )


def test_encrypted_and_damaged_files_are_named_and_the_others_come(tmp_path: Path) -> None:
    content = bytearray(packed({"a.doc": b"one", "b.doc": b"two", "c.doc": b"three"}, zipfile.ZIP_STORED))
    locked = content.rfind(b"PK\x01\x02", 0, content.rfind(b"b.doc"))
    content[locked + 8] |= 1
    content[content.find(b"three")] ^= 1
    files, refused = unpack_all(bytes(content), tmp_path)
    assert (files, refused) == ({"a.doc": b"one"}, {"b.doc": "encrypted", "c.doc": "damaged"})


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no archive", packed({"a": b"1"})[:-30]])
def test_what_is_no_archive_is_named(tmp_path: Path, content: bytes) -> None:
    assert unpack_all(content, tmp_path) == ({}, {"all.zip": "damaged"})


def test_a_bomb_by_its_ratio_is_not_unpacked(tmp_path: Path) -> None:
    bomb = packed({"bomb.doc": bytes(40_000_000), "a.doc": b"1"})
    assert unpack_all(bomb, tmp_path) == ({"a.doc": b"1"}, {"bomb.doc": "bomb"})
    nested = packed({"inner.zip": bomb, "b.doc": b"2"})
    assert unpack_all(nested, tmp_path)[1] == {"inner.zip/bomb.doc": "bomb"}


def test_a_file_that_is_larger_than_it_says_gives_no_more_than_that(tmp_path: Path) -> None:
    content = packed({"a.doc": b"x" * 5000})
    lying = content.replace(struct.pack("<I", 5000), struct.pack("<I", 50))
    assert unpack_all(lying, tmp_path) == ({}, {"a.doc": "damaged"})


def test_files_that_lie_over_each_other_are_a_bomb(tmp_path: Path) -> None:
    content = packed({"a.doc": bytes(range(256)) * 40})
    at = content.find(b"PK\x01\x02")
    end = content.rfind(b"PK\x05\x06")
    entry = content[at:end]
    many = entry * 200
    tail = content[:at] + many + content[end : end + 8]
    tail += struct.pack("<HHIIH", 200, 200, len(many), at, 0)
    files, refused = unpack_all(tail, tmp_path)
    assert files == {} and set(refused.values()) <= {"bomb", "damaged"} and refused


def test_archives_too_deep_inside_each_other(tmp_path: Path) -> None:
    content = packed({"a.doc": b"1"})
    for depth in range(6):
        content = packed({f"{depth}.zip": content, f"{depth}.doc": b"2"})
    files, refused = unpack_all(content, tmp_path)
    assert set(files) == {"5.doc", "5.zip/4.doc", "5.zip/4.zip/3.doc"}
    assert refused == {"5.zip/4.zip/3.zip": "too_deep"}
    assert len(list((tmp_path / "out").iterdir())) == 3


def test_too_many_files_and_too_many_bytes_end_the_unpacking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = {**limits(), "zip": {**limits()["zip"], "files": 3}}
    monkeypatch.setattr(unpacked, "limits", lambda: few)
    content = packed({f"{number}.doc": b"12345" for number in range(9)})
    files, refused = unpack_all(content, tmp_path)
    assert (len(files), refused) == (3, {"3.doc": "too_many_files"})
    few["zip"] = {**limits()["zip"], "bytes": 12}
    files, refused = unpack_all(content, tmp_path / "again")
    assert (len(files), refused) == (2, {"2.doc": "too_large"})
    few["zip"] = {**limits()["zip"], "listing": 200}
    assert unpack_all(content, tmp_path / "more") == ({}, {"all.zip": "too_many_files"})

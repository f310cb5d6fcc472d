"""Files that mean harm are opened in processes with limits: refused by name, or taken without what harms; the run goes
on, nothing of the process survives."""

import io
import os
import threading
import zipfile
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import olefile
import pikepdf
import pytest

from doc_templates.errors import Unreadable
from doc_templates.imported import apart
from doc_templates.imported.limits import limits
from doc_templates.imported.opened import Opened, open_brought
from doc_templates.pdf import PdfPool
from tests import hostile_files as hostile
from tests import pdf_samples
from tests.old_files import saved_as

pytestmark = pytest.mark.slow
Opener = Callable[[bytes], Opened]


@pytest.fixture
def opening(tmp_path: Path, pdf_pool: PdfPool) -> Opener:
    def opening(content: bytes) -> Opened:
        (tmp_path / "in").write_bytes(content)
        try:
            return open_brought(tmp_path / "in", "../../x.doc", tmp_path / "out", pdf_pool)
        finally:
            assert workers(tmp_path) == []
            assert not (tmp_path / "out" / "opening").exists()

    return opening


def workers(folder: Path) -> list[str]:
    """Processes that work for this folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            told = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        if str(folder) in told and process.name != str(os.getpid()):
            found.append(told)
    return found


USER = pikepdf.Encryption(user="x", owner="y")
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "empty"),
    "zeros": (lambda: bytes(5000), "damaged"),
    "blanks": (lambda: b" \n" * 50, "empty"),
    "text": (lambda: b"Cong hoa xa hoi", "not_a_document"),
    "a web page called .doc": (lambda: b"<html><body>x</body></html>", "not_a_document"),
    "a program": (lambda: b"\x7fELF" + bytes(100), "not_a_document"),
    "an archive": (lambda: hostile.docx_with("x", b"")[:100], "damaged"),
    "a workbook": (
        lambda: pdf_samples.changed(hostile.ONE_PAGE, "[Content_Types].xml", b"<Types/>"),
        "not_a_document",
    ),
    "a PDF with a password": (lambda: hostile.pdf(save=USER), "encrypted"),
    "half a PDF": (lambda: hostile.pdf(pages=50)[:700], "damaged"),
    "a PDF of noise": (lambda: b"%PDF-1.7\n" + os.urandom(4000), "damaged"),
    "5,000 pages": (lambda: hostile.pdf(pages=5000), "too_many_pages"),
    "more letters than a page holds": (
        lambda: hostile.pdf_with_words("ha " * 9000),
        "too_large",
    ),
    "900 million pixels": (lambda: hostile.huge_png(30_000), "too_large"),
    "a TIFF of 501 pages": (lambda: hostile.tiff(501), "too_many_pages"),
    "half a PNG": (lambda: pdf_samples.png(900)[:700], "damaged"),
    "a .docx that grows": (
        lambda: hostile.docx_with("word/document.xml", hostile.body_of(b"<w:p/>" * 9_000_000)),
        "bomb",
    ),
    "a .docx of 4,000 parts": (
        lambda: pdf_samples.changed(many_parts(4000), "x", b""),
        "bomb",
    ),
    "a billion laughs": (lambda: hostile.docx_with("word/document.xml", hostile.entity_bomb()), "bomb"),
    "laughs in a side part": (lambda: hostile.docx_with("docProps/custom.xml", hostile.entity_bomb()), "bomb"),
    "deep nesting": (
        lambda: hostile.docx_with("word/document.xml", hostile.body_of(b"<w:sdt>" * 5000 + b"</w:sdt>" * 5000)),
        "bomb",
    ),
    "a .docx that is cut": (lambda: hostile.ONE_PAGE[:-500], "damaged"),
    "an .rtf of groups": (lambda: b"{\\rtf1" + b"{" * 200_000 + b"}" * 200_001, "bomb"),
    "laughs in an .odt": (lambda: hostile.odt("", styles_xml=b"", **{"styles.xml": hostile.entity_bomb()}), "bomb"),
    "an .odt with a password": (
        lambda: hostile.odt("", **{"META-INF_manifest.xml": ENCRYPTED}),
        "encrypted",
    ),
    "a broken .doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + os.urandom(3000), "damaged"),
}
ENCRYPTED = (
    b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry>'
    b"<m:encryption-data/></m:file-entry></m:manifest>"
)


def many_parts(count: int) -> bytes:
    with zipfile.ZipFile(made := io.BytesIO(hostile.ONE_PAGE), "a") as package:
        for number in range(count):
            package.writestr(f"word/x{number}.xml", "<a/>")
    return made.getvalue()


@pytest.mark.parametrize("name", REFUSED)
def test_refused_by_name(opening: Opener, name: str) -> None:
    make, why = REFUSED[name]
    with pytest.raises(Unreadable) as refused:
        opening(make())
    assert refused.value.data["why"] == why, refused.value.data


def test_a_pdf_that_grows_without_measure_ends_its_process_alone(opening: Opener) -> None:
    with pytest.raises(Unreadable) as refused:
        opening(hostile.pdf_bomb(3000, layers=2))
    assert refused.value.data["why"] in ("damaged", "too_large", "too_slow", "bomb")


def test_a_tree_of_pages_that_holds_itself(opening: Opener) -> None:
    try:
        assert opening(hostile.pdf_loop()).format == "pdf"
    except Unreadable as refused:
        assert refused.data["why"] in ("damaged", "too_many_pages")


def test_a_pdf_without_password_for_reading_is_taken_and_told(opening: Opener) -> None:
    locked = pikepdf.Encryption(user="", owner="y", allow=pikepdf.Permissions(extract=False))
    with pikepdf.open(io.BytesIO(hostile.pdf_with_words())) as pdf:
        pdf.save(made := io.BytesIO(), encryption=locked)
    read = opening(made.getvalue())
    assert "encrypted_but_readable" in read.warnings and read.text.startswith("Quyet dinh")


def test_scripts_attachments_and_programs_in_a_pdf_are_told(opening: Opener, tmp_path: Path) -> None:
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    content = hostile.pdf_with_words(OpenAction=script)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.attachments["x.exe"] = b"MZ"
        pdf.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe")))
        pdf.save(made := io.BytesIO())
    read = opening(made.getvalue())
    assert read.warnings == ("javascript", "launch", "attachments")
    assert (tmp_path / "out" / "document.pdf").read_bytes() == made.getvalue()


def test_of_more_pages_than_are_read_the_first_are_read_and_all_shown(opening: Opener, tmp_path: Path) -> None:
    content = hostile.pdf(pages=limits()["pages"]["read"] + 20, content=hostile.said("x"))
    read = opening(content)
    assert (read.warnings, len(read.pages)) == (("truncated_pages",), limits()["pages"]["read"])
    assert (tmp_path / "out" / "document.pdf").read_bytes() == content


def test_what_is_two_things_at_once_is_what_its_first_bytes_say(opening: Opener) -> None:
    pdf = hostile.pdf_with_words()
    assert opening(pdf + hostile.ONE_PAGE).format == "pdf"
    assert opening(b"\n\n// a line before\n" + pdf).format == "pdf"
    picture = pdf_samples.png(64)
    assert opening(picture + pdf).format == "scan"


def test_macros_stay_out_of_what_is_shown(opening: Opener) -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macros = "application/vnd.ms-word.document.macroEnabled.main+xml"
    types = pdf_samples.changed(hostile.ONE_PAGE, "word/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    with zipfile.ZipFile(io.BytesIO(types)) as package:
        listed = package.read("[Content_Types].xml").replace(kind.encode(), macros.encode())
    read = opening(pdf_samples.changed(types, "[Content_Types].xml", listed))
    assert (read.format, read.warnings) == ("docx", ("macros",)) and "Điều 1" in read.text


def test_an_old_doc_with_a_password_or_that_is_a_workbook(opening: Opener, tmp_path: Path) -> None:
    doc = saved_as(hostile.ONE_PAGE, tmp_path / "old", "doc")["doc"]
    (tmp_path / "a.doc").write_bytes(doc)
    with olefile.OleFileIO(tmp_path / "a.doc", write_mode=True) as ole:
        stream = bytearray(ole.openstream("WordDocument").read())
        stream[11] |= 1
        ole.write_stream("WordDocument", bytes(stream))
    workbook = doc.replace("WordDocument".encode("utf-16-le"), "WorkbookXXXX".encode("utf-16-le"))
    for content, why in (((tmp_path / "a.doc").read_bytes(), "encrypted"), (workbook, "not_a_document")):
        with pytest.raises(Unreadable) as refused:
            opening(content)
        assert refused.value.data["why"] == why


@pytest.fixture
def elsewhere(tmp_path: Path) -> tuple[list[str], list[str]]:
    """Addresses that nobody may fetch: of a listener and of a file; and who asked."""
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def handle(self) -> None:
            asked.append(str(self.client_address))

    (tmp_path / "secret.png").write_bytes(pdf_samples.png())
    with ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield [f"http://127.0.0.1:{server.server_port}/a.png", (tmp_path / "secret.png").as_uri()], asked
        server.shutdown()


def pictures(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return sum(isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image" for thing in opened.objects)


def test_nothing_is_fetched_from_elsewhere(opening: Opener, tmp_path: Path, elsewhere, pdf_pool: PdfPool) -> None:
    targets, asked = elsewhere
    for target in targets:
        for content in (pdf_samples.with_picture(target), hostile.odt_picture(target), hostile.rtf_picture(target)):
            read = opening(content)
            assert "external_links" in read.warnings
            assert pictures((tmp_path / "out" / "document.pdf").read_bytes()) == 0
        made, docx = pdf_pool.convert_old(hostile.odt_picture(target), "odt")  # as if nothing had been cleaned
        assert pictures(made) == 0 and b"media/" not in docx
    assert asked == []


def test_a_process_that_takes_too_long_is_ended_with_all_it_started(
    opening: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = {**limits(), "process": {**limits()["process"], "seconds": 0.05}}
    monkeypatch.setattr(apart, "limits", lambda: short)
    with pytest.raises(Unreadable) as refused:
        opening(hostile.pdf_with_words())
    assert refused.value.data["why"] == "too_slow"

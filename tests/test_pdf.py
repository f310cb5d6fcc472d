"""The PDF pool with real LibreOffices: good documents, bad ones, and everything killed that can be killed."""

import io
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pikepdf
import pytest
from pikepdf import pdfa

from doc_templates import pdf_wire
from doc_templates.errors import PdfFailed, PdfTimeout, PdfUnavailable
from doc_templates.pdf import ROOT, PdfPool, mended
from doc_templates.pdf_facts import read_back
from doc_templates.pdf_folder import folder_prefix
from doc_templates.pdf_needs import missing_packages
from tests import pdf_samples

slow = pytest.mark.slow
ONE_PAGE = pdf_samples.saved(pdf_samples.decision())


@pytest.fixture
def own_pool(tmp_path: Path) -> Iterator[PdfPool]:
    """A pool of one worker that the test may maltreat."""
    pool = PdfPool(tmp_path / "pdf.sock", workers=1)
    yield pool
    pool.stop()


# --- who runs, by /proc


def processes(pool: PdfPool, words: str) -> list[int]:
    """Living processes of this pool that are a "pdf_pool", "pdf_worker" or "soffice.bin"."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_text().split("\0")
        except OSError:
            continue
        mine = any(folder_prefix(pool.socket) in word or word == str(pool.socket) for word in command)
        if mine and any(words in word for word in command[:3]):  # the program, or the script of an interpreter
            found.append(int(entry.name))
    return found


def wait_until(true: Callable[[], object], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.02)


def working_folders(pool: PdfPool) -> list[Path]:
    places = {Path("/dev/shm"), Path(tempfile.gettempdir())}
    return [folder for place in places for folder in place.glob(f"{folder_prefix(pool.socket)}*")]


def at_work(pool: PdfPool, document: bytes) -> bool:
    """Whether a worker has this document before it."""
    sources = [folder / "0" / "document.docx" for folder in working_folders(pool)]
    return any(source.exists() and source.stat().st_size == len(document) for source in sources)


def nothing_is_left(pool: PdfPool) -> bool:
    return not any(processes(pool, words) for words in ("pdf_pool", "pdf_worker", "soffice.bin"))


# --- good documents


def assert_pdfa(pdf: bytes) -> None:
    report = pdfa.validate_written(io.BytesIO(pdf), "2b")
    assert report.verdict == "pass", report.findings


@slow
def test_a_decision_becomes_pdfa_in_the_right_font(pdf_pool: PdfPool) -> None:
    pdf = pdf_pool.convert(ONE_PAGE, title="Về việc khen thưởng\nnăm\x07 2026")
    assert_pdfa(pdf)
    facts = read_back(pdf)
    assert (facts.pages, facts.pdfa) == (1, "2B")
    assert "Số: 15/QĐ-UBND" in facts.first_page_text
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.docinfo["/Title"]) == "Về việc khen thưởng năm 2026"
        assert str(opened.Root.Lang) == "vi-VN"
        assert opened.Root.MarkInfo.Marked
        fonts = {str(font.BaseFont).partition("+")[2] for font in opened.pages[0].Resources.Font.values()}
    assert fonts == {"LiberationSerif"}


@slow
def test_two_hundred_pages(pdf_pool: PdfPool) -> None:
    pdf = pdf_pool.convert(pdf_samples.saved(pdf_samples.decision(200)))
    assert_pdfa(pdf)
    assert read_back(pdf).pages >= 200


@slow
def test_a_page_with_links_keeps_them_and_is_mended(pdf_pool: PdfPool) -> None:
    pdf = pdf_pool.convert(pdf_samples.with_link("https://chinhphu.vn/van-ban?so=15"))
    assert_pdfa(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.pages[0].Tabs == pikepdf.Name.S
        assert str(opened.pages[0].Annots[0].A.URI) == "https://chinhphu.vn/van-ban?so=15"
        assert "/DocChecksum" not in opened.trailer
        assert not opened.check_pdf_syntax()


def test_mending_changes_no_length_and_nothing_else() -> None:
    page = b"1 0 obj\n<</Type/Page/Annots[\n7 0 R ]\n/Tabs(S)\n>>\nendobj\n(a text that says /Tabs(S))\n"
    catalog = b"2 0 obj\n<</Type/Catalog/Pages 3 0 R\n/OpenAction[1 0 R /XYZ null null 0]\n/Lang(vi-VN)>>\n"
    trailer = b"trailer\n<</Size 9\n/DocChecksum /0123456789ABCDEF0123456789ABCDEF\n>>\nstartxref\n9\n"
    pdf = mended(page + catalog + trailer)
    assert len(pdf) == len(page + catalog + trailer)
    assert pdf.count(b"/Tabs/S ") == 1 and b"says /Tabs(S)" in pdf
    assert b"OpenAction" not in pdf and b"DocChecksum" not in pdf
    assert mended(pdf) == pdf


# --- bad documents


def encrypted() -> bytes:
    package = bytearray(ONE_PAGE)
    for found in re.finditer(rb"PK\x01\x02", ONE_PAGE):
        package[found.start() + 8] |= 1
    return bytes(package)


BAD = {
    "empty": (b"", "empty"),
    "garbage": (b"no package" * 500, "not_a_docx"),
    "cut": (ONE_PAGE[:15000], "not_a_docx"),
    "old word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "encrypted"),
    "encrypted": (encrypted(), "encrypted"),
    "no types": (pdf_samples.changed(ONE_PAGE, "[Content_Types].xml", None), "not_a_docx"),
    "broken relations": (pdf_samples.changed(ONE_PAGE, "word/_rels/document.xml.rels", b"<a"), "not_a_docx"),
    "two of a name": (pdf_samples.changed(ONE_PAGE, "WORD/Document.xml", b"<a/>"), "not_a_docx"),
    "doctype": (
        pdf_samples.changed(ONE_PAGE, "word/_rels/x.rels", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
        "not_a_docx",
    ),
    "linked picture": (pdf_samples.with_link("http://127.0.0.1/a.png", "a/image"), "external_link"),
    "template elsewhere": (pdf_samples.with_link("file:///C:/a.dotm", "a/attachedTemplate"), "external_link"),
    "local file as link": (pdf_samples.with_link("file:///etc/passwd"), "external_link"),
    "share as link": (pdf_samples.with_link("\\\\server\\share\\a.docx"), "external_link"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_packages_are_refused_before_libreoffice(tmp_path: Path, name: str) -> None:
    package, why = BAD[name]
    with pytest.raises(PdfFailed) as failed:
        PdfPool(tmp_path / "pdf.sock").convert(package)
    assert failed.value.data["why"] == why
    assert not list(tmp_path.iterdir()), "no pool was started for it"


@slow
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml"])
def test_a_cut_part_is_refused_not_half_converted(pdf_pool: PdfPool, part: str) -> None:
    cut = pdf_samples.changed(ONE_PAGE, part, b"<?xml version='1.0'?><w:document xmlns:w='a'><w:body>")
    with pytest.raises(PdfFailed) as failed:
        pdf_pool.convert(cut)
    assert failed.value.data["why"] == "not_readable"
    assert read_back(pdf_pool.convert(ONE_PAGE)).pages == 1


@slow
def test_libreoffice_itself_fetches_nothing(pdf_pool: PdfPool, tmp_path: Path) -> None:
    """Behind the guard stands the profile: these go straight to the pool, as if the guard had missed them."""
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def handle(self) -> None:
            asked.append(str(self.client_address))

    picture = tmp_path / "secret.png"
    picture.write_bytes(pdf_samples.png())
    with ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for target in (f"http://127.0.0.1:{server.server_port}/a.png", picture.as_uri()):
            assert pictures(past_the_guard(pdf_pool, pdf_samples.with_picture(target))) == 0
        server.shutdown()
    assert not asked
    assert pictures(past_the_guard(pdf_pool, pdf_samples.with_picture())) == 1


def past_the_guard(pool: PdfPool, package: bytes) -> bytes:
    head, pdf = pool._ask({"ask": "convert", "title": "", "limit": 60}, package, 70)
    assert head["ok"]
    return pdf


def pictures(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return sum(isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image" for thing in opened.objects)


# --- everything killed that can be killed


@slow
@pytest.mark.parametrize("victim", ["soffice.bin", "pdf_worker", "pdf_pool"])
def test_killed_in_mid_conversion_the_answer_still_comes(own_pool: PdfPool, victim: str) -> None:
    own_pool.warm()
    long = pdf_samples.saved(pdf_samples.decision(150))
    with ThreadPoolExecutor() as threads:
        answer = threads.submit(own_pool.convert, long)
        wait_until(lambda: at_work(own_pool, long))
        time.sleep(0.5)
        before = processes(own_pool, "soffice.bin")
        assert not answer.done()
        os.kill(processes(own_pool, victim)[0], signal.SIGKILL)
        assert read_back(answer.result()).pages >= 150
    after = processes(own_pool, "soffice.bin")
    assert len(after) == 1 and after != before
    assert len(working_folders(own_pool)) == 1, "what the killed pool left was swept"


@slow
def test_a_hanging_office_is_told_after_the_limit_and_replaced(own_pool: PdfPool) -> None:
    own_pool.warm()
    hanging = processes(own_pool, "soffice.bin")
    os.kill(hanging[0], signal.SIGSTOP)
    with pytest.raises(PdfTimeout) as late:
        own_pool.convert(ONE_PAGE, limit=1.5)
    assert late.value.data["seconds"] == 1.5
    assert read_back(own_pool.convert(ONE_PAGE)).pages == 1
    assert processes(own_pool, "soffice.bin") != hanging


@slow
def test_a_hanging_office_costs_one_try_when_there_is_time(own_pool: PdfPool) -> None:
    own_pool.warm()
    os.kill(processes(own_pool, "soffice.bin")[0], signal.SIGSTOP)
    assert read_back(own_pool.convert(ONE_PAGE, limit=45)).pages == 1


@slow
def test_an_office_that_died_idle_is_replaced_unasked(own_pool: PdfPool) -> None:
    own_pool.warm()
    dead = processes(own_pool, "soffice.bin")
    os.kill(dead[0], signal.SIGKILL)
    wait_until(lambda: processes(own_pool, "soffice.bin") not in ([], dead) and own_pool.ready())
    assert read_back(own_pool.convert(ONE_PAGE)).pages == 1


@slow
def test_a_killed_pool_takes_everything_with_it(own_pool: PdfPool) -> None:
    own_pool.warm()
    os.kill(processes(own_pool, "pdf_pool")[0], signal.SIGKILL)
    wait_until(lambda: nothing_is_left(own_pool))
    assert not own_pool.ready()
    assert read_back(own_pool.convert(ONE_PAGE)).pages == 1


@slow
def test_stop_leaves_nothing(own_pool: PdfPool) -> None:
    own_pool.warm()
    assert own_pool.ready()
    own_pool.stop()
    assert nothing_is_left(own_pool)
    assert not working_folders(own_pool)
    assert not own_pool.ready()
    own_pool.stop()


# --- one pool for all

CALLER = """
import sys
from pathlib import Path
from doc_templates.pdf import PdfPool
pool = PdfPool(Path(sys.argv[1]), workers=1)
"""
CONVERTER = CALLER + "print(len(pool.convert(sys.stdin.buffer.read())))"


@slow
def test_processes_that_start_at_once_share_one_pool(own_pool: PdfPool) -> None:
    command = [sys.executable, "-c", CONVERTER, str(own_pool.socket)]
    callers = [subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(3)]
    with ThreadPoolExecutor() as threads:
        sizes = list(threads.map(lambda caller: int(caller.communicate(ONE_PAGE)[0]), callers))
    assert min(sizes) > 10_000
    assert len(processes(own_pool, "pdf_pool")) == 1
    assert len(processes(own_pool, "soffice.bin")) == 1


@slow
def test_many_threads_at_once_each_get_their_own_document(pdf_pool: PdfPool) -> None:
    def convert(number: int) -> bool:
        made = pdf_samples.decision()
        made.add_paragraph(f"Văn bản thứ {number}.")
        return f"Văn bản thứ {number}." in read_back(pdf_pool.convert(pdf_samples.saved(made))).first_page_text

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(convert, range(24)))


@slow
def test_a_pool_started_on_purpose_takes_over_and_dies_with_its_parent(own_pool: PdfPool) -> None:
    own_pool.warm()
    on_demand = processes(own_pool, "pdf_pool")
    script = "import subprocess, sys, time; subprocess.Popen(sys.argv[1:]); time.sleep(600)"
    pool = [
        sys.executable,
        "-m",
        "doc_templates.pdf_pool",
        "--socket",
        str(own_pool.socket),
        "--workers",
        "1",
    ]
    with subprocess.Popen([sys.executable, "-c", script, *pool], cwd=ROOT) as parent:
        wait_until(lambda: own_pool._status().get("idle") == 0 and own_pool.ready())
        assert not set(on_demand) & set(processes(own_pool, "pdf_pool"))
        assert read_back(own_pool.convert(ONE_PAGE)).pages == 1
        parent.kill()
    wait_until(lambda: nothing_is_left(own_pool))


@slow
def test_an_idle_pool_of_nobody_leaves(own_pool: PdfPool) -> None:
    command = [
        sys.executable,
        "-m",
        "doc_templates.pdf_pool",
        "--socket",
        str(own_pool.socket),
        "--idle",
        "0.5",
    ]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as launcher:
        assert launcher.stdout and b"ready" in launcher.stdout.readline()
    wait_until(lambda: nothing_is_left(own_pool))
    assert not working_folders(own_pool) and not own_pool.socket.exists()


@slow
def test_a_data_folder_deeper_than_a_socket_path_may_be_and_no_home(tmp_path: Path) -> None:
    pool = PdfPool(tmp_path / ("thư mục rất dài " * 6) / ("sâu" * 20) / "pdf.sock", workers=1)
    assert len(bytes(pool.socket)) > 108
    command = [sys.executable, "-c", CONVERTER + "; pool.stop()", str(pool.socket)]
    done = subprocess.run(command, cwd=ROOT, env={}, input=ONE_PAGE, capture_output=True, check=False)
    assert int(done.stdout) > 10_000, done.stderr
    assert nothing_is_left(pool)


@slow
def test_what_is_missing_is_named_as_packages(tmp_path: Path) -> None:
    """Without fontconfig's tools on the path no font is seen to have Vietnamese letters."""
    script = CALLER + "\ntry: pool.warm()\nexcept Exception as why: print(type(why).__name__, why.data['install'])"
    environment = {"PATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "pdf.sock")],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == [PdfUnavailable.__name__, "fonts-liberation2"], done.stderr


def test_this_machine_has_what_it_needs() -> None:
    assert missing_packages() == []


# --- the line between pool and client


def test_a_cut_answer_is_no_answer(tmp_path: Path) -> None:
    one, other = socket.socketpair()
    with one, other:
        one.sendall(b'{"size": 10}\nhalf')
        one.shutdown(socket.SHUT_WR)
        with pytest.raises(ConnectionError):
            pdf_wire.receive(other)


def test_a_lock_is_held_by_one(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with pdf_wire.locked(lock, 0) as first, pdf_wire.locked(lock, 0.1) as second:
        assert first and not second
    with pdf_wire.locked(lock, 0) as third:
        assert third


def test_nobody_listening_is_none(tmp_path: Path) -> None:
    assert pdf_wire.connect(tmp_path / "pdf.sock", 1) is None

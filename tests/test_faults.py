"""Power cuts, full disks, dead converters, broken indexes: nothing is lost, nothing is done twice."""

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from archive.errors import NotEnoughSpace
from archive.filing import object_id
from archive.numbers import Number
from archive.records import Document
from archive.verify import verify
from index.engine import Filters
from index.errors import SearchError
from service import drafts, search
from service.actor import Actor
from service.errors import DraftChanged, DraftLocked, SecretDocument
from service.issue import issue
from service.parts import Parts
from service.pasted import draft_from_text
from tests import kills
from tests.conftest import PLAN

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parent.parent


def quiet(done: int, total: int) -> None:
    """No progress bar in tests."""


def ready_draft(parts: Parts, drafter: Actor) -> str:
    return drafts.create(parts, drafter, "ke-hoach", PLAN).id


def command(parts: Parts, draft_id: str, step: str) -> list[str]:
    place = [str(parts.config.data_dir), str(parts.pdf.socket)]
    return [sys.executable, "-m", "tests.issue_and_die", *place, draft_id, "vanthu", step]


def issued(parts: Parts) -> list[str]:
    with parts.db.read() as session:
        return list(session.scalars(select(Document.reference).order_by(Document.number)))


@pytest.mark.parametrize("step", ["number", "paper", "file", "record"])
def test_killed_at_a_step_the_issue_is_finished_by_repeating_it(
    office: Parts, drafter: Actor, clerk: Actor, step: str
) -> None:
    draft_id = ready_draft(office, drafter)
    killed = subprocess.run(command(office, draft_id, step), cwd=ROOT, capture_output=True, timeout=120)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()

    assert issue(office, clerk, draft_id).reference == "01/KH-UBND"
    assert issue(office, clerk, ready_draft(office, drafter)).reference == "02/KH-UBND"
    assert verify(office.db, office.store, quiet).ok
    assert search.index_waiting(office) == 2


def test_killed_at_random_moments_of_number_seal_file_and_record() -> None:
    """A few of the thousand that `python -m tests.kills 1000` makes."""
    assert kills.run(6, documents=3).issued >= 3


def test_four_processes_issue_eighty_documents_without_a_gap(office: Parts, drafter: Actor) -> None:
    ids = [ready_draft(office, drafter) for _ in range(80)]
    script = (
        "import sys; from tests.issue_and_die import main\n"
        "for draft in sys.argv[3:]: main(*sys.argv[1:3], draft, 'vanthu', '')"
    )
    place = [str(office.config.data_dir), str(office.pdf.socket)]
    running = [
        subprocess.Popen([sys.executable, "-c", script, *place, *ids[part::4]], cwd=ROOT, stdout=subprocess.DEVNULL)
        for part in range(4)
    ]
    assert [process.wait(timeout=240) for process in running] == [0, 0, 0, 0]
    with office.db.read() as session:
        numbers = list(session.scalars(select(Number.number).order_by(Number.number)))
        documents = session.scalar(select(func.count()).select_from(Document))
    assert numbers == list(range(1, 81))
    assert documents == 80
    assert verify(office.db, office.store, quiet).ok


def test_a_full_disk_while_filing_keeps_the_number_and_shows_nothing_half_made(
    office: Parts, drafter: Actor, clerk: Actor
) -> None:
    draft_id = ready_draft(office, drafter)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill_the_disk(step: str) -> None:
        if step == "paper":
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))

    try:
        with pytest.raises(NotEnoughSpace):
            issue(office, clerk, draft_id, fill_the_disk)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not office.store.has(object_id(draft_id))
    with pytest.raises(DraftLocked):
        drafts.save(office, drafter, draft_id, PLAN, 1)

    assert issue(office, clerk, draft_id).reference == "01/KH-UBND"
    assert verify(office.db, office.store, quiet).ok


def test_libreoffice_killed_in_the_middle_of_an_issue_is_replaced(office: Parts, drafter: Actor, clerk: Actor) -> None:
    office.pdf.warm()

    def kill_converters(step: str) -> None:
        if step == "number":
            for process in soffice_processes(office.pdf.socket):
                os.kill(process, signal.SIGKILL)

    document = issue(office, clerk, ready_draft(office, drafter), kill_converters)
    assert document.reference == "01/KH-UBND"


def soffice_processes(socket: Path) -> list[int]:
    """The soffice.bin processes that descend from the pool behind this socket."""
    parents: dict[int, int] = {}
    names: dict[int, str] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            parents[int(folder.name)] = int(fields[1])
            names[int(folder.name)] = (folder / "cmdline").read_text()
        except OSError:
            continue
    pool = {pid for pid, line in names.items() if str(socket) in line and "pdf_pool" in line}

    def below(pid: int) -> bool:
        while pid in parents:
            if pid in pool:
                return True
            pid = parents[pid]
        return False

    return [pid for pid, line in names.items() if "soffice.bin" in line and below(pid)]


def test_a_broken_index_stops_nothing_and_a_rebuild_mends_it(office: Parts, drafter: Actor, clerk: Actor) -> None:
    first = issue(office, clerk, ready_draft(office, drafter))
    search.index_waiting(office)
    for file in Path(office.config.data_dir / "index").rglob("*"):
        if file.is_file():
            file.write_bytes(b"\x00garbage")
    office = replace(office)  # as a restarted process opens it

    everything = Filters(agency_id=clerk.agency_id)
    with pytest.raises(SearchError):
        search.search(office, clerk, "thi đua", everything)
    second = issue(office, clerk, ready_draft(office, drafter))
    assert search.behind(office)[1] is not None

    office = replace(office)
    assert search.rebuild(office, quiet) == 2
    found = search.search(office, clerk, "thi đua", everything)
    assert {hit.id for hit in found.hits} == {first.id, second.id}


def test_a_lost_index_folder_is_filled_again(office: Parts, drafter: Actor, clerk: Actor) -> None:
    document = issue(office, clerk, ready_draft(office, drafter))
    search.index_waiting(office)
    search.catch_up(office)
    assert search.index_waiting(office) == 0
    shutil.rmtree(office.config.data_dir / "index")
    office = replace(office)

    search.catch_up(office)
    assert search.index_waiting(office) == 1
    found = search.search(office, clerk, "thi đua", Filters(agency_id=clerk.agency_id))
    assert [hit.id for hit in found.hits] == [document.id]


def test_a_file_changed_on_disk_is_named_by_verify(office: Parts, drafter: Actor, clerk: Actor) -> None:
    document = issue(office, clerk, ready_draft(office, drafter))
    victim = office.store.path(object_id(document.id), "document.docx")
    victim.chmod(0o644)
    victim.write_bytes(victim.read_bytes() + b" ")
    report = verify(office.db, office.store, quiet)
    assert not report.ok
    assert any("document.docx" in finding.place for finding in report.findings)


def test_two_tabs_the_later_save_is_told(office: Parts, drafter: Actor) -> None:
    draft_id = ready_draft(office, drafter)
    drafts.save(office, drafter, draft_id, {**PLAN, "subject": "Bản của cửa sổ thứ nhất"}, 1)
    with pytest.raises(DraftChanged) as told:
        drafts.save(office, drafter, draft_id, {**PLAN, "subject": "Bản của cửa sổ thứ hai"}, 1)
    assert told.value.data["current_revision"] == 2
    assert drafts.get(office, drafter, draft_id).subject == "Bản của cửa sổ thứ nhất"


@pytest.mark.parametrize("repeat", range(2))
def test_a_double_click_issues_once(office: Parts, drafter: Actor, clerk: Actor, repeat: int) -> None:
    from concurrent.futures import ThreadPoolExecutor

    draft_id = ready_draft(office, drafter)
    click: Callable[[int], str] = lambda _: issue(office, clerk, draft_id).reference  # noqa: E731
    with ThreadPoolExecutor(4) as clicks:
        assert set(clicks.map(click, range(4))) == {"01/KH-UBND"}
    assert issued(office) == ["01/KH-UBND"]


def test_a_text_with_a_mark_of_secrecy_is_refused_and_not_kept(office: Parts, drafter: Actor) -> None:
    text = "ỦY BAN NHÂN DÂN\nXÃ TÂN HÒA\nTỐI MẬT\nKẾ HOẠCH\nDiễn tập khu vực phòng thủ\n\nI. MỤC ĐÍCH\nGiữ kín.\n"
    with pytest.raises(SecretDocument):
        draft_from_text(office, drafter, text)
    assert drafts.mine(office, drafter) == []

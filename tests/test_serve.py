"""The service as `./run` keeps it: whatever process is killed comes back, nothing is left behind, nothing is lost."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from archive.verify import verify
from service import setup
from service.config import Config, make_secret
from service.parts import Parts
from tests.api_office import ALL, token
from tests.conftest import PLAN, open_office

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
PATIENCE = 90
"""Seconds within which the machine, however busy, must have done its part."""


@dataclass
class Service:
    """`python -m service.serve` on a data folder of its own."""

    parts: Parts
    token: str
    port: int
    process: "subprocess.Popen[bytes] | None" = None
    seen: set[int] = field(default_factory=set)
    """Every process that ever belonged to this service."""

    def start(self) -> None:
        data = self.parts.config.data_dir
        command = [sys.executable, "-m", "service.serve", "--port", str(self.port), "--data", str(data)]
        with (data / "log").open("a") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env=environment())
        until(self.answers)

    def answers(self) -> bool:
        assert self.process is not None and self.process.poll() is None, self.log()
        self.seen |= set(self.family())
        try:
            return self.call("GET", "/forms")[0] == 200
        except OSError:
            return False

    def call(self, method: str, path: str, body: object = None) -> tuple[int, dict[str, object]]:
        """Status and JSON of the answer; OSError where nobody answers."""
        sent = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        address = f"http://127.0.0.1:{self.port}/api/v1{path}"
        question = urllib.request.Request(address, sent, headers, method=method)
        try:
            with urllib.request.urlopen(question, timeout=PATIENCE) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error)

    def family(self) -> dict[int, str]:
        """Processes below this service's, by id, with their command lines."""
        assert self.process is not None
        lines, parents = processes()
        return {pid: line for pid, line in lines.items() if descends(pid, self.process.pid, parents)}

    def named(self, words: str) -> list[int]:
        return [pid for pid, line in self.family().items() if words in line]

    def kill(self, words: str) -> None:
        """SIGKILL to this service's own processes whose command line has these words."""
        found = self.named(words)
        assert found, (words, self.family())
        for pid in found:
            os.kill(pid, signal.SIGKILL)

    def draft(self) -> str:
        status, made = self.call("POST", "/drafts", {"form": "ke-hoach", "values": PLAN})
        assert status == 201
        return str(made["id"])

    def issue(self, draft: str) -> object:
        status, answer = self.call("POST", f"/drafts/{draft}/issue")
        assert status == 200, answer
        return answer["reference"]

    def found(self) -> object:
        return self.call("GET", "/documents?q=thi+%C4%91ua")[1].get("total")

    def left_behind(self) -> list[str]:
        """Processes of this service that still live."""
        lines, _ = processes()
        return [lines[pid] for pid in self.seen if pid in lines]

    def log(self) -> str:
        return (self.parts.config.data_dir / "log").read_text()


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in ("SECRET_KEY", "DATABASE_URL")}


def processes() -> tuple[dict[int, str], dict[int, int]]:
    """Command lines and parents of all living processes."""
    lines, parents = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, parent = (folder / "stat").read_text().rsplit(")", 1)[1].split()[:2]
            line = (folder / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
        if state != "Z":
            lines[int(folder.name)], parents[int(folder.name)] = line, int(parent)
    return lines, parents


def descends(pid: int, ancestor: int, parents: dict[int, int]) -> bool:
    while pid in parents and pid != ancestor:
        pid = parents[pid]
    return pid == ancestor


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.2)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    data = tmp_path / "data"
    make_secret(data)
    parts = setup.prepare(Config.from_environment({"DATA_DIR": str(data), "PDF_WORKERS": "1"}))
    open_office(parts)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    served = Service(parts, token(parts, "vanthu", *ALL), port)
    served.start()
    yield served
    assert served.process is not None
    served.process.terminate()
    served.process.wait(PATIENCE)


def quiet(done: int, total: int) -> None:
    """No progress bar in tests."""


def test_each_process_that_is_killed_comes_back(service: Service) -> None:
    assert service.issue(service.draft()) == "01/KH-UBND"
    until(lambda: service.found() == 1)
    for number, words in enumerate(("service.jobs", "doc_templates.pdf_pool", "gunicorn"), 2):
        before = set(service.named(words))
        service.kill(words)
        until(lambda before=before, words=words: set(service.named(words)) - before)
        until(service.answers)
        assert service.issue(service.draft()) == f"0{number}/KH-UBND", words
        until(lambda number=number: service.found() == number)
    assert verify(service.parts.db, service.parts.store, quiet).ok


def test_one_web_process_that_is_killed_is_not_noticed(service: Service) -> None:
    workers = [pid for pid in service.named("gunicorn") if processes()[1][pid] in service.named("gunicorn")]
    assert len(workers) == 2
    os.kill(workers[0], signal.SIGKILL)
    assert service.issue(service.draft()) == "01/KH-UBND"
    until(lambda: len(service.named("gunicorn")) == 3)


def test_killed_at_the_root_it_leaves_nobody_behind_and_starts_again(service: Service) -> None:
    draft = service.draft()
    service.seen |= set(service.family())
    assert service.process is not None
    service.process.kill()
    service.process.wait()
    until(lambda: not service.left_behind())
    service.start()
    assert service.issue(draft) == "01/KH-UBND"
    until(lambda: service.found() == 1)


def test_told_to_stop_in_the_middle_of_an_issue_it_loses_nothing(service: Service) -> None:
    drafts = [service.draft() for _ in range(4)]
    doors = [
        subprocess.Popen([sys.executable, "-c", ASK, str(service.port), service.token, draft], stdout=subprocess.PIPE)
        for draft in drafts
    ]
    until(lambda: any(door.poll() is not None for door in doors))  # one has its document, the others are on the way
    assert service.process is not None
    service.process.terminate()
    assert service.process.wait(PATIENCE) == 0
    told = [door.communicate(timeout=PATIENCE)[0].decode() for door in doors]
    until(lambda: not service.left_behind())
    report = verify(service.parts.db, service.parts.store, quiet)
    assert report.ok, report.findings
    service.start()
    references = [str(service.issue(draft)) for draft in drafts]
    assert sorted(references) == [f"0{number}/KH-UBND" for number in (1, 2, 3, 4)]
    assert all(before in ("", after) for before, after in zip(told, references, strict=True))


ASK = """
import json, sys, urllib.error, urllib.request
port, token, draft = sys.argv[1:]
question = urllib.request.Request(f"http://127.0.0.1:{port}/api/v1/drafts/{draft}/issue", b"", method="POST")
question.add_header("Authorization", f"Bearer {token}")
try:
    with urllib.request.urlopen(question, timeout=90) as answer:
        sys.stdout.write(json.load(answer)["reference"])
except OSError:
    pass
"""


def test_a_second_start_on_the_same_port_says_so(service: Service) -> None:
    command = [sys.executable, "-m", "service.serve", "--port", str(service.port), "--data", "/nonexistent"]
    refused = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE)
    assert refused.returncode == 1
    assert f"--port {service.port + 1}" in refused.stderr and "Traceback" not in refused.stderr

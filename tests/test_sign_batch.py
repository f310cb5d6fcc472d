"""A batch: one unlock, progress in rows that any process tells, what fails says why and stays."""

import time
from dataclasses import replace
from datetime import timedelta
from threading import Event

import pytest
from flask.testing import FlaskClient

from service import drafts, signing_batches, signing_desk
from service.errors import NotFound, WrongPin
from service.parts import Parts
from service.signing_batches import Batch, Progress
from service.signings import signing_of
from tests.conftest import NOON, PLAN, actor
from tests.signed_office import PIN, give_keys, submitted
from tests.test_access import csrf, log_in

pytestmark = pytest.mark.slow


def finished(office: Parts, batch_id: str) -> Progress:
    """The batch once its thread has ended."""
    for _ in range(400):
        found = signing_batches.progress(office, actor(office, "lanhdao"), batch_id)
        if found.finished:
            return found
        time.sleep(0.05)
    raise AssertionError("the batch does not end")


def laid(office: Parts, count: int) -> list[str]:
    return [submitted(office, values=PLAN | {"subject": f"Kế hoạch {n}"}).id for n in range(count)]


def test_what_fails_says_why_and_stays_and_the_others_are_signed(office: Parts) -> None:
    give_keys(office)
    ids = laid(office, 3)
    drafts.take_back(office, actor(office, "soanthao"), ids[1])
    leader = actor(office, "lanhdao")
    with pytest.raises(WrongPin):
        signing_batches.start(office, leader, ids, "khong-dung")
    assert signing_batches.latest(office, leader) is None
    found = finished(office, signing_batches.start(office, leader, [*ids, ids[0]], PIN))
    assert [(item.state, item.code) for item in found.items] == [
        ("signed", ""),
        ("failed", "not_found"),
        ("signed", ""),
    ]
    assert (found.done, found.running) == (3, False)
    assert not signing_desk.waiting(office, leader)
    with pytest.raises(NotFound):
        signing_batches.progress(office, actor(office, "vanthu"), found.id)
    rows = b"".join(path.read_bytes() for path in office.config.data_dir.glob("office.db*"))
    assert b"signing_batches" in rows and PIN.encode() not in rows


def test_a_process_that_died_leaves_the_rest_waiting(office: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """The thread stops as it would with its process: the rows say so later, and the rest is signed in a new batch."""
    give_keys(office)
    ids, leader = laid(office, 2), actor(office, "lanhdao")
    dead = Event()

    class Killed(BaseException):
        pass

    attempt = signing_desk.attempt

    def once(*given: object) -> signing_desk.Result:
        if dead.is_set():
            raise Killed
        dead.set()
        return attempt(*given)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(signing_desk, "attempt", once)
        patched.setattr("threading.excepthook", lambda _: None)
        batch_id = signing_batches.start(office, leader, ids, PIN)
        while signing_batches.progress(office, leader, batch_id).done < 1:
            time.sleep(0.02)
    later = replace(office, now=lambda: NOON + timedelta(minutes=3))
    found = signing_batches.progress(later, leader, batch_id)
    assert [item.state for item in found.items] == ["signed", "waiting"]
    assert (found.running, found.finished) == (False, False)
    assert signing_batches.latest(later, leader) is not None
    with office.db.read() as session:
        waits = signing_of(session, ids[1])
        assert waits is not None and waits.signed_at is None
    finished(office, signing_batches.start(office, leader, ids[1:], PIN))
    assert signing_batches.latest(later, leader) is None


def test_the_page_tells_how_far_it_is_without_scripts(office: Parts, client: FlaskClient) -> None:
    give_keys(office)
    ids = laid(office, 1)
    log_in(client, "lanhdao")
    token = {"csrf_token": csrf(client, "/signing/")}
    answer = client.post("/signing/", data={"draft": ids, "pin": PIN, **token})
    assert answer.status_code == 302
    address = answer.location
    finished(office, address.rsplit("/", 1)[-1])
    assert "Đã ký xong 1 văn bản." in client.get(address).text
    with office.db.write() as session:
        session.get_one(Batch, address.rsplit("/", 1)[-1]).finished_at = None
    running = client.get(address).text
    assert '<meta http-equiv="refresh"' in running and "Đang ký: 1 trên 1 văn bản." in running
    part = client.get(address, headers={"HX-Request": "true"}).text
    assert "<html" not in part and 'id="said"' in part
    assert client.post("/signing/", data={"draft": ids, "pin": "khong-dung", **token}).status_code == 422
    assert client.post("/signing/", data={"pin": PIN, **token}).status_code == 422

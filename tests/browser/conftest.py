"""A real service (`python -m service.serve`) with the test office, and a real Chromium that looks at it.

Every page is watched: a script error, a refused resource or a breach of the Content-Security-Policy fails the test.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, sync_playwright

from service import setup
from service.config import Config, make_secret
from tests import softhsm
from tests.conftest import PASSWORD, open_office

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1280, "height": 860}
PHONE = {"width": 360, "height": 740}
ROOT = Path(__file__).parents[2]

ACTS = ("click", "fill", "press", "press_sequentially", "type", "check", "uncheck", "select_option", "set_input_files")
"""What a person does to a page."""

Login = Callable[..., Page]


@pytest.fixture(scope="session")
def tokens(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the signing tokens lie that are plugged into the running service."""
    return tmp_path_factory.mktemp("tokens")


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory, tokens: Path) -> Iterator[str]:
    """Address of the running service; its office is that of tests/conftest.py, on today's date."""
    data = tmp_path_factory.mktemp("served")
    _make_office(data)
    with softhsm.used(tokens), serving(data, PKCS11_MODULE=softhsm.MODULE, IMPORT_DIR=str(data)) as address:
        yield address


@contextmanager
def serving(data: Path, **settings: str) -> Iterator[str]:
    """The address of a service that keeps its office in this folder."""
    if not (ROOT / "service/static/build/drafting.js").is_file():
        pytest.fail("the pages' scripts are not built: cd service/assets && npm ci && npm run build")
    port = _free_port()
    command = [sys.executable, "-m", "service.serve", "--port", str(port), "--data", str(data)]
    with (data / "log").open("w") as log:
        environment = {**os.environ, **settings}
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env=environment)
        try:
            _wait_until_ready(f"http://127.0.0.1:{port}/healthz", process, data / "log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(30)


def _make_office(data: Path) -> None:
    make_secret(data)
    open_office(setup.prepare(Config.from_environment({**os.environ, "DATA_DIR": str(data)})))


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_until_ready(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"the service did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no {CHROMIUM}: apt-get install chromium (Ubuntu has it as a snap only)")
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        _unhurried(patch)
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


def _unhurried(patch: pytest.MonkeyPatch) -> None:
    """Nobody acts before a page's scripts are there; a test on a busy machine would, and what it did be lost."""

    def after_loading(act: Callable[..., Any]) -> Callable[..., Any]:
        def waited(of: Page | Locator, *given: Any, **more: Any) -> Any:
            (of if isinstance(of, Page) else of.page).wait_for_load_state()
            return act(of, *given, **more)

        return waited

    for kind in (Page, Locator):
        for name in filter(partial(hasattr, kind), ACTS):
            patch.setattr(kind, name, after_loading(getattr(kind, name)))
    patch.setattr(Page, "keyboard", property(after_loading(Page.keyboard.fget)))


@pytest.fixture(scope="session")
def sessions() -> dict[str, object]:
    """Cookies by login name: one login a person is enough for the whole run."""
    return {}


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the pages complained of; a test that provokes complaints clears the list."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def login(browser: Browser, service: str, sessions: dict[str, object], complaints: list[str]) -> Iterator[Login]:
    """login("vanthu", phone=False) → a page of that person in a browser context of its own.

    Bodies are typed as plain text, as one without scripts would, unless `editor` is asked for.
    """
    contexts: list[BrowserContext] = []

    def opened(person: str | None = "soanthao", phone: bool = False, editor: bool = False) -> Page:
        options = {"viewport": PHONE, "has_touch": True, "is_mobile": True} if phone else {"viewport": DESKTOP}
        kept = sessions.get(person) if person else None
        context = browser.new_context(base_url=service, locale="vi-VN", storage_state=kept, **options)
        contexts.append(context)
        if not editor:
            context.add_init_script("localStorage.setItem('body-mode', 'text')")
        page = context.new_page()
        watch(page, complaints)
        if person and kept is None:
            log_in(page, person)
            # the login alone: what one test had its browser remember is no other test's affair
            sessions[person] = {"cookies": context.storage_state()["cookies"], "origins": []}
        return page

    yield opened
    for context in contexts:
        context.close()


def log_in(page: Page, person: str) -> None:
    page.goto("/login")
    page.fill("[name=username]", person)
    page.fill("[name=password]", PASSWORD)
    page.click("main [type=submit]")
    page.wait_for_url(lambda address: "/login" not in address)


def watch(page: Page, complaints: list[str]) -> None:
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}") if _bad(message) else None)


def _bad(message: ConsoleMessage) -> bool:
    """htmx also notes requests that are cut off by leaving the page."""
    return message.type == "error" and not message.text.startswith("htmx:")

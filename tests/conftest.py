"""What tests share: one warm PDF pool for the whole run, and an office with people in a folder of its own."""

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from archive.agencies import add_agency
from doc_templates.pdf import PdfPool
from service import create_app, layout_checks, layout_overrules, people, setup
from service.actor import Actor
from service.config import Config
from service.draft import Draft
from service.parts import Parts, build
from tests import slow_ones

settings.register_profile("house", deadline=None)  # a busy machine is no fault of what is tested
settings.load_profile("house")
PASSWORD = "Mat-khau-1"
NOON = datetime(2026, 1, 5, 5, 0, tzinfo=UTC)
"""Noon of 5 January 2026 in Việt Nam: the day the test office lives in."""
PEOPLE = {
    "soanthao": ("Nguyễn Minh Châu", "drafter"),
    "thethuc": ("Phan Thể Thức", "layout_checker"),
    "lanhdao": ("Trần Văn Lãnh", "signer"),
    "vanthu": ("Lê Thị Văn Thư", "records_clerk"),
    "quantri": ("Đặng Quản Trị", "administrator"),
    "kiemtra": ("Bùi Kiểm Tra", "auditor"),
}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that were seen to be slow (slow_ones.py)."""
    known = slow_ones.listed()
    for item in items:
        name = f"{item.path.relative_to(Path(__file__).parent)}::{getattr(item, 'originalname', item.name)}"
        if name in known:
            item.add_marker("slow")


@pytest.fixture(scope="session")
def pdf_pool(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[PdfPool]:
    """One pool for all test processes of a run; it leaves by itself when nobody asks any more."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    pool = PdfPool(shared / "pdf.sock", workers=2)
    yield pool
    if worker_id == "master":
        pool.stop()


def configured(data: Path) -> Config:
    return Config.from_environment({"DATA_DIR": str(data), "SECRET_KEY": hashlib.sha256(b"test").hexdigest()})


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return configured(tmp_path / "data")


@pytest.fixture(scope="session")
def prepared_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as `setup.prepare` leaves it; each test works on a copy, as a moved office does."""
    parts = setup.prepare(configured(tmp_path_factory.mktemp("prepared") / "data"))
    parts.db.close()
    return parts.config.data_dir


@pytest.fixture(scope="session")
def opened_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the test office in it."""
    parts = setup.prepare(configured(tmp_path_factory.mktemp("opened") / "data"))
    open_office(parts)
    parts.db.close()
    return parts.config.data_dir


def copied(folder: Path, config: Config, pdf_pool: PdfPool) -> Parts:
    shutil.copytree(folder, config.data_dir)
    return replace(build(config), pdf=pdf_pool, now=lambda: NOON)


@pytest.fixture
def empty(config: Config, pdf_pool: PdfPool, prepared_once: Path) -> Parts:
    """An installation nobody has used yet."""
    return copied(prepared_once, config, pdf_pool)


@pytest.fixture
def office(config: Config, pdf_pool: PdfPool, opened_once: Path) -> Parts:
    """An office of an invented commune with a user in every role and two signers."""
    return copied(opened_once, config, pdf_pool)


@pytest.fixture(scope="session")
def filed_once(opened_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of that office with documents to search (tests/filed_office.py)."""
    from tests import filed_office

    data = tmp_path_factory.mktemp("filed") / "data"
    filed_office.make(opened_once, data)
    return data


@pytest.fixture
def filed(config: Config, pdf_pool: PdfPool, filed_once: Path) -> Parts:
    """The office with twenty-one plans and two decisions, issued and indexed: taken instead of `office`."""
    return copied(filed_once, config, pdf_pool)


def open_office(parts: Parts, agency: str = "tan-hoa") -> None:
    with parts.db.write() as session:
        add_agency(
            session,
            parts.store,
            id=agency,
            code="H49.64.33",
            superior=[],
            name=["ỦY BAN NHÂN DÂN", "XÃ TÂN HÒA"],
            full_name="Ủy ban nhân dân xã Tân Hòa",
            abbreviation="UBND",
            place="Tân Hòa",
            address="",
            pattern="kind",
            valid_from=date(2025, 1, 1),
            actor="test",
        )
    with parts.db.write() as session:
        people.ensure_roles(session)
        people.add_unit(session, agency_id=agency, abbreviation="VP", name="Văn phòng", by="test")
        for name, authority, own in (("Trần Văn Lãnh", "TM", "CHỦ TỊCH"), ("Võ Thị Phó", "TM+KT", "PHÓ CHỦ TỊCH")):
            people.add_signer(
                session,
                agency_id=agency,
                full_name=name,
                authority=authority,
                collective="ỦY BAN NHÂN DÂN",
                head_title="CHỦ TỊCH",
                own_title=own,
                valid_from=date(2025, 1, 1),
                by="test",
            )
        for login, (name, role) in PEOPLE.items():
            people.add_user(
                session,
                agency_id=agency,
                username=login,
                full_name=name,
                roles=[role],
                password=PASSWORD,
                by="test",
                must_change=False,
            )


def actor(parts: Parts, login: str) -> Actor:
    """The actor behind a user name of the test office."""
    with parts.db.read() as session:
        user = people.user_named(session, login)
    assert user is not None
    return people.actor_of(user)


@pytest.fixture
def drafter(office: Parts) -> Actor:
    return actor(office, "soanthao")


@pytest.fixture
def clerk(office: Parts) -> Actor:
    return actor(office, "vanthu")


@pytest.fixture
def app(office: Parts) -> Flask:
    return create_app(parts=office)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def overrule_everything(office: Parts, draft: Draft) -> None:
    """What a layout checker who knows why may do: for texts that no office would write."""
    checker = actor(office, "thethuc")
    for one in layout_checks.judged(office, draft):
        layout_overrules.overrule(office, checker, draft.id, one.finding, "thử nghiệm")


PLAN = {
    "subject": "Công tác thi đua, khen thưởng năm 2026",
    "bases": ["Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"],
    "body": "I. MỤC ĐÍCH\n1. Mục đích\nĐẩy mạnh phong trào thi đua yêu nước trên địa bàn xã Hòa Bình.\n- Kịp thời.\n",
    "recipients": ["Sở Nội vụ", "Các đơn vị thuộc xã"],
    "kept_at": "VT",
    "signer": "1",
}

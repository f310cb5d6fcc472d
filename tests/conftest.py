"""What tests share: one warm PDF pool for the whole run, and an office with people in a folder of its own."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from archive.agencies import add_agency
from doc_templates.pdf import PdfPool
from service import create_app, people, setup
from service.actor import Actor
from service.config import Config
from service.parts import Parts

PASSWORD = "Mat-khau-1"
NOON = datetime(2026, 1, 5, 5, 0, tzinfo=UTC)
"""Noon of 5 January 2026 in Việt Nam: the day the test office lives in."""
PEOPLE = {
    "soanthao": ("Nguyễn Minh Châu", "drafter"),
    "lanhdao": ("Trần Văn Lãnh", "signer"),
    "vanthu": ("Lê Thị Văn Thư", "records_clerk"),
    "quantri": ("Đặng Quản Trị", "administrator"),
    "kiemtra": ("Bùi Kiểm Tra", "auditor"),
}


@pytest.fixture(scope="session")
def pdf_pool(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[PdfPool]:
    """One pool for all test processes of a run; it leaves by itself when nobody asks any more."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    pool = PdfPool(shared / "pdf.sock", workers=2)
    yield pool
    if worker_id == "master":
        pool.stop()


@pytest.fixture
def config(tmp_path: Path) -> Config:
    data = tmp_path / "data"
    return Config.from_environment({"DATA_DIR": str(data), "SECRET_KEY": hashlib.sha256(b"test").hexdigest()})


@pytest.fixture
def empty(config: Config, pdf_pool: PdfPool) -> Parts:
    """An installation nobody has used yet."""
    prepared = setup.prepare(config)
    return replace(prepared, pdf=pdf_pool, now=lambda: NOON)


@pytest.fixture
def office(empty: Parts) -> Parts:
    """An office of an invented commune with a user in every role and two signers."""
    open_office(empty)
    return empty


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


PLAN = {
    "subject": "Công tác thi đua, khen thưởng năm 2026",
    "bases": ["Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"],
    "body": "I. MỤC ĐÍCH\n1. Mục đích\nĐẩy mạnh phong trào thi đua yêu nước trên địa bàn xã Hòa Bình.\n- Kịp thời.\n",
    "recipients": ["Sở Nội vụ", "Các đơn vị thuộc xã"],
    "kept_at": "VT",
    "signer": "1",
}

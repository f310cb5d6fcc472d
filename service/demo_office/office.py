"""The demo office's facts from office.toml: its bodies, who signs for whom, and the recipient book."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from service.bodies import add_body, bodies
from service.recipient_changes import add_former_name, add_recipient
from service.recipient_groups import add_group
from service.recipient_import import ids_of_names
from service.signer_changes import add_signer
from service.signers import signers

TABLE = Path(__file__).with_name("office.toml")
Row = dict[str, Any]


def furnish(session: Session, agency_id: str, opened: date, today: date) -> None:
    """Enter everything; authorities without a first day begin when the office opened."""
    table = tomllib.loads(TABLE.read_text("utf-8"))
    for row in table["body"]:
        add_body(session, agency_id, by="demo", **row)
    for row in table["signer"]:
        _signer(session, agency_id, {"valid_from": opened, **row}, today)
    for row in table["recipient"]:
        _recipient(session, agency_id, row)
    _groups(session, agency_id, table["group"])


def _signer(session: Session, agency_id: str, row: Row, today: date) -> None:
    names = {body.names[-1].abbreviation: body.id for body in bodies(session, agency_id)}
    heads = {one.full_name: one.id for one in reversed(signers(session, agency_id)) if one.body_id is None}
    body, under, days = row.pop("body", None), row.pop("under", None), row.pop("for_days", None)
    if days is not None:
        row["valid_until"] = max(today, row["valid_from"]) + timedelta(days=days)
    add_signer(session, agency_id, body_id=names.get(body), head_id=heads.get(under), by="demo", **row)


def _recipient(session: Session, agency_id: str, row: Row) -> None:
    former = row.pop("former", [])
    added = add_recipient(session, agency_id, by="demo", **row)
    for one in former:
        add_former_name(session, added, one["name"], one["until"], by="demo")


def _groups(session: Session, agency_id: str, rows: list[Row]) -> None:
    for row in rows:
        ids, _ = ids_of_names(session, agency_id, row["members"], by="demo")
        add_group(session, agency_id, row["name"], ids, by="demo")

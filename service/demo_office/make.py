"""`python -m service.demo_office.make`: found the invented office, issue its samples, leave the plan as a ready draft.

Everything goes through the real path: people.py, drafts.py, issue.py, only with the clock of the day in question.
"""

import sys
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path

from tqdm import tqdm

from archive.agencies import Agency, add_agency, rename_agency
from service import drafts, own_form_life, own_form_steps, people, setup, signing_desk, submission
from service.actor import Actor
from service.bodies import bodies
from service.config import Config
from service.demo_office import AGENCY, PASSWORD, USERS, keep
from service.demo_office.keys import give_keys
from service.demo_office.legal_bases import keep_bases
from service.demo_office.office import furnish
from service.issue import issue
from service.parts import Parts
from service.pasted import draft_from_text
from service.tokens import make_token

HERE = Path(__file__).parent
OPENED = date(2025, 1, 1)
TWO_LEVELS = date(2025, 7, 1)
UNITS = (("VP", "Văn phòng"), ("VHXH", "Phòng Văn hóa - Xã hội"), ("LĐTBXH", "Phòng Lao động - Thương binh và Xã hội"))


def main() -> None:
    """Make the demo office in the data folder, once; ends with a sentence where there is a real office."""
    config = Config.from_environment()
    parts = setup.prepare(config)
    with parts.db.read() as session:
        if session.query(Agency).first() is not None:
            sys.exit(f"{config.data_dir} giữ một văn phòng thật: hãy chạy bản mẫu với --data khác")
    keep(config.data_dir, _make(parts))


def _make(parts: Parts) -> str:
    _agency(parts)
    actors = _people(parts)
    keep_bases(parts, AGENCY)
    give_keys(parts, actors["lanhdao"].user_id or 0, actors["lanhdao"].name, "UBND xã An Bình")
    _own_form(parts, actors["vanthu"])
    _issue_samples(parts, actors["soanthao"], actors["vanthu"])
    _sign_one(parts, actors["soanthao"], actors["lanhdao"], actors["vanthu"])
    plan = (HERE / "ke-hoach-thi-dua-2021.md").read_text(encoding="utf-8")
    draft_from_text(parts, actors["soanthao"], plan)
    with parts.db.write() as session:
        clerk = people.user(session, AGENCY, actors["vanthu"].user_id or 0)
        return make_token(session, clerk, label="demo", scopes={"read", "draft", "issue"}, now=parts.now(), by="demo")


def _agency(parts: Parts) -> None:
    with parts.db.write() as session:
        add_agency(
            session,
            parts.store,
            id=AGENCY,
            code="H00.00.01",
            superior=[],
            name=["ỦY BAN NHÂN DÂN", "HUYỆN AN BÌNH"],
            full_name="Ủy ban nhân dân huyện An Bình",
            abbreviation="UBND",
            place="An Bình",
            address="",
            pattern="kind",
            valid_from=OPENED,
            actor="demo",
        )
        rename_agency(
            session,
            parts.store,
            agency_id=AGENCY,
            superior=[],
            name=["ỦY BAN NHÂN DÂN", "XÃ AN BÌNH"],
            full_name="Ủy ban nhân dân xã An Bình",
            abbreviation="UBND",
            place="An Bình",
            valid_from=TWO_LEVELS,
            actor="demo",
        )


def _people(parts: Parts) -> dict[str, Actor]:
    actors = {}
    with parts.db.write() as session:
        for abbreviation, name in UNITS:
            people.add_unit(session, agency_id=AGENCY, abbreviation=abbreviation, name=name, by="demo")
        furnish(session, AGENCY, OPENED, parts.today())
        for login, (name, role) in USERS.items():
            user = people.add_user(
                session,
                agency_id=AGENCY,
                username=login,
                full_name=name,
                roles=[role],
                password=PASSWORD,
                by="demo",
                must_change=False,
            )
            actors[login] = replace(people.actor_of(user), via="command")
    return actors


def _own_form(parts: Parts, clerk: Actor) -> None:
    """A form of the office's own: the invitation under the name the office knows it by."""
    row = own_form_steps.copy(parts, clerk, "giay-moi")
    name = {"vi": "Giấy mời họp giao ban", "en": "Invitation to the weekly meeting"}
    own_form_steps.define(parts, clerk, row.form, 1, name=name, kind=row.kind, fields=row.fields)
    own_form_life.approve(parts, clerk, row.form, 1)


def _sign_one(parts: Parts, drafter: Actor, signer: Actor, clerk: Actor) -> None:
    """One document signed and sealed as a file, and one that waits for the signature."""
    values = {
        "subject": "Công tác chuẩn bị Đại hội thi đua yêu nước",
        "body": "I. MỤC ĐÍCH\n1. Chuẩn bị chu đáo, tiết kiệm.\n2. Phân công rõ việc, rõ người.\n",
        "recipients": ["Các đơn vị thuộc xã"],
        "signer": signer.name,
    }
    for subject in (values["subject"], "Tổ chức hội nghị tổng kết phong trào thi đua"):
        draft = drafts.create(parts, drafter, "ke-hoach", {**values, "subject": subject})
        submission.submit(parts, drafter, draft.id)
        if subject == values["subject"]:
            signing_desk.sign(parts, signer, draft.id, PASSWORD)
            issue(parts, clerk, draft.id, pin=PASSWORD)


def _issue_samples(parts: Parts, drafter: Actor, clerk: Actor) -> None:
    with (HERE / "documents.toml").open("rb") as file:
        samples = sorted(tomllib.load(file)["document"], key=lambda sample: sample["on"])
    with parts.db.read() as session:
        issuers = {body.names[-1].abbreviation: str(body.id) for body in bodies(session, AGENCY)}
        signing = people.signers(session, AGENCY)
    signers = {(str(one.body_id or ""), one.full_name, one.authority): str(one.id) for one in signing}
    for sample in tqdm(samples, desc="demo", unit=" văn bản", disable=None):
        that_day = replace(parts, now=partial(datetime.combine, sample["on"], time(3, 30), UTC))
        issuer = issuers.get(sample.get("issuer"), "")
        signer = signers[issuer, sample["signer"], sample["authority"]]
        values = {**sample["values"], "issuer": issuer, "signer": signer}
        draft = drafts.create(that_day, drafter, sample["form"], values)
        drafts.hand_over(that_day, drafter, draft.id)
        issue(that_day, clerk, draft.id)


if __name__ == "__main__":
    main()

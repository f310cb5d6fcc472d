"""The demo office's list of legal bases; part of make.py."""

import tomllib
from pathlib import Path

from doc_templates.legal_basis import parse
from service import legal_bases
from service.parts import Parts

HERE = Path(__file__).parent


def keep_bases(parts: Parts, agency_id: str) -> None:
    """Laws and decrees with their days in force, each with what replaced it."""
    with (HERE / "legal_bases.toml").open("rb") as file:
        samples = tomllib.load(file)["basis"]
    ids: dict[str, int] = {}
    with parts.db.write() as session:
        for sample in samples:  # what replaced a basis stands above it
            fields = legal_bases.fields_of(parse(sample["line"]))
            fields["in_force_from"], fields["in_force_until"] = sample["from"], sample.get("until")
            fields["replaced_by_id"] = ids.get(sample.get("by", ""))
            added = legal_bases.add(session, agency_id, by="demo", **fields)
            ids[added.words] = added.id

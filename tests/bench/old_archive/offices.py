"""Who issues in the invented archive: committees, departments, schools of a time; who signs there, and how."""

import random
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from doc_templates.fill import SignerBlock

DISTRICTS_UNTIL = date(2025, 6, 30)
TIERS = ("commune",) * 3 + ("district",) * 2 + ("office",) * 2 + ("province", "department", "school")


@cache
def lists() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Office:
    """Who issues. `lines`, `superior`: as printed; `name`, `above`: readable; `head`: title of the head, `collective`
    or "" where one person leads."""

    lines: tuple[str, ...]
    superior: tuple[str, ...]
    name: str
    above: str
    short: str
    place: str
    territory: str
    head: str
    collective: str


def office(dice: random.Random, on: date) -> Office:
    """Somebody who may have issued a document on that day."""
    province, district, commune = (dice.choice(lists()[key]) for key in ("provinces", "districts", "communes"))
    tier = dice.choice(TIERS)
    if on > DISTRICTS_UNTIL and tier in ("district", "office"):
        tier = "commune"
    if tier == "province":
        return _committee("tỉnh", province, (), "")
    if tier == "district":
        return _committee(dice.choice(("huyện", "huyện", "quận", "thị xã")), district, (), "")
    if tier == "commune":
        above = on <= DISTRICTS_UNTIL and dice.random() < 0.3
        kind = dice.choice(("xã", "xã", "phường", "thị trấn" if on <= DISTRICTS_UNTIL else "xã"))
        return _committee(
            kind,
            commune,
            (f"UBND HUYỆN {district.upper()}",) if above else (),
            f"Ủy ban nhân dân huyện {district}" if above else "",
        )
    if tier == "department":
        name, short = dice.choice(lists()["departments"])
        return _under(name, short, "tỉnh", province, "Chánh Thanh tra" if name.startswith("Thanh") else "Giám đốc")
    if tier == "school":
        name, short = dice.choice(lists()["schools"])
        return _under(
            name.format(name=commune), short, "huyện" if on <= DISTRICTS_UNTIL else "xã", district, "Hiệu trưởng"
        )
    name, short = dice.choice(lists()["offices"])
    head = "Chánh Văn phòng" if name.startswith("Văn") else "Chủ tịch" if name.startswith("Hội") else "Trưởng phòng"
    return _under(name, short, "huyện", district, head)


def _committee(tier: str, name: str, superior: tuple[str, ...], above: str) -> Office:
    lines = ("ỦY BAN NHÂN DÂN", f"{tier} {name}".upper())
    return Office(
        lines,
        superior,
        f"Ủy ban nhân dân {tier} {name}",
        above,
        "UBND",
        name,
        f"{tier} {name}",
        "Chủ tịch",
        "ỦY BAN NHÂN DÂN",
    )


def _under(name: str, short: str, tier: str, place: str, head: str) -> Office:
    above = (f"UBND {tier.upper()} {place.upper()}",)
    printed = name.upper()
    lines = (printed,) if len(printed) < 34 else tuple(filter(None, _broken(printed)))
    return Office(lines, above, name, f"Ủy ban nhân dân {tier} {place}", short, place, f"{tier} {place}", head, "")


def _broken(printed: str) -> tuple[str, str]:
    words = printed.split()
    half = len(words) // 2
    return " ".join(words[:half]), " ".join(words[half:])


def person(dice: random.Random) -> str:
    return " ".join(dice.choice(lists()[key]) for key in ("surnames", "middles", "given"))


def signing(dice: random.Random, by: Office) -> tuple[SignerBlock, str, str]:
    """The signature's lines and name, the authority's id, the signer's own title."""
    name, head = person(dice), by.head
    deputy = f"Phó {head}"
    if by.collective:
        choice = dice.choice(("TM", "TM", "TM+KT", "", "KT", "TL"))
    else:
        choice = dice.choice(("", "", "KT", "KT", "Q"))
    lines = {
        "": (head,), "TM": (f"TM. {by.collective}", head), "KT": (f"KT. {head}", deputy), "Q": (f"Q. {head}",),
        "TM+KT": (f"TM. {by.collective}", f"KT. {head}", deputy), "TL": (f"TL. {head}", "Chánh Văn phòng"),
    }[choice]  # fmt: skip
    title = {"TL": "Chánh Văn phòng", "KT": deputy, "TM+KT": deputy}.get(choice, head)
    return SignerBlock(tuple(line.upper() for line in lines), name), choice, title

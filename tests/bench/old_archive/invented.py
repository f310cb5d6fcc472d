"""One invented document: who issues it, its number and date, its words, and what a person would read in it."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from doc_templates.fill import Letterhead, SignerBlock
from doc_templates.kinds import kinds
from tests.bench.old_archive.offices import Office, lists, office, signing

ADDRESSED = ("cong-van", "to-trinh")
URGENCY = {"KHẨN": "Khẩn", "HOẢ TỐC": "Hỏa tốc"}
NOT_PRINTED = {
    "bien-ban": ("dated", "place", "signer_title", "authority"), "giay-nghi-phep": ("subject",),
    "hop-dong": ("authority", "signer_title"), "ban-ghi-nho": ("authority", "signer_title"),
    "ban-thoa-thuan": ("authority", "signer_title"),
}  # fmt: skip
"""What models of the decree do not print, or print of two parties."""
DECIDING = ("quyet-dinh", "nghi-quyet")


@dataclass(frozen=True)
class Invented:
    """`symbol` behind the number with what stands between; `words`: of the form's fields; `truth`: as read_fields."""

    kind: str
    office: Office
    number: int
    year_printed: bool
    symbol: str
    on: date
    signer: SignerBlock
    authority: str
    title: str
    words: dict[str, Any]
    truth: dict[str, Any] = field(default_factory=dict)

    @property
    def letterhead(self) -> Letterhead:
        return Letterhead(self.office.superior, self.office.lines, self.office.place, self.office.name)

    @property
    def printed_symbol(self) -> str:
        return f"{self.on.year}/{self.symbol}" if self.year_printed else self.symbol


def day(dice: random.Random) -> date:
    return date(1998, 1, 5) + timedelta(days=dice.randrange((date(2025, 12, 20) - date(1998, 1, 5)).days))


def written(on: date) -> str:
    return f"{on.day:02d} tháng {on.month:02d} năm {on.year}"


def topic(dice: random.Random, kind: str, by: Office, on: date) -> str:
    openers = lists()["openers"]
    opener = dice.choice(openers.get(kind, openers["other"]))
    return f"{opener} {filled(dice.choice(lists()['topics']), dice, by, on)}"


def filled(pattern: str, dice: random.Random, by: Office, on: date) -> str:
    some = f"{dice.randrange(1, 28):02d}/{dice.randrange(1, 13):02d}/{on.year}"
    return pattern.format(
        year=on.year, territory=by.territory, small=dice.randrange(2, 28), day=some, sum2=dice.randrange(30, 990),
        sum=f"{dice.randrange(2, 900)}.{dice.randrange(100, 999)}.000", share=dice.randrange(40, 99),
        number=dice.randrange(3, 900), unit=dice.choice(lists()["offices"])[0],
    )  # fmt: skip


def symbol_of(dice: random.Random, kind: str, by: Office, on: date) -> str:
    """As offices of the time wrote it: "QĐ-UB" before 2005, "CV-UBND" for letters long after it was wrong."""
    short = "UB" if by.short == "UBND" and on.year < 2005 else by.short
    abbreviation = kinds()[kind].abbreviation if kind in kinds() else ""
    if abbreviation:
        return f"{abbreviation}-{short}"
    if kind == "cong-van" and on.year < 2011 and dice.random() < 0.4:
        return f"CV-{short}"
    return short if dice.random() < 0.3 else f"{short}-{dice.choice(lists()['units'])}"


def bases(dice: random.Random, by: Office, on: date) -> list[str]:
    found = [f"Căn cứ {law}" for law in lists()["laws"] if int(law[-4:]) < on.year]
    told = dice.sample(found, min(len(found), dice.randrange(1, 3)))
    earlier = written(on - timedelta(days=dice.randrange(10, 200)))
    number, by_whom = dice.randrange(2, 800), f"Ủy ban nhân dân {by.territory}"
    told.append(f"Căn cứ Quyết định số {number}/QĐ-UBND ngày {earlier} của {by_whom}")
    return told + ([f"Theo đề nghị của {dice.choice(lists()['offices'])[0]}"] if dice.random() < 0.6 else [])


def body(dice: random.Random, kind: str, by: Office, on: date, length: int) -> str:
    sentences = [filled(dice.choice(lists()["sentences"]), dice, by, on) for _ in range(length)]
    if kind in DECIDING:
        return "\n".join(f"Điều {at}. {words}." for at, words in enumerate(sentences, 1))
    opening = f"{by.name} {'thông báo' if kind == 'thong-bao' else 'yêu cầu'} thực hiện các nội dung sau:"
    return "\n".join([opening, *(f"{at}. {words}." for at, words in enumerate(sentences, 1))])


def invent(dice: random.Random, kind: str, fields: set[str]) -> Invented:
    """A document of a kind with the common fields of its form."""
    on = day(dice)
    by = office(dice, on)
    if kind == "nghi-quyet" and by.collective:
        by = Office(
            ("HỘI ĐỒNG NHÂN DÂN", by.lines[1]),
            (),
            by.name.replace("Ủy ban", "Hội đồng"),
            "",
            "HĐND",
            by.place,
            by.territory,
            "Chủ tịch",
            "HỘI ĐỒNG NHÂN DÂN",
        )
    symbol = symbol_of(dice, kind, by, on)
    signer, authority, title = signing(dice, by)
    listed = dice.sample(lists()["receivers"], dice.randrange(2, 5))
    words: dict[str, Any] = {
        "subject": topic(dice, kind, by, on), "bases": bases(dice, by, on), "recipients": listed,
        "kept_at": f"VT, {dice.choice(lists()['units'])}", "body": body(dice, kind, by, on, dice.randrange(3, 9)),
        "addressees": dice.sample(lists()["addressed"], dice.choice((1, 1, 2, 3))), "signer": signer.name,
    }  # fmt: skip
    if dice.random() < 0.05:
        words["urgency"] = dice.choice(tuple(URGENCY))
    if kind in DECIDING:
        words["issuing_authority"] = by.name
    words = {key: value for key, value in words.items() if key in fields}
    made = Invented(
        kind,
        by,
        dice.randrange(1, 1800),
        on.year < 2009 and dice.random() < 0.4,
        symbol,
        on,
        signer,
        authority,
        title,
        words,
    )
    return Invented(**{**made.__dict__, "truth": truth_of(made)})


def truth_of(made: Invented) -> dict[str, Any]:
    """What read_fields is to find."""
    words = made.words
    number = f"{made.number:02d}"
    told: dict[str, Any] = {
        "kind": made.kind, "number": made.number, "symbol": made.symbol, "reference": f"{number}/{made.printed_symbol}",
        "dated": made.on.isoformat(), "place": made.office.place, "issuer": made.office.name,
        "superior": made.office.above, "signer": made.signer.name, "signer_title": made.title,
        "authority": made.authority,
    }  # fmt: skip
    told |= {
        key: words[key]
        for key in ("subject", "bases", "addressees", "recipients", "kept_at", "body", "urgency")
        if key in words
    }
    if "urgency" in told:
        told["urgency"] = URGENCY[told["urgency"]]
    return {key: value for key, value in told.items() if key not in NOT_PRINTED.get(made.kind, ())}

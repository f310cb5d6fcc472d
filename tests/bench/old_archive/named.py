"""Names and folders as offices give them: short, without marks, dates glued together, copies of copies."""

import random
import unicodedata
from pathlib import PurePosixPath

from tests.bench.old_archive.invented import Invented
from tests.bench.old_archive.offices import lists


def named(made: Invented, ending: str, dice: random.Random) -> PurePosixPath:
    """A path in the archive; two documents may ask for the same one."""
    first = made.symbol.split("-")[0]
    bare = plain(first)
    topic = " ".join(made.words.get("subject", "van ban").split()[2:8])
    on = made.on
    stem = dice.choice((
        f"{made.number}_{plain(made.symbol)}_{on:%d%m%Y}", f"{first} {made.number} {plain(topic)} {on.year}",
        f"{bare} {made.number} ngay {on.day}.{on.month}.{on.year}", f"{made.number}-{made.symbol}", f"{plain(topic)}",
        f"{bare}{made.number}", f"Scan{dice.randrange(1, 9999):04d}", f"{topic} ({dice.randrange(1, 4)})",
        f"{on:%Y%m%d}_{bare}_{made.number}", f"CV {plain(topic)} ban cuoi", f"{made.number}.signed",
        f"VB{dice.randrange(100, 99999)}",
    ))  # fmt: skip
    folder = dice.choice(lists()["folders"]).format(year=on.year, small=on.month)
    deeper = f"{dice.choice(lists()['folders']).format(year=on.year, small=on.month)}/" if dice.random() < 0.3 else ""
    stem = "".join(letter for letter in stem if letter not in '/\\:*?"<>|')[:120].strip()
    ending = ending.upper() if dice.random() < 0.1 else ending
    return PurePosixPath(f"{folder}/{deeper}{stem}.{ending}")


def plain(words: str) -> str:
    letters = unicodedata.normalize("NFD", words.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))

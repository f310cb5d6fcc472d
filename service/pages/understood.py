"""How a question was taken, where it was more than words: name and value of each part, for the line above results."""

from collections.abc import Iterator
from datetime import date

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from index.engine import Understood
from service.documents import kind_name
from service.found_lists.columns import COLUMNS, ORIGINS, STATUSES
from service.pages.shown import day

NAMES: dict[str, LazyString] = {
    "party": _l("nơi nhận"),
    "basis": _l("căn cứ"),
    "body": _l("nội dung"),
    "on": _l("ngày"),
    "circulation": _l("phạm vi lưu hành"),
    "secrecy": _l("độ mật"),
}
"""Fields of the query language that are no columns of a list."""


def parts_taken(taken: Understood) -> list[tuple[str, str]]:
    """Empty for plain words: the page then says nothing."""
    told = [*_units(taken), *_chosen(taken), *_days(taken), *((_named(name), value) for name, value in taken.fields)]
    words = " ".join(taken.words)
    return [(str(_l("các từ")), words), *told] if told and words else told


def _named(name: str) -> str:
    if name in NAMES:
        return str(NAMES[name])
    head = str(COLUMNS[name].head) if name in COLUMNS else name
    return head[:1].lower() + head[1:]


def _units(taken: Understood) -> Iterator[tuple[str, str]]:
    yield from ((str(_l("đúng cụm")), f"“{phrase}”") for phrase in taken.phrases)
    yield from ((str(_l("số/ký hiệu")), reference) for reference in taken.references)
    yield from ((str(_l("số")), str(number)) for number in taken.numbers)
    yield from ((str(_l("ngày")), day(on)) for on in taken.dates)


def _chosen(taken: Understood) -> Iterator[tuple[str, str]]:
    chosen: list[tuple[LazyString, object]] = [
        (_l("loại"), kind_name(taken.kind) if taken.kind else ""),
        (_l("năm"), taken.year),
        (_l("người ký"), taken.signer),
        (_l("số"), taken.number),
        (_l("hiệu lực"), ", ".join(str(STATUSES.get(status, status)) for status in taken.statuses)),
        (_l("độ khẩn"), taken.urgency),
        (_l("nguồn"), ORIGINS.get(taken.origin, taken.origin) if taken.origin else ""),
    ]
    yield from ((str(name), str(value)) for name, value in chosen if value)


def _days(taken: Understood) -> Iterator[tuple[str, str]]:
    limits: list[tuple[LazyString, date | None]] = [
        (_l("từ ngày"), taken.since),
        (_l("đến ngày"), taken.until),
        (_l("hạn trả lời từ"), taken.due_since),
        (_l("hạn trả lời đến"), taken.due_until),
    ]
    yield from ((str(name), day(on)) for name, on in limits if on)

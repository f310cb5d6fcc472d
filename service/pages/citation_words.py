"""The words for what documents do with each other, and the letters of the picture."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from service.citing.around import Citing, Named, Seen
from service.citing.outside import Outside
from service.citing.picture import Box
from service.citing.said import Said
from service.documents import kind_name
from service.pages.act_words import standing_words
from service.pages.shown import day

ROLES: dict[str, LazyString] = {
    "basis": _l("căn cứ"),
    "mention": _l("viện dẫn"),
    "replaces": _l("thay thế"),
    "amends": _l("sửa đổi, bổ sung"),
    "repeals": _l("bãi bỏ"),
    "recalls": _l("thu hồi"),
    "corrects": _l("đính chính"),
}


SAID: dict[str, LazyString] = {
    "recall": _l("Bị thu hồi theo lời văn của %(reference)s"),
    "replace": _l("Được thay thế, bãi bỏ theo lời văn của %(reference)s"),
    "amend": _l("Được sửa đổi theo lời văn của %(reference)s"),
    "correct": _l("Được đính chính theo lời văn của %(reference)s"),
}

SAID_BRIEFLY: dict[str, LazyString] = {
    "recall": _l("lời văn: bị thu hồi"),
    "replace": _l("lời văn: bị thay thế"),
    "amend": _l("lời văn: được sửa đổi"),
    "correct": _l("lời văn: được đính chính"),
}


def role_words(roles: Iterable[str]) -> str:
    """ "căn cứ, viện dẫn"; a mere mention is not told beside more."""
    told = list(roles)
    return ", ".join(str(ROLES[role]) for role in told if role != "mention" or len(told) == 1)


def seen_words(document: Seen) -> str:
    """ "Quyết định 12/QĐ-UBND"."""
    return f"{kind_name(document.kind)} {document.reference}".strip()


OUTSIDE: dict[str, LazyString] = {
    "not_yet": _l("Chưa có hiệu lực"),
    "in_force": _l("Còn hiệu lực"),
    "ended": _l("Hết hiệu lực"),
    "replaced": _l("Đã được thay thế bởi %(reference)s"),
}


def outside_words(outside: Outside | None) -> str:
    """What the office's list of legal bases says; "" where it says nothing."""
    if outside is None:
        return ""
    return str(OUTSIDE["replaced" if outside.by else outside.state]) % {"reference": outside.by}


def said_words(said: Said) -> str:
    """ "Được sửa đổi theo lời văn của 33/QĐ-UBND"."""
    return str(SAID[said.act]) % {"reference": said.by}


def state_words(one: Named | Citing | Seen) -> str:
    """Where the document stands, "" where it is in force as issued or nothing may be said."""
    document = one if isinstance(one, Seen) else one.document
    if document is None:
        return outside_words(one.outside) if isinstance(one, Named) else ""
    if document.said:
        return said_words(document.said)
    return standing_words(document.status, document.by)


def box_lines(box: Box, letters: int) -> list[str]:
    """The three lines in a box of the picture: what it is, its subject, its day with where it stands or its role."""
    last = (_short_state(box.seen) if box.seen else "") or role_words(box.roles)
    title = seen_words(box.seen) if box.seen else box.words
    facts = " · ".join(filter(None, (day(box.dated) if box.dated else "", last)))
    return [_cut(words, letters) for words in (title, box.under, facts)]


def _short_state(document: Seen) -> str:
    """Without what did it: a box has no room for that."""
    return str(SAID_BRIEFLY[document.said.act]) if document.said else standing_words(document.status)


def _cut(words: str, letters: int) -> str:
    return words if len(words) <= letters else words[: letters - 1].rstrip() + "…"


def spoken(box: Box) -> str:
    """All of a box in one sentence, for those who hear it."""
    title = ": ".join(filter(None, (seen_words(box.seen) if box.seen else box.words, box.under)))
    standing = state_words(box.seen) if box.seen else ""
    return "; ".join(filter(None, (title, day(box.dated) if box.dated else "", role_words(box.roles), standing)))

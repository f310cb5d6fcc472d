"""A question as it reads in words: under the title of a list, and as the name that a kept search is given."""

from collections.abc import Iterator

from flask_babel import format_decimal, gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from index.engine import Order
from service.documents import kind_name
from service.found_lists.columns import ORIGINS, STATUSES
from service.found_lists.made import MOST, Wanted
from service.question import Question

ORDERS: dict[Order, LazyString] = {
    "best": _l("đúng nhất"),
    "newest": _l("mới nhất"),
    "oldest": _l("cũ nhất"),
    "reference": _l("số, ký hiệu"),
    "subject": _l("trích yếu"),
}


def asked_words(question: Question) -> str:
    """ "thi đua; loại: Quyết định; năm: 2026"; "" for a question that asks for everything."""
    return "; ".join(_said(question))


def _said(question: Question) -> Iterator[str]:
    if question.q:
        yield f"“{question.q}”"
    named = [
        (gettext("loại"), kind_name(question.kind) if question.kind else ""),
        (gettext("năm"), question.year or ""),
        (gettext("người ký"), question.signer or ""),
        (gettext("cơ quan"), question.issuer or ""),
        (gettext("hiệu lực"), str(STATUSES.get(question.status, question.status)) if question.status else ""),
        (gettext("nguồn"), str(ORIGINS.get(question.origin, question.origin)) if question.origin else ""),
        (gettext("độ khẩn"), question.urgency or ""),
        (gettext("từ ngày"), f"{question.since:%d/%m/%Y}" if question.since else ""),
        (gettext("đến ngày"), f"{question.until:%d/%m/%Y}" if question.until else ""),
    ]
    yield from (f"{name}: {value}" for name, value in named if value)


def wanted(question: Question, agency_id: str, columns: tuple[str, ...], total: int) -> Wanted:
    """The list that a question asks for; its lines are in the language of the moment."""
    asked = asked_words(question)
    lines = [
        gettext("Tìm: %(asked)s", asked=asked) if asked else gettext("Mọi văn bản"),
        gettext(
            "%(count)s văn bản; xếp theo: %(order)s",
            count=format_decimal(min(total, MOST)),
            order=ORDERS[question.order],
        ),
    ]
    if total > MOST:
        lines.append(
            gettext(
                "Chỉ gồm %(most)s văn bản đầu trong %(total)s văn bản tìm được",
                most=format_decimal(MOST),
                total=format_decimal(total),
            )
        )
    return Wanted(question.q, question.filters(agency_id), question.order, columns, tuple(lines))

"""What stands behind a number or the name of a law: day or year, and who issued it, in any order."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from doc_templates.citations.page import Page, one_of, tidy
from doc_templates.citations.references import REFERENCE, figures
from doc_templates.citations.words import kind_names, table


@dataclass(frozen=True)
class Facts:
    """Day, else the year alone; who issued it; where this ends in the text; `shared`: “cùng ngày” of several."""

    dated: date | None = None
    year: int | None = None
    issuer: str = ""
    end: int = 0
    shared: bool = False


_F = r"[\dOolI]"
_OPEN = r"\s*,?\s*(?P<open>\()?\s*"
_SAID = r"(?:(?:da\s+|duoc\s+)?(?:ky|ban\s+hanh|ra)\s+)?(?P<shared>cung\s+)?"
_DAY = re.compile(
    rf"{_OPEN}{_SAID}(?:(?:ngay\s*(?:mung\s+|mong\s+)?(?P<d>[\dol]{{1,2}})\s*thang\s*(?P<m>[\dol]{{1,2}})\s*,?\s*nam\s*(?P<y>[12l][\dol]{{3}}))"
    rf"|(?:ngay\s*)?(?P<d2>[\dol]{{1,2}})\s?(?P<sep>[/.-])\s?(?P<m2>[\dol]{{1,2}})\s?(?P=sep)\s?(?P<y2>[12l][\dol]{{3}}))(?![\w/-])"
)
_YEAR = re.compile(
    rf"{_OPEN}{_SAID}(?:ngay[\s.…_]*)?(?:thang[\s.…_]*(?:\d{{1,2}})?\s*,?\s*)?nam\s+(?P<year>(?:19|20)\d\d)(?![\d/]|\s*-\s*\d)"
)
_BY = re.compile(r"\s*,?\s*(?P<by>cua|do)\s+")
_LEVEL = re.compile(
    r"\s+(tinh|thanh\s+pho|huyen|quan|thi\s+xa|thi\s+tran|xa|phuong|dac\s+khu)(?=\s*,?\s*(?:ngay\s|cua\s|\())"
)


def facts_behind(page: Page, at: int, issued_by: str = "") -> Facts:
    """What is said from `at` on. `issued_by`: last part of the symbol, to which “701/KH-UBND tỉnh” adds the level."""
    found = Facts(end=at)
    level = _LEVEL.match(page.folded, at) if issued_by else None
    if level:
        found = Facts(issuer=f"{issued_by} {tidy(page.text[level.start() : level.end()])}", end=level.end())
    while more := _one_more(page, found):
        found = more
    return found


def _one_more(page: Page, so_far: Facts) -> Facts | None:
    if so_far.dated is None:
        more = _day(page, so_far)
        if more is None and so_far.year is None:
            more = _year(page, so_far)
        if more:
            return more
    return _issuer(page, so_far) if not so_far.issuer else None


def _day(page: Page, so_far: Facts) -> Facts | None:
    found = _DAY.match(page.folded, so_far.end)
    if found is None:
        return None
    day, month, year = (figures(found[name] or found[f"{name}2"]) for name in "dmy")
    try:
        on = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return Facts(on, None, so_far.issuer, _closed(page, found), bool(found["shared"]))


def _year(page: Page, so_far: Facts) -> Facts | None:
    found = _YEAR.match(page.folded, so_far.end)
    if found is None:
        return None
    return Facts(None, int(found["year"]), so_far.issuer, _closed(page, found), so_far.shared)


def _closed(page: Page, found: re.Match[str]) -> int:
    return found.end() + 1 if found["open"] and page.plain[found.end() : found.end() + 1] == ")" else found.end()


def _issuer(page: Page, so_far: Facts) -> Facts | None:
    by = _BY.match(page.folded, so_far.end)
    end = issuer_end(page, by.end()) if by else None
    if by is None or end is None:
        return None
    issuer = tidy(page.text[by.end() : end])
    if by["by"] == "do":  # “do X ban hành”; else it is somebody who does something else
        issued = re.compile(r"\s+ban\s+hanh(?![^\W_])").match(page.folded, end)
        if issued is None:
            return None
        end = issued.end()
    return Facts(so_far.dated, so_far.year, issuer, end, so_far.shared)


LONGEST = 18
_TOKEN = re.compile(r"(\s*)(\S+)")
_STRONG = ".;:)”\"’'?!|"


@cache
def _heads() -> re.Pattern[str]:
    heads = sorted(table()["issuers"]["heads"], key=len, reverse=True)
    names = "|".join(re.escape(head).replace(r"\ ", r"\s+") for head in heads)
    return re.compile(rf"(?:{names})(?![^\W_])")


@cache
def _ends() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """In plain text, and in folded text for words whose marks a scan has lost: “vận” is not “vẫn”, “ve” may be “về”."""
    words = sorted(table()["issuers"]["ends"], key=len, reverse=True)
    plain = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"(?:{plain})(?![^\W_])"), re.compile(one_of(words, r"(?![^\W_])"))


@cache
def _kind_with_number() -> re.Pattern[str]:
    return re.compile(one_of(list(kind_names()), r"(?:\s+[^\W\d_]+){0,3}\s+so\s*:?\s*\d"))


def issuer_end(page: Page, at: int) -> int | None:
    """Where the name of an issuer that begins at `at` is over; None where none begins or no end is seen."""
    head = _heads().match(page.plain, at)
    if head is None:
        return None
    end = head.end()
    free = 2 if head[0] == "Ban" else 0  # “Ban tổ chức”
    if page.folded.startswith(" quan ly du an", end):
        free = 8  # “Ban quản lý dự án đầu tư xây dựng khu vực”
    for _ in range(LONGEST):
        token = _TOKEN.match(page.plain, end)
        if token is None or _over(page, token, free > 0):
            return end
        free -= 1
        word = token[2].rstrip(_STRONG + ",")
        end = token.start(2) + len(word)
        if len(word) < len(token[2]):
            mark = token[2][len(word) :]
            if mark != "," or not _goes_on(page, token.end()):
                return end
            end = token.end()
    return None


def _over(page: Page, token: re.Match[str], free: bool) -> bool:
    """Whether this word is no more of the name."""
    blank, word = token[1], token[2]
    at = token.start(2)
    if "\n" in blank and not word[0].islower():
        return True
    if word[0] in '(“"[|,;.:)':
        return not (word[0] == "," and _goes_on(page, at + 1))
    if page.folded.startswith("va", at) and word == "và":
        return not _another(page, token.end())
    if word == "-":
        return not page.plain[token.end() : token.end() + 3].strip()[:1].isupper()
    if word[0].isdigit() and (len(word.rstrip(_STRONG + ",")) > 3 or REFERENCE.match(page.plain, at) is not None):
        return True
    if word[0].islower() and not free and _ended(page, at, word):
        return True
    return _kind_with_number().match(page.folded, at) is not None


def _ended(page: Page, at: int, word: str) -> bool:
    plain, folded = _ends()
    if page.folded[max(0, at - 12) : at].rstrip().endswith("thi dua,"):  # “Hội đồng Thi đua, khen thưởng”
        return False
    return bool(folded.match(page.folded, at) if word.isascii() else plain.match(page.plain, at))


def _another(page: Page, at: int) -> bool:
    """Behind “và”: one more word of the same name (“Bộ Giáo dục và Đào tạo”), not another issuer or document."""
    next_word = _TOKEN.match(page.plain, at)
    if next_word is None or not next_word[2][0].isupper():
        return False
    start = next_word.start(2)
    return _heads().match(page.plain, start) is None and _kind_with_number().match(page.folded, start) is None


def _goes_on(page: Page, at: int) -> bool:
    """Behind a comma: “Bộ Văn hóa, Thể thao và Du lịch”, “Hội đồng Thi đua, khen thưởng”."""
    if re.match(r"\s+khen\s+thuong", page.folded[at : at + 20]):
        return True
    return _another(page, at) and bool(
        re.match(r"\s+[^\W\d_][^.,;:()\n]{1,30}?\s+và\s+[A-ZĐ]", page.plain[at : at + 60])
    )

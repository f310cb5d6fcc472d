"""The lines above a signature: on whose behalf the signer signs (Điều 13; Phụ lục I, Phần I, II.7)."""

from doc_templates.errors import IncompleteSigner, UnknownAuthority

AUTHORITIES = {
    "": ("{own}",),  # the head of an agency led by one person
    "TM": ("TM. {collective}", "{own}"),  # the head for a collective
    "KT": ("KT. {head}", "{own}"),  # a deputy for the head, also one in charge
    "TM+KT": ("TM. {collective}", "KT. {head}", "{own}"),  # a deputy of a collective
    "TL": ("TL. {head}", "{own}"),  # the head of a unit by order
    "TL+KT": ("TL. {head}", "KT. {unit_head}", "{own}"),  # the deputy to whom that head passes it on
    "TUQ": ("TUQ. {head}", "{own}"),  # by written power of attorney
    "Q": ("Q. {head}",),  # the acting head
}
ARTICLES = {
    "": "khoản 1 Điều 13",
    "TM": "khoản 2 Điều 13",
    "KT": "khoản 1 Điều 13",
    "TM+KT": "khoản 2 Điều 13",
    "TL": "khoản 4 Điều 13",
    "TL+KT": "khoản 4 Điều 13",
    "TUQ": "khoản 3 Điều 13",
    "Q": "điểm b khoản 7 mục II Phần I Phụ lục I",
}
"""Where Nghị định 30/2020/NĐ-CP speaks of each authority."""


def authority_lines(
    authority: str, collective: str, head_title: str, own_title: str, unit_head_title: str = ""
) -> tuple[str, ...]:
    """The printed lines, in capitals (II.7.đ): for "TM" TM. ỦY BAN NHÂN DÂN above CHỦ TỊCH.

    Where the head signs, either title will do. Errors: UnknownAuthority; IncompleteSigner for a missing name.
    """
    if authority not in AUTHORITIES:
        raise UnknownAuthority(authority=authority, known=list(AUTHORITIES))
    if authority in ("", "TM", "Q"):
        own_title, head_title = own_title or head_title, head_title or own_title
    given = {"collective": collective, "head": head_title, "own": own_title, "unit_head": unit_head_title}
    names = {name: words.strip() for name, words in given.items()}
    lines = AUTHORITIES[authority]
    for name, words in names.items():
        if not words and any(f"{{{name}}}" in line for line in lines):
            raise IncompleteSigner(authority=authority, missing=name)
    return tuple(line.format(**{name: words.upper() for name, words in names.items()}) for line in lines)

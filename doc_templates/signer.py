"""The lines above a signature: on whose behalf the signer signs (Điều 13; Phụ lục I, Phần I, II.7)."""

from doc_templates.errors import IncompleteSigner, UnknownAuthority

AUTHORITIES = {
    "": ("{own}",),  # the head of an agency led by one person: Điều 13.1
    "TM": ("TM. {collective}", "{own}"),  # the head for a collective: Điều 13.2
    "KT": ("KT. {head}", "{own}"),  # a deputy for the head, also one in charge: Điều 13.1
    "TM+KT": ("TM. {collective}", "KT. {head}", "{own}"),  # a deputy of a collective: Điều 13.2
    "TL": ("TL. {head}", "{own}"),  # the head of a unit by order: Điều 13.4
    "TUQ": ("TUQ. {head}", "{own}"),  # by written power of attorney: Điều 13.3
    "Q": ("Q. {head}",),  # the acting head: Phụ lục I, Phần I, II.7.b
}


def authority_lines(authority: str, collective: str, head_title: str, own_title: str) -> tuple[str, ...]:
    """The printed lines, in capitals (II.7.đ): for "TM" TM. ỦY BAN NHÂN DÂN above CHỦ TỊCH.

    Where the head signs, either title will do. Errors: UnknownAuthority; IncompleteSigner for a missing name.
    """
    if authority not in AUTHORITIES:
        raise UnknownAuthority(authority=authority, known=list(AUTHORITIES))
    if authority in ("", "TM", "Q"):
        own_title, head_title = own_title or head_title, head_title or own_title
    names = {"collective": collective.strip(), "head": head_title.strip(), "own": own_title.strip()}
    lines = AUTHORITIES[authority]
    for name, given in names.items():
        if not given and any(f"{{{name}}}" in line for line in lines):
            raise IncompleteSigner(authority=authority, missing=name)
    return tuple(line.format(**{name: given.upper() for name, given in names.items()}) for line in lines)

"""Which number series a document is counted in, and what people call it.

The agency's own: the kind's id, or "common" (archive.agencies). A body with a series of its own puts its key before:
"hdtdkt-quyet-dinh". Keys have no hyphen and no kind begins with another kind, so the name can be taken apart again.
"""

from collections.abc import Mapping

from flask_babel import gettext
from sqlalchemy.orm import Session

from archive import agencies
from doc_templates.kinds import kinds
from service.bodies import Issuer, bodies
from service.documents import kind_name

COMMON = "common"
COPIES = "ban-sao"
"""All kinds of copies are counted together, however the others are (Phụ lục I, Phần II, II.1.c)."""


def series_of(session: Session, agency_id: str, year: int, kind: str, issuer: Issuer) -> str:
    """The series that numbers a kind of that issuer in that year. Raises UnknownAgency, NoRegister."""
    return with_key(issuer.key, agencies.series_of(session, agency_id, year, kind))


def series_in(session: Session, agency_id: str, year: int) -> list[str]:
    """Every series of the year: the agency's, its bodies', the copies'. Raises UnknownAgency, NoRegister."""
    common = agencies.pattern_in(session, agency_id, year).pattern == COMMON
    bases = [COMMON] if common else list(kinds())
    keys = ["", *(body.key for body in bodies(session, agency_id) if body.own_series)]
    return [*(with_key(key, base) for key in keys for base in bases), COPIES]


def with_key(key: str, base: str) -> str:
    """ "hdtdkt", "common" → "hdtdkt-common"; without a key the agency's own series."""
    return f"{key}-{base}" if key else base


def taken_apart(series: str) -> tuple[str, str]:
    """ "hdtdkt-quyet-dinh" → ("hdtdkt", "quyet-dinh"); ("", series) for the agency's own."""
    key, _, base = series.partition("-")
    if series in kinds() or base not in {*kinds(), COMMON}:
        return "", series
    return key, base


def body_names(session: Session, agency_id: str) -> dict[str, str]:
    """The names of the agency's bodies by key, as they are called last."""
    return {body.key: body.names[-1].full_name for body in bodies(session, agency_id)}


def series_name(series: str, names: Mapping[str, str]) -> str:
    """ "ke-hoach" → "Kế hoạch"; "common" → "Sổ chung"; with a body's key its name before. `names`: body_names."""
    key, base = taken_apart(series)
    if base == COPIES:
        return str(gettext("Sổ bản sao"))
    own = gettext("Sổ chung") if base == COMMON else kind_name(base)
    return f"{names.get(key, key)}: {own}" if key else own

"""What an office knows of itself, handed in by the service: it confirms what is read in old documents."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Known:
    """All optional. `agencies`: full names, its own and those it writes with; `abbreviations`: of agencies and units
    in symbols; `signers`: names; `places`: before dates; `today`: no document is later."""

    agencies: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    today: date | None = None

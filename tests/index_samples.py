"""Named samples of entries for the tests of the index."""

from datetime import date

from index.engine import Entry

AGENCY = "nhon-trach"
OTHER_AGENCY = "long-thanh"


def plan(id_: str = "plan", **changed: object) -> Entry:
    """A plan of the district; every field may be changed."""
    values: dict[str, object] = {
        "id": id_,
        "agency_id": AGENCY,
        "reference": "01/KH-UBND",
        "number": 1,
        "symbol": "KH-UBND",
        "kind": "ke-hoach",
        "kind_name": "Kế hoạch",
        "subject": "Công tác thi đua, khen thưởng trên địa bàn huyện năm 2021",
        "issued_on": date(2021, 2, 3),
        "year": 2021,
        "signer": "Nguyễn Hữu Thành",
        "body": "",
    }
    return Entry(**(values | changed))  # type: ignore[arg-type]


def decision(id_: str = "decision", **changed: object) -> Entry:
    """A decision of the same office."""
    values: dict[str, object] = {
        "reference": "15/QĐ-UBND",
        "number": 15,
        "symbol": "QĐ-UBND",
        "kind": "quyet-dinh",
        "kind_name": "Quyết định",
        "subject": "Về việc tặng Giấy khen cho tập thể, cá nhân",
        "issued_on": date(2022, 5, 19),
        "year": 2022,
        "signer": "Lê Thị Thúy",
    }
    return plan(id_, **(values | changed))

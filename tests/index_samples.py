"""Named samples of entries for the tests of the index."""

from datetime import date

from index.engine import Engine, Entry, Filters
from index.query import parse_query

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


def fill(engine: Engine) -> None:
    """22 documents in three commits, which a folder keeps as three segments."""
    engine.put([plan(f"p{number}", body="thi đua " * 50) for number in range(20)])
    engine.put([decision()])
    engine.put([plan("last")])
    engine.close()


def found(engine: Engine, text: str = "") -> list[str]:
    """The first hundred that the office finds with these words, or all of them."""
    return [hit.id for hit in engine.search(parse_query(text), Filters(AGENCY), 0, 100).hits]

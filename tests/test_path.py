"""The whole story with nothing faked: a plan is drafted, issued, filed, found again, and the archive is sound."""

import pytest
from pypdf import PdfReader

from archive.filing import object_id
from archive.verify import verify
from index.engine import Filters
from service import drafts, search
from service.actor import Actor
from service.check import problems
from service.issue import issue
from service.parts import Parts
from tests.conftest import PLAN

pytestmark = pytest.mark.slow


def test_a_plan_goes_from_empty_form_to_found_again(office: Parts, drafter: Actor, clerk: Actor) -> None:
    draft = drafts.create(office, drafter, "ke-hoach", {})
    assert [problem.field for problem in problems(office, draft)] == ["subject", "body", "recipients", "signer"]

    draft = drafts.save(office, drafter, draft.id, PLAN, revision=1)
    assert problems(office, draft) == []
    drafts.hand_over(office, drafter, draft.id)

    document = issue(office, clerk, draft.id)
    assert (document.number, document.symbol, document.reference) == (1, "KH-UBND", "01/KH-UBND")
    assert document.issued_on.isoformat() == "2026-01-05"

    text = PdfReader(office.store.path(object_id(document.id), "document.pdf")).pages[0].extract_text()
    assert "01/KH-UBND" in text
    assert "Tân Hòa, ngày 05 tháng 01 năm 2026" in text

    assert search.index_waiting(office) == 1
    found = search.search(office, clerk, "thi dua khen thuong", Filters(agency_id=clerk.agency_id))
    assert [hit.id for hit in found.hits] == [document.id]
    assert verify(office.db, office.store, lambda done, total: None).ok

"""Which page of the preview the cursor is on: the words of its block, found on the printed pages."""

from doc_templates.body import parse
from doc_templates.body_text import words
from doc_templates.page_words import spots

BEFORE = 150
"""Blocks above the cursor's that are looked for too, so that of words that come twice the right ones are found."""
LETTERS = 60


def place(pdf: bytes, body: str, block: int) -> dict[str, float] | None:
    """{page: from 1, top: share of the page's height} of the nth block of a body, from 0; None if it is not found."""
    upto = [words([each])[:LETTERS] for each in parse(body)[max(0, block - BEFORE) : block + 1]]
    if block < 0 or not upto:
        return None
    spot = spots(pdf, upto)[-1]
    return {"page": spot.page, "top": round(spot.boxes[0].top, 4)} if spot else None

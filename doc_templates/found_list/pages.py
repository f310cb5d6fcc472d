"""Pages of a list's PDF, as LibreOffice makes it, taken off and put one behind the other, with their tags.

The tags are a tree, document > table > row > cell > paragraph, and for each page a list of the paragraphs on it. A
table's head is a row where it stands first; where it is repeated it is marked as ornament.
"""

import io

import pikepdf
from pikepdf import Dictionary, NumberTree, Object, Pdf


def opened(content: bytes) -> Pdf:
    """A piece, whose tags go without the measures that only tell how they look: a third of their weight."""
    pdf = Pdf.open(io.BytesIO(content))
    for each in pdf.objects:
        if isinstance(each, Dictionary) and "/Pg" in each and isinstance(each.get("/A"), Dictionary):
            del each.A  # that of a head is an array: it says what the head is of
    return pdf


def drop_last_page(pdf: Pdf, rows: int) -> int:
    """Take the last page off, and tell how many of the table's rows are on those that stay.

    It stays, and all `rows` with it, when no other has rows, or when it begins within one that is taller than a page.
    """
    document = pdf.Root.StructTreeRoot.K[0]
    table = [each for each in document.K if each.S == "/Table"][-1]
    places = {row.objgen: place for place, row in enumerate(table.K)}  # 0: the head
    stay = max(_on_page(pdf, -2, places), default=0) if len(pdf.pages) > 1 else 0
    if not stay or stay in _on_page(pdf, -1, places):
        return rows
    del table.K[stay + 1 :]
    while document.K[-1].objgen != table.objgen:
        del document.K[-1]
    if "/StructParents" in pdf.pages[-1]:
        del _tags(pdf)[int(pdf.pages[-1].StructParents)]
    del pdf.pages[-1]
    return stay


def _tags(pdf: Pdf) -> NumberTree:
    """The paragraphs of each page, by the page's own number for them."""
    return NumberTree(pdf.Root.StructTreeRoot.ParentTree)


def _on_page(pdf: Pdf, page: int, places: dict[tuple[int, int], int]) -> set[int]:
    """The places of the rows of which something is on a page; nothing is where the table filled the page before."""
    if "/StructParents" not in pdf.pages[page]:
        return set()
    tagged = _tags(pdf)[int(pdf.pages[page].StructParents)]
    return {places[row] for row in map(_row_around, tagged) if row in places}


def _row_around(tagged: Object) -> tuple[int, int]:
    while tagged.S not in ("/TR", "/Document"):
        tagged = tagged.P
    return tagged.objgen


def add_pages(pdf: Pdf, more: Pdf) -> None:
    """Put the pages of `more` behind those of `pdf`, its tags behind its tags."""
    old = len(pdf.pages)
    pdf.pages.extend(more.pages)
    tags = _tags(pdf)
    number = max(tags) + 1
    came = pdf.copy_foreign(more.Root.StructTreeRoot)
    for page in pdf.pages[old:]:
        page.StructParents = int(page.StructParents) + number
    for named, paragraphs in NumberTree(came.ParentTree).items():
        tags[named + number] = paragraphs
    for kind, plain in came.RoleMap.items():
        pdf.Root.StructTreeRoot.RoleMap[kind] = plain
    document = pdf.Root.StructTreeRoot.K[0]
    for each in came.K[0].K:
        each.P = document
        document.K.append(each)


def saved(pdf: Pdf) -> bytes:
    """Its bytes, with small objects packed: ten thousand rows have a quarter of a million, most of them tags."""
    pdf.save(
        buffer := io.BytesIO(), object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True,
        fix_metadata_version=False, force_version="1.7",
    )  # fmt: skip
    return buffer.getvalue()

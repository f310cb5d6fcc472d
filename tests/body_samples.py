"""Bodies for property tests: any blocks that an editor can hold, hostile words among them."""

from hypothesis import strategies as st

from doc_templates.block import Block
from doc_templates.editor_content import settled
from doc_templates.inline import Run, marked
from doc_templates.marks import may_be_title, without_stars

WORD = st.sampled_from(
    [
        *("Mục đích", "QUY ĐỊNH CHUNG", "a", "Đ", "chữ thường", "Một câu.", "Hai:", "x" * 148, "5", "1", "v.v."),
        *("1. ", "1.2. ", "a) ", "đ) ", "- ", "+ ", "* ", "– ", "# ", "## ", "I. ", "B. ", "Điều 1. ", "Chương I"),
        *("Phần thứ hai", "Mục 1. ", "*", "**", "***", "****", "\\", "\\\\", "|", "| a |", "(", ")", "(*)", " ", "."),
        *("./.", ";", "/", "---", "\u00a0", "\u0301", "🎉"),
    ]
)
UNPRINTED = {"exclude_categories": ["Cc", "Cs", "Zl", "Zp"], "exclude_characters": "\ufeff"}
"""What no field keeps (doc_templates/fields.py)."""
TEXT = st.lists(WORD | st.text(st.characters(**UNPRINTED), max_size=4), max_size=5)
RUN = st.builds(Run, TEXT.map("".join), st.booleans(), st.booleans())
WORDS = st.lists(RUN, min_size=1, max_size=3).map(lambda given: settled(marked(given)))
SOME = WORDS.filter(bool)
TITLE = SOME.map(lambda words: settled(without_stars(words))).filter(bool).filter(lambda w: without_stars(w) == w)
ROMAN, LETTER = st.sampled_from(["I", "II", "IV", "X", "XII"]), st.sampled_from(list("ABCDĐLM"))
CLAUSE = st.sampled_from(["1", "2", "10", "1.1", "1.2.3", "999"])
POINT = st.sampled_from(list("abcdđeghiklmnopqrstuvxyăâêôơư"))
GROUPS = st.sampled_from(["part", "chapter", "section", "subsection"])
NUMBER = st.sampled_from(["I", "II", "C", "1", "2", "12a", "thứ hai", "THỨ NHẤT"])


@st.composite
def tables(draw: st.DrawFn) -> Block:
    width = draw(st.integers(1, 4))
    rows = draw(st.lists(st.lists(WORDS, min_size=width, max_size=width).map(tuple), min_size=1, max_size=4))
    head = tuple(settled(without_stars(cell)) for cell in rows[0])
    return Block("table", rows=(head, *rows[1:]))


BLOCK = st.one_of(
    st.builds(Block, GROUPS, NUMBER, TITLE | st.just("")),
    st.builds(Block, st.just("article"), st.sampled_from(["1", "12", "3a"]), TITLE.filter(may_be_title)),
    st.builds(Block, st.just("article"), st.sampled_from(["1", "12", "3a"]), st.just(""), WORDS),
    st.builds(Block, st.just("heading"), ROMAN | LETTER, TITLE),
    st.builds(Block, st.just("clause"), CLAUSE, TITLE),
    st.builds(Block, st.just("clause"), CLAUSE, st.just(""), SOME),
    st.builds(Block, st.just("point"), POINT, st.just(""), SOME),
    st.builds(Block, st.just("dash"), st.sampled_from(["", "+"]), st.just(""), SOME),
    st.builds(Block, st.just("text"), st.just(""), st.just(""), SOME),
    tables(),
)
BODY = st.lists(BLOCK, max_size=8)

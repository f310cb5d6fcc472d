"""Blocks and the editor's document: both ways without loss, and nothing hostile gets through."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doc_templates.body import Block, parse, to_text
from doc_templates.editor_content import from_editor, to_editor
from doc_templates.errors import BadContent
from doc_templates.fields import many_lines
from tests.body_samples import BODY
from tests.test_body import PIECES


def block(text="a", level="text", number="", titled=False, **more):
    content = [{"type": "text", "text": text, **more}]
    return {"type": "block", "attrs": {"level": level, "number": number, "titled": titled}, "content": content}


def doc(*nodes):
    return {"type": "doc", "content": list(nodes)}


def test_a_document_of_the_editor():
    body = [
        Block("chapter", "I", title="CHUNG"),
        Block("clause", "1", text="a **b** *c*"),
        Block("table", rows=(("d",),)),
    ]
    assert to_editor(body) == {
        "type": "doc",
        "content": [
            {
                "type": "block",
                "attrs": {"level": "chapter", "number": "I", "titled": True},
                "content": [{"type": "text", "text": "CHUNG"}],
            },
            {
                "type": "block",
                "attrs": {"level": "clause", "number": "1", "titled": False},
                "content": [
                    {"type": "text", "text": "a "},
                    {"type": "text", "text": "b", "marks": [{"type": "bold"}]},
                    {"type": "text", "text": " "},
                    {"type": "text", "text": "c", "marks": [{"type": "italic"}]},
                ],
            },
            {
                "type": "table",
                "content": [
                    {
                        "type": "table_row",
                        "content": [
                            {
                                "type": "table_header",
                                "content": [{"type": "line", "content": [{"type": "text", "text": "d"}]}],
                            }
                        ],
                    }
                ],
            },
        ],
    }


@settings(max_examples=400, deadline=None)
@given(BODY)
def test_blocks_come_back_from_the_editor(blocks):
    assert from_editor(json.loads(json.dumps(to_editor(blocks)))) == blocks


@settings(max_examples=250, deadline=None)
@given(PIECES)
def test_text_comes_back_from_the_editor(text):
    """As the service keeps it, without what cannot be printed."""
    blocks = parse(many_lines(text))
    assert to_text(from_editor(to_editor(blocks))) == to_text(blocks)


@settings(max_examples=250, deadline=None)
@given(st.lists(st.text(max_size=8), max_size=4), st.sampled_from(["text", "clause", "article", "heading"]))
def test_whatever_is_typed_is_read_back(texts, level):
    number = {"text": "", "heading": "I"}.get(level, "1")
    blocks = from_editor(doc(*(block(text, level, number, titled) for text in texts for titled in (True, False))))
    assert parse(to_text(blocks)) == blocks


def test_empty_paragraphs_are_left_out_and_an_article_without_words_stays():
    assert from_editor(doc(block(" "), block("\u2028", "clause", "1"), block("", "article", "2"))) == [
        Block("article", "2")
    ]
    assert from_editor(doc({"type": "table", "content": []})) == []


def test_rows_are_filled_up_to_one_length():
    def row(*words):
        cells = [
            {"type": "table_cell", "content": [{"type": "line", "content": [{"type": "text", "text": w}]}]}
            for w in words
        ]
        return {"type": "table_row", "content": cells}

    table = {"type": "table", "content": [row("a", "b"), row("c")]}
    assert from_editor(doc(table)) == [Block("table", rows=(("a", "b"), ("c", "")))]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "unknown_node"),
        ([], "unknown_node"),
        ({"type": "doc", "content": "x"}, "unknown_node"),
        (doc("x"), "unknown_node"),
        (doc({"type": "image"}), "unknown_node"),
        (doc({"type": "block", "attrs": {"level": "text"}, "content": [{"type": "image"}]}), "unknown_node"),
        (doc({"type": "block", "attrs": {"level": "text"}, "content": [{"type": "text", "text": 1}]}), "unknown_node"),
        (doc({"type": "block", "attrs": {"level": "script"}}), "unknown_level"),
        (doc({"type": "block", "attrs": {"level": ["text"]}}), "unknown_level"),
        (doc({"type": "block", "attrs": {"level": "table"}}), "unknown_level"),
        (doc({"type": "block", "attrs": None}), "unknown_level"),
        (doc(block(level="clause", number="1\n2. x")), "bad_number"),
        (doc(block(level="point", number="f")), "bad_number"),
        (doc(block(level="clause", number=1)), "bad_number"),
        (doc(block(marks=[{"type": "link"}])), "unknown_mark"),
        (doc(block(marks=[{"type": "bold"}, {"type": "bold"}])), "unknown_mark"),
        (doc(block(marks="bold")), "unknown_node"),
        (doc(block("x" * 3_000_001)), "too_large"),
        (doc({"type": "table", "content": [{"type": "table"}]}), "unknown_node"),
    ],
)
def test_what_no_editor_makes_is_refused(content, why):
    with pytest.raises(BadContent) as refused:
        from_editor(content)
    assert refused.value.data["why"] == why


def test_a_deep_nest_is_refused_without_a_deep_stack():
    nest: dict = {"type": "block"}
    for _ in range(100_000):
        nest = {"type": "block", "attrs": {"level": "text"}, "content": [nest]}
    with pytest.raises(BadContent):
        from_editor(doc(nest))

"""The browser writes the clerk's text from the editor's document exactly as the server does."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doc_templates.body import to_text
from doc_templates.editor_content import from_editor, to_editor
from tests.body_samples import BODY, CLAUSE, TEXT

pytestmark = pytest.mark.slow
HERE = Path(__file__).parent
MARKS = st.lists(st.sampled_from(["bold", "italic"]), unique=True).map(lambda names: [{"type": name} for name in names])
WORDS = st.lists(
    st.fixed_dictionaries({"type": st.just("text"), "text": TEXT.map("".join), "marks": MARKS}), max_size=3
)
ATTRIBUTES = st.one_of(
    st.fixed_dictionaries({"level": st.just("text"), "number": st.just(""), "titled": st.just(False)}),
    st.fixed_dictionaries({"level": st.just("clause"), "number": CLAUSE, "titled": st.booleans()}),
    st.fixed_dictionaries({"level": st.just("article"), "number": st.just("3a"), "titled": st.booleans()}),
    st.fixed_dictionaries({"level": st.just("heading"), "number": st.sampled_from("IVXAB"), "titled": st.just(True)}),
    st.fixed_dictionaries({"level": st.just("point"), "number": st.sampled_from("aăđ"), "titled": st.just(False)}),
    st.fixed_dictionaries({"level": st.just("dash"), "number": st.sampled_from(["", "+"]), "titled": st.just(False)}),
    st.fixed_dictionaries({"level": st.just("chapter"), "number": st.just("II"), "titled": st.just(True)}),
)
TYPED = st.lists(
    st.fixed_dictionaries({"type": st.just("block"), "attrs": ATTRIBUTES, "content": WORDS}), max_size=6
).map(lambda nodes: {"type": "doc", "content": nodes})


@pytest.fixture(scope="module")
def written_in_browser() -> Iterator[Callable[[object], str]]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node on the path")
    command = [node, str(HERE / "editor_text.mjs")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdin is not None and process.stdout is not None
        given_to, told_by = process.stdin, process.stdout

        def ask(content: object) -> str:
            given_to.write(json.dumps(content) + "\n")
            given_to.flush()
            return str(json.loads(told_by.readline()))

        yield ask
        given_to.close()


@settings(max_examples=800, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=BODY.map(to_editor) | TYPED)
def test_browser_and_server_write_the_same_text(written_in_browser: Callable[[object], str], content: object) -> None:
    assert written_in_browser(content) == to_text(from_editor(content))

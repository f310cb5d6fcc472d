"""What is read faster is read the same: any bytes give the same object and end at the same place, or are refused."""

from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyhanko.pdf_utils.misc import PdfError

from service.signing import fast_reading

PIECES = st.sampled_from(
    ["/Name", "/A#20b", "/", " ", "\n", "%x\n", "12 0 R", "12  0 R", "0 0 R", "-3", "+4.5", "7", "<48656c6c6f>",
     "<4 8\n6>", "<4x>", "<", ">", "[", "]", "(", "é", "\x00", "48" * 40]
)  # fmt: skip


class Holder:
    def get_pdf_handler(self) -> None:
        return None


def read(reader: Any, content: bytes, *more: object) -> object:
    stream = BytesIO(content)
    try:
        found = reader(stream, *more)
    except (PdfError, ValueError, ArithmeticError) as error:
        return type(error)
    return type(found), getattr(found, "reference", found), stream.tell()


@pytest.mark.parametrize(
    ("fast", "slow", "start"),
    [
        (fast_reading._name, fast_reading._slow_name, "/"),
        (fast_reading._number, fast_reading._slow_number, "1"),
        (fast_reading._hex, fast_reading._slow_hex, "<"),
        (fast_reading._next, fast_reading._slow_next, ""),
    ],
)
@given(pieces=st.lists(PIECES, max_size=5))
def test_the_same_object_and_place(fast: Any, slow: Any, start: str, pieces: list[str]) -> None:
    content = (start + "".join(pieces)).encode("latin-1")
    assert read(fast, content) == read(slow, content)


@given(pieces=st.lists(PIECES, max_size=4))
def test_the_same_reference(pieces: list[str]) -> None:
    content = ("3" + "".join(pieces)).encode("latin-1")
    holder = Holder()
    assert read(fast_reading._reference, content, holder) == read(fast_reading._slow_reference, content, holder)

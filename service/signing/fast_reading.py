"""pyHanko reads a PDF one byte at a time; here the common spellings of names, references, numbers and hexadecimal
strings are read by one pattern each, and whatever looks otherwise is left to pyHanko. The result is the same.

Half of the time of a validation was this reading.
"""

import binascii
import re
from typing import Any

from pyhanko.pdf_utils import generic

_NAME = re.compile(rb"/[^\x00-\x20\x7f-\xff()<>\[\]{}/%#]*(?=[ \n\r\t\f\x00()<>\[\]{}/%])")
_REFERENCE = re.compile(rb"([1-9]\d{0,8}) (\d{1,5}) R")
_NUMBER = re.compile(rb"[+-]?\d{1,9}(?=[ \n\r/\]>])")
_HEX = re.compile(rb"[0-9a-fA-F \n\r\t\f\x00]*")
_SPACE = b" \n\r\t\f\x00"
_PIECE, _LARGE = 48, 65536

_generic: Any = generic
_slow_name = _generic.NameObject.read_from_stream
_slow_reference = _generic.IndirectObject.read_from_stream
_slow_number = _generic.NumberObject.read_from_stream
_slow_hex = _generic.read_hex_string_from_stream
_slow_next = _generic.read_non_whitespace


def _name(stream: Any) -> Any:
    at = stream.tell()
    found = _NAME.match(stream.read(_PIECE))
    if found is None:
        stream.seek(at)
        return _slow_name(stream)
    stream.seek(at + found.end())
    return generic.NameObject(found[0].decode("ascii"))


def _reference(stream: Any, container_ref: Any) -> Any:
    at = stream.tell()
    found = _REFERENCE.match(stream.read(_PIECE))
    if found is None:
        stream.seek(at)
        return _slow_reference(stream, container_ref)
    stream.seek(at + found.end())
    return generic.IndirectObject(int(found[1]), int(found[2]), container_ref.get_pdf_handler())


def _number(stream: Any) -> Any:
    at = stream.tell()
    found = _NUMBER.match(stream.read(_PIECE))
    if found is None:
        stream.seek(at)
        return _slow_number(stream)
    stream.seek(at + found.end())
    return generic.NumberObject(int(found[0]))


def _hex(stream: Any) -> Any:
    at = stream.tell()
    piece = stream.read(_PIECE)
    end = piece.find(b">")
    if end < 0:
        piece += stream.read(_LARGE)
        end = piece.find(b">")
    digits = piece[1:end]
    if end < 0 or not _HEX.fullmatch(digits):
        stream.seek(at)
        return _slow_hex(stream)
    stream.seek(at + end + 1)
    bare = digits.translate(None, _SPACE)
    return generic.pdf_string(binascii.unhexlify(bare + b"0" * (len(bare) % 2)))


def _next(stream: Any, seek_back: bool = False, allow_eof: bool = False) -> bytes:
    """The next byte that is no white space; comments and the end of the file are pyHanko's."""
    at = stream.tell()
    while (found := stream.read(1)) and found in _SPACE:
        pass
    if not found or found == b"%":
        stream.seek(at)
        return bytes(_slow_next(stream, seek_back, allow_eof))
    if seek_back:
        stream.seek(-1, 1)
    return bytes(found)


def use() -> None:
    """From here on this process reads PDFs this way."""
    _generic.NameObject.read_from_stream = staticmethod(_name)
    _generic.IndirectObject.read_from_stream = staticmethod(_reference)
    _generic.NumberObject.read_from_stream = staticmethod(_number)
    _generic.read_hex_string_from_stream = _hex
    _generic.read_non_whitespace = _next

"""Failures have one form: every error of every room has its status and its sentence."""

import inspect

import archive.errors
import doc_templates.errors
import index.errors
import service.errors
from service.sentences import SENTENCES

ROOMS = (archive.errors, doc_templates.errors, index.errors, service.errors)


def own_errors() -> dict[str, type[Exception]]:
    found = {}
    for room in ROOMS:
        for _, kind in inspect.getmembers(room, inspect.isclass):
            if issubclass(kind, Exception) and kind.__module__ == room.__name__:
                found[f"{room.__name__}.{kind.__name__}"] = kind
    return found


def test_every_error_of_every_room_has_a_status_and_a_sentence() -> None:
    unmapped = {name: kind.code for name, kind in own_errors().items() if kind.code not in SENTENCES}
    assert unmapped == {}


def test_every_error_says_its_likely_cause() -> None:
    assert [name for name, kind in own_errors().items() if not kind.__doc__] == []


def test_codes_are_unique() -> None:
    codes = [kind.code for kind in own_errors().values()]
    assert sorted(codes) == sorted(set(codes))

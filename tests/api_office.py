"""An office seen by software: calls with tokens, every answer held against the API's own description."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import Flask
from jsonschema import Draft202012Validator
from werkzeug.test import TestResponse

from service import people
from service.api.openapi import description
from service.parts import Parts
from service.tokens import make_token

ALL = ("read", "draft", "issue")


def token(office: Parts, login: str, *scopes: str) -> str:
    """A fresh token of that person."""
    with office.db.write() as session:
        person = people.user_named(session, login)
        assert person is not None
        return make_token(session, person, label="phần mềm", scopes=scopes, now=office.now())


@dataclass
class Software:
    """A client with a token. Each answer is checked: the status is a described one, the body of the described shape."""

    app: Flask
    token: str

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.call("get", path, **more)

    def post(self, path: str, **more: Any) -> TestResponse:
        return self.call("post", path, **more)

    def patch(self, path: str, **more: Any) -> TestResponse:
        return self.call("patch", path, **more)

    def call(self, method: str, path: str, headers: dict[str, str] | None = None, **more: Any) -> TestResponse:
        given = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        answer = self.app.test_client().open(f"/api/v1{path}", method=method.upper(), headers=given, **more)
        self._hold(method, f"/api/v1{path}".partition("?")[0], answer)
        return answer

    @cached_property
    def spec(self) -> dict[str, Any]:
        with self.app.test_request_context():
            return json.loads(json.dumps(description()))

    def _hold(self, method: str, path: str, answer: TestResponse) -> None:
        with self.app.test_request_context():
            adapter = self.app.url_map.bind("localhost")
            if not adapter.test(path, method.upper()):
                assert answer.mimetype == "application/problem+json"
                return
            rule, _ = adapter.match(path, method.upper(), return_rule=True)
        described = self.spec["paths"][_as_openapi(rule.rule)][method]["responses"]
        shape = described.get(str(answer.status_code)) or described["default"]
        content = shape.get("content", {})
        assert not answer.data or answer.mimetype in content or "application/octet-stream" in content
        if answer.is_json and answer.mimetype in content:
            self.check(content[answer.mimetype]["schema"], answer.json)

    def check(self, schema: dict[str, Any], value: object) -> None:
        """Raises jsonschema's ValidationError where the value is not of the described shape."""
        Draft202012Validator({**schema, "components": self.spec["components"]}).validate(value)


def _as_openapi(rule: str) -> str:
    for converter in ("id:", "int:"):
        rule = rule.replace(f"<{converter}", "<")
    return rule.replace("<", "{").replace(">", "}")


def problem(answer: TestResponse) -> tuple[int, str]:
    """Status and code of a failure, which must be told as RFC 9457 wants it."""
    assert answer.mimetype == "application/problem+json"
    told = answer.json
    assert isinstance(told, dict)
    assert {"type", "title", "status", "detail", "code"} <= told.keys()
    assert told["status"] == answer.status_code
    return answer.status_code, told["code"]

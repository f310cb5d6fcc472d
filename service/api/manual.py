"""The page /api/docs: the OpenAPI document arranged for people, with calls that can be copied."""

from typing import Any

from flask import json, render_template, request

Spec = dict[str, Any]
WALK = """export TOKEN=… ; export OFFICE={office}
curl -s $OFFICE/api/v1/forms -H "Authorization: Bearer $TOKEN"
curl -s $OFFICE/api/v1/drafts -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
     -d '{{"form": "ke-hoach", "values": {{"subject": "Tổ chức phong trào thi đua năm 2026",
          "body": "I. MỤC ĐÍCH\\n1. Nâng cao chất lượng công tác.", "recipients": ["Các đơn vị"], "signer": "1"}}}}'
export ID=…
curl -s -X POST $OFFICE/api/v1/drafts/$ID/issue -H "Authorization: Bearer $TOKEN" \\
     -H "Idempotency-Key: issue-$ID"
curl -s -G $OFFICE/api/v1/documents -H "Authorization: Bearer $TOKEN" --data-urlencode "q=thi dua"
"""


def page(spec: Spec) -> str:
    """The page, in the language of the request."""
    office = request.host_url.rstrip("/")
    operations = [
        {**operation, "path": path, "method": method, "curl": _curl(path, method, operation, spec)}
        for path, methods in spec["paths"].items()
        for method, operation in methods.items()
    ]
    by_tag = [(tag, [one for one in operations if tag["name"] in one["tags"]]) for tag in spec["tags"]]
    return render_template("api/docs.html", spec=spec, by_tag=by_tag, walk=WALK.format(office=office))


def _curl(path: str, method: str, operation: Spec, spec: Spec) -> str:
    """The call as a command; what must be filled in stands as $VARIABLE."""
    address = path.replace("{", "$").replace("}", "").replace("$draft_id", "$ID").replace("$document_id", "$ID")
    words = [f'curl -s "$OFFICE{address}"']
    if method != "get":
        words[0] = f'curl -s -X {method.upper()} "$OFFICE{address}"'
    if operation["security"]:
        words.append('-H "Authorization: Bearer $TOKEN"')
    words += [f"-H '{one['name']}: {one['schema'].get('example', '…')}'" for one in _headers(operation)]
    if "requestBody" in operation:
        words += _sent(operation, spec)
    return " \\\n     ".join(words)


def _headers(operation: Spec) -> list[Spec]:
    return [parameter for parameter in operation["parameters"] if parameter["in"] == "header"]


def _sent(operation: Spec, spec: Spec) -> list[str]:
    """What is sent: a file with its fields, or JSON."""
    form = operation["requestBody"]["content"].get("multipart/form-data")
    if form is None:
        return ['-H "Content-Type: application/json"', f"-d '{_body(operation)}'"]
    fields = spec["components"]["schemas"][form["schema"]["$ref"].rpartition("/")[2]]["properties"]
    return [f"-F '{name}={_example(field)}'" for name, field in fields.items()]


def _example(field: Spec) -> str:
    return "@FILE.docx" if field.get("format") == "binary" else str(field.get("example", "…"))


def _body(operation: Spec) -> str:
    content = operation["requestBody"]["content"]["application/json"]
    examples = list(content.get("examples", {}).values())
    value = examples[0]["value"] if examples else content.get("example", {})
    return json.dumps(value)

"""Signing and sealing with a key outside, by hand: take what is to be signed, sign it there, bring the signature back.

Plug-ins and remote services do the same by API (service/api/external_signing.py).
"""

import base64
import hashlib
from collections.abc import Callable

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from service import drafts, external_signing
from service.access import demands
from service.errors import KeyMissing, OutsideExpired, SignatureRefused
from service.pages import drafting
from service.pages.signing import what_now
from service.parts import parts
from service.sentences import sentence
from service.signing.external import Prepared

blueprint = Blueprint("external_signing", __name__)


@blueprint.route("/signing/<id:draft_id>/external", methods=["GET", "POST"])
@demands("sign", "draft")
def sign(draft_id: str) -> AnyResponse | str | tuple[AnyResponse | str, int]:
    """A person's signature."""
    return _page(draft_id, "signing", _sign)


def _sign(draft_id: str, brought: bytes) -> AnyResponse:
    external_signing.bring(parts(), g.actor, draft_id, brought)
    flash(what_now(draft_id))
    return redirect(url_for("signing.index"))


@blueprint.route("/drafts/<id:draft_id>/external-seal", methods=["GET", "POST"])
@demands("issue")
def seal(draft_id: str) -> AnyResponse | str | tuple[AnyResponse | str, int]:
    """The agency's seal, with the number."""
    return _page(draft_id, "seal", _seal)


def _seal(draft_id: str, brought: bytes) -> AnyResponse:
    document = external_signing.bring_seal(parts(), g.actor, draft_id, brought)
    flash(gettext("Đã ban hành %(reference)s.", reference=document.reference))
    return redirect(url_for("documents.show", document_id=document.id))


def _page(
    draft_id: str, what: str, bring: Callable[[str, bytes], AnyResponse]
) -> AnyResponse | str | tuple[AnyResponse | str, int]:
    if request.method == "GET":
        return _shown(draft_id, what)
    try:
        return bring(draft_id, _brought())
    except (SignatureRefused, OutsideExpired, KeyMissing) as error:
        return _shown(draft_id, what, sentence(error.code, error.data)), 422


def _brought() -> bytes:
    """What came: a file, or base64 that was pasted."""
    file = request.files.get("file")
    content = file.read() if file else b""
    try:
        return content or base64.b64decode(request.form.get("value", ""))
    except ValueError as why:
        raise SignatureRefused(why="unreadable") from why


def _shown(draft_id: str, what: str, error: str = "") -> str:
    draft = drafts.get(parts(), g.actor, draft_id)
    return render_template(
        "signing/external.html",
        draft=draft,
        what=what,
        form_name=drafting.form_name(parts(), draft),
        error=error,
    )


@blueprint.post("/signing/<id:draft_id>/external/attributes.der")
@demands("sign", "draft")
def attributes(draft_id: str) -> Response:
    """What the person's key is to sign."""
    return _attributes(external_signing.begin(parts(), g.actor, draft_id))


@blueprint.post("/drafts/<id:draft_id>/external-seal/attributes.der")
@demands("issue")
def seal_attributes(draft_id: str) -> Response:
    """What the seal's key is to sign; the number is reserved."""
    return _attributes(external_signing.begin_seal(parts(), g.actor, draft_id))


def _attributes(prepared: Prepared) -> Response:
    answer = Response(prepared.attributes, mimetype="application/octet-stream")
    name = hashlib.sha256(prepared.attributes).hexdigest()[:8]
    answer.headers["Content-Disposition"] = f'attachment; filename="can-ky-{name}.der"'
    answer.headers["Cache-Control"] = "no-store"
    return answer

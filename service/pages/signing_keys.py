"""Keys to sign with: a person's own (Tài khoản), and the one behind the agency's seal (Quản trị)."""

from cryptography.x509 import load_der_x509_certificate
from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from service.access import demands
from service.errors import KeyRefused, TokenFailed, WrongPin
from service.parts import parts
from service.sentences import sentence
from service.signing import keys
from service.signing.keys import Key
from service.signing.refusals import refused
from service.signing.token_signer import OnToken, on_tokens, signed_on

blueprint = Blueprint("signing_keys", __name__)


@blueprint.route("/account/key", methods=["GET", "POST"])
@demands("sign", "draft")
def own() -> Response | tuple[str, int] | str:
    """My own key and the picture of my signature."""
    return _page("account/key.html", g.actor.user_id, ".own")


@blueprint.route("/admin/seal", methods=["GET", "POST"])
@demands("administer")
def seal() -> Response | tuple[str, int] | str:
    """The agency's key and the picture of its seal."""
    return _page("admin/seal.html", None, ".seal")


@blueprint.post("/account/key/removal")
@demands("sign", "draft")
def remove_own() -> Response:
    return _remove(g.actor.user_id, ".own")


@blueprint.post("/admin/seal/removal")
@demands("administer")
def remove_seal() -> Response:
    return _remove(None, ".seal")


def _page(template: str, user_id: int | None, here: str) -> Response | tuple[str, int] | str:
    error = ""
    if request.method == "POST":
        try:
            key = _added(user_id)
        except (KeyRefused, TokenFailed, WrongPin) as why:
            error = sentence(why.code, why.data)
        else:
            flash(gettext("Đã nhận khóa của “%(name)s”.", name=key.label))
            return redirect(url_for(here))
    with parts().db.read() as session:
        key_now = keys.key_of(session, g.actor.agency_id, user_id)
    kind = request.form.get("kind", keys.FILE)
    page = render_template(template, key=key_now, error=error, kind=kind, on_tokens=_on_tokens())
    return (page, 422) if error else page


def _added(user_id: int | None) -> Key:
    """The key as the form has it: from a file, on a token, or outside."""
    kind, pin = request.form.get("kind", keys.FILE), request.form.get("pin", "")
    place = _tried(request.form.get("on_token", ""), pin) if kind == keys.TOKEN else None
    picture, agency_id, by = _sent("picture") or None, g.actor.agency_id, g.actor.name
    with parts().db.write() as session:
        if place is not None:
            return keys.add_token_key(session, agency_id, user_id, place, picture=picture, by=by)
        if kind == keys.EXTERNAL:
            return keys.add_external(session, agency_id, user_id, _sent("certificate"), picture=picture, by=by)
        return keys.add_key(
            session,
            agency_id,
            user_id,
            file=_sent("file"),
            pin=pin,
            picture=picture,
            secret_key=parts().config.secret_key,
            by=by,
        )


def _sent(name: str) -> bytes:
    file = request.files.get(name)
    return file.read() if file else b""


def _tried(named: str, pin: str) -> OnToken:
    """The key on the token, after a first signature with this PIN. Raises WrongPin, TokenFailed, KeyRefused."""
    module = parts().config.pkcs11_module
    place = next((each for each in on_tokens(module) if f"{each.token}/{each.id}" == named), None)
    if place is None:
        raise refused("not_on_token")
    signed_on(module, place, pin, b"")
    return place


def _on_tokens() -> list[tuple[str, str]]:
    """What the page offers: "token/id", and whose it is."""
    try:
        found = on_tokens(parts().config.pkcs11_module)
    except TokenFailed:
        return []
    return [(f"{each.token}/{each.id}", f"{_whose(each)} ({each.token})") for each in found]


def _whose(place: OnToken) -> str:
    return keys.common_name(load_der_x509_certificate(place.certificate))


def _remove(user_id: int | None, here: str) -> Response:
    with parts().db.write() as session:
        keys.retire(session, g.actor.agency_id, user_id, by=g.actor.name)
    flash(gettext("Đã gỡ khóa. Văn bản đã ký vẫn có giá trị."))
    return redirect(url_for(here))


@blueprint.after_request
def keep_out_of_caches(answer: Response) -> Response:
    """Pages about keys are nobody else's."""
    answer.headers["Cache-Control"] = "no-store"
    return answer

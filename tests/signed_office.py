"""The test office with keys: its signer's and its seal's, and drafts laid before the signer."""

from datetime import UTC, datetime
from io import BytesIO

from PIL import Image, ImageDraw

from service import drafts, people, submission
from service.draft import Draft
from service.parts import Parts
from service.signing.keys import add_key
from tests import signing_ca
from tests.conftest import PLAN, actor

PIN = "Ma-bi-mat-1"
SIGNED_AT = datetime(2026, 1, 5, 5, 0, tzinfo=UTC)


def picture(color: str, size: tuple[int, int] = (400, 160)) -> bytes:
    """A transparent PNG with a ring: stands for a written signature or a seal."""
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((8, 8, size[0] - 8, size[1] - 8), outline=color, width=10)
    image.save(buffer := BytesIO(), "PNG")
    return buffer.getvalue()


def give_keys(office: Parts, kind: str = "P-256") -> None:
    """A key for the office's signer and one for its seal."""
    with office.db.write() as session:
        signer = people.user_named(session, "lanhdao")
        assert signer is not None
        for user_id, name, color in ((signer.id, signer.full_name, "blue"), (None, "UBND xã Tân Hòa", "red")):
            add_key(
                session,
                "tan-hoa",
                user_id,
                file=signing_ca.person(name, kind).pkcs12(PIN),
                pin=PIN,
                picture=picture(color, (300, 300) if user_id is None else (400, 160)),
                secret_key=office.config.secret_key,
                by="test",
            )


def submitted(office: Parts, form: str = "ke-hoach", values: dict[str, object] | None = None) -> Draft:
    """A plan that its drafter has laid before the signer."""
    drafter = actor(office, "soanthao")
    draft = drafts.create(office, drafter, form, values or PLAN)
    return submission.submit(office, drafter, draft.id)

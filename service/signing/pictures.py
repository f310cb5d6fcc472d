"""Pictures of signatures and seals: PNG with a transparent background (Phụ lục I, Phần I, II.7.d and II.8)."""

from io import BytesIO

from PIL import Image, UnidentifiedImageError

from service.signing.refusals import refused

LARGEST = 2_000_000
MOST_PIXELS = 4_000_000
WIDEST = 1200


def checked_picture(file: bytes) -> bytes:
    """The picture, made no larger than it has to be. Raises KeyRefused for what is no PNG, opaque or too large."""
    if len(file) > LARGEST:
        raise refused("picture_large")
    try:
        with Image.open(BytesIO(file), formats=["PNG"]) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise refused("picture_large")
            shown = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as why:
        raise refused("picture") from why
    lightest = shown.getchannel("A").getextrema()[0]
    if lightest != 0:
        raise refused("picture_opaque")
    shown.thumbnail((WIDEST, WIDEST))
    shown.save(buffer := BytesIO(), "PNG")
    return buffer.getvalue()

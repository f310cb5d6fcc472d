"""Engines by URL, as databases are: the one place that knows all of them."""

from .engine import Engine
from .errors import UnknownEngine


def open_engine(url: str) -> Engine:
    """Open the engine that `url` names, e.g. `whoosh:///var/lib/office/index`; opening never fails for a broken
    folder (ask `ready()`), only with UnknownEngine."""
    scheme, separator, folder = url.partition("://")
    if not separator or not folder.startswith("/"):
        raise UnknownEngine(url=url)
    if scheme == "whoosh":  # engines are heavy: loaded when chosen
        from .whoosh_engine import WhooshEngine

        return WhooshEngine(folder)
    if scheme == "tantivy":
        from .tantivy_engine import TantivyEngine

        return TantivyEngine(folder)
    raise UnknownEngine(url=url)

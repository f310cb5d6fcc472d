"""Where the index lies: `index.url` in the data folder once it has been moved; every process looks before it asks.

INDEX_URL decides alone where it is set to something else than the default."""

from pathlib import Path
from threading import Lock

from index.engine import Engine
from index.engines import open_engine
from service.config import Config


class IndexPlace:
    """The engine that answers now; another one from the moment the index has been moved."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._lock = Lock()
        self._url = ""
        self._engine: Engine | None = None

    def engine(self) -> Engine:
        """Opened at first use. Raises UnknownEngine."""
        url = url_of(self._config)
        with self._lock:
            if self._engine is None or url != self._url:  # who still asks the old one may end that
                self._engine, self._url = open_engine(url), url
            return self._engine


def url_of(config: Config) -> str:
    """The URL of the index in use."""
    if is_fixed(config):
        return config.index_url
    try:
        return _file(config).read_text(encoding="utf-8").strip() or config.index_url
    except FileNotFoundError:
        return config.index_url


def is_fixed(config: Config) -> bool:
    """Whether INDEX_URL says where the index lies, so that it cannot be moved from here."""
    return config.index_url != f"whoosh://{config.data_dir}/index"


def switch(config: Config, url: str) -> None:
    """From now on the index lies there, for every process."""
    fresh = _file(config).with_suffix(".new")
    fresh.write_text(url, encoding="utf-8")
    fresh.replace(_file(config))


def _file(config: Config) -> Path:
    return config.data_dir / "index.url"

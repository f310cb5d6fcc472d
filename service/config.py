"""Every setting of one installation, read once from the environment. Each stands in the README (kept so by a test)."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class MissingSecret(Exception):
    """No secret key: set SECRET_KEY, or start once by ./run, which makes `secret.key` in the data folder."""


@dataclass(frozen=True)
class Config:
    """Settings of one installation. Everything the office owns lies under `data_dir` unless a URL says otherwise."""

    data_dir: Path
    """Folder of the office: moved or copied whole, it works elsewhere."""
    database_url: str
    """SQLAlchemy URL of the rows; a SQLite file in the data folder by default."""
    storage_url: str
    """`file:///…` of the archive's OCFL storage root."""
    index_url: str
    """`whoosh:///…` of the full-text index."""
    jobs_url: str
    """`sqlite:///…` of the queue of background jobs."""
    secret_key: str
    """Signs sessions, CSRF tokens and cursors."""
    pdf_workers: int
    """How many LibreOffice are kept warm."""
    behind_https: bool
    """Whether browsers reach the service by https: cookies are then sent by https alone."""
    offline: bool
    """Whether the machine is apart from every network, so that documents with a mark of secrecy may be drafted."""
    time_zone: str
    """Where the office's day begins and ends."""

    @property
    def pdf_socket(self) -> Path:
        return self.data_dir / "run" / "pdf.sock"

    @property
    def cache_dir(self) -> Path:
        """Previews and page images: may be emptied at any time."""
        return self.data_dir / "cache"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Config":
        """Raises MissingSecret where neither SECRET_KEY nor `secret.key` in the data folder is there."""
        data = Path(environment.get("DATA_DIR", "data")).resolve()
        return cls(
            data_dir=data,
            database_url=environment.get("DATABASE_URL", f"sqlite:///{data}/office.db"),
            storage_url=environment.get("STORAGE_URL", f"file://{data}/archive"),
            index_url=environment.get("INDEX_URL", f"whoosh://{data}/index"),
            jobs_url=environment.get("JOBS_URL", f"sqlite:///{data}/jobs.db"),
            secret_key=environment.get("SECRET_KEY") or _kept_secret(data),
            pdf_workers=int(environment.get("PDF_WORKERS", str(min(4, os.cpu_count() or 1)))),
            behind_https=environment.get("BEHIND_HTTPS", "0") == "1",
            offline=environment.get("OFFLINE", "0") == "1",
            time_zone=environment.get("TIME_ZONE", "Asia/Ho_Chi_Minh"),
        )


def _kept_secret(data: Path) -> str:
    kept = data / "secret.key"
    if not kept.is_file():
        raise MissingSecret(f"SECRET_KEY is not set and {kept} is not there; ./run makes it")
    return kept.read_text().strip()


def make_secret(data: Path) -> None:
    """Make the installation's secret key once, readable by its owner alone."""
    kept = data / "secret.key"
    if kept.exists():
        return
    data.mkdir(parents=True, exist_ok=True)
    handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))

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
    digests_url: str
    """`file:///…` of the second place, where the digests of all that is taken in are appended; best on another disk."""
    replica_url: str
    """`file:///…` of a second storage root that follows the first; "" for none."""
    backup_url: str
    """`file:///…` of the folder of nightly backups, on another machine's disk; "" for none."""
    verify_nights: int
    """In how many nights the nightly verify comes round to every stored object."""
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
    tsa_url: str
    """A time-stamp authority (RFC 3161) for every signature; "" for none."""
    pkcs11_module: str
    """Driver of the signing tokens (PKCS#11), such as /usr/lib/x86_64-linux-gnu/pkcs11/…so; "" for none."""
    fetch_revocation: bool
    """Whether the addresses in certificates (CRL, OCSP) are asked for what proves that they were not revoked."""
    import_dir: str
    """Folder of this machine whose folders an administrator may import by the page; "" for none."""
    uses_kept_months: int
    """How long searches, exports and logins are remembered; never less than 12 (QCVN 12:2026/BCA)."""
    public_url: str
    """Address under which anybody reaches the check page; printed in the QR code of every signed document."""

    @property
    def pdf_socket(self) -> Path:
        return self.data_dir / "run" / "pdf.sock"

    @property
    def trust_dir(self) -> Path:
        """Certificates (.pem, .cer, .crt) of the authorities whose signatures this office trusts."""
        return self.data_dir / "trust"

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
            digests_url=environment.get("DIGESTS_URL", f"file://{data}/digests"),
            replica_url=environment.get("REPLICA_URL", ""),
            backup_url=environment.get("BACKUP_URL", ""),
            verify_nights=max(1, int(environment.get("VERIFY_NIGHTS", "30"))),
            index_url=environment.get("INDEX_URL", f"whoosh://{data}/index"),
            jobs_url=environment.get("JOBS_URL", f"sqlite:///{data}/jobs.db"),
            secret_key=environment.get("SECRET_KEY") or _kept_secret(data),
            pdf_workers=int(environment.get("PDF_WORKERS", str(min(4, os.cpu_count() or 1)))),
            behind_https=environment.get("BEHIND_HTTPS", "0") == "1",
            offline=environment.get("OFFLINE", "0") == "1",
            time_zone=environment.get("TIME_ZONE", "Asia/Ho_Chi_Minh"),
            tsa_url=environment.get("TSA_URL", ""),
            pkcs11_module=environment.get("PKCS11_MODULE", ""),
            fetch_revocation=environment.get("FETCH_REVOCATION", "1") == "1",
            import_dir=environment.get("IMPORT_DIR", ""),
            uses_kept_months=max(12, int(environment.get("USES_KEPT_MONTHS", "24"))),
            public_url=environment.get("PUBLIC_URL", ""),
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

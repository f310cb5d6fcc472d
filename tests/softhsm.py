"""A signing token for tests: SoftHSM, in a folder of its own, with a key and its certificate."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.signing_ca import Issued

MODULE = "/usr/lib/softhsm/libsofthsm2.so"
PIN = "246810"


@contextmanager
def used(folder: Path) -> Iterator[None]:
    """Meanwhile the tokens of this process, and of those that it starts, lie in the folder."""
    (folder / "tokens").mkdir(parents=True, exist_ok=True)
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n")
    before = os.environ.get("SOFTHSM2_CONF")
    os.environ["SOFTHSM2_CONF"] = str(settings)
    try:
        yield
    finally:
        os.environ.pop("SOFTHSM2_CONF") if before is None else os.environ.update(SOFTHSM2_CONF=before)


def make(label: str, issued: Issued, folder: Path, id: str = "01") -> None:
    """A token of that label with the key and certificate."""
    key, certificate = folder / f"{label}.key", folder / f"{label}.der"
    key.write_bytes(issued.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    certificate.write_bytes(issued.der)
    _run("softhsm2-util", "--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", "13579135")
    _run("softhsm2-util", "--import", str(key), "--token", label, "--label", "key", "--id", id, "--pin", PIN)
    put = ("--token-label", label, "--login", "--pin", PIN, "--write-object", str(certificate))
    _run("pkcs11-tool", "--module", MODULE, *put, "--type", "cert", "--id", id, "--label", "cert")
    above = folder / "authority.der"
    above.write_bytes(issued.chain[0].public_bytes(Encoding.DER))
    put = (*put[:-1], str(above))
    _run("pkcs11-tool", "--module", MODULE, *put, "--type", "cert", "--id", "ff", "--label", "authority")


def pull_out(label: str) -> None:
    """The token is gone."""
    _run("softhsm2-util", "--delete-token", "--token", label)


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)

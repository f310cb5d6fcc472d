"""What a password must be (QCVN 12:2026/BCA: at least 8 characters of 4 classes) and how it is kept (argon2id).

Needs no application: commands and the demo make accounts too. accounts.py sets Flask-Security to the same hashes.
"""

import secrets
import string
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from service.errors import WeakPassword

SHORTEST = 8
LONGEST = 128
"""Longer ones are refused: hashing megabytes is a way to keep a server busy."""

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""OWASP's figures for argon2id: 19 MiB each, so that eight people logging in at once do not starve a small server."""
_READABLE = "abcdefghijkmnpqrstuvwxyz"


def normal(password: str) -> str:
    """One form of what was typed: two keyboards may send the same Vietnamese letter differently."""
    return unicodedata.normalize("NFKC", password)


def check(password: str) -> None:
    """Raises WeakPassword with `lacks`, the list of what is missing: length, lower, upper, digit, other."""
    lacks = lacking(normal(password))
    if lacks:
        raise WeakPassword(lacks=lacks)


def lacking(password: str) -> list[str]:
    """Which of the rules a password does not keep."""
    classes = {
        "lower": any(letter.islower() for letter in password),
        "upper": any(letter.isupper() for letter in password),
        "digit": any(letter.isdecimal() for letter in password),
        "other": any(not letter.isalnum() for letter in password),
    }
    length = [] if SHORTEST <= len(password) <= LONGEST else ["length"]
    return length + [name for name, there in classes.items() if not there]


def hashed(password: str) -> str:
    """What is kept of a password: an argon2id string."""
    return _hasher.hash(normal(password))


def matches(password: str, kept: str) -> bool:
    """Whether this is the password behind the kept string."""
    try:
        return len(password) <= LONGEST and _hasher.verify(kept, normal(password))
    except (VerificationError, InvalidHashError):
        return False


@cache
def nobodys() -> str:
    """Checked where no such account is there, so that the time of the answer tells nothing."""
    return hashed(secrets.token_urlsafe())


def temporary() -> str:
    """A password to be told by mouth or on paper and changed at first login: easy to read, keeps the rules."""
    letters = "".join(secrets.choice(_READABLE) for _ in range(6))
    digits = "".join(secrets.choice(string.digits[2:]) for _ in range(4))
    return f"{letters[:3].capitalize()}-{letters[3:]}-{digits}"

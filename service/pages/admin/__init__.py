"""Quản trị: the office's facts, set by its administrator; what happened is read by its auditor."""

from service.pages.admin import agency, bodies, home, journal, registers, signers, tokens, units, users
from service.pages.admin.place import blueprint

__all__ = ["agency", "blueprint", "bodies", "home", "journal", "registers", "signers", "tokens", "units", "users"]

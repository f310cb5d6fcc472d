"""The recipient book: its pages, and what the drafting page asks of it."""

from service.pages.recipients import book, entry, groups, offers
from service.pages.recipients.place import blueprint

__all__ = ["blueprint", "book", "entry", "groups", "offers"]

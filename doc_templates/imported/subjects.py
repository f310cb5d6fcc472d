"""What an old document is about: the words under its title, or behind V/v of a công văn."""

import re

from doc_templates.imported.sheet import Sheet
from doc_templates.whole_text.lines import plain

_LABEL = re.compile(r"\s*(?:v\s?/\s?v|v\.v)\b\s*[.:]?\s*")
_END = re.compile(r"[\s.;:_*=~-]+$")


def subject_of(sheet: Sheet) -> tuple[str, str]:
    """The subject and the words it was read from; the name of the file where the text has none."""
    told = str(sheet.whole.values.get("subject", "")) or sheet.about
    subject = _END.sub("", without_label(" ".join(told.split())))
    return subject, told


def without_label(words: str) -> str:
    label = _LABEL.match(plain(words))
    return words[label.end() :] if label else words

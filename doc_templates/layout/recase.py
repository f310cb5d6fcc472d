"""Words typed in capitals set in lower case again: as the rest of the document writes them, else as a sentence."""

import re
from collections import Counter

from doc_templates.layout.fixes import replace_text, set_letters
from doc_templates.layout.flaws import Span
from doc_templates.layout.model import Document


def in_lower_case(span: Span, document: Document) -> None:
    """Takes capitals away: the property where it makes them, the letters where they were typed."""
    for name in ("caps", "smallCaps"):
        set_letters(span, name, val="0")
    typed = [letter for letter in span.text if letter.isalpha()]
    if typed and all(letter.isupper() for letter in typed):
        replace_text(span, 0, span.end - span.start, recased(span.text, document))


def recased(text: str, document: Document) -> str:
    """Each word as the document writes it most often elsewhere, the first with a capital."""
    known = _written(document)
    words = re.sub(r"\w+", lambda match: known.get(match[0].lower(), match[0].lower()), text)
    first = re.search(r"\w", words)
    return words if not first else words[: first.start()] + words[first.start()].upper() + words[first.end() :]


def _written(document: Document) -> dict[str, str]:
    count: dict[str, Counter[str]] = {}
    for paragraph in document.paragraphs:
        if not paragraph.text.isupper():
            for word in re.findall(r"(?<=[\w,;] )\w+", paragraph.text):
                count.setdefault(word.lower(), Counter())[word] += 1
    return {word: forms.most_common(1)[0][0] for word, forms in count.items()}

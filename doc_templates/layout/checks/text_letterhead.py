"""The words of Quốc hiệu and Tiêu ngữ (Phụ lục I, Phần I, II.1)."""

from collections.abc import Iterator

from doc_templates.layout.checks.text_fault import Fault, flaws, plain, whole
from doc_templates.layout.components import Components
from doc_templates.layout.flaws import Flaw
from doc_templates.layout.model import Document
from doc_templates.layout.rules import Rule

NATIONAL_NAME = "Cộng hòa xã hội chủ nghĩa Việt Nam"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


def national_name(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.1.a: the wording of Quốc hiệu."""
    for span in components["national_name"]:
        yield from flaws([span], national_name_faults(plain(span.text)))


def national_name_faults(text: str) -> Iterator[Fault]:
    """Both places of the tone mark are right: HÒA and HOÀ stand in the decree itself."""
    if text.strip().casefold().replace("hoà", "hòa") != NATIONAL_NAME.casefold():
        yield whole(text, NATIONAL_NAME.upper() if text[1:] == text[1:].upper() else NATIONAL_NAME)


def motto(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.1.b: the wording, capitals, hyphens and blanks of Tiêu ngữ."""
    for span in components["motto"]:
        yield from flaws([span], motto_faults(plain(span.text)))


def motto_faults(text: str) -> Iterator[Fault]:
    """The line word for word."""
    if text.strip() != MOTTO:
        yield whole(text, MOTTO)

"""Words with bold and italic as runs of WordprocessingML, for paragraphs.py and body_table.py."""

from markupsafe import escape

from doc_templates.inline import runs


def run_xml(text: str, look: str = "") -> str:
    """The w:r elements of a marked text; `look`: what stands first in each w:rPr (a w:rStyle)."""
    return "".join(_run(run.text, look + "<w:b/>" * run.bold + "<w:i/>" * run.italic) for run in runs(text))


def _run(text: str, look: str) -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'

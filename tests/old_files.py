"""Files as offices kept them for decades: .doc, .rtf, .odt, made by LibreOffice in the way of Word."""

import subprocess
from pathlib import Path

FILTERS = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format", "odt": "odt:writer8"}


def saved_as(docx: bytes, folder: Path, *forms: str) -> dict[str, bytes]:
    """The document in other formats; folder: a place to work in."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "paper.docx").write_bytes(docx)
    for form in forms:
        command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", FILTERS[form], "--outdir", str(folder), str(folder / "paper.docx")]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {form: (folder / f"paper.{form}").read_bytes() for form in forms}

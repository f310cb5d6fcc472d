"""The facts of an old document out of its text: each with how sure it is and the words it was read from.

After opened.py has made text of a file, before a person reviews. The text decides; the file's name, the symbol, the
office's own agencies and signers confirm or contradict (signs.py), and that makes the certainty (certainty.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from doc_templates.imported import signs
from doc_templates.imported.certainty import weigh
from doc_templates.imported.known import Known
from doc_templates.imported.noise import letters_of, words
from doc_templates.imported.sheet import Sheet, sheet_of
from doc_templates.imported.signers import authority_of, name_in, title_of_signer
from doc_templates.imported.subjects import subject_of

__all__ = ["Known", "Read", "read_fields"]


@dataclass(frozen=True)
class Read:
    """A fact. `certainty` 0..1: how often facts read with these signs were right; `where`: the words it was read from,
    the file's name where that alone told it."""

    value: object
    certainty: float
    where: str
    signs: frozenset[str] = field(default=frozenset(), compare=False)


def read_fields(
    text: str, pages: Sequence[str], name: str, known: Known = Known(), letters: float = 1.0
) -> dict[str, Read]:  # fmt: skip
    """The facts that were found; what was not is no key.

    `letters`: how sure the letters are (1.0 for text, tesseract's mean for a scan). Keys and values:
    kind (an id of kinds.toml, else the name of another kind), number (int), symbol, reference (as printed), dated
    (date), place, issuer, superior (readable names), subject, urgency ("Hỏa tốc", "Thượng khẩn", "Khẩn"), secrecy
    ("Tuyệt mật", "Tối mật", "Mật"), signer, signer_title, authority (an id of signer.py), kept_at, body, appendix
    (texts), bases, addressees, recipients (tuples of texts).
    """
    sheet = sheet_of(text, pages, name, known.agencies, known.abbreviations)
    told = {**_head(sheet), **_middle(sheet), **_end(sheet)}
    found = {key: fact for key, fact in told.items() if fact[0] not in ("", (), None, 0) or key == "authority"}
    read = {}
    for key, (value, where) in found.items():
        marks = signs.of(key, signs.Seen(value, sheet, known), letters)
        read[key] = Read(value, weigh(key, marks), " ".join(where.split())[:300], frozenset(marks))
    return read


Facts = Mapping[str, tuple[object, str]]


def _head(sheet: Sheet) -> Facts:
    numbered, dated, issuer, clues = sheet.numbered, sheet.dated, sheet.issuer, sheet.clues
    facts: dict[str, tuple[object, str]] = {"kind": _kind(sheet)}
    if numbered and (numbered.number or not clues.number):
        facts |= {"number": (numbered.number, numbered.where), "reference": (numbered.reference, numbered.where)}
    elif clues.number:
        facts["number"] = (clues.number, clues.words)
    if numbered:
        facts["symbol"] = (numbered.symbol, numbered.where)
    if dated:
        facts |= {"dated": (dated.day, dated.where), "place": (sheet.below.of(dated.place)[0], dated.where)}
    if clues.day and not (dated and dated.day):
        facts["dated"] = (clues.day, clues.words)
    if issuer:
        where = " ".join(issuer.lines)
        name = issuer.name if issuer.known else sheet.below.of(issuer.name)[0]
        facts |= {"issuer": (name, where), "superior": (sheet.below.of(issuer.superior)[0], where)}
    for what in ("urgency", "secrecy"):
        if piece := sheet.head.first(what):
            facts[what] = (_stamp(what, piece.words), piece.words)
    return facts


def _kind(sheet: Sheet) -> tuple[object, str]:
    if sheet.title:
        return sheet.title.kind, sheet.title.words
    if sheet.whole.kind and not (sheet.numbered and sheet.numbered.kinds):
        return sheet.whole.kind, sheet.about or (sheet.numbered.where if sheet.numbered else "")
    if sheet.numbered and sheet.numbered.kinds:
        return sheet.numbered.kinds[0], sheet.numbered.where
    return (sheet.clues.kinds[0], sheet.clues.words) if len(sheet.clues.kinds) == 1 else ("", "")


def _stamp(what: str, printed: str) -> str:
    letters = letters_of(printed)
    table: dict[str, str] = words()["stamps"][what]
    return next((told for stamp, told in table.items() if letters == stamp.replace(" ", "")), printed)


def _middle(sheet: Sheet) -> Facts:
    values = sheet.whole.values
    facts: dict[str, tuple[object, str]] = {"subject": subject_of(sheet)}
    for key in ("bases", "addressees", "recipients"):
        listed = values.get(key)
        lines = tuple(map(str, listed)) if isinstance(listed, list) else ()
        facts[key] = (lines, "; ".join(lines))
    body = str(values.get("body", ""))
    return {**facts, "body": (body, body[:120]), "appendix": _appendix(values)}


def _appendix(values: Mapping[str, object]) -> tuple[str, str]:
    listed = values.get("appendices")
    appended = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    parts = [words for each in appended for words in (str(each["title"]), str(each["body"])) if words]
    parts += [str(values[key]) for key in ("attached_subject", "attached_body") if values.get(key)]
    return "\n".join(parts), parts[0][:120] if parts else ""


def _end(sheet: Sheet) -> Facts:
    values, tail = sheet.whole.values, sheet.tail
    name = (tail.name if tail else "") or name_in(str(values.get("signer", "")))
    lines = (tail.signs if tail else ()) or sheet.whole.signer_lines
    where = " ".join((*lines, name))
    facts: dict[str, tuple[object, str]] = {"signer": (name, where), "kept_at": (values.get("kept_at", ""), "Lưu")}
    if lines:
        facts |= {"signer_title": (title_of_signer(lines), where), "authority": (authority_of(lines), where)}
    return facts

"""Another beginning of the path, and a way back onto it: a .docx continued as a draft, or a draft edited in Word.

A file that is sent is hostile until it has been read; its name is shown and never used.
"""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO

from doc_templates.fill import Stamp, fill
from doc_templates.form import Form, clean
from doc_templates.from_word.frame import Filling
from doc_templates.from_word.origin import Origin, origin_of, with_origin
from doc_templates.from_word.returned import returned
from doc_templates.from_word.text import DocxText, docx_text, values_of
from doc_templates.redline import FieldChange, compare
from doc_templates.whole_text import WholeText
from service import drafts, paper, revisions
from service.actor import Actor
from service.draft import Draft
from service.drafts import form_of_draft
from service.errors import DocxWithMacros, EncryptedDocx, FileMissing, OldDoc, UploadTooLarge
from service.parts import Parts
from service.pasted import draft_from_whole

LARGEST = 20 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word 97 to 2003, and the envelope of a .docx with a password
_LONGEST_NAME = 100


@dataclass(frozen=True)
class Upload:
    """A file that was sent and read. `origin`: the draft of ours it was downloaded from, None for any other file."""

    name: str
    read: DocxText
    origin: Origin | None


@dataclass(frozen=True)
class Offer:
    """What a returned file would change in a draft. Nothing is saved yet.

    `base`: the draft's revision the file was made of; `values`: field → the value that the file gives it, changed
    fields alone; `changes`: those against the draft as it is now; `both`: fields that were changed in the draft, too,
    since the download; `own`: whether the file says that it is this draft's.
    """

    draft: Draft
    base: int
    values: dict[str, object]
    changes: list[FieldChange]
    both: frozenset[str]
    own: bool
    unplaced: tuple[str, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()


def read_upload(name: str, data: bytes) -> Upload:
    """Reads a .docx. Raises FileMissing, UploadTooLarge, OldDoc, EncryptedDocx, DocxWithMacros, NotADocx,
    DocxTooLarge."""
    if not data:
        raise FileMissing()
    if len(data) > LARGEST:
        raise UploadTooLarge(megabytes=LARGEST // 1024 // 1024)
    if data.startswith(_OLE):
        raise EncryptedDocx() if "EncryptedPackage".encode("utf-16-le") in data else OldDoc()
    if _has_macros(data):
        raise DocxWithMacros()
    return Upload(shown_name(name), docx_text(data), origin_of(data))


def shown_name(name: str) -> str:
    """A file's name as it may be shown: its last part, printable, short."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable()).strip()[:_LONGEST_NAME]


def _has_macros(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            return any("vbaproject" in name.lower() for name in package.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False  # docx_text says what is wrong with it


def draft_from_docx(parts: Parts, actor: Actor, upload: Upload, form_id: str | None = None) -> tuple[Draft, WholeText]:
    """A draft that continues the document. Raises FormNeeded, SecretDocument, UnknownForm."""
    whole = values_of(upload.read)
    return draft_from_whole(parts, actor, whole, form_id, how="uploaded", source=upload.name)


def download(parts: Parts, actor: Actor, draft_id: str) -> tuple[Draft, bytes]:
    """The draft as .docx, number and date blank, to be edited in Word; it knows which revision it is.

    That revision stays in the list: what comes back is compared with it. Raises NotFound, TemplateFault.
    """
    draft = drafts.get(parts, actor, draft_id)
    docx = with_origin(paper.unnumbered(parts, draft), Origin(draft.id, draft.revision))
    with parts.db.write() as session:
        revisions.seal(session, draft.id, "downloaded")
    return draft, docx


def offered(parts: Parts, actor: Actor, draft_id: str, upload: Upload) -> Offer:
    """What the file would change. Raises NotFound, and the form's errors for values it does not take."""
    draft = drafts.get(parts, actor, draft_id)
    origin = upload.origin
    own = origin is not None and origin.draft == draft.id
    base, old = _base(parts, draft, origin.revision if own and origin else draft.revision)
    found = returned(form_of_draft(parts, draft), old, _filling(parts, draft, old), upload.read)
    values = {name: found.values.get(name) for name in revisions.changed(old, found.values)}
    offer = offer_of(parts, draft, base, values, own)
    return replace(offer, unplaced=found.unplaced, fixed=found.fixed)


def offer_of(parts: Parts, draft: Draft, base: int, values: Mapping[str, object], own: bool) -> Offer:
    """The same values held against the draft as it stands now."""
    _, old = _base(parts, draft, base)
    new = clean(form_of_draft(parts, draft), {name: value for name, value in values.items() if value is not None})
    taken = {**dict.fromkeys(values), **new}
    both = {name for name in taken if _differ(old, draft.values, name) and _differ(draft.values, taken, name)}
    changes = compare(draft.values, {**draft.values, **taken})
    return Offer(draft, base, taken, changes, frozenset(both), own)


def accept(
    parts: Parts, actor: Actor, draft_id: str, values: Mapping[str, object], revision: int, source: str
) -> Draft:
    """Save the values of the file over revision `revision`. Raises DraftChanged and all that drafts.save raises."""
    draft = drafts.get(parts, actor, draft_id)
    merged = {name: value for name, value in {**draft.values, **values}.items() if value is not None}
    return drafts.save(parts, actor, draft_id, merged, revision, how="uploaded", source=source)


def _base(parts: Parts, draft: Draft, revision: int) -> tuple[int, dict[str, object]]:
    """The values a file was made of; the draft's own where that revision is not known."""
    with parts.db.read() as session:
        found = revisions.as_of(session, draft.id, revision)
    return (found.revision, found.values) if found else (draft.revision, draft.values)


def _filling(parts: Parts, draft: Draft, values: Mapping[str, object]) -> Filling:
    then = Draft(
        id=draft.id,
        agency_id=draft.agency_id,
        form=draft.form,
        form_version=draft.form_version,
        values=dict(values),
    )
    around = paper.setting(parts, then, parts.today())

    def filled(form: Form, marked: Mapping[str, object]) -> bytes:
        return fill(form, marked, around.letterhead, around.signer, Stamp(around.symbol))

    return filled


def _differ(one: Mapping[str, object], other: Mapping[str, object], name: str) -> bool:
    return (one.get(name) or None) != (other.get(name) or None)

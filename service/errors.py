"""What the service may be asked for and not do: a small tree of errors with a code and data, no sentences.

Status and sentence of each code: sentences.py; page or problem+json: failures.py.
"""


class ServiceError(Exception):
    """Something the service was asked for and did not do."""

    code = "service_error"

    def __init__(self, **data: object) -> None:
        super().__init__(self.code, data)
        self.data = data


class NotFound(ServiceError):
    """It is not there, or this actor may not see it."""

    code = "not_found"


class Forbidden(ServiceError):
    """The actor is known, but lacks the permission named in `needs`."""

    code = "forbidden"


class LoginNeeded(ServiceError):
    """Nobody is logged in, or the token is unknown, withdrawn or expired."""

    code = "login_needed"


class UnknownForm(ServiceError):
    """No form of that name: see GET /api/v1/forms."""

    code = "unknown_form"


class FormNeeded(ServiceError):
    """The pasted text names no kind that has a form: choose the form by hand."""

    code = "form_needed"


class FormWrongState(ServiceError):
    """This version of the form is `state` (draft, approved, retired), which does not allow the step."""

    code = "form_wrong_state"


class FormNotReady(ServiceError):
    """The form cannot be approved; `problems` lists what is to be mended, each at its place."""

    code = "form_not_ready"


class FormBreaks(ServiceError):
    """The new version breaks what the one in use could do; `problems` lists it. Mend it, or accept it by name."""

    code = "form_breaks"


class SecretDocument(ServiceError):
    """The text bears a mark of secrecy: secrets may not be drafted or kept on a machine that is on a network.

    Luật Bảo vệ bí mật nhà nước 117/2025/QH15. An installation apart from every network says so by OFFLINE=1.
    """

    code = "secret_document"


class FileMissing(ServiceError):
    """The request has no file, or an empty one."""

    code = "file_missing"


class UploadTooLarge(ServiceError):
    """The file is larger than a document needs (`megabytes`): pictures in it can be made smaller in Word."""

    code = "upload_too_large"


class OldDoc(ServiceError):
    """A .doc of Word 97 to 2003: open it in Word or LibreOffice and save it as .docx."""

    code = "old_doc"


class EncryptedDocx(ServiceError):
    """The .docx asks for a password: take the password off in Word and send it again."""

    code = "encrypted_docx"


class DocxWithMacros(ServiceError):
    """The file brings programs along (.docm): save it as .docx, which cannot hold any."""

    code = "docx_with_macros"


class NotThisDraft(ServiceError):
    """The file was not downloaded from this draft: choose the right one, or say that it is meant."""

    code = "not_this_draft"


class DraftChanged(ServiceError):
    """Somebody saved the draft since it was read: read it again, then decide."""

    code = "draft_changed"


class DraftLocked(ServiceError):
    """A number is reserved for the draft: finish the issue or void the number."""

    code = "draft_locked"


class WrongState(ServiceError):
    """The draft is in a state that does not allow this step."""

    code = "wrong_state"


class NotReady(ServiceError):
    """The check found problems; `problems` lists them."""

    code = "not_ready"


class IssueInProgress(ServiceError):
    """The same draft is being issued at this moment by another request."""

    code = "issue_in_progress"


class PaperFault(ServiceError):
    """The finished PDF does not show what it must (number, PDF/A): nothing was issued."""

    code = "paper_fault"


class BadInput(ServiceError):
    """A value of the request cannot be used; `field` names it."""

    code = "bad_input"


class InvalidRequest(ServiceError):
    """The request does not have the shape the API asks for; `errors` names each field and what is wrong with it."""

    code = "invalid_request"


class InvalidJson(ServiceError):
    """The body is not JSON, or JSON that cannot be kept (lone surrogates, endless nesting, numbers without end)."""

    code = "invalid_json"


class KeyReused(ServiceError):
    """The Idempotency-Key was used for another request before: send a new key."""

    code = "key_reused"


class RevisionNeeded(ServiceError):
    """A change must say which revision it started from: send If-Match with the draft's ETag."""

    code = "revision_needed"


class FileDamaged(ServiceError):
    """A file of the archive is no longer the one that was issued: run `archive verify`, restore it from the backup."""

    code = "file_damaged"


class TooManyFailures(ServiceError):
    """The account is locked for a while after too many wrong passwords."""

    code = "account_locked"


class WrongPassword(ServiceError):
    """No active account of that name with that password; which of the two is wrong is not told."""

    code = "wrong_password"


class WeakPassword(ServiceError):
    """The new password does not keep the rules; `lacks` lists length, lower, upper, digit, other."""

    code = "weak_password"


class SamePassword(ServiceError):
    """The new password is the old one: choose another."""

    code = "same_password"


class UsernameTaken(ServiceError):
    """Somebody logs in by that name already, perhaps with a closed account: choose another."""

    code = "username_taken"


class ListHasErrors(ServiceError):
    """The list cannot be taken before its cells are mended; `errors` names them."""

    code = "list_has_errors"


class BasisTaken(ServiceError):
    """The office's list has that legal basis already: change the one that is there."""

    code = "basis_taken"


class UnitTaken(ServiceError):
    """The agency has a unit of that abbreviation already."""

    code = "unit_taken"


class AbbreviationTaken(ServiceError):
    """The abbreviation has that meaning already; data: short, words."""

    code = "abbreviation_taken"


class BodyTaken(ServiceError):
    """Another issuing body of the agency has that abbreviation: two documents could bear one number and symbol."""

    code = "body_taken"


class TitleInName(ServiceError):
    """A title (`title`) stands before the signer's name: `article`; the agency's sector may allow it."""

    code = "title_in_name"


class NoRedelegation(ServiceError):
    """`name` signs by delegation (TUQ.) and may not delegate further: choose the head who gave it."""

    code = "no_redelegation"


class RecipientTaken(ServiceError):
    """The recipient book has that name (`name`) already: change that entry, or merge the two."""

    code = "recipient_taken"


class NothingToChange(ServiceError):
    """The document has just these readers already."""

    code = "nothing_to_change"


class OwnChange(ServiceError):
    """Whoever asked for other readers does not confirm them where somebody else could (NĐ 30/2020, PL VI, III.3.c)."""

    code = "own_change"


class LastAdministrator(ServiceError):
    """Nobody could administer the office any more: give somebody else the role first."""

    code = "last_administrator"


class FormExpired(ServiceError):
    """The form's CSRF token is missing, of another session or too old: load the page again and repeat."""

    code = "form_expired"


class FieldTooNarrow(ServiceError):
    """The number (`value`) does not fit into the place that was kept for it when the document was signed."""

    code = "field_too_narrow"


class WrongPin(ServiceError):
    """The PIN does not open the key."""

    code = "wrong_pin"


class KeyMissing(ServiceError):
    """There is no key to sign with: `whose` says in words whose it should be."""

    code = "key_missing"


class KeyRefused(ServiceError):
    """The file is no key to sign with: `why`, and the `reason` in words (signing/refusals.py)."""

    code = "key_refused"


class KeyExpired(ServiceError):
    """The certificate is valid from `since` until `until` only."""

    code = "key_expired"


class NotYourTurn(ServiceError):
    """The document waits for another person's signature: `name`."""

    code = "not_your_turn"


class SignAgain(ServiceError):
    """What the signer signed says `signed` (a year or a symbol), today it would be `now`: it must be signed anew."""

    code = "sign_again"


class SignatureRefused(ServiceError):
    """A signature that was just made, or that came back from outside, does not hold: `why`. Nothing was kept."""

    code = "signature_refused"


class ContinuationRefused(ServiceError):
    """A file that came back from a signer outside is no sound continuation of ours: `why`, `reason` in words.

    Nothing was kept (file_refusals.py).
    """

    code = "continuation_refused"


class TokenFailed(ServiceError):
    """The token (PKCS#11) does not sign: `why` names what its driver said; nothing was signed or lost."""

    code = "token_failed"


class SignOutside(ServiceError):
    """The key of `whose` is outside: the signature is prepared here, made there and brought back."""

    code = "sign_outside"


class AppendicesNeedKey(ServiceError):
    """Appendices in files of their own are sealed one by one: the seal's key must be here, or on a token."""

    code = "appendices_need_key"


class OutsideExpired(ServiceError):
    """Nothing was prepared to be signed outside, or it was longer ago than a quarter of an hour: prepare it again."""

    code = "outside_expired"


class ActRefused(ServiceError):
    """A document may not be recalled, replaced, amended or corrected so: `why` is "ended" or "other_kind"."""

    code = "act_refused"


class AppendixRefused(ServiceError):
    """The PDF cannot go with a document: `why`, and the `reason` in words (file_refusals.py)."""

    code = "appendix_refused"


class TooManyChecks(ServiceError):
    """This address asks the check page too often: again after `minutes`."""

    code = "too_many_checks"


class KeyLocked(ServiceError):
    """Too many wrong PINs: the key may be tried again after `until`."""

    code = "key_locked"


class DraftSigned(ServiceError):
    """The draft is signed by `name`: take it back, which drops the signature, before changing anything."""

    code = "draft_signed"


class ScanNotReady(ServiceError):
    """The scan is `state` (waiting, reading, read, refused, accepted), or has no document: the step is not possible."""

    code = "scan_not_ready"


class SignedAsFile(ServiceError):
    """Document `reference` was signed as a file: a scan of its print proves nothing that the file does not."""

    code = "signed_as_file"


class CopyNotAllowed(ServiceError):
    """The decree (`article`) has no such copy of this document, in this direction."""

    code = "copy_not_allowed"


class CopyFrozen(ServiceError):
    """Document `reference`, or what it is a copy of, is recalled or replaced: it is not copied any more."""

    code = "copy_frozen"


class ScanNeeded(ServiceError):
    """Document `reference` is paper and has no scan yet: there is nothing that could be copied."""

    code = "scan_needed"


class ScanTooPoor(ServiceError):
    """The scan is no electronic copy by the decree: below 200 dots an inch (`dpi`), or without colour."""

    code = "scan_too_poor"


class NotInText(ServiceError):
    """An extract says exactly what the document says; `line` does not stand there so."""

    code = "not_in_text"


class PdfUnreadable(ServiceError):
    """A PDF from outside that cannot be examined: `why` (not_pdf, too_large, too_much)."""

    code = "pdf_unreadable"


class TrustRefused(ServiceError):
    """The file adds nothing to the list of trusted authorities: `why`, and the `reason` in words (trust_list.py)."""

    code = "trust_refused"


class ImportState(ServiceError):
    """The import, or one of its files, is `state`, which does not allow the step: open, gathering, running, paused,
    cancelled, done; full (`most` files); changed (`count` certain files by now, another number than was shown)."""

    code = "import_state"


class ImportIncomplete(ServiceError):
    """A file cannot be filed before a person says these `fields`: kind, dated, subject."""

    code = "import_incomplete"


class TooManySavedSearches(ServiceError):
    """One person keeps at most `most` searches: old ones must go first."""

    code = "too_many_saved_searches"


class ListGone(ServiceError):
    """The list was made long ago, or could not be made: its file is not there. Make it again."""

    code = "list_gone"

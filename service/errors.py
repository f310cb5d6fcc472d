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


class LastAdministrator(ServiceError):
    """Nobody could administer the office any more: give somebody else the role first."""

    code = "last_administrator"


class FormExpired(ServiceError):
    """The form's CSRF token is missing, of another session or too old: load the page again and repeat."""

    code = "form_expired"

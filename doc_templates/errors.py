"""What can go wrong between values and paper; service/errors.py turns codes into sentences for people."""


class DocTemplatesError(Exception):
    """Base of every error of this room: a stable `code` and the facts as `data`, no sentences."""

    code = "doc_templates_error"

    def __init__(self, **data: object) -> None:
        super().__init__(self.code, data)
        self.data = data


class BrokenForm(DocTemplatesError):
    """The folder of a form cannot be used: `form`, and `why`: no_file, not_toml, missing_key, unknown_key, unknown_type
    (`where` names the field). Mend form.toml; the forms of the repository show every key."""

    code = "broken_form"


class TemplateFault(DocTemplatesError):
    """form.docx of `form` cannot be filled: open it in Word and look at paragraph `paragraph` (0: the file itself).

    `words`: what stands there. `why`: undefined_name, syntax, forbidden_expression, forbidden_name, too_deep,
    too_many_steps, too_much_text, tag_not_closed, tag_too_long, tag_outside_text, too_many_tags, broken_xml,
    broken_package, no_file, too_big, foreign_part (macros, ActiveX, embedded objects), external_link; of a form that is
    only tried: too_slow, too_much_memory, not_filled; and what tags/ finds without filling it.
    `part`: the part of the package, where it is known. Where the template was sent by somebody, forbidden_* and too_*
    mean that it may be meant to harm.
    """

    code = "template_fault"


class UnknownField(DocTemplatesError):
    """A value for a field the form does not have: `field`, `form`. A spelling mistake, or a draft of another form."""

    code = "unknown_field"


class WrongShape(DocTemplatesError):
    """The value of `field` is not of the kind the form asks for.

    `expected`: text, lines, table, choice or appendices."""

    code = "wrong_shape"


class TooLong(DocTemplatesError):
    """The value of `field` has more letters, lines or rows (`given`) than the form takes (`limit`)."""

    code = "too_long"


class PdfFailed(DocTemplatesError):
    """This document cannot become a PDF; another try will not help.

    `why`: empty, not_a_docx, encrypted, too_large, external_link (a picture or template outside the file;
    `part` and `target` name it: embed it in Word), not_readable, export_failed, office_died (it ended
    LibreOffice twice).
    """

    code = "pdf_failed"


class PdfTimeout(DocTemplatesError):
    """The PDF was not ready within `seconds`: the machine is overloaded or the document very large.

    Try again later.
    """

    code = "pdf_timeout"


class PdfUnavailable(DocTemplatesError):
    """This machine cannot make PDFs; `why` tells more where it is known.

    `install`: the Debian packages that mend it, a blank between each, as apt-get takes them; may be empty.
    """

    code = "pdf_unavailable"


class BrokenPdf(DocTemplatesError):
    """These bytes are not a whole, readable PDF (`detail`: the parser's word). Convert or upload it again."""

    code = "broken_pdf"


class PageMissing(DocTemplatesError):
    """The PDF has no such page: `page` was asked, it has `pages`."""

    code = "page_missing"


class UnknownAuthority(DocTemplatesError):
    """`authority` is none of the ways to sign in the decree (`known`): a slip in imported or API data."""

    code = "unknown_authority"


class IncompleteSigner(DocTemplatesError):
    """The lines of `authority` need a name that is `missing`: collective, head or own (the signer's title)."""

    code = "incomplete_signer"


class BadContent(DocTemplatesError):
    """What came as the content of the body editor is none: not the editor's page sent it, or another version of it.

    `why`: unknown_node, unknown_mark, unknown_level, bad_number, too_many_columns, too_large (`limit`);
    `where`: the place among the blocks, from 0.
    """

    code = "bad_content"


class ListUnreadable(DocTemplatesError):
    """The file is broken, or none of .xlsx, .csv, .docx and text: open it where it was made and save it again."""

    code = "list_unreadable"


class ListEncrypted(DocTemplatesError):
    """The file asks for a password: save it without."""

    code = "list_encrypted"


class ListOldFormat(DocTemplatesError):
    """A file of Excel or Word 97 to 2003, or one with a password: save it as .xlsx or .docx, without a password."""

    code = "list_old_format"


class ListWithoutTable(DocTemplatesError):
    """There is no table with words in the file."""

    code = "list_without_table"


class ListTooLarge(DocTemplatesError):
    """The list has more than a field takes: `what` (rows, columns, cell, parts, part) and the `limit`."""

    code = "list_too_large"


class NoPlaceToSign(DocTemplatesError):
    """The form has no room for a signature ("Chỗ ký") above its signer's name: it cannot be signed as a file."""

    code = "no_place_to_sign"


class ScanUnreadable(DocTemplatesError):
    """What was brought cannot be read as a scan (`name`, where it is known).

    `why`: empty, not_a_scan (neither PDF nor JPEG, PNG, TIFF), damaged, encrypted, too_many_pages (`most`), too_large
    (pixels or memory), too_slow."""

    code = "scan_unreadable"


class Unreadable(DocTemplatesError):
    """A file brought for the archive cannot be taken; the others can.

    `why`: empty, not_a_document (by its bytes none of the kinds that are taken), damaged, encrypted (asks for a
    password), too_large (`bytes`; pixels or memory), too_many_pages (`pages`, `most`), too_slow, bomb (grows without
    measure when unpacked)."""

    code = "brought_unreadable"

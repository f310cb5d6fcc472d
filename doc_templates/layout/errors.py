"""What keeps a file from being checked at all."""

from doc_templates.errors import DocTemplatesError


class NotADocx(DocTemplatesError):
    """These bytes are no .docx that can be read. `why`: not_a_zip, encrypted, no_document, broken_xml, doctype,
    no_body. Open it in Word or LibreOffice and save it as .docx."""

    code = "not_a_docx"


class DocxTooLarge(DocTemplatesError):
    """The file holds more than a document of an office: `what` (packed, part, parts, paragraphs) and the `limit`."""

    code = "docx_too_large"

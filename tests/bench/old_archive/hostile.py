"""Files that are no documents, or only look like some: each must be named in the report, and the run go on."""

import io
import zipfile

import pypdf


def files() -> dict[str, tuple[bytes, str]]:
    """Name → content and what is wrong with it."""
    return {
        "khoa mat khau.pdf": (_encrypted(), "encrypted"), "hong.pdf": (b"%PDF-1.4\n1 0 obj\n<<", "damaged"),
        "rong.docx": (b"", "empty"), "virus.doc": (b"MZ\x90\x00" + bytes(600), "not_a_document"),
        "bom.docx": (_bomb(), "bomb"), "anh hong.jpg": (b"\xff\xd8\xff\xe0" + bytes(300), "damaged"),
        "ghi chu.txt": (b"nho nop bao cao", "not_a_document"), f"{'dai ' * 50}.pdf": (b"%PDF-1.7\n%%EOF", "damaged"),
        "thieu nua.docx": (_half(), "damaged"),
    }  # fmt: skip


def _encrypted() -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("mat khau", algorithm="AES-256")
    writer.write(saved := io.BytesIO())
    return saved.getvalue()


def _bomb() -> bytes:
    with zipfile.ZipFile(saved := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        bomb.writestr("word/document.xml", b"0" * 60_000_000)
    return saved.getvalue()


def _half() -> bytes:
    with zipfile.ZipFile(saved := io.BytesIO(), "w") as package:
        package.writestr("word/document.xml", "<w:document/>" * 90)
    return saved.getvalue()[:700]

"""What a file really is, told by its first bytes, where its name says something else."""

from pathlib import Path

from osint_kit.errors import UsageError
from osint_kit.tables.safe import visible

SAMPLE = 1 << 16
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Compound File Binary: [MS-CFB] 2.2

_EXCEL_SAVE = "open it in the program that made it, and save it as csv or as xlsx without a password"
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (
        ZIP,
        "a zip archive or an Excel workbook",
        "if it is a workbook, name it .xlsx or say --input-format xlsx",
    ),
    (b"PK\x05\x06", "an empty zip archive", "look for the file that was meant"),
    (OLE, "an old Excel or Word file, or a workbook with a password", _EXCEL_SAVE),
    (b"\x1f\x8b", "compressed with gzip", "unpack it first"),
    (b"%PDF-", "a PDF document", "save the table in it as csv or xlsx"),
    (b"\x89PNG", "a picture", "look for the file that was meant"),
    (b"\xff\xd8\xff", "a picture", "look for the file that was meant"),
    (b"SQLite format 3\0", "a database", "export the table in it as csv"),
    (b"{\\rtf", "a rich text document", "save it as plain text"),
)
_MARKUP = (b"<!doctype html", b"<html", b"<table", b"<?xml")


def refuse_other_than_text(path: Path, head: bytes) -> None:
    """Raises `UsageError` where the first bytes of a file are not those of text."""
    for magic, what, next_step in _MAGIC:
        if head.startswith(magic):
            raise _contradiction(path, what, next_step)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:20].lower().startswith(_MARKUP):
        raise _contradiction(path, "a web page or XML", "open it in a spreadsheet and save it as csv or xlsx")


def refuse_other_than_zip(path: Path, head: bytes) -> None:
    """Raises `UsageError` where the first bytes of a file are not those of a zip archive (as xlsx is)."""
    if head.startswith(ZIP):
        return
    if not head:
        raise _contradiction(path, "empty", "look for the file that was meant")
    refuse_other_than_text(path, head)
    raise _contradiction(path, "no Excel workbook", "if it is text, say --input-format csv")


def _contradiction(path: Path, what: str, next_step: str) -> UsageError:
    return UsageError(f"{visible(str(path))} is {what}, whatever its name says", next_step)

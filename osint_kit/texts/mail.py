"""Mail (RFC 5322, MIME) to lines of text."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message

from osint_kit.texts.encodings import NO_TEXT, encoding_of, refuse_known
from osint_kit.texts.lines import NotText
from osint_kit.texts.pages import page_lines

_SHOWN_HEADERS = ("From", "Sender", "Reply-To", "To", "Cc", "Subject", "Date")


def mail_lines(data: bytes) -> Iterator[str]:
    """The text of a mail, each line with its LF: the headers that a reader sees, then every part that is text.

    Parts in HTML come as `page_lines` has them, mails within the mail after it; other attachments are left
    out. A mail that says the same as text and as HTML says it twice here. Raises `NotText`.
    """
    refuse_known(data)
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        data = data.decode("utf-16", "replace").encode("utf-8")
    try:
        # The older policy: it reads what is broken, where the newer one raises errors of its parser.
        parts = list(message_from_bytes(data, policy=policy.compat32).walk())
    except RecursionError as error:
        raise NotText("this mail holds mails within mails, too many to read; give the inner ones alone") from error
    if b"\0" in data[:1024] and not parts[0].keys():
        raise NotText(NO_TEXT)
    for part in parts:
        yield from _headers(part)
        # A multipart that could not be taken apart has the whole of it as its text.
        if part.get_content_maintype() in ("text", "multipart") and not part.is_multipart():
            yield from _text(part)


def _headers(part: "Message[str, str]") -> Iterator[str]:
    for name in _SHOWN_HEADERS:
        for value in part.get_all(name, []):
            yield f"{name}: {_header(str(value))}\n"


def _header(value: str) -> str:
    """A header without its encoded words (RFC 2047), on one line."""
    try:
        shown = str(make_header(decode_header(value)))
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        shown = value
    return " ".join(shown.split("\n"))


def _text(part: "Message[str, str]") -> Iterator[str]:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data:
        return
    text = _decoded(data, str(part.get_content_charset("")))
    if part.get_content_subtype() == "html":
        yield from page_lines([text])
    else:
        yield from (f"{line}\n" for line in text.removesuffix("\n").split("\n"))


def _decoded(data: bytes, charset: str) -> str:
    """The text of a part, in the character set that it names if there is one of that name."""
    try:
        return data.decode(charset or "utf-8", "replace" if charset else "strict")
    except (LookupError, UnicodeError):
        try:
            return data.decode(encoding_of(data), "replace")
        except NotText:
            return data.decode("latin-1")

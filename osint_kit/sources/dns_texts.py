"""What a TXT record says: who may send mail (SPF), what to do with forged mail (DMARC), who proved to own the domain.

Pure: the value of a record in its presentation form goes in. SPF is RFC 7208, DMARC RFC 7489; the tokens by which
services recognise an owner are data in ``dns_tokens.toml``, each with the page that documents it. Others that say
themselves what they are, such as ``stripe-verification=…``, go under the name that they give.
"""

import re
from dataclasses import dataclass
from functools import cache

DMARC = "_dmarc."
"""Before the domain that a DMARC record is about (RFC 7489 section 6.1)."""
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_OWN_WORD = re.compile(r"([a-z0-9][a-z0-9-]*?)(?:-(?:domain|site))?-verification[=:](\S+)", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(\d{3}|.)", re.DOTALL)


@dataclass(frozen=True)
class Token:
    """How the texts of one service begin, and where that is documented."""

    begins: str
    service: str
    page: str


@dataclass(frozen=True)
class Statement:
    """What a text says: ``property`` is ``spf``, ``dmarc`` or ``verification``; ``service`` is whose token it is."""

    property: str
    value: str
    service: str = ""


def read_text(name: str, value: str) -> Statement | None:
    """What the TXT record of a name says, if it is one of these. ``value`` is as in `DnsRecord`."""
    text = joined(value)
    if is_dmarc(name):
        return Statement("dmarc", text) if re.match(r"v\s*=\s*DMARC1\s*(?:;|$)", text) else None
    if re.match(r"v=spf1(?: |$)", text, re.IGNORECASE):
        return Statement("spf", text)
    return _verification(text.strip())


def _verification(text: str) -> Statement | None:
    lower = text.lower()
    for known in tokens():
        rest = text[len(known.begins) :].strip()
        if lower.startswith(known.begins.lower()) and rest and not re.search(r"\s", rest):
            return Statement("verification", known.begins + rest, known.service)
    if own := _OWN_WORD.fullmatch(text):
        return Statement("verification", text, own[1])
    return None


def is_dmarc(name: str) -> bool:
    """Whether a name is where the DMARC record of a domain stands."""
    return name.lower().startswith(DMARC)


def joined(value: str) -> str:
    """The strings of a TXT record as one text, nothing between them (RFC 7208 section 3.3); UTF-8, else Latin-1."""
    octets = b"".join(_octets(string) for string in _STRING.findall(value))
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("latin-1")


def _octets(string: str) -> bytes:
    def octet(match: re.Match[str]) -> str:
        escaped = match[1]
        return chr(int(escaped) & 0xFF) if len(escaped) == 3 else escaped

    return _ESCAPE.sub(octet, string).encode("latin-1", "replace")


@cache
def tokens() -> tuple[Token, ...]:
    """The tokens that are known."""
    import tomllib
    from importlib.resources import files

    table = tomllib.loads((files("osint_kit.sources") / "dns_tokens.toml").read_text("utf-8"))
    return tuple(Token(**entry) for entry in table["token"])

"""One site rule: how to tell on one site whether a handle has an account there. Pure.

The form is that of the WhatsMyName project (https://github.com/WebBreacher/WhatsMyName, ``wmn-data-schema.json``);
what the kit adds to it stands behind ``valid`` and may be left out.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Literal, NamedTuple
from urllib.parse import quote

from osint_kit.gateway.exchange import HttpRequest
from osint_kit.identifiers.url import read_url
from osint_kit.reach import Reach

PLACE = "{account}"
STAND_IN = "here-stands-the-handle"
SOURCE = "accounts"
GONE = (404, 410)
"""The only status codes that say by themselves that there is no such page (RFC 9110 sections 15.5.5, 15.5.11)."""

_PRINTABLE = "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) != "%")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE)
Proof = Literal["string", "code", "nothing"]


class Marks(NamedTuple):
    """What an answer bears where the rule holds: one of the codes, and one of the strings if there are any.

    ``alone`` are the codes that say enough where there is no string: success that the other marks do not share for
    an account, "gone" for absence.
    """

    codes: tuple[int, ...]
    strings: tuple[str, ...]
    alone: tuple[int, ...]

    @property
    def proof(self) -> "Proof":
        """By what an answer can prove anything here."""
        return "string" if self.strings else "code" if self.alone else "nothing"


@dataclass(frozen=True)
class Rule:
    """How to tell on one site whether a handle has an account there; field names are those of the form.

    The kit's additions: ``e_strings``, ``m_strings`` and ``m_codes`` are alternatives to ``e_string``, ``m_string``
    and ``m_code``; ``handles`` is a pattern that every handle of the site fits; ``region`` names the countries (ISO
    3166) whose people use it most; ``source`` is the page that the rule was written from, and ``date`` when;
    ``origin`` and ``licence`` say whose rule it is and on which terms.
    """

    name: str
    uri_check: str
    e_code: int
    m_code: int
    e_string: str = ""
    m_string: str = ""
    cat: str = ""
    uri_pretty: str = ""
    known: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    post_body: str = ""
    strip_bad_char: str = ""
    protection: tuple[str, ...] = ()
    valid: bool = True
    e_strings: tuple[str, ...] = ()
    m_strings: tuple[str, ...] = ()
    m_codes: tuple[int, ...] = ()
    handles: str = ""
    region: tuple[str, ...] = ()
    source: str = ""
    date: str = ""
    origin: str = ""
    licence: str = ""

    @property
    def host(self) -> str:
        """The host that is asked, with ``{account}`` where the handle is part of it."""
        return host_of(self.uri_check)

    @property
    def there(self) -> Marks:
        """The marks of an account. An empty string is none, for it matches nothing; without proof none is found."""
        tells = 200 <= self.e_code < 300 and self.e_code not in (self.m_code, *self.m_codes)
        return Marks((self.e_code,), _some(self.e_string, self.e_strings), (self.e_code,) if tells else ())

    @property
    def not_there(self) -> Marks:
        """The marks of absence."""
        codes = (self.m_code, *self.m_codes)
        alone = tuple(code for code in codes if code in GONE and code != self.e_code)
        return Marks(codes, _some(self.m_string, self.m_strings), alone)

    def spelling(self, handle: str) -> str:
        """The handle without the characters that this site drops."""
        return "".join(char for char in handle if char not in self.strip_bad_char)

    def takes(self, handle: str) -> bool:
        """Whether the site can have such a handle: by its pattern, and by what an address and a host name can hold."""
        spelling = self.spelling(handle)
        if not spelling or (self.handles and not re.search(self.handles, spelling)):
            return False
        if PLACE in self.host and not _LABEL.fullmatch(spelling):
            return False  # "a.b" would be another host, perhaps somebody else's
        try:
            read_url(self.check_url(handle))
        except ValueError:
            return False
        return True

    def check_url(self, handle: str) -> str:
        """The address to ask about a handle; what an address cannot hold as it is, is percent-encoded."""
        return self.uri_check.replace(PLACE, quote(self.spelling(handle), safe=""))

    def address(self, handle: str) -> str:
        """The page of the account for a person to open."""
        return (self.uri_pretty or self.uri_check).replace(PLACE, quote(self.spelling(handle), safe=""))

    def request(self, handle: str) -> HttpRequest:
        """What is asked about a handle; only where the site `takes` it."""
        return HttpRequest(
            self.check_url(handle),
            Reach.PLATFORM,
            SOURCE,
            method="POST" if self.post_body else "GET",
            headers=tuple((name, self._in_header(value, handle)) for name, value in self.headers.items()),
            body=self._body(handle) if self.post_body else None,
        )

    def fill(self, template: str, handle: str) -> str:
        """A template with the handle put in as it is spelt there, without escaping: for text that is only shown."""
        return template.replace(PLACE, self.spelling(handle))

    def _in_header(self, value: str, handle: str) -> str:
        """A header's value; what is not printable ASCII is percent-encoded, so a header is never two."""
        return value.replace(PLACE, quote(self.spelling(handle), safe=_PRINTABLE))

    def _body(self, handle: str) -> bytes:
        """The body, with the handle written as its kind demands: JSON (RFC 8259), XML, or a form."""
        spelling = self.spelling(handle)
        kind = next((value for name, value in self.headers.items() if name.lower() == "content-type"), "").lower()
        start = self.post_body.lstrip()[:1]
        if "json" in kind or (not kind and start in ("{", "[")):
            written = json.dumps(spelling, ensure_ascii=False)[1:-1]
            if _within_a_string(self.post_body):
                written = json.dumps(written, ensure_ascii=False)[1:-1]
        elif "xml" in kind or (not kind and start == "<"):
            written = escape(spelling)
        else:
            written = quote(spelling, safe="")
        return self.post_body.replace(PLACE, written).encode()


def host_of(template: str) -> str:
    """The host of an address with a place for the handle. Raises ``ValueError`` where it is no address."""
    return read_url(template.replace(PLACE, STAND_IN)).host.replace(STAND_IN, PLACE)


def _some(one: str, more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(string for string in (one, *more) if string)


def _within_a_string(body: str) -> bool:
    r"""Whether the place stands in a string within a JSON string, as in ``{"query": "user(name: \"{account}\")"}``."""
    return re.search(r'\\"' + re.escape(PLACE), body) is not None

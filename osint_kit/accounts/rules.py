"""Site rules: data in the form that the WhatsMyName project keeps, one rule a site.

The form: https://github.com/WebBreacher/WhatsMyName (``wmn-data.json`` and its schema). An empty string among
the marks matches nothing.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from osint_kit.canonical import sha256_hex
from osint_kit.errors import UsageError
from osint_kit.identifiers.url import read_url

PLACE = "{account}"
STAND_IN = "here-stands-the-handle"
CODES = range(100, 600)


TEXTS = (
    "name",
    "uri_check",
    "uri_pretty",
    "e_string",
    "m_string",
    "cat",
    "post_body",
    "strip_bad_char",
    "source",
)


@dataclass(frozen=True)
class Rule:
    """How to tell on one site whether a handle has an account there; field names are those of the form."""

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
    source: str = ""

    @property
    def host(self) -> str:
        """The host that is asked, with ``{account}`` where the handle is part of it."""
        return read_url(self.uri_check.replace(PLACE, STAND_IN)).host.replace(STAND_IN, PLACE)

    def fill(self, template: str, handle: str) -> str:
        """A template with the handle put in, as this site writes handles."""
        return template.replace(PLACE, self.spelling(handle))

    def check_url(self, handle: str) -> str:
        """The address to ask about a handle; what an address cannot hold as it is, is percent-encoded."""
        return self.uri_check.replace(PLACE, quote(self.spelling(handle)))

    def spelling(self, handle: str) -> str:
        """The handle without the characters that this site drops."""
        return "".join(char for char in handle if char not in self.strip_bad_char)

    def address(self, handle: str) -> str:
        """The page of the account for a person to open."""
        return (self.uri_pretty or self.uri_check).replace(PLACE, quote(self.spelling(handle)))


@dataclass(frozen=True)
class RuleList:
    """Rules, and the SHA-256 of the file that they came from."""

    rules: tuple[Rule, ...]
    sha256: str


def read_rules(path: Path | None = None) -> RuleList:
    """The rules of a file, or the kit's own. Raises `UsageError` naming the file, the rule and its field."""
    try:
        data = path.read_bytes() if path else (files("osint_kit.accounts") / "sites.json").read_bytes()
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read: {error.strerror}", "name a file of site rules with --sites"
        ) from error
    label = path.name if path else "sites.json"
    try:
        document = json.loads(data)
        sites = document["sites"] if isinstance(document, dict) else document
        if not isinstance(sites, list):
            raise TypeError("no list of sites")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UsageError(
            f"{label} holds no site rules: {error}", 'the form is {"sites": [...]}, as WhatsMyName keeps it'
        ) from error
    rules = tuple(_rule(label, number, site) for number, site in enumerate(sites, start=1))
    return RuleList(tuple(rule for rule in rules if rule.valid), sha256_hex(data))


def _rule(label: str, number: int, site: object) -> Rule:
    def bad(what: str) -> UsageError:
        name = site.get("name", "") if isinstance(site, dict) else ""
        return UsageError(f"{label}, site {number} {name!r}: {what}", "mend the rule or take it out of the file")

    if not isinstance(site, dict):
        raise bad("is no rule")
    for key in ("name", "uri_check"):
        if not site.get(key):
            raise bad(f"{key} is missing")
    for key in ("e_code", "m_code"):
        if isinstance(site.get(key), bool) or not isinstance(site.get(key), int) or site[key] not in CODES:
            raise bad(f"{key} is no status code")
    for key in TEXTS:
        if not _is_text(site.get(key) or ""):
            raise bad(f"{key} is no text")
    for key in ("known", "protection"):
        items = site.get(key) or []
        if not isinstance(items, list) or not all(map(_is_text, items)):
            raise bad(f"{key} is no list of texts")
    if not isinstance(site.get("valid", True), bool):
        raise bad("valid is neither true nor false")
    headers = site.get("headers") or {}
    if not isinstance(headers, dict) or not all(_is_header(*header) for header in headers.items()):
        raise bad("headers is no table of names and values")
    if PLACE not in site["uri_check"] and PLACE not in (site.get("post_body") or ""):
        raise bad(f"no {PLACE} in uri_check or post_body")
    try:
        read_url(site["uri_check"].replace(PLACE, STAND_IN))
    except ValueError as error:
        raise bad(f"uri_check: {error}") from error
    return Rule(
        name=site["name"],
        uri_check=site["uri_check"],
        e_code=site["e_code"],
        m_code=site["m_code"],
        e_string=site.get("e_string") or "",
        m_string=site.get("m_string") or "",
        cat=site.get("cat") or "",
        uri_pretty=site.get("uri_pretty") or "",
        known=tuple(site.get("known") or ()),
        headers=headers,
        post_body=site.get("post_body") or "",
        strip_bad_char=site.get("strip_bad_char") or "",
        protection=tuple(site.get("protection") or ()),
        valid=site.get("valid", True),
        source=site.get("source") or "",
    )


def _is_text(value: object) -> bool:
    """Whether it is a text that can be sent: JSON may hold half characters, which UTF-8 cannot."""
    return isinstance(value, str) and value.encode("utf-8", "replace").decode() == value


def _is_header(key: str, value: object) -> bool:
    """Whether it can be sent as one header: a token and one line (RFC 9110 section 5.1)."""
    token = re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", key)
    return bool(token) and isinstance(value, str) and _is_text(value) and not re.search(r"[\r\n\0]", value)

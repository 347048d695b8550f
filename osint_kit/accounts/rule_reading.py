"""A site rule out of JSON, read strictly: what is not as the form has it is refused with its reason."""

import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from osint_kit.accounts.handle_patterns import BadPattern, check_pattern
from osint_kit.accounts.rule import PLACE, STAND_IN, Rule, host_of
from osint_kit.canonical import Json, canonical, sha256_hex
from osint_kit.gateway.guard import host_refusal
from osint_kit.identifiers.url import read_url

CODES = range(100, 600)
LONGEST = 10_000
"""Characters in one text of a rule."""
NEEDED = ("name", "uri_check", "e_code", "m_code")
ALWAYS = ("name", "uri_check", "e_code", "e_string", "m_string", "m_code", "known", "cat")
"""What a rule of the form always has, in the order of the form."""
TEXTS = (
    *("name", "uri_check", "uri_pretty", "e_string", "m_string", "cat", "post_body", "strip_bad_char"),
    *("handles", "source", "date", "origin", "licence"),
)
LISTS = ("known", "protection", "e_strings", "m_strings", "region")
FIELDS = frozenset(item.name for item in fields(Rule))
TELLING = frozenset(
    {"uri_check", "e_code", "e_string", "m_code", "m_string", "headers", "post_body", "strip_bad_char"}
    | {"e_strings", "m_strings", "m_codes", "handles"}
)
"""The fields that decide what is asked and how the answer is read."""
OWN = frozenset({"content-length", "transfer-encoding", "connection", "expect"})
"""Headers that the gateway writes, or nobody."""
KEYS = frozenset({"authorization", "proxy-authorization", "cookie"})


class BadRule(ValueError):
    """What is wrong with a rule, its field first."""


def read_rule(site: object) -> Rule:
    """Read a rule in the WhatsMyName form, the kit's additions included. Raises `BadRule`."""
    if not isinstance(site, dict):
        raise BadRule("it is no rule: an object in braces is")
    site = {key: value for key, value in site.items() if not key.startswith(("_", "$"))}  # comments
    if strange := sorted(set(site) - FIELDS):
        raise BadRule(f"{strange[0]} is no field of a rule")
    for key in NEEDED:
        if not site.get(key):
            raise BadRule(f"{key} is missing")
    for key in ("e_code", "m_code"):
        _code(key, site[key])
    read: dict[str, Any] = {key: _text(key, site.get(key) or "") for key in TEXTS}
    read |= {key: _texts(key, site.get(key) or []) for key in LISTS}
    m_codes = site.get("m_codes") or []
    if not isinstance(m_codes, list):
        raise BadRule("m_codes is no list of status codes")
    valid = site.get("valid", True)
    if not isinstance(valid, bool):
        raise BadRule("valid is neither true nor false")
    rule = Rule(
        **read,
        e_code=site["e_code"],
        m_code=site["m_code"],
        m_codes=tuple(_code("m_codes", code) for code in m_codes),
        headers=_headers(site.get("headers") or {}),
        valid=valid,
    )
    return checked(rule)


def checked(rule: Rule) -> Rule:
    """The rule, where it can be asked by; all that is not a matter of types. Raises `BadRule`."""
    if PLACE not in rule.uri_check and PLACE not in rule.post_body:
        raise BadRule(f"no {PLACE} in uri_check or post_body")
    host = _public_host("uri_check", rule.uri_check)
    if rule.uri_pretty:
        _public_host("uri_pretty", rule.uri_pretty)
    _may_send(rule.headers, host)
    if rule.handles:
        try:
            check_pattern(rule.handles)
        except BadPattern as error:
            raise BadRule(f"handles: {error}") from error
    return rule


def rule_json(rule: Rule) -> dict[str, Json]:
    """A rule as JSON: the fields that every rule has, then those that say something."""
    has: dict[str, Json] = {key: getattr(rule, key) for key in ALWAYS}
    for item in fields(rule):
        value = getattr(rule, item.name)
        if item.name not in has and value and value is not True:
            has[item.name] = dict(value) if isinstance(value, Mapping) else value
    return has if rule.valid else {**has, "valid": False}


def fingerprint(rule: Rule) -> str:
    """What is asked by a rule and what is read from the answer, as 16 digits: a check holds for that alone."""
    telling = {key: value for key, value in rule_json(rule).items() if key in TELLING}
    return sha256_hex(canonical(telling))[:16]


def _code(key: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value not in CODES:
        raise BadRule(f"{key} is no status code")
    return value


def _text(key: str, value: object) -> str:
    if not isinstance(value, str) or not _can_be_sent(value):
        raise BadRule(f"{key} is no text")
    if len(value) > LONGEST:
        raise BadRule(f"{key} has more than {LONGEST:,} characters")
    return value


def _texts(key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and _can_be_sent(item) for item in value):
        raise BadRule(f"{key} is no list of texts")
    return tuple(_text(key, item) for item in value)


def _headers(value: object) -> dict[str, str]:
    """Header fields that can be sent as one each: a token and one line (RFC 9110 section 5)."""
    if not isinstance(value, dict):
        raise BadRule("headers is no table of names and values")
    for name, text in value.items():
        if not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name):
            raise BadRule(f"headers: {name!r} is no name of a header")
        if not isinstance(text, str) or not _can_be_sent(text) or re.search(r"[\x00-\x08\x0a-\x1f\x7f]", text):
            raise BadRule(f"headers: {name} is no line of text")
    return value


def _may_send(headers: Mapping[str, str], host: str) -> None:
    for name, value in headers.items():
        if name.lower() in OWN or (name.lower() == "host" and value.lower() != host):
            raise BadRule(f"headers: {name} is not for a rule to set")
        if name.lower() in KEYS:
            raise BadRule(f"headers: {name} is somebody's key or cookie, and the kit logs in nowhere")


def _public_host(key: str, template: str) -> str:
    """The host of an address that may be asked. Raises `BadRule`."""
    from osint_kit.identifiers.domain import domain_record

    try:
        url = read_url(template.replace(PLACE, STAND_IN))
    except ValueError as error:
        raise BadRule(f"{key}: {error}") from error
    if why := host_refusal(url.host, simulated=True):
        raise BadRule(f"{key}: {why}")
    if url.userinfo:
        raise BadRule(f"{key}: a name or password stands before the host")
    if STAND_IN in url.host and STAND_IN in (domain_record(url.host).domain or STAND_IN):
        raise BadRule(f"{key}: the handle would choose whose host is asked")
    return host_of(template)


def _can_be_sent(text: str) -> bool:
    """Whether UTF-8 can hold it: JSON may hold half characters."""
    return text.encode("utf-8", "replace").decode() == text

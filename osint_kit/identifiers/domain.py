"""Domain names: what was registered, and under which public suffix.

``domain`` is the registrable part by the ICANN part of the Public Suffix List (`suffixes`); a suffix that the
list does not know is its own last label, by the list's default rule.
"""

import re
from dataclasses import dataclass, replace

from osint_kit.identifiers.defanged import refang
from osint_kit.identifiers.hostname import LONGEST_NAME, PLAIN, HostName, read_host_name
from osint_kit.identifiers.ip import is_ip, read_ip
from osint_kit.identifiers.kinds import Identifier, Kind, NotReadable
from osint_kit.identifiers.known_names import KnownNames
from osint_kit.identifiers.suffixes import RESERVED, SuffixList, list_version, suffix_list
from osint_kit.identifiers.url import read_url

_NAME = re.compile(r"(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]*\.?", re.IGNORECASE | re.ASCII)
"""A plain name, which nothing needs to be taken off; what ends in a number may be an IP address."""
_SIMPLE = re.compile(rf"(?:https?://)?({PLAIN})(?:[/?#][a-z0-9/?#&=._-]*)?", re.IGNORECASE | re.ASCII)
"""Most names and web addresses of a list: what they are about can be told at one look."""
_WEB = re.compile(r"https?:", re.IGNORECASE)
_SCHEME = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?//|^mailto:", re.IGNORECASE)
_AFTER = re.compile(r"[/?#]")
_PORT = re.compile(r":\d*$")
_CLOSING = frozenset(">\"'”’`»)],;")
_WRAPPED = re.compile(r"""[^<>]*<([^<>\s]+)>|["'“‘`«]([^"'“”‘’`«»]+)["'”’`»]|\(([^()\s]+)\)|\[([^\[\]\s:]+)\]""")


@dataclass(frozen=True)
class DomainRecord:
    """What ``osint domain parse`` says of one input; all names are in ASCII but ``unicode``.

    ``ascii`` and ``unicode`` are the whole name, ``subdomain`` what stands before the registrable ``domain``,
    ``domain`` None where the name is itself a public suffix. ``confusable_with`` is a known domain that the name
    imitates by letters that look alike. ``problem`` says why ``valid`` is False; all else is None then.
    """

    input: str
    domain: str | None = None
    subdomain: str | None = None
    suffix: str | None = None
    ascii: str | None = None
    unicode: str | None = None
    valid: bool = False
    confusable_with: str | None = None
    problem: str | None = None


def domain_record(
    text: str,
    private_suffixes: bool = False,
    suffixes: SuffixList | None = None,
    known: KnownNames | None = None,
) -> DomainRecord:
    """Take apart a name, or the host of a URL or an e-mail address, defanged or not. Never raises for a text.

    With ``private_suffixes`` the private part of the list counts too: ``alice.github.io`` is a domain then. The list
    is ``suffixes``, else the packaged one; the name is compared with ``known`` names where these are given.
    """
    rules = suffixes or suffix_list()
    try:
        record = _taken_apart(text, _simple_name(text) or read_host_name(_host_in(text)), private_suffixes, rules)
    except NotReadable as refused:
        return DomainRecord(text, problem=str(refused))
    if known and record.unicode and (imitated := known.imitated(record.unicode, rules)):
        return replace(record, confusable_with=imitated)
    return record


def read_domain(text: str, any_suffix: bool = False) -> Identifier:
    """Read a domain name of two labels or more, defanged or not.

    Raises `NotReadable` for anything else, and where the list does not know the suffix unless ``any_suffix``;
    the reserved names ``example``, ``test``, ``invalid`` and ``localhost`` (RFC 2606, RFC 6761) count as
    known.
    """
    bare = refang(text.strip())
    _refuse_ip(bare)
    name = read_host_name(bare)
    if "." not in name.ascii:
        raise NotReadable(_single_word(name))
    if not (any_suffix or suffix_list().knows(name.unicode.split("."))):
        last = name.unicode.rpartition(".")[2]
        raise NotReadable(
            f"no public suffix .{last} is known (list of {list_version()[:10]}); "
            f"if it is a domain all the same, write domain:{name.ascii}"
        )
    _taken_apart(text, name, private_suffixes=False, rules=suffix_list())
    return Identifier(Kind.DOMAIN, name.ascii)


def _taken_apart(text: str, name: HostName, private_suffixes: bool, rules: SuffixList) -> DomainRecord:
    unicode_labels = name.unicode.split(".")
    if len(unicode_labels) == 1 and (name.ascii in RESERVED or not rules.knows(unicode_labels)):
        raise NotReadable(_single_word(name))
    labels = unicode_labels if name.ascii == name.unicode else name.ascii.split(".")
    start = len(labels) - rules.suffix_length(unicode_labels, private_suffixes)
    domain = ".".join(labels[start - 1 :]) if start else None
    if domain and "_" in domain and not private_suffixes:
        raise NotReadable(f"no registry can have {domain}: only labels before it may hold an underscore")
    return DomainRecord(
        input=text,
        domain=domain,
        subdomain=".".join(labels[: start - 1]) or None if start else None,
        suffix=".".join(labels[start:]),
        ascii=name.ascii,
        unicode=name.unicode,
        valid=True,
    )


def _simple_name(text: str) -> HostName | None:
    """The name in a text that needs no closer look, the same as by a closer one; None for all others."""
    found = _SIMPLE.fullmatch(text)
    name = found[1].lower() if found else ""
    if "." not in name or len(name) > LONGEST_NAME or "xn--" in name:
        return None
    return HostName(name, name)


def _host_in(text: str) -> str:
    """The host that a name, a URL or an e-mail address is about. Raises `NotReadable` for an IP address."""
    bare = _unwrapped(text.strip())
    if _NAME.fullmatch(bare):
        return bare
    bare = refang(bare)
    if _WEB.match(bare):
        try:
            host = read_url(bare).host
        except ValueError as error:
            raise NotReadable(str(error)) from error
    else:
        authority = _AFTER.split(_SCHEME.sub("", bare), maxsplit=1)[0]
        host = _PORT.sub("", authority.rpartition("@")[2])
    _refuse_ip(host)
    return host


def _unwrapped(text: str) -> str:
    """Without the marks or brackets that it was pasted with; of ``Sefa <sefa@example.com>`` the address."""
    if text[-1:] not in _CLOSING:
        return text
    text = text.rstrip(",;")
    wrapped = _WRAPPED.fullmatch(text)
    return next(filter(None, wrapped.groups())) if wrapped else text


def _refuse_ip(host: str) -> None:
    if is_ip(host):
        address = read_ip(host).value
        raise NotReadable(f"{address} is an IP address, not a domain name; write ip:{address}")


def _single_word(name: HostName) -> str:
    return f"{name.unicode} is a single word; a domain name has two labels or more, as example.com"

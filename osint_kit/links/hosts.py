"""Whom a link really asks: the host behind ``user@host``, odd notations of an IP address, and look-alike letters.

How browsers read a host: https://url.spec.whatwg.org/#host-parsing. International names: RFC 5891, UTS 46.
"""

import ipaddress
import re
from collections.abc import Iterator
from urllib.parse import unquote

from osint_kit.identifiers import Identifier, Kind
from osint_kit.links.part import Certainty, Part
from osint_kit.links.scripts import is_mixed, scripts_of
from osint_kit.links.taken_apart import Link

URL_STANDARD = "https://url.spec.whatwg.org/#host-parsing"
AUTHORITY = "https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1"
IDNA = "https://www.rfc-editor.org/rfc/rfc5891"
SCRIPTS = "https://www.unicode.org/reports/tr39/#Single_Script"

_LOOKS_LIKE_HOST = re.compile(r"(?:[\w-]+\.)+[A-Za-z]{2,}", re.UNICODE)
_NUMBERS = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)(?:\.(?:0x[0-9a-f]*|[0-9]+)){0,3}\.?", re.IGNORECASE)


def read(link: Link) -> Iterator[Part]:
    """The host that is asked, then all that hides it."""
    if not link.is_web:
        return
    if not link.host:
        yield Part(
            "not a host",
            link.raw_host[:300],
            Certainty.CERTAIN,
            f"No browser opens this link as it stands: {link.host_problem}.",
            URL_STANDARD,
        )
        return
    yield Part("host", link.host, Certainty.CERTAIN, "The server that this link asks.", URL_STANDARD, _identifier(link))
    yield from _userinfo(link)
    yield from _notation(link)
    yield from _letters(link)


def _identifier(link: Link) -> Identifier:
    kind = Kind.IP if ":" in link.host or link.host.rpartition(".")[2].isdigit() else Kind.DOMAIN
    return Identifier(kind, link.host)


def _userinfo(link: Link) -> Iterator[Part]:
    if link.userinfo is None:
        return
    shown = _LOOKS_LIKE_HOST.search(unquote(link.userinfo))
    if shown:
        yield Part(
            "real host",
            link.host,
            Certainty.CERTAIN,
            f"What stands before the last @ is a user name for the server, not the server: this link asks {link.host},"
            f" and not {shown[0][:100]}, which is written to be read as the address.",
            AUTHORITY,
        )
    else:
        user, colon, _ = link.userinfo.partition(":")
        yield Part(
            "user name",
            unquote(user)[:300],
            Certainty.CERTAIN,
            f"A user name{' and a password' if colon else ''} for {link.host} stand{'' if colon else 's'} in the link."
            " It says nothing of who that is.",
            AUTHORITY,
        )


def _notation(link: Link) -> Iterator[Part]:
    """Hosts that are written so that a reader does not see what they are."""
    raw = link.raw_host
    if "\\" in link.text.partition("?")[0].partition("#")[0]:
        yield Part(
            "real host",
            link.host,
            Certainty.CERTAIN,
            "A backslash stands in the address; browsers read it as a slash, and so the name of the server ends there."
            " Other programs may read another server.",
            URL_STANDARD,
        )
    if "%" in raw or (not raw.isascii() and link.host.isascii() and not link.host.count("xn--")):
        yield Part(
            "host in disguise",
            raw[:300],
            Certainty.CERTAIN,
            f"The name of the server is written with encoded or unusual characters; browsers read it as {link.host}.",
            URL_STANDARD,
        )
    if _NUMBERS.fullmatch(unquote(raw)) and raw.rstrip(".") != link.host:
        yield Part(
            "host in disguise",
            raw,
            Certainty.CERTAIN,
            f"A number is written in place of a name, in an unusual form; browsers read it as the address {link.host}.",
            URL_STANDARD,
        )
    if ":" in link.host and (mapped := ipaddress.IPv6Address(link.host).ipv4_mapped):
        yield Part(
            "host in disguise",
            raw,
            Certainty.CERTAIN,
            f"The IPv4 address {mapped}, written as an IPv6 address.",
            "https://www.rfc-editor.org/rfc/rfc4291#section-2.5.5.2",
        )


def _letters(link: Link) -> Iterator[Part]:
    if "xn--" not in link.host:
        return
    from osint_kit.identifiers.hostname import read_host_name

    shown = read_host_name(link.host).unicode
    yield Part(
        "international name",
        shown,
        Certainty.CERTAIN,
        f"Letters beyond a to z stand in the name of the server; its form in the domain name system is {link.host}."
        " Such names are common in many languages; some imitate another name.",
        IDNA,
    )
    for label in shown.split("."):
        scripts = scripts_of(label)
        if is_mixed(scripts):
            yield Part(
                "mixed scripts",
                label,
                Certainty.CERTAIN,
                f"Letters of different scripts stand in one word of the name: {_listed(label, scripts)}."
                " A word of a language is seldom written so; it is a known way to imitate another name.",
                SCRIPTS,
            )
        elif scripts and scripts != ("Latin",) and shown.rpartition(".")[2].isascii():
            yield Part(
                "script of the name",
                scripts[0],
                Certainty.CERTAIN,
                f"All letters of '{label}' are {', '.join(scripts)}. Some of them may look like Latin ones.",
                SCRIPTS,
            )


def _listed(label: str, scripts: tuple[str, ...]) -> str:
    return "; ".join(
        f"{script} {' '.join(dict.fromkeys(char for char in label if scripts_of(char) == (script,)))}"
        for script in scripts
    )

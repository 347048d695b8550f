"""Where a redirect leads (RFC 9110 section 15.4)."""

import contextlib

from osint_kit.gateway.exchange import HttpAnswer
from osint_kit.identifiers.url import Url, join, read_url

REDIRECTS = frozenset({301, 302, 303, 307, 308})


def redirect_reference(answer: HttpAnswer) -> str | None:
    """What a redirect names as its target, as it stands there; None where the answer is no redirect.

    Bytes outside ASCII in ``Location`` are UTF-8, else Latin-1.
    """
    location = answer.header("location")
    if answer.status not in REDIRECTS or location is None:
        return None
    with contextlib.suppress(UnicodeError):  # else it stays Latin-1, as headers are read
        location = location.encode("latin-1").decode("utf-8")
    return location


def redirect_target(answer: HttpAnswer) -> Url | None:
    """The address that a redirect leads to, relative ones joined; None where the answer is no redirect.

    Raises ``ValueError`` with a plain reason where it leads to no web address.
    """
    reference = redirect_reference(answer)
    return None if reference is None else join(read_url(answer.url), reference)

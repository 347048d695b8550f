"""Links that lead elsewhere: wrappers that hold their target, and those that hide it."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from osint_kit.identifiers import Identifier, Kind, NotReadable
from osint_kit.links.part import Certainty, Part, moment, time_part
from osint_kit.links.taken_apart import Link
from osint_kit.links.wrapped import target_of

SNAPSHOT = "https://archive.org/developers/wayback-cdx-server.html"
SAFE_LINKS = "https://github.com/forensicdave/unsafelink"
MIMECAST = "https://community.mimecast.com/docs/DOC-3013"

_SNAPSHOT = re.compile(r"/(?:web/)?(\d{14})(?:[a-z]{2}_)?/")
_ARCHIVES = re.compile(r"(?:web\.archive\.org|archive\.(?:ph|is|today|li|vn|md|fo))")
_DOT_NET_TO_UNIX = 621_355_968_000_000_000
"""Ticks of 100 ns from the year 1 to 1970: https://learn.microsoft.com/en-us/dotnet/api/system.datetime.ticks."""


def read(link: Link) -> Iterator[Part]:
    """The target of a wrapper, and what else the wrapper says."""
    wrapped = target_of(link)
    if wrapped:
        yield Part(
            "wrapped link",
            wrapped.target,
            Certainty.CERTAIN,
            f"The link that stands in this one, a link of {wrapped.wrapper}; it was read in its {wrapped.where}."
            " Whoever follows the outer link is sent there, unless the service warns or refuses.",
            wrapped.source,
            _url(wrapped.target),
            target=wrapped.target,
        )
    yield from _snapshot(link)
    yield from _safe_links(link)
    yield from _mimecast(link)


def _url(text: str) -> Identifier | None:
    from osint_kit.identifiers.url import read_url

    try:
        return Identifier(Kind.URL, read_url(text).text)
    except ValueError:
        return None


def _snapshot(link: Link) -> Iterator[Part]:
    found = _SNAPSHOT.match(link.path) if _ARCHIVES.fullmatch(link.host) else None
    if not found:
        return
    from datetime import UTC, datetime

    try:
        at = datetime.strptime(found[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return
    yield time_part(
        "archived at",
        at,
        Certainty.LIKELY,
        "When the archive is said to have copied the page. The archive shows the copy nearest to this time, so the"
        " copy itself may be of another.",
        SNAPSHOT,
    )


def _safe_links(link: Link) -> Iterator[Part]:
    """The recipient and a time, between bars in the parameter ``data``."""
    if not link.host.endswith(".safelinks.protection.outlook.com"):
        return
    fields = link.first("data").split("|")
    if len(fields) == 1:
        fields = unquote(fields[0]).split("|")
    if len(fields) < 6:
        return
    if "@" in fields[2]:
        yield Part(
            "recipient",
            fields[2][:300],
            Certainty.LIKELY,
            "The mailbox that the message with this link was delivered to, as Microsoft's mail filter wrote it into"
            " the link. Whoever passed the link on may be somebody else.",
            SAFE_LINKS,
            _email(fields[2]),
        )
    if len(fields) > 7 and re.fullmatch(r"6\d{17}", fields[7]):
        at = moment(0, microseconds=(int(fields[7]) - _DOT_NET_TO_UNIX) // 10)
        if at:
            yield time_part(
                "time in the link",
                at,
                Certainty.POSSIBLE,
                "A time that Microsoft's mail filter wrote into the link, about when the message was scanned; its"
                " exact meaning is not published.",
                SAFE_LINKS,
            )


def _email(text: str) -> Identifier | None:
    from osint_kit.identifiers.email import read_email

    try:
        return read_email(text)
    except NotReadable:
        return None


def _mimecast(link: Link) -> Iterator[Part]:
    if not re.fullmatch(r"(?:protect|url|security)[a-z0-9.-]*\.(?:mimecast|m\.mimecastprotect)\.com", link.host):
        return
    domain = link.first("domain")
    yield Part(
        "hidden target",
        domain[:300] or "not in the link",
        Certainty.LIKELY,
        "A link of Mimecast's mail filter. The target does not stand in it; only the filter can tell."
        + (" The domain of the target is given." if domain else ""),
        MIMECAST,
    )

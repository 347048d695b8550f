"""Where an answer leads, read from its bytes alone: redirects, refreshes, canonical addresses, previews, scripts.

Redirects are those of RFC 9110 section 15.4; the ``Refresh`` header and ``http-equiv`` those of the HTML standard
(https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-http-equiv-refresh); ``rel=canonical`` is RFC 6596.
No script is run: one that would forward is only told of.
"""

import re
from dataclasses import dataclass

from osint_kit.gateway import redirect_reference
from osint_kit.gateway.exchange import HttpAnswer
from osint_kit.identifiers.url import Url, join, read_url
from osint_kit.sources.html_page import Page, read_page

LONGEST_DELAY = 60.0
"""Seconds; a page that refreshes later is one that is read, such as one whose session ends."""
LEAST_TEXT = 400
"""Characters of text that make a page one to read, whatever its scripts do."""

_REFRESH = re.compile(r"\s*(?:([\d.]+)\s*[;,\s]\s*(?:url\s*=\s*)?|[;,]?\s*url\s*=\s*)(.*)", re.IGNORECASE | re.DOTALL)
_CANONICAL_HEADER = re.compile(r"<([^>]*)>[^,]*?;\s*rel\s*=\s*\"?canonical\b", re.IGNORECASE)
_MOVES = re.compile(
    r"""(?<![\w.$])(?:(?:window|document|self|top|parent|globalThis)\s*\.\s*)*location\s*
    (?:(?:\.\s*href\s*)?=(?!=)|\.\s*(?:replace|assign)\s*\()\s*
    (?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\$]|\\.)*)`)?""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|(.))", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Lead:
    """An address that an answer leads on to, as it is written there, and by what means."""

    reference: str
    via: str


@dataclass(frozen=True)
class Forwarder:
    """A script that would forward; ``reference`` is the address it names, None where that cannot be read."""

    reference: str | None


def lead_of(answer: HttpAnswer, forwards: bool) -> Lead | None:
    """Where an answer leads; None where it leads no further.

    Of a host that does nothing else but forward (``forwards``), a page that names another host as its canonical
    address leads there; what another page calls itself is no move.
    """
    reference = redirect_reference(answer)
    if reference is not None:
        return Lead(reference, "http")
    if reference := _refresh_url(answer.header("refresh") or ""):
        return Lead(reference, "refresh")
    page = _page(answer)
    if page is None:
        return None
    refresh = next((meta for meta in page.metas if meta.get("http-equiv", "").strip().lower() == "refresh"), {})
    if reference := _refresh_url(refresh.get("content", "")):
        return Lead(_based(page, answer.url, reference), "meta-refresh")
    if forwards and (canonical := _canonical(answer, page)) and _site(canonical) != _site(read_url(answer.url)):
        return Lead(canonical.text, "canonical")
    return None


def previewed(answer: HttpAnswer, link: Url) -> str | None:
    """The address that a preview page of ``link`` shows; None where it is no such page, or shows several.

    It stands there as a link whose text is that same address, or begins like it: so shorteners show it, and so it
    is told from all else that such a page links to.
    """
    page = _page(answer) if answer.status == 200 else None
    shown: dict[str, str] = {}
    for href, text in page.anchors if page else ():
        try:
            target = read_url(href)
        except ValueError:
            continue
        if target.text not in (link.text, answer.url) and _begins_like(text, target):
            shown[target.text] = href
    return next(iter(shown.values())) if len(shown) == 1 else None


def forwarder(answer: HttpAnswer) -> Forwarder | None:
    """What only a script would forward from here; None on a page with text to read, or without such a script."""
    page = _page(answer)
    if page is None or len(page.text) > LEAST_TEXT:
        return None
    moves = [found for script in page.scripts for found in _MOVES.finditer(script)]
    if not moves:
        return None
    named = (next((part for part in found.groups() if part), None) for found in moves)
    reference = next((name for name in named if name), None)
    return Forwarder(_ESCAPE.sub(_unescaped, reference) if reference else None)


def _page(answer: HttpAnswer) -> Page | None:
    """What stands in an answer that is a page; None where it is none."""
    if not 200 <= answer.status < 300 or "html" not in (answer.header("content-type") or "html").lower():
        return None
    return read_page(answer.text)


def _based(page: Page, url: str, reference: str) -> str:
    """A reference of a document, joined to its ``<base>`` where it has one that can be read."""
    base = next((found["href"] for found in page.bases if found.get("href")), None)
    if base is None:
        return reference
    try:
        return join(join(read_url(url), base), reference).text
    except ValueError:
        return reference


def _canonical(answer: HttpAnswer, page: Page) -> Url | None:
    found = _CANONICAL_HEADER.search(answer.header("link") or "")
    reference = found[1] if found else None
    named = (link for link in page.links if "canonical" in link.get("rel", "").lower().split())
    reference = next((link.get("href") for link in named), reference)
    try:
        return join(read_url(answer.url), reference) if reference else None
    except ValueError:
        return None


def _refresh_url(value: str) -> str | None:
    """The address in a refresh; the HTML standard lets ``url=`` and the quotes away."""
    found = _REFRESH.match(value)
    if not found or _seconds(found[1] or "0") > LONGEST_DELAY:
        return None
    reference = found[2].strip()
    if reference[:1] in ("'", '"'):
        reference = reference[1:].partition(reference[0])[0]
    return reference or None


def _seconds(text: str) -> float:
    whole = text.partition(".")[0]
    return float(whole[:9] or 0)


def _begins_like(text: str, target: Url) -> bool:
    """Whether the text of a link shows its address: with or without the scheme, perhaps shortened."""
    plain = re.sub(r"^https?://", "", text, flags=re.IGNORECASE).lower()
    return plain.startswith((target.host, target.host_port))


def _site(url: Url) -> str:
    return url.host.removeprefix("www.")


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else found[3]

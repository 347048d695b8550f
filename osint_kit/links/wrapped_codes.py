"""Wrappers that write their target in a way of their own; the page that documents each stands in `wrappers.txt`."""

import re
from collections.abc import Callable
from urllib.parse import unquote

from osint_kit.links import wrapped_mail
from osint_kit.links.taken_apart import Link
from osint_kit.links.wrapped_text import Found, bytes_of, decoded, found_in, tail_of

_AMP = re.compile(r"/(?:amp/|[a-z]+(?:/b)?/)(s/)?(.+)")
_YAHOO = re.compile(r"/RU=([^/]+)/")
_SNAPSHOT = re.compile(r"/(?:web/)?(\d{4,14}(?:[a-z]{2}_)?|\*|newest|oldest)/(.+)", re.DOTALL)
_HYPHEN = re.compile(r"\b-\b")


def _query_itself(link: Link) -> Found | None:
    """A target that is the whole query, without a name."""
    query = link.query or ""
    coded = re.match(r"https?%3a", query, re.IGNORECASE)
    fragment = "" if link.fragment is None else f"#{link.fragment}"
    return found_in((unquote(query) if coded else query) + fragment, "query")


def _amp(link: Link) -> Found | None:
    """Host and path stand in the path; ``s/`` before them means https."""
    found = _AMP.match(link.path)
    if not found or "." not in found[2].partition("/")[0]:
        return None
    return Found(f"{'https' if found[1] else 'http'}://{found[2]}{tail_of(link)}", "path")


def _turbo(link: Link) -> Found | None:
    host, s, rest = (*link.path.removeprefix("/").split("/", 2), "", "")[:3]
    return Found(f"https://{host}/{rest}{tail_of(link)}", "path") if s == "s" and "." in host else None


def _translated(link: Link) -> Found | None:
    """The host with each dot as a hyphen and each hyphen doubled; parameters of the service begin with ``_x_tr_``."""
    prefix = link.first("_x_tr_hp") + link.host.removesuffix(".translate.goog")
    codes = link.first("_x_tr_enc").split(",")
    if "1" in codes:
        prefix = prefix.removeprefix("1-")
    international = "0" in codes and prefix.startswith("0-")
    host = _HYPHEN.sub(".", prefix.removeprefix("0-") if international else prefix).replace("--", "-")
    if "." not in host:
        return None
    own = [part for part in (link.query or "").split("&") if part and not part.startswith("_x_tr_")]
    query = f"?{'&'.join(own)}" if own else ""
    scheme = "http" if link.first("_x_tr_sch") == "http" else "https"
    return Found(f"{scheme}://{'xn--' if international else ''}{host}{link.path}{query}", "host")


def _bing(link: Link) -> Found | None:
    """``a1`` and the target in base64 for addresses on the web."""
    value = link.first("u")
    return found_in(decoded(value[2:]) or "", "parameter u") if value.startswith("a1") else None


def _yahoo(link: Link) -> Found | None:
    found = _YAHOO.search(link.path)
    return found_in(unquote(found[1]), "path") if found else None


def _snapshot(link: Link) -> Found | None:
    found = _SNAPSHOT.match(link.path)
    if not found:
        return None
    target = re.sub(r"^(https?:/)(?!/)", r"\1/", found[2], flags=re.IGNORECASE)
    if not re.match(r"https?(?::|%3a)", target, re.IGNORECASE):
        target = f"http://{target}" if "." in target.partition("/")[0] else ""
    return found_in(target + tail_of(link), "path")


def _google_news(link: Link) -> Found | None:
    """A message in base64 that holds the address; newer ones hold a code that only Google can open."""
    found = re.search(rb"https?://[!-~]+", bytes_of(link.segments[-1]) or b"")
    return found_in(found[0].decode("ascii"), "path") if found else None


def _media_proxy(link: Link) -> Found | None:
    """Discord's copy of a picture: signature, an optional query of the picture, scheme, host and path."""
    parts = link.path.split("/external/", 1)[-1].split("/")
    for place, part in enumerate(parts[1:3], 1):
        if part in ("http", "https") and len(parts) > place + 1:
            query = unquote(parts[1]) if place == 2 else ""
            return found_in(f"{part}://{'/'.join(parts[place + 1 :])}{query}", "path")
    return None


def _disqus(link: Link) -> Found | None:
    return found_in(re.sub(r":[\w-]{20,}$", "", link.first("url")), "parameter url")


CODES: dict[str, Callable[[Link], Found | None]] = {
    "amp": _amp,
    "behind-path": wrapped_mail.behind_path,
    "bing": _bing,
    "customer-io": wrapped_mail.customer_io,
    "disqus": _disqus,
    "google-news": _google_news,
    "mandrill": wrapped_mail.mandrill,
    "media-proxy": _media_proxy,
    "proofpoint": wrapped_mail.proofpoint,
    "query": _query_itself,
    "slash-coded": wrapped_mail.slash_coded,
    "snapshot": _snapshot,
    "translated": _translated,
    "turbo": _turbo,
    "underscores": wrapped_mail.underscores,
    "yahoo": _yahoo,
}

"""Wrappers that write their target in a way of their own; the page that documents each stands in `wrappers.txt`."""

import base64
import binascii
import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote

from osint_kit.links.taken_apart import Link, inner_link


class Found(NamedTuple):
    """A target, and where in the wrapper it was read."""

    target: str
    where: str


RUN_LENGTHS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""Of Proofpoint v3: the sign behind ``**`` says how many characters were taken out, ``A`` for 2."""

_PROOFPOINT_3 = re.compile(r"/v3/__(?P<url>.+?)__;(?P<taken>[^!]*)!", re.DOTALL)
_AMP = re.compile(r"/(?:amp/|[a-z]+(?:/b)?/)(s/)?(.+)")
_YAHOO = re.compile(r"/RU=([^/]+)/")
_SNAPSHOT = re.compile(r"/(?:web/)?(\d{4,14}(?:[a-z]{2}_)?|\*|newest|oldest)/(.+)", re.DOTALL)
_HYPHEN = re.compile(r"\b-\b")


def _proofpoint(link: Link) -> Found | None:
    if link.path.startswith("/v3/"):
        return _proofpoint_3(link)
    value = link.first("u")
    if link.path.startswith("/v2/"):
        value = unquote(value.translate({ord("-"): "%", ord("_"): "/"}))
    return _found(value, "parameter u")


def _proofpoint_3(link: Link) -> Found | None:
    whole = _PROOFPOINT_3.search(link.text)
    if not whole:
        return None
    taken = _decoded(whole["taken"])
    if taken is None:
        return None
    characters = iter(taken)

    def put_back(mark: re.Match[str]) -> str:
        length = RUN_LENGTHS.find(mark[0][2]) + 2 if len(mark[0]) == 3 else 1
        return "".join(char for _, char in zip(range(length), characters, strict=False))

    url = re.sub(r"\*(?:\*[A-Za-z0-9_-])?", put_back, whole["url"])
    return _found(re.sub(r"^(https?:/)(?!/)", r"\1/", url), "path")


def _behind_path(link: Link) -> Found | None:
    """A target that is written out at the end of the path, encoded or not; a query behind it is its own."""
    start = re.search(r"https?(?::|%3a)(?:/|%2f)", link.path, re.IGNORECASE)
    if not start:
        return None
    target = link.path[start.start() :]
    if re.match(r"https?%3a", target, re.IGNORECASE):
        return _found(unquote(target.partition("/")[0]), "path")
    return _found(re.sub(r"^(https?:/)(?!/)", r"\1/", target) + _tail(link), "path")


def _query_itself(link: Link) -> Found | None:
    """A target that is the whole query, without a name."""
    return _found(unquote(link.query or "") if "%3" in (link.query or "")[:12].lower() else link.query or "", "query")


def _underscores(link: Link) -> Found | None:
    parts = link.text.split("___", 2)
    return _found(parts[1], "path") if len(parts) == 3 else None


def _amp(link: Link) -> Found | None:
    """Host and path stand in the path; ``s/`` before them means https."""
    found = _AMP.match(link.path)
    if not found or "." not in found[2].partition("/")[0]:
        return None
    return Found(f"{'https' if found[1] else 'http'}://{found[2]}{_tail(link)}", "path")


def _turbo(link: Link) -> Found | None:
    host, s, rest = (*link.path.removeprefix("/").split("/", 2), "", "")[:3]
    return Found(f"https://{host}/{rest}{_tail(link)}", "path") if s == "s" and "." in host else None


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
    return _found(_decoded(value[2:]) or "", "parameter u") if value.startswith("a1") else None


def _yahoo(link: Link) -> Found | None:
    found = _YAHOO.search(link.path)
    return _found(unquote(found[1]), "path") if found else None


def _snapshot(link: Link) -> Found | None:
    found = _SNAPSHOT.match(link.path)
    if not found:
        return None
    target = re.sub(r"^(https?:/)(?!/)", r"\1/", found[2], flags=re.IGNORECASE)
    if not re.match(r"https?(?::|%3a)", target, re.IGNORECASE):
        target = f"http://{target}" if "." in target.partition("/")[0] else ""
    return _found(target + _tail(link), "path")


def _cached(link: Link) -> Found | None:
    """``cache:``, an optional id, and the address, then words that were searched for."""
    value = re.match(r"cache:(?:[\w-]{12}:)?(\S+)", link.first("q"))
    if not value:
        return None
    return _found(value[1] if "://" in value[1] else f"http://{value[1]}", "parameter q")


def _media_proxy(link: Link) -> Found | None:
    """Discord's copy of a picture: signature, an optional query of the picture, scheme, host and path."""
    parts = link.path.split("/external/", 1)[-1].split("/")
    for place, part in enumerate(parts[1:3], 1):
        if part in ("http", "https") and len(parts) > place + 1:
            query = unquote(parts[1]) if place == 2 else ""
            return _found(f"{part}://{'/'.join(parts[place + 1 :])}{query}", "path")
    return None


def _disqus(link: Link) -> Found | None:
    return _found(re.sub(r":[\w-]{20,}$", "", link.first("url")), "parameter url")


def _slash_coded(link: Link) -> Found | None:
    """A target in one segment of the path, percent-encoded, without its scheme or with it."""
    for segment in link.segments[1:]:
        if target := inner_link(segment):
            return Found(target, "path")
        if re.match(r"[\w-]+(?:\.[\w-]+)+/", segment):
            return Found(f"https://{segment}", "path")
    return None


CODES: dict[str, Callable[[Link], Found | None]] = {
    "amp": _amp,
    "behind-path": _behind_path,
    "bing": _bing,
    "cached": _cached,
    "disqus": _disqus,
    "media-proxy": _media_proxy,
    "proofpoint": _proofpoint,
    "query": _query_itself,
    "slash-coded": _slash_coded,
    "snapshot": _snapshot,
    "translated": _translated,
    "turbo": _turbo,
    "underscores": _underscores,
    "yahoo": _yahoo,
}


def _found(value: str, where: str) -> Found | None:
    target = inner_link(value)
    return Found(target, where) if target else None


def _tail(link: Link) -> str:
    query = "" if link.query is None else f"?{link.query}"
    return query if link.fragment is None else f"{query}#{link.fragment}"


def _decoded(text: str) -> str | None:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("utf-8")
    except (binascii.Error, ValueError):
        return None

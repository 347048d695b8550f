"""Wrappers of mail filters and mailings; the page that documents each stands in `wrappers.txt`."""

import re
from urllib.parse import unquote

from osint_kit.links.taken_apart import Link, inner_link
from osint_kit.links.wrapped_text import Found, decoded, found_in, object_of, tail_of

RUN_LENGTHS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""Of Proofpoint v3: the sign behind ``**`` says how many characters were taken out, ``A`` for 2."""


def proofpoint(link: Link) -> Found | None:
    """Proofpoint, whose version stands in the path."""
    if link.path.startswith("/v3/"):
        return _proofpoint_3(link)
    value = link.first("u")
    if link.path.startswith("/v2/"):
        value = unquote(value.translate({ord("-"): "%", ord("_"): "/"}))
    return found_in(value, "parameter u")


def _proofpoint_3(link: Link) -> Found | None:
    """``__``, the target with marks for what was taken out, ``__;``, what was taken out in base64, ``!``."""
    url, semicolon, rest = link.text.partition("/v3/__")[2].partition("__;")
    coded, mark, _ = rest.partition("!")
    taken = decoded(coded) if semicolon and mark else None
    if taken is None:
        return None
    characters = iter(taken)
    missing = False

    def put_back(mark: re.Match[str]) -> str:
        nonlocal missing
        length = RUN_LENGTHS.find(mark[0][2]) + 2 if len(mark[0]) == 3 else 1
        back = "".join(char for _, char in zip(range(length), characters, strict=False))
        missing |= len(back) < length
        return back

    url = re.sub(r"\*(?:\*[A-Za-z0-9_-])?", put_back, url)
    if missing:  # a link that was cut off or changed: its target would be a wrong one
        return None
    return found_in(re.sub(r"^(https?:/)(?!/)", r"\1/", url), "path")


def behind_path(link: Link) -> Found | None:
    """A target that is written out at the end of the path, encoded or not; a query behind it is its own."""
    start = re.search(r"https?(?::|%3a)(?:/|%2f)", link.path, re.IGNORECASE)
    if not start:
        return None
    target = link.path[start.start() :]
    if re.match(r"https?%3a", target, re.IGNORECASE):
        return found_in(unquote(target.partition("/")[0]), "path")
    return found_in(re.sub(r"^(https?:/)(?!/)", r"\1/", target) + tail_of(link), "path")


def underscores(link: Link) -> Found | None:
    """A target between three underscores."""
    parts = link.text.split("___", 2)
    return found_in(parts[1], "path") if len(parts) == 3 else None


def slash_coded(link: Link) -> Found | None:
    """A target in one segment of the path, percent-encoded, without its scheme or with it."""
    for segment in link.segments[1:]:
        if target := inner_link(segment):
            return Found(target, "path")
        if re.match(r"[\w-]+(?:\.[\w-]+)+/", segment):
            return Found(f"https://{segment}", "path")
    return None


def mandrill(link: Link) -> Found | None:
    """Base64 of a JSON object, whose ``p`` is the text of another, whose ``url`` is the target."""
    outer = object_of(decoded(link.first("p")))
    inner = object_of(str(outer.get("p", "")))
    return found_in(str(inner.get("url", "")), "parameter p")


def customer_io(link: Link) -> Found | None:
    """Base64 of a JSON object, whose ``href`` is the target."""
    return found_in(str(object_of(decoded(link.segments[-1])).get("href", "")), "path")

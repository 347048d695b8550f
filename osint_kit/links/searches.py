"""Words that were searched for, and words that a link points at on a page.

The parameters of search engines: https://github.com/RyanDFIR/unfurl/tree/main/unfurl/parsers; DuckDuckGo documents
its own, https://duckduckgo.com/params. Text fragments: https://wicg.github.io/scroll-to-text-fragment/.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from osint_kit.links.countries import GOOGLE
from osint_kit.links.part import Certainty, Part
from osint_kit.links.taken_apart import Link

ENGINES = "https://github.com/RyanDFIR/unfurl/tree/main/unfurl/parsers"
FRAGMENT = "https://wicg.github.io/scroll-to-text-fragment/"

_ENGINES = (
    (GOOGLE, ("/search",), ("q", "oq"), "Google"),
    (re.compile(r"(?:[a-z]+\.)?bing\.com"), ("/search", "/images", "/videos", "/news"), ("q", "pq"), "Bing"),
    (re.compile(r"(?:[a-z0-9-]+\.)*duckduckgo\.com"), ("/",), ("q",), "DuckDuckGo"),
    (re.compile(r"(?:[a-z0-9-]+\.)*search\.yahoo\.com"), ("/search",), ("p",), "Yahoo"),
    (re.compile(r"search\.brave\.com"), ("/",), ("q",), "Brave"),
    (re.compile(r"(?:www\.)?yandex\.(?:com|ru)"), ("/search", "/images"), ("text",), "Yandex"),
    (re.compile(r"(?:www\.)?facebook\.com"), ("/search", "/marketplace"), ("q", "query"), "Facebook"),
    (re.compile(r"(?:www\.)?(?:x|twitter)\.com"), ("/search",), ("q",), "X"),
    (re.compile(r"(?:www\.|m\.)?youtube\.com"), ("/results",), ("search_query",), "YouTube"),
    (re.compile(r"(?:www\.)?tiktok\.com"), ("/search",), ("q",), "TikTok"),
)
_SAYS = {"oq": " as they were typed, before a suggestion was taken", "pq": " as they were typed so far"}


def read(link: Link) -> Iterator[Part]:
    """The words of a search, then those of a text fragment."""
    if not link.is_web:
        return
    for hosts, paths, names, engine in _ENGINES:
        if hosts.fullmatch(link.host) and link.path.startswith(paths):
            for name in names:
                if words := link.first(name):
                    yield Part(
                        "search words",
                        words[:500],
                        Certainty.CERTAIN,
                        f"The words of a search on {engine}{_SAYS.get(name, '')}. Who searched is not told.",
                        ENGINES,
                    )
    for directive in (link.fragment or "").partition(":~:")[2].split("&")[:10]:
        name, _, text = directive.partition("=")
        if name == "text" and text:
            yield Part(
                "words on the page",
                unquote(text)[:500],
                Certainty.CERTAIN,
                "Words that the browser looks for on the page and marks: what whoever made the link points at.",
                FRAGMENT,
            )

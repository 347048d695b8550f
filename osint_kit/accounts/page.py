"""What a page says about itself in its source, for programs to read. Pure.

JSON-LD (https://www.w3.org/TR/json-ld11/, vocabulary https://schema.org), Open Graph (https://ogp.me), links with
``rel`` (https://html.spec.whatwg.org/multipage/links.html), and the microformat h-card
(https://microformats.org/wiki/h-card). Broken sources are read as far as they go; nothing is raised.
"""

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser

from osint_kit.canonical import Json

LONGEST = 1_000_000
"""Characters of a page that are read; heads and profiles stand at its beginning."""
MOST = 200
"""Links, blocks and properties that are kept of each kind."""
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_HIDDEN = frozenset({"script", "style", "template", "noscript"})


@dataclass
class Page:
    """``meta`` by lower-case name or property, the first of each; ``links`` as (rel, address), in order.

    ``card`` holds properties of the first h-card: class name to text or address.
    """

    title: str = ""
    meta: dict[str, str] = field(default_factory=dict)
    links: list[tuple[str, str]] = field(default_factory=list)
    linked_data: list[Json] = field(default_factory=list)
    card: dict[str, str] = field(default_factory=dict)

    def link(self, rel: str) -> str:
        """The first address with this ``rel``; empty where there is none."""
        return next((address for rels, address in self.links if rel in rels.split()), "")


def read_page(source: str) -> Page:
    """Read the source of a page."""
    reader = _Reader()
    # What is not closed by then is no tag; the library's own `close` takes quadratic time to find that out.
    reader.feed(source[:LONGEST])
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._in = ""
        self._text: list[str] = []
        self._cards = 0
        self._open: list[tuple[str, str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value.strip() for name, value in attrs if value}
        if tag == "meta":
            name = (given.get("property") or given.get("name") or given.get("itemprop") or "").lower()
            if name and "content" in given and len(self.page.meta) < MOST:
                self.page.meta.setdefault(name, given["content"])
        elif tag in ("link", "a") and "rel" in given and "href" in given and len(self.page.links) < MOST:
            self.page.links.append((given["rel"].lower(), given["href"]))
        if tag in ("title", *_HIDDEN):
            self._in = "ld" if given.get("type", "").lower() == "application/ld+json" else tag
            self._text = []
        self._card(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if self._in and (tag == self._in or (self._in == "ld" and tag == "script")):
            text = "".join(self._text)
            if self._in == "title" and not self.page.title:
                self.page.title = " ".join(text.split())
            elif self._in == "ld" and len(self.page.linked_data) < MOST:
                self._take_linked_data(text)
            self._in = ""
        self._close_card(tag)

    def handle_data(self, data: str) -> None:
        if self._in:
            self._text.append(data)
        else:
            for _, _, parts in self._open:
                parts.append(data)

    def parse_html_declaration(self, i: int) -> int:
        """As the library's, which gives up on ``<![unknown[``; a browser takes that for a comment."""
        try:
            return super().parse_html_declaration(i)
        except AssertionError:
            return self.parse_bogus_comment(i)

    def _take_linked_data(self, text: str) -> None:
        try:
            value: Json = json.loads(text)
        except (ValueError, RecursionError):
            return
        graph = value.get("@graph") if isinstance(value, dict) else None
        found = graph if isinstance(graph, list) else value if isinstance(value, list) else [value]
        self.page.linked_data.extend(found[:MOST])

    def _card(self, tag: str, given: dict[str, str]) -> None:
        """Note the properties of the first h-card, up to the end of its own element."""
        classes = given.get("class", "").split()
        if "h-card" in classes and not self._cards:
            self._cards = 1
        elif not self._open:
            return
        address = given.get("href") or given.get("src") or given.get("data") or ""
        for name in classes:
            if name.startswith(("u-", "dt-")) and (address or given.get("datetime")):
                self.page.card.setdefault(name, address or given["datetime"])
        if tag not in _VOID and len(self._open) < MOST:
            self._open.append((tag, " ".join(name for name in classes if name.startswith("p-")), []))

    def _close_card(self, tag: str) -> None:
        if not any(tag == open_ for open_, _, _ in self._open):
            return
        while True:
            open_, names, parts = self._open.pop()
            text = " ".join("".join(parts).split())
            for name in names.split():
                if text:
                    self.page.card.setdefault(name, text)
            if open_ == tag:
                return

"""HTML to lines of text, roughly as a browser shows it, and the addresses that hold numbers."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from html.parser import HTMLParser

_BLOCKS = frozenset(
    "address article aside blockquote body br button caption dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main nav ol option p pre section select summary "
    "table tbody td textarea tfoot th thead title tr ul".split()
)
_SHOWN_ATTRIBUTES = frozenset(["alt", "title", "placeholder", "aria-label"])
_CALLS = re.compile(
    r"(?:tel|sms|smsto|callto|facetime|whatsapp|viber|tg):|https?://(?:[a-z]+\.)?(?:wa\.me|whatsapp\.com|signal\.me|t\.me)/",
    re.IGNORECASE,
)
_LONGEST = 1 << 20
"""In characters: a tag or a comment that is not closed within so many is none."""
_TAG = re.compile(r"</?[A-Za-z][^<>]*>?|<!-*")
_BLANKS = re.compile(r"[ \t\r\n\f]+")  # what HTML calls ASCII whitespace; a no-break space is none


def page_lines(pieces: Iterable[str]) -> Iterator[str]:
    """The text of a page that comes in pieces, a line a block, each with its LF.

    Addresses that call or write to somebody stand as ``<tel:…>`` before the words of their link; texts in
    ``alt``, ``title``, ``placeholder``, ``aria-label`` and a page's ``meta`` description as ``[…]``. Style and
    script are left out, descriptions for search engines (JSON-LD) are not.
    """
    page = _Page()
    for piece in pieces:
        page.feed(piece)
        if len(page.rawdata) > _LONGEST:
            page.give_up()
        yield from page.taken()
    page.give_up()
    page.end_line()
    yield from page.taken()


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._parts: list[str] = []
        self._hidden = ""

    def taken(self) -> list[str]:
        """The lines that have come together since the last call."""
        lines, self._lines = self._lines, []
        return lines

    def give_up(self) -> None:
        """Take what waits for its end for text. (The library's own ``close`` takes quadratic time for it.)"""
        waiting, self.rawdata = self.rawdata, ""
        self.handle_data(unescape(_TAG.sub(" ", waiting)))

    def end_line(self) -> None:
        """What has come together so far is a line of its own."""
        text = _BLANKS.sub(" ", "".join(self._parts)).strip(" ")
        self._parts = []
        if text:
            self._lines.append(f"{text}\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value for name, value in attrs if value}
        if tag == "style" or (tag == "script" and given.get("type", "").lower() != "application/ld+json"):
            self._hidden = tag
        if tag in _BLOCKS:
            self.end_line()
        if tag == "meta" and given.get("name", given.get("property", "")).lower().endswith(("description", "title")):
            self._parts.append(f" [{given.get('content', '')}] ")
        self._parts.extend(f" [{given[name]}] " for name in given if name in _SHOWN_ATTRIBUTES)
        if _CALLS.match(address := given.get("href", "").strip()):
            self._parts.append(f" <{address}> ")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._hidden:
            self._hidden = ""
        if tag in _BLOCKS:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._parts.append(data)

    def parse_html_declaration(self, i: int) -> int:
        """As the library's, which gives up on ``<![unknown[``; a browser takes that for a comment."""
        try:
            return super().parse_html_declaration(i)
        except AssertionError:
            return self.parse_bogus_comment(i)

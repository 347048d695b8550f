"""What stands in a page, in one pass: heads, links, scripts, text. Tags are told as the HTML standard tells them
(https://html.spec.whatwg.org/multipage/parsing.html#tokenization), so that a quoted ``>`` and a comment mislead nobody.

Each character is looked at once, whatever a hostile page holds. No script is run.
"""

import re
from dataclasses import dataclass, field
from html import unescape

LONGEST = 200_000
"""Characters of a page that are looked at."""
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]*)")
_ATTRIBUTE = re.compile(r"[\s/]*([^\s=>/\"'<][^\s=>/]*)\s*(?:=\s*(\"[^\"]*\"|'[^']*'|[^\s>]*))?")
_RAW = {
    name: re.compile(rf"</{name}[\s/>]", re.IGNORECASE) for name in ("script", "style", "template", "textarea", "title")
}
"""Elements whose content is no markup of the page, and where it ends."""


@dataclass
class Page:
    """``metas``, ``links`` and ``bases`` are the attributes of such tags; ``anchors`` addresses with their text."""

    metas: list[dict[str, str]] = field(default_factory=list)
    links: list[dict[str, str]] = field(default_factory=list)
    bases: list[dict[str, str]] = field(default_factory=list)
    anchors: list[tuple[str, str]] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    text: str = ""


def read_page(html: str) -> Page:
    """Read as much of a page as counts."""
    html = html[:LONGEST]
    page, pieces = Page(), list[str]()
    lists = {"meta": page.metas, "link": page.links, "base": page.bases}
    href, begun, position = "", 0, 0
    while (start := html.find("<", position)) >= 0:
        pieces.append(html[position:start])
        found = _NAME.match(html, start)
        if not found:
            position = _behind_other(html, start)
            continue
        name, closing = found[1].lower(), html[start + 1] == "/"
        position, attributes = _attributes(html, found.end())
        if name == "a":
            if href:
                page.anchors.append((href, _spaced("".join(pieces[begun:]))))
            href, begun = "" if closing else attributes.get("href", ""), len(pieces)
        elif not closing and name in lists:
            lists[name].append(attributes)
        elif name == "body" and "onload" in attributes:
            page.scripts.append(attributes["onload"])
        elif not closing and name in _RAW:
            end = _RAW[name].search(html, position)
            content = html[position : end.start() if end else len(html)]
            position += len(content)
            if name == "script":
                page.scripts.append(content)
    pieces.append(html[position:] if position < len(html) else "")
    page.text = _spaced(" ".join(pieces))
    return page


def _behind_other(html: str, start: int) -> int:
    """The place behind a comment, a doctype, or a ``<`` that begins no tag."""
    if html.startswith("<!--", start):
        end = html.find("-->", start + 4)
        return end + 3 if end >= 0 else len(html)
    if html[start + 1 : start + 2] in ("!", "?", "/"):
        end = html.find(">", start)
        return end + 1 if end >= 0 else len(html)
    return start + 1


def _attributes(html: str, position: int) -> tuple[int, dict[str, str]]:
    """The place behind a tag, and its attributes; the first of a name counts."""
    attributes: dict[str, str] = {}
    while position < len(html) and html[position] != ">":
        found = _ATTRIBUTE.match(html, position)
        if not found:
            position += 1
            continue
        value = found[2] or ""
        if value[:1] in ("'", '"') and value[-1:] == value[:1]:
            value = value[1:-1]
        attributes.setdefault(found[1].lower(), unescape(value))
        position = found.end()
    return position + 1, attributes


def _spaced(text: str) -> str:
    return " ".join(unescape(text).split())

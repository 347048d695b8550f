"""A piece of HTML that an interface gives in place of text: its words, and the links in it. Nothing is run."""

import re
from html import unescape

from osint_kit.sources.html_page import read_page


def plain(piece: str) -> str:
    """The words of a piece of HTML, a paragraph or ``br`` a line."""
    broken = re.sub(r"<(?:br|/p)\b[^<>]*>", "\n", piece)
    return unescape(re.sub(r"<[^<>]*>", "", broken)).strip()


def links(piece: str) -> list[str]:
    """The addresses that a piece of HTML links to, in order, each once."""
    return list(dict.fromkeys(address for address, _ in read_page(piece).anchors))

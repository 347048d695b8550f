"""Links that stand in other links without a known wrapper: in a parameter, the path or the fragment."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from osint_kit.links.part import Certainty, Part
from osint_kit.links.taken_apart import Link, inner_link

LINK_INSIDE = "link inside"

_IN_PATH = re.compile(r"/(https?:/{1,2}[^/].*)", re.DOTALL | re.IGNORECASE)


def read(link: Link) -> Iterator[Part]:
    """The web links that stand in a link; where each leads the visitor, if anywhere, is not known."""
    for pair in link.pairs:
        if target := inner_link(pair.value):
            yield _inside(target, f"parameter {pair.name[:60]}" if pair.name else "the query")
    if not (link.pairs and link.pairs[0].value) and (target := inner_link(link.query or "")):
        yield _inside(target, "the query")
    if found := _IN_PATH.search(unquote(link.path) if "%" in link.path else link.path):
        target = re.sub(r"^(https?:/)(?!/)", r"\1/", found[1])
        yield _inside(f"{target}?{link.query}" if link.query else target, "the path")
    if link.fragment and "=" not in link.fragment.partition("http")[0] and (target := inner_link(link.fragment)):
        yield _inside(target, "the fragment")


def _inside(target: str, where: str) -> Part:
    return Part(
        LINK_INSIDE,
        target,
        Certainty.CERTAIN,
        f"A link that stands in {where} of the link. The form is no published wrapper's: whether the visitor is sent"
        " there, or it only says where he came from, is not known.",
        target=target,
    )

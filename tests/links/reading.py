"""How the tests of this room look at what a link says."""

from osint_kit.links.decode import decode
from osint_kit.links.part import Part


def parts(link: str, what: str = "") -> list[Part]:
    """The parts of a link, or those that are called so."""
    return [told.part for told in decode(link).told if what in ("", told.part.what)]


def said(link: str, what: str) -> list[str]:
    """The values of the parts that are called so."""
    return [part.value for part in parts(link, what)]

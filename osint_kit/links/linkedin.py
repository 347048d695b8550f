"""The number of a LinkedIn member, which stands in the address that LinkedIn gives to a profile at first.

It is in base 12, in three groups of three digits, the last group first:
https://twitter.com/jackcr/status/1575915823075495936.
"""

import re
from collections.abc import Iterator

from osint_kit.links.part import Certainty, Part
from osint_kit.links.taken_apart import Link

NUMBER = "https://twitter.com/jackcr/status/1575915823075495936"

_NAME = re.compile(r".+-([0-9ab]{3})([0-9ab]{3})([0-9ab]{3})")


def read(link: Link) -> Iterator[Part]:
    """The number of the member, where the address has kept it."""
    if not (link.host.endswith("linkedin.com") and link.segments[0] == "in" and len(link.segments) > 1):
        return
    if (found := _NAME.fullmatch(link.segments[1])) and not found[1].isalpha():
        yield Part(
            "member number",
            str(int(found[3] + found[2] + found[1], 12)),
            Certainty.POSSIBLE,
            "The number that LinkedIn is thought to have given the member. Numbers were given one after the other:"
            " a lower one is an older account. Who wants may change the address, and then it is no such number.",
            NUMBER,
        )

"""What stands in the click ids of Facebook and Instagram.

Meta documents that `fbc` is ``fb.1.`` with the time of the click in milliseconds and the click id, and `fbp` the same
with the time when the browser got its number:
https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/fbp-and-fbc. It documents no time in
`fbclid` itself, and nobody else has shown one; newer ids name fields:
https://github.com/RyanDFIR/unfurl/blob/main/unfurl/parsers/parse_facebook.py.
"""

import base64
import binascii
import re
from collections.abc import Iterator

from osint_kit.links.part import Certainty, Part, moment, time_part
from osint_kit.links.taken_apart import Link

META = "https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/fbp-and-fbc"
FIELDS = "https://github.com/RyanDFIR/unfurl/blob/main/unfurl/parsers/parse_facebook.py"

_COOKIE = re.compile(r"fb\.\d\.(\d{13})\.(.+)")
_APP = re.compile(rb"app_id.?([0-9]{6,20})", re.DOTALL)
_BROWSER = re.compile(rb"brid.([A-Za-z0-9_-]{10,40})", re.DOTALL)


def read(link: Link) -> Iterator[Part]:
    """The times of `fbc` and `fbp`, and the application and the browser that newer click ids name."""
    for pair in link.pairs:
        if pair.name in ("fbc", "_fbc", "fbp", "_fbp") and (found := _COOKIE.fullmatch(pair.value)):
            at = moment(int(found[1]))
            if at:
                says = "the click on a link at Meta" if pair.name.endswith("c") else "the browser got its number"
                yield time_part("click time", at, Certainty.LIKELY, f"When {says}, by the site that was visited.", META)
        elif pair.name == "fbclid":
            yield from _click_id(pair.value)


def _click_id(value: str) -> Iterator[Part]:
    if value[:4].lower() == "iwar" or len(value) > 1000:
        return
    data = _bytes(value[2:].partition("_aem_")[0])
    for pattern, what, says in (
        (_APP, "application id", "The number of the application in which the link was clicked, as Meta counts them"),
        (_BROWSER, "browser id", "A number that ties clicks of one browser together; only Meta can tell whose"),
    ):
        if found := pattern.search(data):
            yield Part(what, found[1].decode("ascii"), Certainty.POSSIBLE, f"{says}. Meta does not publish it.", FIELDS)


def _bytes(value: str) -> bytes:
    bare = value.translate({ord("-"): "+", ord("_"): "/"})
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""

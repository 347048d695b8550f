"""The families of links, in the order in which their parts are told. A new family is a file and a line here."""

from osint_kit.links import (
    encoded,
    google,
    hosts,
    ids,
    inner,
    maps,
    messengers,
    meta,
    numbers,
    schemes,
    searches,
    snowflakes,
    social,
    trackers,
    wrapping,
    youtube,
)
from osint_kit.links.part import Family

FAMILIES: tuple[Family, ...] = (
    hosts.read,
    wrapping.read,
    schemes.read,
    messengers.read,
    social.read,
    youtube.read,
    snowflakes.read,
    maps.read,
    searches.read,
    google.read,
    meta.read,
    ids.read,
    numbers.read,
    encoded.read,
    trackers.read,
    inner.read,
)

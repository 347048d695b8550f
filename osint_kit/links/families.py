"""The families of links, in the order in which their parts are told. A new family is a file and a line here."""

from osint_kit.links import (
    encoded,
    google,
    hosts,
    ids,
    inner,
    linkedin,
    mailboxes,
    maps,
    messages,
    messengers,
    meta,
    named,
    numbers,
    rlz,
    schemes,
    searches,
    snowflakes,
    social,
    telegram,
    trackers,
    whatsapp,
    wrapping,
    youtube,
)
from osint_kit.links.part import Family

SCHEMES = frozenset("data geo http https intent javascript magnet mailto sgnl sms smsto tel tg viber whatsapp".split())
"""Of the links that a family knows."""

FAMILIES: tuple[Family, ...] = (
    hosts.read,
    wrapping.read,
    schemes.read,
    whatsapp.read,
    telegram.read,
    messengers.read,
    social.read,
    youtube.read,
    linkedin.read,
    snowflakes.read,
    mailboxes.read,
    maps.read,
    searches.read,
    google.read,
    rlz.read,
    meta.read,
    ids.read,
    numbers.read,
    encoded.read,
    messages.read,
    named.read,
    trackers.read,
    inner.read,
)

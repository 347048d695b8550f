"""What public records of an exercise hold beside DNS and WHOIS: scans, notices, payments."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Scan:
    """A public scan of a page by urlscan.io; without a ``url`` of the front page of its domain."""

    at: datetime
    title: str = ""
    url: str = ""


@dataclass(frozen=True)
class Notice:
    """A public notice of INTERPOL: ``kind`` is red for a wanted person, yellow for a missing one."""

    kind: str
    name: str
    forename: str
    number: str
    born: date | None = None
    nationalities: tuple[str, ...] = ()


@dataclass(frozen=True)
class Payment:
    """A payment to an address, or with a minus from it."""

    at: datetime
    satoshi: int


@dataclass(frozen=True)
class Wallet:
    """A Bitcoin address and all its payments."""

    address: str
    payments: tuple[Payment, ...] = ()

"""What a scenario holds: the brief and a small simulated internet, as values. `story` has the people in it.

`osint_kit.exercises.reading` makes one from a TOML file; `osint_kit.exercises.range` serves one. Host names
are lower-case ASCII without the final dot, addresses of pages are absolute.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum

from osint_kit.exercises.records import Notice, Scan, Wallet
from osint_kit.exercises.story import Material, Message, Person, Picture, Profile, Question, Rules, Trap


class Level(StrEnum):
    """How much a trainee should know already."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class Behaviour(StrEnum):
    """How a site answers when it is asked for a handle."""

    NORMAL = "normal"
    CATCH_ALL = "catch-all"
    """Everybody is there."""
    WALL = "wall"
    """A check of the browser, with status 200."""
    LOGIN = "login"
    """A redirect to a page that wants a password."""
    RATE_LIMIT = "rate-limit"
    """Status 429 with Retry-After."""
    SOFT_404 = "soft-404"
    """Who is absent gets the page of the absent, but with status 200."""


@dataclass(frozen=True)
class Registration:
    """What the registry knows of a domain; empty where it does not say.

    With a ``registrar_host`` the registry leaves the holder to the registrar, who is asked at ``whois.`` and ``rdap.``
    of that host.
    """

    registrar: str = ""
    registrar_host: str = ""
    abuse_email: str = ""
    created: date | datetime | None = None
    updated: date | datetime | None = None
    expires: date | datetime | None = None
    status: tuple[str, ...] = ()
    registrant: str = ""
    organisation: str = ""
    country: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


@dataclass(frozen=True)
class Certificate:
    """A certificate in the public logs: valid for ``days`` from ``issued`` on; ``issuer`` a distinguished name."""

    names: tuple[str, ...]
    issued: datetime
    days: int
    issuer: str


@dataclass(frozen=True)
class Capture:
    """The front page of a domain as the web archive kept it; without a ``title`` it is the page of the scenario."""

    at: datetime
    status: int = 200
    title: str = ""


@dataclass(frozen=True)
class Network:
    """A network that addresses of the scenario lie in: who holds it, and from which AS number it is announced."""

    prefix: str
    asn: int
    name: str
    holder: str
    country: str
    registry: str
    allocated: date
    abuse_email: str = ""


class Trouble(StrEnum):
    """How a public service fails whatever it is asked."""

    RATE_LIMIT = "rate-limit"
    """Status 429 with Retry-After."""
    DOWN = "down"
    """Status 503."""
    PAGE = "page"
    """A page for people, with status 200."""


@dataclass(frozen=True)
class Domain:
    """A name in DNS. ``addresses`` is None where the range gives one; ``records`` are (type, data) pairs.

    ``whois`` is a registration, the raw text of an answer, or None where the registry knows nothing. ``captures`` is
    None where the web archive does not show the site because its owner asked for that.
    """

    name: str
    addresses: tuple[str, ...] | None = None
    records: tuple[tuple[str, str], ...] = ()
    whois: Registration | str | None = None
    certificates: tuple[Certificate, ...] = ()
    captures: tuple[Capture, ...] | None = ()
    scans: tuple[Scan, ...] = ()


@dataclass(frozen=True)
class ShortLink:
    """A shortened link; ``preview`` is the address of the page that only shows the target, or empty.

    ``visits`` is how often it had been followed before the exercise; its preview shows the count.
    """

    url: str
    target: str
    status: int = 302
    preview: str = ""
    visits: int = 0


@dataclass(frozen=True)
class Page:
    """A page at an address. ``{visits}`` in an HTML body becomes the number of visits up to now.

    ``visits`` is how many there had been before the exercise.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    visits: int = 0


@dataclass(frozen=True)
class Answer:
    """The form of one answer of a site: ``body`` is a template, of JSON where ``is_json``, else of HTML."""

    status: int
    body: str
    is_json: bool = False


@dataclass(frozen=True)
class Account:
    """An account on a site, what its profile says there, and its picture where it is not that of its person."""

    handle: str
    profile: Profile = field(default_factory=dict)
    picture: Picture | None = None


@dataclass(frozen=True)
class Site:
    """A site where people have accounts. ``url`` holds ``{account}``; ``defaults`` fill a profile's gaps.

    ``picture`` is where it serves the pictures of accounts, with the words that the range fills by itself.
    """

    name: str
    url: str
    found: Answer
    absent: Answer
    accounts: tuple[Account, ...] = ()
    defaults: Profile = field(default_factory=dict)
    behaviour: Behaviour = Behaviour.NORMAL
    retry_after: int = 120
    picture: str = ""


@dataclass(frozen=True)
class Scenario:
    """One exercise: ``name`` is safe as a file name and stamps all that is recorded in its world.

    ``start`` is what relative dates count from, in UTC; ``seed`` is that of everything that the range makes up.
    """

    name: str
    title: str
    brief: str
    seeds: tuple[str, ...]
    level: Level = Level.BEGINNER
    minutes: int = 30
    rules: Rules = field(default_factory=Rules)
    people: tuple[Person, ...] = ()
    domains: tuple[Domain, ...] = ()
    links: tuple[ShortLink, ...] = ()
    pages: tuple[Page, ...] = ()
    sites: tuple[Site, ...] = ()
    networks: tuple[Network, ...] = ()
    notices: tuple[Notice, ...] = ()
    wallets: tuple[Wallet, ...] = ()
    trouble: Mapping[str, Trouble] = field(default_factory=dict)
    messages: tuple[Message, ...] = ()
    materials: tuple[Material, ...] = ()
    traps: tuple[Trap, ...] = ()
    questions: tuple[Question, ...] = ()
    start: datetime = datetime(2026, 11, 24, tzinfo=UTC)
    seed: int = 0

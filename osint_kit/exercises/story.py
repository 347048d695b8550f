"""What a scenario tells beside its small internet: people, what the trainee is handed, traps and questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from osint_kit.canonical import Json
from osint_kit.reach import Reach

Profile = Mapping[str, Json]


class Role(StrEnum):
    """What somebody is in the story. The trainee is not told."""

    UNKNOWN = "unknown"
    SUSPECT = "suspect"
    VICTIM = "victim"
    WITNESS = "witness"
    NAMESAKE = "namesake"
    """Somebody else who looks like a person of the story by name or handle."""
    BYSTANDER = "bystander"
    """Somebody who has nothing to do with it."""


@dataclass(frozen=True)
class Picture:
    """The bytes of a picture, as they are served, and their media type."""

    body: bytes
    media_type: str


@dataclass(frozen=True)
class Person:
    """Somebody of the story: accounts under his ``handles`` show ``profile`` where they say nothing else.

    ``phones``, ``emails`` and ``wallets`` are what is truly his, as the scenario writes it, whether or not a page
    shows it; ``languages`` are the codes of BCP 47, such as ``fj`` and ``bi``; ``picture`` is that of his accounts.
    """

    name: str
    handles: tuple[str, ...] = ()
    profile: Profile = field(default_factory=dict)
    role: Role = Role.UNKNOWN
    minor: bool = False
    languages: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    wallets: tuple[str, ...] = ()
    picture: Picture | None = None


class MessageKind(StrEnum):
    """What sort of text a trainee is handed."""

    ADVERTISEMENT = "advertisement"
    CHAT = "chat"
    EMAIL = "email"
    STATEMENT = "statement"
    NOTE = "note"


@dataclass(frozen=True)
class Message:
    """A text that the trainee is handed with the brief; it is written into his folder as ``name``."""

    name: str
    kind: MessageKind
    text: str
    sender: str = ""
    receiver: str = ""
    platform: str = ""
    at: date | datetime | None = None


@dataclass(frozen=True)
class Material:
    """A file that the trainee is handed as it is, such as a list of calls."""

    name: str
    body: bytes


class TrapKind(StrEnum):
    """In which way a trap leads astray."""

    CATCH_ALL = "catch-all"
    """A site that says yes to any handle."""
    NAMESAKE = "namesake"
    PARKED = "parked"
    """A domain that belonged to another and is for sale."""
    LOOP = "loop"
    OWN_NETWORK = "own-network"
    """A link into the trainee's own network."""
    COUNTER = "counter"
    """A page whose owner sees the visit."""
    VICTIM = "victim"
    """Somebody whose name must not be asked about."""
    HUB = "hub"
    """Something that thousands share: a host, a number of an agency."""
    WALL = "wall"
    """A site that does not answer, which is no "absent"."""
    OTHER = "other"


@dataclass(frozen=True)
class Trap:
    """Something that leads astray. ``at`` is the address, host or identifier; asking for it on the web springs it.

    ``points`` are lost by who steps in; ``lesson`` is what he is told then.
    """

    title: str
    kind: TrapKind
    at: str
    lesson: str = ""
    points: int = 0


@dataclass(frozen=True)
class Question:
    """One question to the trainee. Any of ``answers`` is right; ``wrong`` says of tempting ones why they are not.

    ``kind`` is how answers are compared: ``text`` (case and spaces aside), or the kind of an identifier, in which
    case its canonical forms are compared. ``derived``: no source says it, it has to be thought out. ``need`` is how
    many of the answers a full one gives. A hint costs ``hint_cost`` points. ``command`` is one that finds the answer.
    """

    ref: str
    ask: str
    answers: tuple[str, ...]
    kind: str = "text"
    points: int = 10
    need: int = 1
    hints: tuple[str, ...] = ()
    hint_cost: int = 2
    lesson: str = ""
    command: str = ""
    derived: bool = False
    wrong: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Rules:
    """What the brief allows: the ceiling of reach, and the hosts, with all below, that stay untouched."""

    reach: Reach = Reach.PLATFORM
    off_limits: tuple[str, ...] = ()

    def forbid(self, host: str) -> bool:
        """Whether a visit to this host breaks the rules."""
        return any(host == name or host.endswith("." + name) for name in self.off_limits)

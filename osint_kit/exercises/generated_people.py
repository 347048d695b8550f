"""The people of a generated scenario, what is truly theirs, and what ties it together for whoever looks."""

from dataclasses import dataclass, field
from enum import StrEnum

from osint_kit.canonical import Json
from osint_kit.exercises.inventing import Inventor
from osint_kit.exercises.story import Role

SITES = ("GitHub", "Mastodon", "Bluesky", "Keybase", "DEV", "Hacker News", "Lichess")
"""Sites of the packaged list that show a ``bio``."""


class Hardness(StrEnum):
    """How hard a generated world is."""

    EASY = "easy"
    """One handle everywhere, and each account says the phone number and the web site."""
    MEDIUM = "medium"
    """Two handles; accounts name each other in one direction or share a number; some namesakes."""
    HARD = "hard"
    """A handle for each account, one thin tie between two of them; namesakes, and a number that many share."""


@dataclass
class Account:
    """An account on a site, and what its profile shows."""

    site: str
    handle: str
    shows: dict[str, str] = field(default_factory=dict)
    picture: str = ""

    def say(self, text: str) -> None:
        """Add a sentence to the bio."""
        self.shows["bio"] = f"{self.shows.get('bio', '')} {text}".strip()

    def identifier(self) -> "dict[str, Json]":
        """As the truth names it."""
        return {"kind": "account", "value": f"{self.site}:{self.handle}"}


@dataclass
class Known:
    """One generated person, with everything that is his; ``ties`` are pairs of identifiers and the visible ground."""

    name: str
    role: Role
    accounts: list[Account]
    phone: str
    email: str = ""
    wallet: str = ""
    domain: str = ""
    link: str = ""
    picture: bytes = b""
    ties: "list[dict[str, Json]]" = field(default_factory=list)

    @property
    def start(self) -> str:
        """The handle that somebody who looks for this person starts from."""
        return self.accounts[0].handle

    def tie(self, a: "dict[str, Json]", b: "dict[str, Json]", ground: str) -> None:
        """Keep that two identifiers are shown to belong together, and how."""
        self.ties.append({"a": a, "b": b, "ground": ground})

    def truth(self) -> "dict[str, Json]":
        """All that is his, for whoever marks an answer."""
        plain = {
            "phone": self.phone.replace(" ", ""),
            "email": self.email,
            "wallet": self.wallet,
            "domain": self.domain,
        }
        own: list[Json] = [{"kind": kind, "value": value} for kind, value in plain.items() if value]
        own += [{"kind": "url", "value": self.link}] if self.link else []
        accounts: list[Json] = [{"site": account.site, "handle": account.handle} for account in self.accounts]
        return {
            "name": self.name,
            "role": self.role.value,
            "start": {"kind": "handle", "value": self.start},
            "identifiers": own,
            "accounts": accounts,
            "ties": list(self.ties),
        }


def invent_person(inventor: Inventor, role: Role, hardness: Hardness) -> Known:
    """One person with two to four accounts, tied together as the hardness has it."""
    dice = inventor.dice
    name = inventor.name()
    sites = dice.sample(SITES, dice.randint(2, 4))
    first = inventor.handle(name)
    second = inventor.handle(name)
    handles = {
        Hardness.EASY: [first] * 4,
        Hardness.MEDIUM: [first, first, second, second],
        Hardness.HARD: [first, *(inventor.handle() for _ in range(3))],
    }[hardness]
    accounts = [Account(site, handle, {"name": name}) for site, handle in zip(sites, handles, strict=False)]
    person = Known(name, role, accounts, inventor.phone())
    if role is Role.SUSPECT:
        person.domain, person.link, person.wallet = inventor.domain(), inventor.short_link(), inventor.wallet()
        person.email = f"{first}@{person.domain}"
    tie_together(inventor, person, hardness)
    return person


def tie_together(inventor: Inventor, person: Known, hardness: Hardness) -> None:
    """Show, on the pages of a person, what belongs to what."""
    first, *others = person.accounts
    phone: dict[str, Json] = {"kind": "phone", "value": person.phone.replace(" ", "")}
    first.say(f"Call {person.phone}.")
    person.tie(first.identifier(), phone, "its bio says the number")
    if person.domain:
        first.say(f"See https://{person.domain}/ and pay to {person.wallet}.")
        person.tie(first.identifier(), {"kind": "domain", "value": person.domain}, "its bio links to the domain")
        person.tie(first.identifier(), {"kind": "wallet", "value": person.wallet}, "its bio says the wallet")
        person.tie({"kind": "domain", "value": person.domain}, {"kind": "email", "value": person.email}, "WHOIS")
    for account in others:
        ways = {Hardness.EASY: ("all",), Hardness.MEDIUM: ("phone", "link"), Hardness.HARD: ("link", "number in words")}
        way = inventor.dice.choice(ways[hardness])
        if way == "phone" and account.handle != first.handle:
            way = "link"  # nobody could come from one to the other
        if way in ("all", "phone"):
            account.say(f"WhatsApp {person.phone}")
            person.tie(account.identifier(), phone, "its bio says the number")
        if way in ("all", "link"):
            first.say(f"Also {account.handle} on {account.site}: {address_of(account)}")
            person.tie(first.identifier(), account.identifier(), "the first links to the second")
        if way == "all":
            account.say(f"Me: {address_of(first)}")
            person.tie(account.identifier(), first.identifier(), "the first links to the second")
        if way == "number in words":
            first.say(f"My other name is {account.handle}.")
            account.say(f"call {' '.join(person.phone.replace(' ', '').removeprefix('+679'))}")
            person.tie(account.identifier(), phone, "its bio says the number, with gaps")
            person.tie(first.identifier(), account.identifier(), "its bio says the handle")


def address_of(account: Account) -> str:
    """The address at which people see an account."""
    return {
        "GitHub": "https://github.com/{}",
        "Mastodon": "https://mastodon.social/@{}",
        "Bluesky": "https://bsky.app/profile/{}.bsky.social",
        "Keybase": "https://keybase.io/{}",
        "DEV": "https://dev.to/{}",
        "Hacker News": "https://news.ycombinator.com/user?id={}",
        "Lichess": "https://lichess.org/@/{}",
    }[account.site].format(account.handle)

"""What an account site answers when it is asked for a handle: truly, falsely, or not at all."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from urllib.parse import parse_qs, quote, unquote, urlsplit

from osint_kit.canonical import Json
from osint_kit.exercises.addresses import Address, read_address
from osint_kit.exercises.responses import HTML, JSON, Response, moved, page
from osint_kit.exercises.scenario import Account, Answer, Behaviour, Site
from osint_kit.exercises.story import Person, Picture, Profile
from osint_kit.exercises.templates import WORD, fill, fill_json

LOGIN_PATH = "/login"
PICTURES = "/pictures/"
"""Where a site has its pictures, unless the scenario says otherwise."""
OWN_WORDS = frozenset({"account", "id", "digits", "hex", "key", "picture", "email_hash"})
"""The words of a template that the range fills by itself, the same in every run (see `identity`)."""


class SiteAnswers:
    """One site, ready to answer."""

    def __init__(self, site: Site, owners: Mapping[str, Person], seed: int = 0) -> None:
        url = urlsplit(site.url)
        self.site = site
        self._seed = seed
        self.login = Address(url.scheme, url.netloc, LOGIN_PATH)
        self._origin = (url.scheme, url.netloc)
        self._path = _pattern(url.path)
        self._query = {key: _pattern(values[0]) for key, values in parse_qs(url.query).items()}
        self._accounts = {account.handle.casefold(): account for account in site.accounts}
        self._owners = owners

    @property
    def origin(self) -> tuple[str, str]:
        """Scheme and host."""
        return self._origin

    def pictures(self) -> Iterator[tuple[Address, Picture]]:
        """Where the pictures of its accounts are, and what they are."""
        for account in self.site.accounts:
            picture = self._picture(account)
            if picture:
                yield read_address(self._picture_url(account)), picture

    def handle_asked(self, scheme: str, host: str, target: str) -> str | None:
        """The handle that this request asks for; None where it asks something else."""
        if (scheme, host) != self._origin:
            return None
        path, _, query = target.partition("?")
        matches = [self._path.fullmatch(unquote(path)), *self._query_matches(query)]
        if not all(matches):
            return None
        return next(match["account"] for match in matches if match and match.groupdict())

    def answer(self, handle: str) -> Response:
        """The site's answer about a handle. Sites take upper and lower case for one, as most do."""
        match self.site.behaviour:
            case Behaviour.WALL:
                return page(200, "Just a moment…", "<h1>Checking your browser</h1><p>Enable JavaScript to go on.</p>")
            case Behaviour.LOGIN:
                return moved(302, str(self.login))
            case Behaviour.RATE_LIMIT:
                wait = ("Retry-After", str(self.site.retry_after))
                return page(429, "Too Many Requests", "<h1>Too many requests</h1>", wait)
        account = self._accounts.get(handle.casefold())
        if account is None and self.site.behaviour == Behaviour.CATCH_ALL:
            account = Account(handle)
        if account is not None:
            return _response(self.site.found, self._profile(account))
        absent = self.site.absent
        status = 200 if self.site.behaviour == Behaviour.SOFT_404 else absent.status
        return _response(Answer(status, absent.body, absent.is_json), identity(self.site.name, handle, self._seed))

    def has(self, handle: str) -> bool:
        """Whether somebody has an account under this handle."""
        return handle.casefold() in self._accounts

    def record(self, handle: str) -> Json:
        """The record of an account, of a site that answers in JSON; None where there is none."""
        account = self._accounts.get(handle.casefold())
        return fill_json(self.site.found, self._profile(account)) if account else None

    @cached_property
    def records(self) -> tuple[Json, ...]:
        """All of them, for questions that name no handle."""
        return tuple(map(self.record, self._accounts))

    def _query_matches(self, query: str) -> list[re.Match[str] | None]:
        given = parse_qs(query)
        return [pattern.fullmatch(given.get(key, [""])[0]) for key, pattern in self._query.items()]

    def _profile(self, account: Account) -> Profile:
        person = self._owners.get(account.handle.casefold())
        of_person = {"name": person.name, **person.profile} if person else {}
        own = {**identity(self.site.name, account.handle, self._seed)}
        if self._picture(account):
            own["picture"] = self._picture_url(account)
        said = {**self.site.defaults, **of_person, **account.profile, **own}
        hashed = hashlib.sha256(str(said.get("email") or "").strip().lower().encode()).hexdigest()
        return {**said, "email_hash": hashed}

    def _picture(self, account: Account) -> Picture | None:
        person = self._owners.get(account.handle.casefold())
        return account.picture or (person.picture if person else None)

    def _picture_url(self, account: Account) -> str:
        words = identity(self.site.name, account.handle, self._seed)
        pattern = self.site.picture or f"{self._origin[0]}://{self._origin[1]}{PICTURES}{{account}}"
        return WORD.sub(lambda found: quote(str(words.get(found[1], ""))), pattern)


def login_page(site: Site) -> Response:
    """The page that a site shows to whoever is not logged in."""
    form = '<form method="post"><input name="user"><input name="password" type="password"></form>'
    return page(200, f"Log in to {site.name}", f"<h1>Log in to continue</h1>{form}")


def owners(people: tuple[Person, ...]) -> dict[str, Person]:
    """Whose handle it is, by the handle in one case."""
    return {handle.casefold(): person for person in people for handle in person.handles}


def identity(site: str, handle: str, seed: int = 0) -> Profile:
    """What a site would have made up at sign-up.

    ``id`` and ``digits`` a number and the same as text, ``hex`` 32 digits, ``key`` 24 of base32.
    """
    salt = f"{seed}/" if seed else ""
    digest = hashlib.sha256(f"{salt}{site}/{handle.casefold()}".encode())
    key = "".join("abcdefghijklmnopqrstuvwxyz234567"[byte & 31] for byte in digest.digest()[:24])
    hexadecimal = digest.hexdigest()
    number = int(hexadecimal[:7], 16)
    return {"account": handle, "id": number, "digits": str(number), "hex": hexadecimal[:32], "key": key}


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text).replace(r"\{account\}", r"(?P<account>[^/]+)"))


def _response(answer: Answer, profile: Profile) -> Response:
    kind = JSON if answer.is_json else HTML
    return Response(answer.status, (("Content-Type", kind),), fill(answer, profile))

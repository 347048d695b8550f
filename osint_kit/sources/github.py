"""GitHub's public user record: what somebody says of himself there.

API: https://docs.github.com/en/rest/users/users#get-a-user, asked without a key (60 requests an hour and
address: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api).
"""

import re
from collections.abc import Iterator

from osint_kit.canonical import Json
from osint_kit.findings import Finding, Grade
from osint_kit.gateway import Gateway
from osint_kit.gateway.exchange import HttpAnswer, HttpRequest
from osint_kit.gateway.failures import Unreachable
from osint_kit.identifiers import Identifier, Kind
from osint_kit.reach import Reach
from osint_kit.sources.accounts import (
    NAMED,
    SAID,
    account_findings,
    account_of,
    handle_on,
    link_fact,
    no_account,
    read_identifier,
    text_fact,
)
from osint_kit.sources.fact import Fact
from osint_kit.sources.json_answers import read_json
from osint_kit.sources.source import Declaration, Planned

API = "https://api.github.com/users/"
LOGIN = re.compile(r"[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){0,38}", re.IGNORECASE)
FIELDS = {
    "display_name": "name",
    "bio": "bio",
    "picture": "avatar_url",
    "joined": "created_at",
    "location": "location",
    "organisation": "company",
}
LEARNS = "GitHub, but not the owner of the account"

DECLARATION = Declaration(
    name="github",
    title="GitHub",
    home="https://github.com",
    documentation="https://docs.github.com/en/rest/users/users#get-a-user",
    terms="https://docs.github.com/en/site-policy/github-terms/github-terms-of-service",
    kinds=(Kind.HANDLE, Kind.ACCOUNT),
    reach=Reach.PLATFORM,
    pace="60 requests an hour without a key",
    yields=("account", "local_number", *SAID, *NAMED[:2]),
    grade=Grade("B", 3, "written by the owner of the account about himself"),
    learns=LEARNS,
    follows=("website", "email", *NAMED[:2]),
)


class GitHubSource:
    """The account of a handle, with what its owner wrote into it."""

    declaration = DECLARATION

    def plan(self, identifier: Identifier) -> list[Planned]:
        """One request, where GitHub allows such a handle at all."""
        login = _login(identifier)
        return [Planned(f"the user {login}", "api.github.com", Reach.PLATFORM, LEARNS)] if login else []

    def ask(self, identifier: Identifier, gateway: Gateway) -> Iterator[Finding]:
        """Findings about the account, or that there is none. Raises ``Failure``."""
        login = _login(identifier)
        if login:
            accept = (("Accept", "application/vnd.github+json"), ("X-GitHub-Api-Version", "2022-11-28"))
            answer = gateway.http(HttpRequest(API + login, Reach.PLATFORM, DECLARATION.name, headers=accept))
            yield from read(identifier, login, answer)


def read(asked: Identifier, login: str, answer: HttpAnswer) -> Iterator[Finding]:
    """Read a user record. Raises `Unreachable` for what is neither a user nor the documented 404."""
    if answer.status == 404:
        yield no_account(DECLARATION, asked, f"https://github.com/{login}", answer)
        return
    if answer.status == 403:
        raise Unreachable("GitHub's rate limit is used up; try again in an hour", answer.evidence)
    user = read_json(answer, "GitHub")
    named = user.get("login") if isinstance(user, dict) else None
    if not isinstance(user, dict) or not isinstance(named, str) or not named:
        raise Unreachable("GitHub answered in an unknown form (no user in it)", answer.evidence)
    if named.casefold() != login.casefold():
        return  # a renamed or another account: not what was asked for
    account = Identifier(Kind.ACCOUNT, f"github:{login}")
    yield from account_findings(DECLARATION, asked, account, f"https://github.com/{named}", answer, _facts(user))


def _facts(user: dict[str, Json]) -> Iterator[Fact]:
    for what, name in FIELDS.items():
        yield from text_fact(what, user.get(name), name)
    yield from link_fact("website", user.get("blog"), "blog")
    email, other = user.get("email"), user.get("twitter_username")
    yield from text_fact("email", email, "email", read_identifier(email) if isinstance(email, str) else None)
    yield from text_fact(
        "also_known_as", other, "twitter_username", account_of("x", other) if isinstance(other, str) else None
    )


def _login(identifier: Identifier) -> str | None:
    login = handle_on("github", identifier)
    return login if login and LOGIN.fullmatch(login) else None

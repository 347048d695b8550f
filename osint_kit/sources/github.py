"""GitHub's public user record: what somebody says of himself there.

API: https://docs.github.com/en/rest/users/users#get-a-user, asked without a key (60 requests an hour and
address: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api).
"""

import json
import re
from collections.abc import Iterator

from osint_kit.findings import Finding, Grade
from osint_kit.gateway import Gateway
from osint_kit.gateway.exchange import HttpAnswer, HttpRequest
from osint_kit.gateway.failures import Unreachable
from osint_kit.identifiers import Identifier, Kind, NotReadable, parse
from osint_kit.reach import Reach
from osint_kit.sources.source import Declaration, Planned

API = "https://api.github.com/users/"
LOGIN = re.compile(r"[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){0,38}", re.IGNORECASE)
TEXTS = ("name", "company", "location", "bio", "created_at")
LEARNS = "GitHub, but not the owner of the account"

DECLARATION = Declaration(
    name="github",
    title="GitHub public user record",
    home="https://github.com",
    documentation="https://docs.github.com/en/rest/users/users#get-a-user",
    terms="https://docs.github.com/en/site-policy/github-terms/github-terms-of-service",
    kinds=(Kind.HANDLE,),
    reach=Reach.PLATFORM,
    pace="60 requests an hour without a key",
    yields=("account", *TEXTS, "website", "email", "also_known_as", "mentions"),
    grade=Grade("B", 3, "written by the owner of the account about himself"),
    learns=LEARNS,
    follows=("website", "email", "also_known_as", "mentions"),
)


class GitHubSource:
    """The account of a handle, with what its owner wrote into it."""

    declaration = DECLARATION

    def plan(self, identifier: Identifier) -> list[Planned]:
        """One request, where GitHub allows such a handle at all."""
        if not LOGIN.fullmatch(identifier.value):
            return []
        return [Planned(f"the user {identifier.value}", "api.github.com", Reach.PLATFORM, LEARNS)]

    def ask(self, identifier: Identifier, gateway: Gateway) -> Iterator[Finding]:
        """Findings about the account; none where there is no such user. Raises ``Failure``."""
        if not LOGIN.fullmatch(identifier.value):
            return
        accept = (("Accept", "application/vnd.github+json"), ("X-GitHub-Api-Version", "2022-11-28"))
        request = HttpRequest(API + identifier.value, Reach.PLATFORM, DECLARATION.name, headers=accept)
        yield from read(identifier, gateway.http(request))


def read(handle: Identifier, answer: HttpAnswer) -> Iterator[Finding]:
    """Read a user record. Raises `Unreachable` for what is neither a user nor the documented 404."""
    if answer.status == 404:
        return
    user = _user(answer)
    if user["login"].casefold() != handle.value.casefold():
        return  # a renamed or another account: not what was asked for
    account = Identifier(Kind.ACCOUNT, f"github:{handle.value}")

    def fact(subject: Identifier, what: str, value: str, leads_to: Identifier | None = None) -> Finding:
        return DECLARATION.finding(subject, what, value, answer.at, answer.evidence, leads_to)

    yield fact(handle, "account", f"https://github.com/{user['login']}", account)
    for name in TEXTS:
        if user.get(name):
            yield fact(account, name, user[name])
    if user.get("blog"):
        yield fact(account, "website", user["blog"], _identifier(user["blog"]))
    if user.get("email"):
        yield fact(account, "email", user["email"], _identifier(user["email"]))
    if user.get("twitter_username"):
        yield fact(account, "also_known_as", user["twitter_username"], _identifier("x:" + user["twitter_username"]))
    for excerpt, mentioned in mentions(user.get("bio", "")):
        yield fact(account, "mentions", excerpt, mentioned)


def mentions(text: str) -> Iterator[tuple[str, Identifier]]:
    """Phone numbers in international form, links and e-mail addresses in a text, with the exact excerpt."""
    for found in re.finditer(r"https?://[^\s<>\"']+|[\w.+-]+@[\w-]+\.[\w.-]+\w|\+\d[\d ()-]{6,18}\d", text):
        excerpt = found[0].rstrip(".,;:!?)]}")
        identifier = _identifier(excerpt)
        if identifier:
            yield excerpt, identifier


def _user(answer: HttpAnswer) -> dict[str, str]:
    if answer.status in (403, 429):
        raise Unreachable("GitHub's rate limit is used up; try again in an hour", answer.evidence)
    try:
        record = json.loads(answer.text)
        user = {key: value for key, value in record.items() if isinstance(value, str)}
    except (ValueError, AttributeError, RecursionError):
        user = {}
    if answer.status != 200 or not user.get("login"):
        raise Unreachable(f"GitHub answered in an unknown form (status {answer.status})", answer.evidence)
    return user


def _identifier(text: str) -> Identifier | None:
    try:
        return parse(text)
    except NotReadable:
        return None

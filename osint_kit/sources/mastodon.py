"""Mastodon: which server an account lives on (WebFinger), and what its owner says of himself there.

WebFinger: https://docs.joinmastodon.org/spec/webfinger/ (RFC 7033). Public interface, without a key:
https://docs.joinmastodon.org/methods/accounts/#lookup. A bare handle is asked about at mastodon.social; the account
``server:handle`` at its server, which sees the question.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote

from osint_kit.findings import Finding, Grade
from osint_kit.gateway import Gateway
from osint_kit.gateway.exchange import HttpAnswer, HttpRequest
from osint_kit.gateway.failures import Unreachable
from osint_kit.identifiers import Identifier, Kind
from osint_kit.identifiers.account import account_parts
from osint_kit.identifiers.url import read_url
from osint_kit.reach import Reach
from osint_kit.sources.accounts import NAMED, account_findings, no_account
from osint_kit.sources.json_answers import read_json
from osint_kit.sources.mastodon_reading import FIELDS, facts, moved_from_here
from osint_kit.sources.mastodon_servers import reach_of
from osint_kit.sources.source import Declaration, Planned

HOME = "mastodon.social"
"""Where a bare handle is asked about: the largest server, run by the makers of Mastodon."""
NAME = re.compile(r"[a-z0-9_]+(?:[a-z0-9_.-]*[a-z0-9_])?", re.IGNORECASE)
"""As https://github.com/mastodon/mastodon has it (``Account::USERNAME_RE``)."""
SELF = "application/activity+json"
GONE = frozenset({404, 410})
LEARNS = "the Mastodon server; where it is the subject's own, he does"

DECLARATION = Declaration(
    name="mastodon",
    title="Mastodon",
    home="https://joinmastodon.org",
    documentation="https://docs.joinmastodon.org/methods/accounts/#lookup",
    terms="each server's own, at /about and /terms-of-service; of mastodon.social: https://mastodon.social/about",
    kinds=(Kind.HANDLE, Kind.ACCOUNT),
    reach=Reach.PLATFORM,
    pace="300 requests in 5 minutes to a server",
    yields=("account", "local_number", *FIELDS, "bio", "website", "description", *NAMED),
    grade=Grade("B", 3, "written by the owner of the account about himself"),
    learns=LEARNS,
    follows=("website", *NAMED),
)


class Mastodon:
    """The account of a handle, by the server that it lives on."""

    declaration = DECLARATION

    def plan(self, identifier: Identifier) -> list[Planned]:
        """WebFinger, then the account."""
        at = _address(identifier)
        if at is None:
            return []
        server, name = at
        return [Planned(f"the account {name}@{server}", server, reach_of(server), LEARNS, requests=2)]

    def ask(self, identifier: Identifier, gateway: Gateway) -> Iterator[Finding]:
        """Findings about the account, or that there is none. Raises ``Failure``."""
        at = _address(identifier)
        if at is None:
            return
        server, name = at
        finger = _get(f"https://{server}/.well-known/webfinger?resource=acct:{quote(f'{name}@{server}')}", gateway)
        if finger.status in GONE:
            yield no_account(DECLARATION, identifier, f"https://{server}/@{name}", finger)
            return
        home = _home(finger)
        answer = _get(f"https://{home}/api/v1/accounts/lookup?acct={quote(name)}", gateway)
        if answer.status in GONE:
            yield no_account(DECLARATION, identifier, f"https://{server}/@{name}", answer, "known, and not shown")
            return
        yield from read(identifier, Identifier(Kind.ACCOUNT, f"{server}:{name}"), name, answer)


def read(asked: Identifier, account: Identifier, name: str, answer: HttpAnswer) -> Iterator[Finding]:
    """Read an Account entity. Raises `Unreachable` for anything else."""
    entity = read_json(answer, "the Mastodon server")
    username = entity.get("username") if isinstance(entity, dict) else None
    if not isinstance(entity, dict) or not isinstance(username, str):
        raise Unreachable("the Mastodon server answered in an unknown form (no account in it)", answer.evidence)
    url = entity.get("url")
    page = url if isinstance(url, str) else answer.url
    if username.casefold() != name.casefold():
        return  # another account: not what was asked for
    if entity.get("suspended") is True:
        yield no_account(DECLARATION, asked, page, answer, "suspended by its server")
        return
    yield from account_findings(DECLARATION, asked, account, page, answer, (*moved_from_here(entity), *facts(entity)))


def _address(identifier: Identifier) -> tuple[str, str] | None:
    """Server and name; None for the account of another platform, whose name is no host."""
    if identifier.kind is Kind.HANDLE:
        server, name = HOME, identifier.value
    else:
        server, name = account_parts(identifier)
        if "." not in server:
            return None
    return (server, name) if NAME.fullmatch(name) else None


def _home(finger: HttpAnswer) -> str:
    """The host of the account itself, which may be another than that of its address."""
    record = read_json(finger, "WebFinger")
    links = record.get("links") if isinstance(record, dict) else None
    for link in links if isinstance(links, list) else []:
        if isinstance(link, dict) and link.get("rel") == "self" and link.get("type") == SELF:
            try:
                return read_url(str(link.get("href"))).host
            except ValueError:
                break
    raise Unreachable("WebFinger answered in an unknown form (no link to the account)", finger.evidence)


def _get(url: str, gateway: Gateway) -> HttpAnswer:
    accept = (("Accept", "application/json"),)
    return gateway.http(HttpRequest(url, reach_of(read_url(url).host), DECLARATION.name, headers=accept))

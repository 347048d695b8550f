"""Keybase: which accounts, domains and wallets somebody has proved to be his, each by a signed statement.

API: https://keybase.io/docs/api/1.0/call/user/lookup, without a key. It is asked by a Keybase name, and by an account
or a domain that somebody may have proved. Of a name that nobody has it answers ``null``; the user objects are those of
https://keybase.io/docs/api/1.0/user_objects. A proof has state 1 while Keybase finds the statement at the other place.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

from osint_kit.canonical import Json
from osint_kit.findings import Finding, Grade
from osint_kit.gateway import Gateway
from osint_kit.gateway.exchange import HttpAnswer, HttpRequest
from osint_kit.gateway.failures import Unreachable
from osint_kit.identifiers import Identifier, Kind
from osint_kit.identifiers.account import account_parts
from osint_kit.reach import Reach
from osint_kit.sources.accounts import NAMED, SAID, account_findings, account_of, no_account
from osint_kit.sources.json_answers import read_json
from osint_kit.sources.keybase_reading import SERVICES, facts
from osint_kit.sources.source import Declaration, Planned

HOST = "keybase.io"
NAME = re.compile(r"[a-z0-9](?:_?[a-z0-9]){1,15}", re.IGNORECASE)
FIELDS = "basics,profile,pictures,proofs_summary,cryptocurrency_addresses"
ASKED_AS = {platform: service for service, platform in SERVICES.items() if service != "facebook"}
"""Accounts of other platforms that may be asked about."""
LEARNS = "Keybase, but not the owner of the account"

DECLARATION = Declaration(
    name="keybase",
    title="Keybase",
    home="https://keybase.io",
    documentation="https://keybase.io/docs/api/1.0/call/user/lookup",
    terms="https://keybase.io/docs/terms",
    kinds=(Kind.HANDLE, Kind.ACCOUNT, Kind.DOMAIN),
    reach=Reach.PLATFORM,
    pace="no limit is published; 10 a second at most",
    yields=("account", "local_number", *SAID[:5], *NAMED, "wallet"),
    grade=Grade("B", 3, "written by the owner of the account about himself; proofs were checked by Keybase"),
    learns=LEARNS,
    follows=(*NAMED, "wallet"),
)


class Keybase:
    """The account of a handle, or of whoever proved an account or a domain to be his."""

    declaration = DECLARATION

    def plan(self, identifier: Identifier) -> list[Planned]:
        """One request, where there may be an answer."""
        asked = _question(identifier)
        return [Planned(f"the user with {asked[0]} {asked[1]}", HOST, Reach.PLATFORM, LEARNS)] if asked else []

    def ask(self, identifier: Identifier, gateway: Gateway) -> Iterator[Finding]:
        """Findings about the account, or that there is none of that name. Raises ``Failure``."""
        asked = _question(identifier)
        if asked:
            url = f"https://{HOST}/_/api/1.0/user/lookup.json?{urlencode([asked, ('fields', FIELDS)], safe=',')}"
            accept = (("Accept", "application/json"),)
            answer = gateway.http(HttpRequest(url, Reach.PLATFORM, DECLARATION.name, headers=accept))
            yield from read(identifier, answer)


def read(asked: Identifier, answer: HttpAnswer) -> Iterator[Finding]:
    """Read a lookup. Raises `Unreachable` for what is no user and no ``null``."""
    found = read_json(answer, "Keybase")
    status = found.get("status") if isinstance(found, dict) else None
    if not isinstance(found, dict) or not isinstance(status, dict) or status.get("code") != 0:
        said = f"{status.get('name')}: {status.get('desc')}"[:100] if isinstance(status, dict) else "no status in it"
        raise Unreachable(f"Keybase answered in an unknown form ({said})", answer.evidence)
    them = found.get("them")
    if not isinstance(them, list):
        raise Unreachable("Keybase answered in an unknown form (no list of users)", answer.evidence)
    users = [user for user in them if isinstance(user, dict)]
    if not users and _is_keybase_name(asked):  # of any other question it says nothing about the account itself
        yield no_account(DECLARATION, asked, f"https://{HOST}", answer)
    for user in users[:5]:
        yield from _of_user(asked, user, answer)


def _is_keybase_name(asked: Identifier) -> bool:
    return asked.kind is Kind.HANDLE or asked.value.startswith("keybase:")


def _of_user(asked: Identifier, user: dict[str, Json], answer: HttpAnswer) -> Iterator[Finding]:
    basics = user.get("basics")
    name = basics.get("username") if isinstance(basics, dict) else None
    account = account_of("keybase", name) if isinstance(name, str) else None
    if account is None:
        raise Unreachable("Keybase answered in an unknown form (no name of the user)", answer.evidence)
    if asked.kind is Kind.HANDLE and str(name).casefold() != asked.value.casefold():
        return  # another account: not what was asked for
    if asked.kind is Kind.HANDLE:
        account = Identifier(Kind.ACCOUNT, f"keybase:{asked.value}")
    yield from account_findings(DECLARATION, asked, account, f"https://{HOST}/{name}", answer, facts(user))


def _question(identifier: Identifier) -> tuple[str, str] | None:
    """The parameter of the lookup and its value; None for what Keybase cannot be asked about."""
    if identifier.kind is Kind.DOMAIN:
        return "domain", identifier.value
    if identifier.kind is Kind.HANDLE:
        return ("usernames", identifier.value) if NAME.fullmatch(identifier.value) else None
    platform, name = account_parts(identifier)
    if platform == "keybase":
        return ("usernames", name) if NAME.fullmatch(name) else None
    return (ASKED_AS[platform], name) if platform in ASKED_AS else None

"""Gravatar: the profile that belongs to an e-mail address, asked for by the address's hash.

API: https://docs.gravatar.com/rest-api, without a key 100 requests an hour. The hash is the SHA-256 of the address in
lower case (https://docs.gravatar.com/rest/api-data-specifications). ``verified_accounts`` are accounts whose owner
logged in there to prove it; the other fields are his own words.
"""

import hashlib
from collections.abc import Iterator
from urllib.parse import urlsplit

from osint_kit.canonical import Json
from osint_kit.findings import Finding, Grade
from osint_kit.gateway import Gateway
from osint_kit.gateway.exchange import HttpAnswer, HttpRequest
from osint_kit.gateway.failures import Unreachable
from osint_kit.identifiers import Identifier, Kind
from osint_kit.reach import Reach
from osint_kit.sources.accounts import account_findings, account_of, link_fact, no_account, text_fact
from osint_kit.sources.fact import Fact
from osint_kit.sources.json_answers import read_json
from osint_kit.sources.source import Declaration, Planned

HOST = "api.gravatar.com"
FIELDS = {
    "display_name": "display_name",
    "bio": "description",
    "picture": "avatar_url",
    "joined": "registration_date",
    "location": "location",
    "organisation": "company",
    "job": "job_title",
}
MOST = 50
LEARNS = "Gravatar (Automattic), but not the owner of the address"

DECLARATION = Declaration(
    name="gravatar",
    title="Gravatar",
    home="https://gravatar.com",
    documentation="https://docs.gravatar.com/rest-api",
    terms="https://wordpress.com/tos/",
    kinds=(Kind.EMAIL,),
    reach=Reach.PLATFORM,
    pace="100 requests an hour without a key",
    yields=("account", "local_number", *FIELDS, "website", "mentions", "verified_link"),
    grade=Grade("B", 3, "written by the owner of the address about himself"),
    learns=LEARNS,
    follows=("website", "mentions", "verified_link"),
)


class Gravatar:
    """The profile of an e-mail address."""

    declaration = DECLARATION

    def plan(self, identifier: Identifier) -> list[Planned]:
        """One request."""
        return [Planned(f"the profile of {identifier.value}, by its hash", HOST, Reach.PLATFORM, LEARNS)]

    def ask(self, identifier: Identifier, gateway: Gateway) -> Iterator[Finding]:
        """Findings about the profile, or that there is none. Raises ``Failure``."""
        url = f"https://{HOST}/v3/profiles/{hash_of(identifier.value)}"
        accept = (("Accept", "application/json"),)
        yield from read(identifier, gateway.http(HttpRequest(url, Reach.PLATFORM, DECLARATION.name, headers=accept)))


def hash_of(email: str) -> str:
    """What Gravatar knows an address by."""
    return hashlib.sha256(email.strip().lower().encode()).hexdigest()


def read(email: Identifier, answer: HttpAnswer) -> Iterator[Finding]:
    """Read a profile. Raises `Unreachable` for what is neither one nor the documented 404."""
    if answer.status == 404:
        yield no_account(DECLARATION, email, f"https://gravatar.com/{hash_of(email.value)}", answer)
        return
    profile = read_json(answer, "Gravatar")
    url = profile.get("profile_url") if isinstance(profile, dict) else None
    if not isinstance(profile, dict) or not isinstance(url, str):
        raise Unreachable("Gravatar answered in an unknown form (no profile in it)", answer.evidence)
    if profile.get("hash") not in (None, hash_of(email.value)):
        raise Unreachable("Gravatar answered about another address", answer.evidence)
    account = account_of("gravatar", urlsplit(url).path.strip("/"))
    if account is None:
        raise Unreachable("Gravatar answered in an unknown form (no name in the profile's address)", answer.evidence)
    yield from account_findings(DECLARATION, email, account, url, answer, _facts(profile))


def _facts(profile: dict[str, Json]) -> Iterator[Fact]:
    for what, name in FIELDS.items():
        yield from text_fact(what, profile.get(name), name)
    yield from _links(profile, "verified_accounts", "verified_link")
    yield from _links(profile, "links", "website")


def _links(profile: dict[str, Json], name: str, what: str) -> Iterator[Fact]:
    listed = profile.get(name)
    for place, item in enumerate((listed if isinstance(listed, list) else [])[:MOST]):
        if isinstance(item, dict) and item.get("is_hidden") is not True:
            yield from link_fact(what, item.get("url"), f"{name}.{place}.url")

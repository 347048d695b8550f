"""Bluesky's public profile record: what somebody says of himself there.

API: https://docs.bsky.app/docs/api/app-bsky-actor-get-profile, asked of the public AppView without a key
(https://docs.bsky.app/docs/advanced-guides/api-directory). A handle is a host name; one that is not under
``bsky.social`` was proved by whoever runs that domain (https://atproto.com/specs/handle).
"""

import re
from collections.abc import Iterator
from urllib.parse import quote

from osint_kit.canonical import Json
from osint_kit.findings import Finding, Grade
from osint_kit.gateway import Gateway
from osint_kit.gateway.exchange import HttpAnswer, HttpRequest
from osint_kit.gateway.failures import Unreachable
from osint_kit.identifiers import Identifier, Kind
from osint_kit.identifiers.account import OWN_HOST
from osint_kit.reach import Reach
from osint_kit.sources.accounts import (
    account_findings,
    account_of,
    handle_on,
    no_account,
    read_identifier,
    text_fact,
)
from osint_kit.sources.fact import Fact
from osint_kit.sources.json_answers import read_json, refuse_trouble
from osint_kit.sources.source import Declaration, Planned

HOST = "public.api.bsky.app"
HANDLE = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE)
"""The syntax of https://atproto.com/specs/handle."""
FIELDS = {"display_name": "displayName", "bio": "description", "picture": "avatar", "joined": "createdAt"}
ABSENT = ("profile not found", "unable to resolve handle")
HIDDEN = frozenset({"AccountTakedown", "AccountDeactivated"})
LEARNS = "Bluesky, but not the owner of the account"

DECLARATION = Declaration(
    name="bluesky",
    title="Bluesky",
    home="https://bsky.app",
    documentation="https://docs.bsky.app/docs/api/app-bsky-actor-get-profile",
    terms="https://bsky.social/about/support/tos",
    kinds=(Kind.HANDLE, Kind.ACCOUNT),
    reach=Reach.PLATFORM,
    pace="3,000 requests in 5 minutes",
    yields=("account", "local_number", *FIELDS, "mentions", "verified_link"),
    grade=Grade("B", 3, "written by the owner of the account about himself"),
    learns=LEARNS,
    follows=("mentions", "verified_link"),
)


class Bluesky:
    """The account of a handle, with what its owner wrote into it."""

    declaration = DECLARATION

    def plan(self, identifier: Identifier) -> list[Planned]:
        """One request, where Bluesky allows such a handle at all."""
        actor = _actor(identifier)
        return [Planned(f"the profile of {actor}", HOST, Reach.PLATFORM, LEARNS)] if actor else []

    def ask(self, identifier: Identifier, gateway: Gateway) -> Iterator[Finding]:
        """Findings about the account, or that there is none. Raises ``Failure``."""
        actor = _actor(identifier)
        if actor:
            url = f"https://{HOST}/xrpc/app.bsky.actor.getProfile?actor={quote(actor)}"
            accept = (("Accept", "application/json"),)
            answer = gateway.http(HttpRequest(url, Reach.PLATFORM, DECLARATION.name, headers=accept))
            yield from read(identifier, actor, answer)


def read(asked: Identifier, actor: str, answer: HttpAnswer) -> Iterator[Finding]:
    """Read a profile view. Raises `Unreachable` for what is neither one nor a documented error."""
    page = f"https://bsky.app/profile/{actor}"
    refuse_trouble(answer, "Bluesky")
    profile = read_json(answer, "Bluesky", statuses=(200, 400))
    if not isinstance(profile, dict):
        raise Unreachable("Bluesky answered in an unknown form (no object)", answer.evidence)
    if answer.status == 400:
        why = str(profile.get("message"))
        if profile.get("error") in HIDDEN:
            yield no_account(DECLARATION, asked, page, answer, why)
        elif why.lower().startswith(ABSENT):
            yield no_account(DECLARATION, asked, page, answer)
        else:
            raise Unreachable(f"Bluesky did not answer the question: {why[:100]}", answer.evidence)
        return
    handle = profile.get("handle")
    if not isinstance(handle, str) or not isinstance(profile.get("did"), str):
        raise Unreachable("Bluesky answered in an unknown form (no profile in it)", answer.evidence)
    account = account_of("bluesky", actor)
    if account and handle.casefold() == actor.casefold():
        yield from account_findings(DECLARATION, asked, account, page, answer, _facts(profile, handle))


def _facts(profile: dict[str, Json], handle: str) -> Iterator[Fact]:
    if not handle.lower().endswith(OWN_HOST):
        yield Fact("verified_link", handle, handle, "handle", read_identifier(f"domain:{handle}"))
    for what, name in FIELDS.items():
        yield from text_fact(what, profile.get(name), name)


def _actor(identifier: Identifier) -> str | None:
    name = handle_on("bluesky", identifier)
    if name is None:
        return None
    actor = name if "." in name else f"{name}{OWN_HOST}"
    return actor if HANDLE.fullmatch(actor) else None

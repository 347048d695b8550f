"""Findings about an account that a platform's own record describes: that it is there, and what its owner says there.

The form is that of the account engine: ``account`` with ``{site, state, why, url}``, and each fact with
``{value, excerpt, from}``.
"""

from collections.abc import Iterable, Iterator

from osint_kit.canonical import Json
from osint_kit.findings import Finding
from osint_kit.gateway.exchange import HttpAnswer
from osint_kit.identifiers import Identifier, Kind, NotReadable, parse
from osint_kit.identifiers.account import account_parts, read_account
from osint_kit.sources.fact import Fact
from osint_kit.sources.mentions import with_mentions
from osint_kit.sources.source import Declaration

SAID = ("display_name", "bio", "picture", "joined", "location", "organisation", "website", "email")
"""What an owner may say of himself on most platforms."""
NAMED = ("mentions", "also_known_as", "verified_link")
"""Facts that lead on to somebody or something else of the owner's."""

OWN_RECORD = "the platform's own record"


def handle_on(platform: str, identifier: Identifier) -> str | None:
    """The handle to ask one platform about: a bare one, or that of an account there; None for all else."""
    if identifier.kind is Kind.HANDLE:
        return identifier.value
    if identifier.kind is Kind.ACCOUNT and account_parts(identifier)[0] == platform:
        return account_parts(identifier)[1]
    return None


def account_findings(
    declaration: Declaration, asked: Identifier, account: Identifier, url: str, answer: HttpAnswer, said: Iterable[Fact]
) -> Iterator[Finding]:
    """That an account is there, by its platform's record, then each fact of it once."""
    value: dict[str, Json] = {"site": declaration.title, "state": "found", "why": OWN_RECORD, "url": url}
    leads_to = account if asked != account else None
    yield declaration.finding(asked, "account", value, answer.at, answer.evidence, leads_to)
    for fact in with_mentions(said):
        if fact.object != account:
            yield declaration.finding(account, fact.property, fact.record(), answer.at, answer.evidence, fact.object)


def no_account(declaration: Declaration, asked: Identifier, url: str, answer: HttpAnswer, why: str = "") -> Finding:
    """That the platform itself says that there is no such account; with ``why``, that it does not show it."""
    state = "unclear" if why else "absent"
    value: dict[str, Json] = {"site": declaration.title, "state": state, "why": why or OWN_RECORD, "url": url}
    return declaration.finding(asked, "account", value, answer.at, answer.evidence)


def text_fact(what: str, value: object, place: str, leads_to: Identifier | None = None) -> Iterator[Fact]:
    """The fact that a field states; none where the field is no text or blank."""
    if isinstance(value, str) and value.strip():
        yield Fact(what, value.strip(), value, place, leads_to)


def link_fact(what: str, value: object, place: str) -> Iterator[Fact]:
    """The same for a field that holds an address; an account where the address is known to name one."""
    if isinstance(value, str):
        yield from text_fact(what, value, place, linked(value))


def linked(address: str) -> Identifier | None:
    """The account that a link names, else the link itself; None where it is no web address."""
    from osint_kit.links import social, telegram
    from osint_kit.links.taken_apart import take_apart
    from osint_kit.sources.mastodon_servers import account_of_page

    text = address.strip()
    if account := account_of_page(text):
        return account
    if link := take_apart(text):
        for part in (*social.read(link), *telegram.read(link)):
            if part.what == "account" and part.identifier:
                return part.identifier
    return read_identifier(text)


def account_of(platform: str, handle: str) -> Identifier | None:
    """An account, where both can be one."""
    try:
        return read_account(platform, handle)
    except NotReadable:
        return None


def read_identifier(text: str) -> Identifier | None:
    """An identifier in whatever form, where the text is one."""
    try:
        return parse(text)
    except NotReadable:
        return None

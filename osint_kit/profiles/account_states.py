"""The accounts of a profile, each with its state and why: found, absent and unclear alike. Pure."""

from collections.abc import Iterable

from osint_kit.accounts.engine import platform
from osint_kit.canonical import Json
from osint_kit.findings import Finding, identifier_record
from osint_kit.identifiers import Identifier, Kind
from osint_kit.identifiers.account import account_parts
from osint_kit.profiles.hubs import reason_of_account
from osint_kit.profiles.spreading import Spread

STATES = ("found", "named", "unclear", "absent")
"""In the order in which they are listed."""


def account_states(findings: Iterable[Finding], spread: Spread) -> list[Json]:
    """An entry an account: where it was looked for, or where somebody else's page names it (``named``)."""
    asked: dict[Identifier, list[Finding]] = {}
    for finding in sorted(findings, key=lambda item: (item.observed_at, item.id)):
        if (account := _account(finding)) is not None:
            asked.setdefault(account, []).append(finding)
    entries = sorted((_entry(account, found, spread) for account, found in asked.items()), key=_order)
    return list[Json](entries)


def _order(entry: dict[str, Json]) -> tuple[int, str]:
    state = str(entry["state"])
    return (STATES.index(state) if state in STATES else len(STATES)), str(entry["value"])


def _account(finding: Finding) -> Identifier | None:
    """The account that a finding speaks of."""
    if finding.object is not None and finding.object.kind is Kind.ACCOUNT:
        return finding.object
    if finding.property == "account" and finding.subject.kind is Kind.HANDLE and isinstance(finding.value, dict):
        return Identifier(Kind.ACCOUNT, f"{platform(str(finding.value.get('site', '')))}:{finding.subject.value}")
    return finding.subject if finding.subject.kind is Kind.ACCOUNT else None


def _namesake(account: Identifier, spread: Spread) -> str | None:
    names = spread.namesakes.get(account)
    return f"the same handle and nothing else, under another name: {names}" if names else None


def _entry(account: Identifier, findings: list[Finding], spread: Spread) -> dict[str, Json]:
    place = spread.places.get(account)
    site, handle = account_parts(account)
    state, why, url = "named", "", None
    for finding in findings:
        if finding.property != "account":
            continue
        said = finding.value if isinstance(finding.value, dict) else {"url": finding.value}
        url, before = said.get("url"), state
        state = str(said.get("state", "found"))
        # Two who agree on the state may answer in any order: the one that says why is heard.
        why = str(said.get("why") or (why if state == before else ""))
    if state == "found" and place is None:
        why = reason_of_account(account) or _namesake(account, spread) or why
    return {
        **identifier_record(account),
        "platform": site,
        "handle": handle,
        "url": url,
        "state": state,
        "why": why or None,
        "belief": place.belief.value if place else None,
        "findings": list[Json](sorted({finding.id for finding in findings})),
    }

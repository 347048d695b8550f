"""The accounts of a profile, each with its state and why: found, absent and unclear alike. Pure."""

from collections.abc import Iterable

from osint_kit.canonical import Json
from osint_kit.findings import Finding, identifier_record
from osint_kit.identifiers import Identifier, Kind
from osint_kit.identifiers.account import account_parts, platform_of
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
        return Identifier(Kind.ACCOUNT, f"{platform_of(str(finding.value.get('site', '')))}:{finding.subject.value}")
    return finding.subject if finding.subject.kind is Kind.ACCOUNT else None


def _namesake(account: Identifier, spread: Spread) -> str | None:
    names = spread.namesakes.get(account)
    return f"the same handle and nothing else, under another name: {names}" if names else None


def _entry(account: Identifier, findings: list[Finding], spread: Spread) -> dict[str, Json]:
    place = spread.places.get(account)
    site, handle = account_parts(account)
    state, why, url = _newest([finding for finding in findings if finding.property == "account"])
    if state == "found" and place is None:
        decided = spread.apart.get(account)
        why = (
            (decided and f"decided by the operator: {decided}")
            or reason_of_account(account)
            or _namesake(account, spread)
            or why
        )
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


def _newest(findings: list[Finding]) -> tuple[str, str, Json]:
    """State, why and address by the newest of some statements, which come oldest first.

    Sources that are asked side by side answer in any order, so of those that say the same state the first by name with
    a reason tells why.
    """
    if not findings:
        return "named", "", None
    said = [(_said(finding), finding.source) for finding in findings]
    state = said[-1][0][0]
    newest = {source: words for words, source in said if words[0] == state}
    return min(newest.items(), key=lambda item: (not item[1][1], item[0]))[1]


def _said(finding: Finding) -> tuple[str, str, Json]:
    if not isinstance(finding.value, dict):
        return "found", "", finding.value
    value = finding.value
    return str(value.get("state", "found")), str(value.get("why") or ""), value.get("url")

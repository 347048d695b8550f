"""One name for one node: the page of an account is the account, the front page of a domain the domain. Pure."""

from collections.abc import Iterable

from osint_kit.findings import Finding
from osint_kit.identifiers import Identifier, Kind, NotReadable
from osint_kit.identifiers.url import read_url
from osint_kit.profiles.hubs import reason_not_to_follow

NAMES = "names"
"""The property by which `link decode` says whom a link leads to."""
WITHIN = "domain"
"""The property that says in which domain a page lies."""


def one_name(findings: Iterable[Finding]) -> dict[Identifier, Identifier]:
    """From each other name of a node to the node: from a front page to its domain, from the page of an account to it.

    The page of an account is the address at which it was found. Two accounts with the same page are one; its name is
    the first in order. A link that names an account by its own form counts where nobody found one at that address.
    """
    told = list(findings)
    at_page: dict[str, set[Identifier]] = {}
    for finding in told:
        if finding.property == "account" and finding.object is not None and (page := _page(finding)):
            at_page.setdefault(page, set()).add(finding.object)
    same: dict[Identifier, Identifier] = {}
    for accounts in at_page.values():
        first = min(accounts)
        same.update({account: first for account in accounts if account != first})
    for finding in told:
        for link in (finding.subject, finding.object):
            if link is not None and link.kind is Kind.URL and (found := at_page.get(_bare(link.value))):
                same[link] = min(found)
    for finding in told:
        if finding.property == NAMES and finding.object is not None and finding.object.kind is Kind.ACCOUNT:
            known = same.get(finding.subject)
            if known is None:
                same[finding.subject] = same.get(finding.object, finding.object)
            elif known != finding.object:
                same.setdefault(finding.object, known)
    for finding in told:
        if finding.property == WITHIN and finding.object is not None and _at_the_top(finding):
            same.setdefault(finding.subject, finding.object)
    return {name: _last(account, same) for name, account in same.items()}


def _last(account: Identifier, same: dict[Identifier, Identifier]) -> Identifier:
    """The name at the end of a way of names."""
    seen = {account}
    while (following := same.get(account)) is not None and following not in seen:
        seen.add(following)
        account = following
    return account


def _at_the_top(finding: Finding) -> bool:
    """Whether a page is the front page of the domain that it lies in, and no hub."""
    node = finding.object
    if node is None or finding.subject.kind is not Kind.URL or reason_not_to_follow(node, WITHIN):
        return False
    return _bare(finding.subject.value) == node.value


def _page(finding: Finding) -> str:
    value = finding.value
    url = value.get("url") if isinstance(value, dict) else value
    return _bare(url) if isinstance(url, str) else ""


def _bare(url: str) -> str:
    """An address as it is compared: without scheme, ``www.``, a last slash, and upper case."""
    try:
        text = read_url(url).text
    except (NotReadable, ValueError):
        return ""
    return text.partition("://")[2].removeprefix("www.").rstrip("/").casefold()

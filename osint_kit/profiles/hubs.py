"""Hubs: what thousands share. They are recorded and not followed, because they tie nobody to anybody.

Three ways to know one: the data (``hubs.toml``, `osint_kit.operators`, the Public Suffix List, shorteners, wrappers),
the property under which it turns up (what serves a domain is not its owner), and the fan-out in the case itself.
"""

import tomllib
from functools import cache
from pathlib import Path

from osint_kit.accounts.rule import host_of
from osint_kit.accounts.rules import read_rules
from osint_kit.identifiers import Identifier, Kind
from osint_kit.identifiers.account import account_parts
from osint_kit.identifiers.domain import domain_record
from osint_kit.identifiers.suffixes import suffix_list
from osint_kit.links import wrapper_owns
from osint_kit.operators import of_address, of_mail_server, of_name_server
from osint_kit.profiles.rarity import others_expected
from osint_kit.profiles.weights import weights
from osint_kit.sources.shorteners import messengers, shorteners

DATA = Path(__file__).with_name("hubs.toml")
CONTACTS = frozenset(["abuse", "hostmaster", "noc", "postmaster", "security"])
"""Mailboxes of those who run a network or a registry, RFC 2142 sections 4 to 6."""


def reason_not_to_follow(identifier: Identifier, found_as: str) -> str | None:
    """Why an identifier that was found under a property is no tie; None where it may be followed."""
    serving, domains = _data()
    if identifier.kind is Kind.IP and (operator := of_address(identifier.value)):
        return operator.reason
    if found_as in serving:
        operator = None
        if identifier.kind is Kind.DOMAIN:
            operator = of_name_server(identifier.value) or of_mail_server(identifier.value)
        return operator.reason if operator else serving[found_as]
    if identifier.kind is Kind.DOMAIN:
        return _of_domain(identifier.value, domains)
    if identifier.kind is Kind.EMAIL:
        return _of_mailbox(identifier.value, domains)
    if identifier.kind is Kind.HANDLE:
        return reason_of_handle(identifier.value)
    return None


def reason_of_handle(handle: str) -> str | None:
    """Why a handle says nothing about who uses it; None where it is rare enough."""
    if handle.casefold() in weights().role_handles:
        return "a handle of a role, which many use"
    others = others_expected(handle)
    if others >= 1:
        return f"a frequent handle: about {_rounded(others)} other{'s' if others >= 1.5 else ''} may have chosen it"
    return None


def reason_of_account(account: Identifier) -> str | None:
    """The same for the handle of an account."""
    return reason_of_handle(account_parts(account)[1])


def webmail() -> frozenset[str]:
    """The domains of mail providers."""
    return frozenset(name for name, reason in _data()[1].items() if reason.startswith("a mail provider"))


def shared_by(count: int) -> str:
    """The reason of what turned out to be shared in the case itself."""
    return f"{count} of this case share it, more than one person would"


def _of_domain(name: str, domains: dict[str, str]) -> str | None:
    if name in domains:
        return domains[name]
    if name in messengers():
        return "a platform, shared by everybody"
    if name in shorteners():
        return "a link shortener, shared by everybody"
    if name in _account_sites():
        return "a site with accounts of many, shared by everybody"
    if name in suffix_list().private:
        return "a host that gives names out to others (Public Suffix List), shared by everybody"
    return "a service that wraps links, shared by everybody" if wrapper_owns(name) else None


def _of_mailbox(address: str, domains: dict[str, str]) -> str | None:
    local, _, host = address.rpartition("@")
    reason = next((domains[name] for name in _parents(host) if name in domains), "")
    if "registrants" in reason:
        return reason
    if local.casefold() in CONTACTS:
        return "a mailbox for complaints or of whoever runs a network (RFC 2142)"
    return None


def _parents(host: str) -> list[str]:
    labels = host.split(".")
    return [".".join(labels[start:]) for start in range(len(labels) - 1)]


def _rounded(count: float) -> str:
    digits = len(str(int(count))) - 1
    return f"{round(count, -digits):,.0f}"


@cache
def _account_sites() -> frozenset[str]:
    """The registrable domains of the sites that the kit has rules for."""
    addresses = [address for rule in read_rules().rules for address in (rule.uri_check, rule.uri_pretty) if address]
    hosts = {host for address in addresses if "{" not in (host := host_of(address))}
    return frozenset(domain for host in hosts if (domain := domain_record(host).domain))


@cache
def _data() -> tuple[dict[str, str], dict[str, str]]:
    data = tomllib.loads(DATA.read_text("utf-8"))
    domains = {name: group["reason"] for group in data["group"] for name in group["domains"]}
    return data["serving"], domains

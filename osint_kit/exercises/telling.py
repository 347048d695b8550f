"""What the sources of a scenario tell, and how near to the subject one has to come to hear it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from osint_kit.exercises.addresses import read_address
from osint_kit.exercises.answer_forms import readable, stands_in
from osint_kit.exercises.records import Wallet
from osint_kit.exercises.registries import render
from osint_kit.exercises.scenario import Registration, Scenario
from osint_kit.exercises.sites import SiteAnswers, owners
from osint_kit.exercises.story import Person
from osint_kit.reach import Reach

NO_DIGIT = re.compile(r"\D+")


class Told(NamedTuple):
    """A text, who tells it, and the reach that asking him needs."""

    reach: Reach
    who: str
    text: str


class Telling:
    """Everything that a scenario tells, ready to be searched."""

    def __init__(self, scenario: Scenario) -> None:
        self._most = scenario.rules.reach
        self._told = [Told(item.reach, item.who, readable(item.text)) for item in everything(scenario)]
        allowed = [item.text for item in self._told if item.reach <= self._most]
        self._allowed = "\n".join(allowed)
        self._digits = "\n".join(NO_DIGIT.sub("", text) for text in allowed)
        self._names = readable(
            " ".join(
                [*(site.name for site in scenario.sites), *(part for p in scenario.people for part in _of_person(p))]
            )
        )

    def problem(self, answer: str, kind: str) -> str:
        """Why a trainee cannot find an answer within the rules; empty where he can."""
        if kind == "phone" and NO_DIGIT.sub("", answer) in self._digits:
            return ""
        wanted = readable(answer)
        if stands_in(self._allowed, wanted):
            return ""
        tellers = (item for item in self._told if stands_in(item.text, wanted))
        nearest = min(tellers, default=None, key=lambda item: item.reach)
        if nearest is None:
            return (
                f"nothing in this scenario says {answer!r}: add what tells it, or say derived = true where the"
                " trainee has to work it out"
            )
        return (
            f"no source gives {answer!r} at reach '{self._most.word}': only {nearest.who} does, at reach"
            f" '{nearest.reach.word}'"
        )

    def knows(self, text: str) -> bool:
        """Whether anything or anybody of the scenario is called so."""
        wanted = readable(text)
        return stands_in(self._names, wanted) or any(stands_in(item.text, wanted) for item in self._told)


def everything(scenario: Scenario) -> Iterator[Told]:
    """All that can be read in a scenario; what the rules put off limits is not among it."""
    yield Told(Reach.OFFLINE, "the brief", "\n".join((scenario.brief, *scenario.seeds)))
    yield from (Told(Reach.OFFLINE, item.name, f"{item.sender} {item.text}") for item in scenario.messages)
    yield from (Told(Reach.OFFLINE, item.name, item.body.decode("utf-8", "replace")) for item in scenario.materials)
    yield from _registries(scenario)
    yield from _platforms(scenario)
    yield from _targets(scenario)


def _of_person(person: Person) -> tuple[str, ...]:
    return (person.name, *person.handles, *person.phones, *person.emails, *person.wallets)


def _registries(scenario: Scenario) -> Iterator[Told]:
    for domain in scenario.domains:
        records = "\n".join(f"{type_} {data}" for type_, data in domain.records)
        whois = render(domain, domain.whois) if isinstance(domain.whois, Registration) else domain.whois or ""
        certificates = "\n".join(f"{' '.join(c.names)} {c.issuer} {c.issued:%Y-%m-%d}" for c in domain.certificates)
        captures = "\n".join(f"{capture.title} {capture.at:%Y-%m-%d}" for capture in domain.captures or ())
        text = "\n".join((domain.name, *(domain.addresses or ()), records, whois, certificates, captures))
        yield Told(Reach.REGISTRY, f"the registries on {domain.name}", text)
        urls = (f"https://{domain.name}/", f"http://{domain.name}/")
        kept = [page for page in scenario.pages if page.url in urls] if domain.captures else []
        yield from (Told(Reach.REGISTRY, "the web archive", page.body.decode("utf-8", "replace")) for page in kept)
        for scan in domain.scans:
            text = f"{scan.url or urls[0]} {scan.title} {scan.at:%Y-%m-%d}"
            yield Told(Reach.REGISTRY, f"urlscan.io on {domain.name}", text)
    for net in scenario.networks:
        text = f"{net.holder} {net.name} {net.country} {net.prefix} AS{net.asn} {net.abuse_email} {net.allocated}"
        yield Told(Reach.REGISTRY, f"the registry of {net.prefix}", text)
    for notice in scenario.notices:
        text = f"{notice.forename} {notice.name} {notice.number} {notice.born or ''} {' '.join(notice.nationalities)}"
        yield Told(Reach.REGISTRY, "INTERPOL", f"{text} {notice.kind}")


def _platforms(scenario: Scenario) -> Iterator[Told]:
    for link in scenario.links:
        yield Told(Reach.PLATFORM, link.url, f"{link.url} {link.target} {link.visits}")
    yield from (Told(Reach.PLATFORM, "the explorer of wallets", _payments(wallet)) for wallet in scenario.wallets)
    known = owners(scenario.people)
    for site in scenario.sites:
        answers = SiteAnswers(site, known, scenario.seed)
        for account in site.accounts:
            body = answers.answer(account.handle).body.decode("utf-8", "replace").replace("\\/", "/")
            yield Told(Reach.PLATFORM, f"{site.name}", f"{site.name}:{account.handle} {account.handle} {body}")


def _payments(wallet: Wallet) -> str:
    """What the kit reads of a wallet: what came in and went out in all, how many payments, the first and last day."""
    received = sum(max(payment.satoshi, 0) for payment in wallet.payments)
    spent = sum(max(-payment.satoshi, 0) for payment in wallet.payments)
    days = sorted(f"{payment.at:%Y-%m-%d}" for payment in wallet.payments)
    return f"{wallet.address} {received} {spent} {len(days)} {' '.join(days[:1] + days[-1:])}"


def _targets(scenario: Scenario) -> Iterator[Told]:
    platforms = {read_address(link.url).host for link in scenario.links if link.url}
    platforms |= {read_address(site.url).host for site in scenario.sites if site.url}
    for page in scenario.pages:
        host = read_address(page.url).host if page.url else ""
        if not host or scenario.rules.forbid(host):
            continue
        reach = Reach.PLATFORM if host in platforms else Reach.TARGET
        moved = " ".join(value for key, value in page.headers if key.lower() == "location")
        yield Told(reach, page.url, f"{page.url} {moved} {page.body.decode('utf-8', 'replace')}")

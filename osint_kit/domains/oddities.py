"""What is odd about a domain: facts with their innocent reading. No verdict, and nothing is counted up."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from osint_kit.domains.known import OF_DNS, OF_REGISTRATION, Known, moment
from osint_kit.domains.registration import is_withheld
from osint_kit.domains.times import day, span
from osint_kit.findings import Finding
from osint_kit.identifiers import Identifier
from osint_kit.identifiers.domain import domain_record
from osint_kit.identifiers.known_names import known_names
from osint_kit.operators import PARKING, of_name_server

DATA = Path(__file__).with_suffix(".toml")
HOLDS = ("clientHold", "serverHold")
"""Statuses under which a name is not in DNS (RFC 5731 section 2.3)."""


@dataclass(frozen=True)
class Oddity:
    """One fact: ``rule`` is its name in the data, ``findings`` are those that it rests on."""

    rule: str
    fact: str
    findings: tuple[Finding, ...] = ()

    @property
    def innocent(self) -> str:
        """What it would mean if all is well."""
        return str(rules()[self.rule]["innocent"])

    @property
    def source(self) -> str:
        """The page that the rule follows."""
        return str(rules()[self.rule]["source"])


@cache
def rules() -> dict[str, dict[str, Any]]:
    """The data: thresholds, innocent readings and sources by rule."""
    return tomllib.loads(DATA.read_text("utf-8"))


def oddities(domain: Identifier, known: Known, now: datetime) -> Iterator[Oddity]:
    """All that is odd, in a fixed order."""
    if not known.denied(domain, "registered", OF_REGISTRATION):
        yield from _of_registration(domain, known, now)
        yield from _of_the_past(domain, known)
    yield from _of_dns(domain, known)
    yield from _of_the_name(domain, known)


def hidden(known: Known, domain: Identifier) -> Finding | None:
    """The finding that says that the holder is withheld."""
    said = [known.one(domain, what) for what in ("registrant", "organisation")]
    return next((item for item in said if item and is_withheld(str(item.value))), None)


def _of_registration(domain: Identifier, known: Known, now: datetime) -> Iterator[Oddity]:
    created, expires = known.one(domain, "created"), known.one(domain, "expires")
    since, until = known.moment(domain, "created"), known.moment(domain, "expires")
    yield from _young(domain, known, now)
    if created and expires and since and until and until - since <= _days("one_year"):
        yield Oddity("one_year", "registered for one year", (created, expires))
    if expires and until and until < now:
        yield Oddity("expired", f"expired on {day(until)}, {span(now - until)} ago", (expires,))
    held = tuple(item for item in known.all(domain, "status") if str(item.value) in HOLDS)
    if held:
        yield Oddity("on_hold", f"switched off by registrar or registry ({held[0].value})", held)
    if withheld := hidden(known, domain):
        yield Oddity("hidden", "the registry does not tell who holds it", (withheld,))


def _young(domain: Identifier, known: Known, now: datetime) -> Iterator[Oddity]:
    """By any source; where another says otherwise the fact tells that beside it."""
    told = [(item, since) for item in known.all(domain, "created") if (since := moment(str(item.value)))]
    recent = [since for _, since in told if timedelta() <= now - since <= _days("young")]
    if recent:
        others = dict.fromkeys(f"; {item.source} says {day(since)}" for item, since in told if since not in recent)
        yield Oddity(
            "young", f"registered only {span(now - recent[0])} ago{''.join(others)}", tuple(i for i, _ in told)
        )


def _of_the_past(domain: Identifier, known: Known) -> Iterator[Oddity]:
    created, since = known.one(domain, "created"), known.moment(domain, "created")
    if created is None or since is None:
        return
    for what, words in (
        ("first_certificate", "a certificate is"),
        ("first_capture", "the web archive's first copy is"),
    ):
        first, then = known.one(domain, what), known.moment(domain, what)
        if first and then and since - then > _days("registered_again"):
            fact = f"{words} {span(since - then)} older than the registration: the name was registered before"
            yield Oddity("registered_again", fact, (first, created))


def _of_dns(domain: Identifier, known: Known) -> Iterator[Oddity]:
    if gone := known.denied(domain, "exists", OF_DNS):
        created = known.one(domain, "created")
        if created and not known.denied(domain, "registered", OF_REGISTRATION):
            yield Oddity("not_in_dns", "registered, but DNS does not know it", (created, gone))
        return
    mail = known.one(domain, "mail")
    if mail and known.values(domain, "mail").get("accepts") is False:
        yield Oddity("no_mail", f"mail cannot arrive: {known.values(domain, 'mail').get('why')}", (mail,))
    parking = [
        (operator, finding)
        for finding in known.all(domain, "name_server")
        if finding.object and (operator := of_name_server(finding.object.value)) and operator.what == PARKING
    ]
    if parking:
        operator, _ = parking[0]
        found = tuple(finding for _, finding in parking)
        yield Oddity("parked", f"parked: its name servers are those of {operator.name}", found)


def _of_the_name(domain: Identifier, known: Known) -> Iterator[Oddity]:
    imitates = known.one(domain, "imitates")
    alike = imitates.value if imitates else domain_record(domain.value, known=known_names()).confusable_with
    if alike:
        yield Oddity("look_alike", f"looks like {alike}", (imitates,) if imitates else ())


def _days(rule: str) -> timedelta:
    return timedelta(days=int(rules()[rule]["days"]))

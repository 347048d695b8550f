"""One domain in plain words: a line a statement, each with its source.

Made of findings alone, so that a case can say it again years later.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from osint_kit.clock import iso
from osint_kit.domains.known import NOW, OF_DNS, OF_REGISTRATION, Known
from osint_kit.domains.look import addresses_in, site_of
from osint_kit.domains.oddities import hidden, oddities
from osint_kit.domains.times import ago, count, day
from osint_kit.findings import Finding
from osint_kit.gateway.guard import what_if_not_public
from osint_kit.identifiers import Identifier, Kind
from osint_kit.identifiers.domain import domain_record
from osint_kit.identifiers.unlisted import unlisted_zone
from osint_kit.operators import Operator, of_address, of_mail_server, of_name_server

MOST_NAMES = 8
ANY_LONGER = " any longer; what follows is from before"
NOT_TOLD = (
    "who runs the site, and whether what registrants wrote is true. Countries are where addresses were given out to,"
    " not where machines stand. The site was not visited."
)


@dataclass(frozen=True)
class Statement:
    """One line: ``what`` is the question in two or three words, ``source`` is None for words of our own."""

    what: str
    answer: str
    source: str | None = None


class Speaker:
    """Says what is known of one domain at one moment; ``host`` is the name that was asked for.

    ``dated``: each source comes with the moment when it said so, because that is not now.
    """

    def __init__(self, domain: Identifier, host: Identifier, known: Known, now: datetime, dated: bool) -> None:
        self._domain = domain
        self._host = host
        self._site = site_of(host)
        self._known = known
        self._now = now
        self._dated = dated

    def statements(self) -> Iterator[Statement]:
        """All of it, the most important first."""
        yield self._name()
        yield from self._registration()
        yield from self._holder()
        yield from self._homes()
        yield from self._servers()
        yield from self._past()
        yield from self._odd()
        yield Statement("not told", NOT_TOLD)

    def _name(self) -> Statement:
        told = self._host.value if self._host == self._domain else f"{self._host.value}, below {self._domain.value}"
        if self._site != self._domain:
            told += ", whose holder gives names below it to others"
        if zone := unlisted_zone(self._domain.value):
            told += f"; {zone.note}"
        unicode = domain_record(self._host.value).unicode
        return Statement("name", told if unicode in (None, self._host.value) else f"{told} ({unicode})")

    def _registration(self) -> Iterator[Statement]:
        if none := self._known.denied(self._domain, "registered", OF_REGISTRATION):
            before = any(self._known.one(self._domain, what) for what in OF_REGISTRATION)
            yield self._said("registered", f"no: the registry has no such name{ANY_LONGER * before}", none)
        for what, property_ in (("registered", "created"), ("changed", "updated"), ("expires", "expires")):
            finding = self._known.one(self._domain, property_)
            if finding:
                moment = self._known.moment(self._domain, property_)
                words = f"{day(moment)} ({ago(moment, self._now)})" if moment else str(finding.value)
                yield self._said(what, words, finding)
        if registrar := self._known.one(self._domain, "registrar"):
            yield self._said("registrar", str(registrar.value), registrar)
        if statuses := self._known.all(self._domain, "status"):
            told = dict.fromkeys(str(finding.value) for finding in statuses)
            yield self._said("status", ", ".join(told), *statuses)

    def _holder(self) -> Iterator[Statement]:
        told = {what: self._known.one(self._domain, what) for what in ("registrant", "organisation", "country")}
        found = [finding for finding in told.values() if finding]
        if withheld := hidden(self._known, self._domain):
            country = told["country"]
            where = f"; country {country.value}" if country else ""
            yield self._said("held by", f"not told ({withheld.value}){where}", withheld)
        elif found:
            yield self._said("held by", ", ".join(str(finding.value) for finding in found), *found)
        contacts = [*self._known.all(self._domain, "email"), *self._known.all(self._domain, "phone")]
        if contacts:
            yield self._said("contact", ", ".join(str(finding.value) for finding in contacts), *contacts)

    def _homes(self) -> Iterator[Statement]:
        records = self._known.all(self._host, "address")
        longer = ANY_LONGER if records else ""
        if gone := self._known.denied(self._host, "exists", OF_DNS):
            yield self._said("lives at", f"nowhere: DNS does not know the name{longer}", gone)
        elif homeless := self._known.denied(self._host, "has_address", ["address"]):
            yield self._said("lives at", f"nowhere: DNS knows the name, and no address of it{longer}", homeless)
        for address in addresses_in(records):
            of_dns = next(finding for finding in records if finding.object == address)
            facts = [item for what in _OF_ADDRESS if (item := self._known.one(address, what))]
            yield self._said("lives at", self._address(address), of_dns, *facts)
            origin = self._known.values(address, "origin_network").get("asn")
            asns = [number for number in origin if isinstance(number, int)] if isinstance(origin, Sequence) else []
            if operator := of_address(address.value, asns):
                yield self._hub(address.value, operator)
        for alias in self._known.all(self._host, "alias_of"):
            if alias.object and alias.object != self._host:
                yield self._said("another name of", alias.object.value, alias)

    def _address(self, address: Identifier) -> str:
        known = self._known
        network = known.values(address, "origin_network")
        operator = known.values(address, "network_operator")
        parts = [address.value]
        if what := what_if_not_public(address.value):
            parts.append(f"{what}, which the internet does not lead to")
        if holder := known.text(address, "holder") or known.text(address, "network_name"):
            country = known.text(address, "country")
            parts.append(f"held by {holder}" + (f" ({country})" if country else ""))
        if operator:
            parts.append(f"announced by AS{operator.get('asn')} {operator.get('name')}")
        elif network:
            parts.append(f"announced from {network.get('prefix')} ({network.get('country')})")
        elif known.one(address, "announced"):
            parts.append("announced by nobody")
        return ", ".join(parts)

    def _servers(self) -> Iterator[Statement]:
        whose = "" if self._host == self._domain else f"of {self._domain.value}: "
        mail = self._known.one(self._domain, "mail")
        servers = [item for item in self._known.all(self._domain, "mail_server") if item.object]
        if servers and not (mail and all(item.observed_at < mail.observed_at for item in servers)):
            hosts = _hosts(servers)
            yield self._said("mail", whose + ", ".join(hosts), *servers)
            yield from self._hubs(hosts, of_mail_server)
        elif mail:
            value = mail.value if isinstance(mail.value, Mapping) else {}
            yield self._said("mail", f"{whose}{value.get('why')}", mail)
        if named := [item for item in self._known.all(self._domain, "name_server") if item.object]:
            hosts = _hosts(named)
            yield self._said("name servers", whose + ", ".join(hosts), *named)
            yield from self._hubs(hosts, of_name_server)

    def _past(self) -> Iterator[Statement]:
        yield from self._certificates()
        yield from self._captures()

    def _certificates(self) -> Iterator[Statement]:
        logged = self._known.one(self._site, "certificates")
        first, last = (self._known.one(self._site, f"{which}_certificate") for which in ("first", "last"))
        began, ends = (self._known.moment(self._site, f"{which}_certificate") for which in ("first", "last"))
        if first and last and began and ends:
            end = f"ends {day(ends)}" if ends > self._now else f"ended {day(ends)} ({ago(ends, self._now)})"
            words = f"first one {day(began)} ({ago(began, self._now)}), last one {end}"
            yield self._said("certificates", words, first, last)
        elif logged:
            yield self._said("certificates", "none in the logs", logged)
        names = self._known.all(self._site, "certificate_name")
        if names:
            listed = [str(item.value["name"]) for item in names if isinstance(item.value, Mapping)]
            rest = f" and {len(listed) - MOST_NAMES} more" if len(listed) > MOST_NAMES else ""
            yield self._said("names in them", ", ".join(listed[:MOST_NAMES]) + rest, *names)

    def _captures(self) -> Iterator[Statement]:
        kept = self._known.one(self._site, "captures")
        if kept is None:
            return
        value = self._known.values(self._site, "captures")
        began, ends = (self._known.moment(self._site, f"{which}_capture") for which in ("first", "last"))
        if began is None or ends is None or not value.get("days"):
            longer = " any longer" if began else ""
            yield self._said("web archive", f"nothing kept of the front page{longer}", kept)
            return
        words = f"first kept {day(began)} ({ago(began, self._now)}), last {day(ends)}"
        yield self._said("web archive", f"{words}, on {count(int(str(value['days'])), 'day')}", kept)
        yield self._said("look at", str(value["last"]), kept)

    def _odd(self) -> Iterator[Statement]:
        for oddity in oddities(self._domain, self._known, self._now):
            sources = [*self._sources(oddity.findings), oddity.source]
            yield Statement("odd", f"{oddity.fact}. It can be innocent: {oddity.innocent}.", "; ".join(sources))

    def _hubs(self, hosts: Iterable[str], of: Callable[[str], Operator | None]) -> Iterator[Statement]:
        named: dict[Operator, str] = {}
        for host in hosts:
            if operator := of(host):
                named.setdefault(operator, host)
        for operator, host in named.items():
            yield self._hub(host, operator)

    def _hub(self, name: str, operator: Operator) -> Statement:
        words = f"{name} belongs to {operator.name} ({operator.what}): thousands share it, so it ties nobody to anybody"
        return Statement("hub", words, operator.source)

    def _said(self, what: str, answer: str, *findings: Finding) -> Statement:
        return Statement(what, answer, "; ".join(self._sources(findings)))

    def _sources(self, findings: Iterable[Finding]) -> list[str]:
        """The sources of findings, each once, with the moment when it was asked where that is not now."""
        latest: dict[str, Finding] = {}
        for finding in findings:
            kept = latest.get(finding.source)
            if kept is None or finding.observed_at > kept.observed_at:
                latest[finding.source] = finding
        return sorted(
            _title(name) + (f", seen {iso(finding.observed_at)[:16]}Z" if self._dated else "")
            for name, finding in latest.items()
        )


_OF_ADDRESS = ("announced", "origin_network", "network_operator", "holder", "network_name", "country")


def just_found(findings: Iterable[Finding]) -> Known:
    """Findings that were just made."""
    return Known((NOW, finding) for finding in findings)


@cache
def _titles() -> dict[str, str]:
    from osint_kit.sources import declarations

    return {declaration.name: declaration.title for declaration in declarations()}


def _title(name: str) -> str:
    return _titles().get(name, name)


def _hosts(findings: Iterable[Finding]) -> list[str]:
    hosts = (finding.object.value for finding in findings if finding.object and finding.object.kind is Kind.DOMAIN)
    return sorted(set(hosts))

"""A scenario as one small internet: a question of any protocol in, the answer out, and a line in the log."""

from typing import Literal

from osint_kit.clock import now
from osint_kit.exercises.addresses import Address, target_path
from osint_kit.exercises.hosts import assign, web_hosts
from osint_kit.exercises.http_connection import WebRequest
from osint_kit.exercises.log import Asked, Log
from osint_kit.exercises.names import Zone, answer_wire, outcome, question
from osint_kit.exercises.registries import Lookup, any_server, whois_servers
from osint_kit.exercises.responses import Response
from osint_kit.exercises.scenario import Scenario
from osint_kit.exercises.snares import Snares
from osint_kit.exercises.time_stamps import HOST as STAMPS
from osint_kit.exercises.time_stamps import TimeStamps
from osint_kit.exercises.web import Web

ANY_HOST = "*"


class Internet:
    """All that a scenario can be asked. Opens no socket."""

    def __init__(self, scenario: Scenario, log: Log) -> None:
        self._rules = scenario.rules
        self._log = log
        self._zone = Zone(scenario, assign(scenario))
        self._web = Web(scenario, web_hosts(scenario), log.visits)
        self._stamps = TimeStamps()
        self._trouble = scenario.trouble
        self._snares = Snares(scenario.traps)
        self.whois_hosts: dict[str, Lookup] = {ANY_HOST: any_server(scenario), **whois_servers(scenario)}

    def dns(self, message: bytes, who: str, *, over_udp: bool) -> bytes | None:
        """The answer to a DNS message, both as on the wire; None for what is no query."""
        answered = answer_wire(self._zone, message, over_udp)
        if answered is None:
            return None
        answer, wire = answered
        self._log.add(Asked(now(), "dns", *question(answer), outcome(answer), who=who))
        return wire

    def whois(self, host: str, query: str, who: str) -> str:
        """The text that a WHOIS server answers."""
        text = self.whois_hosts[host](query)
        first = next((line for line in text.splitlines() if line and not line.startswith("%")), "")
        self._log.add(Asked(now(), "whois", host, query, first, who=who))
        return text

    def web(self, request: WebRequest, *, scheme: Literal["http", "https"]) -> Response:
        """The answer to a web request, which counts as a visit to its host and its address."""
        address = str(Address(scheme, request.host, target_path(request.target)))
        self._log.count_visit(request.host)
        self._log.count_visit(address)
        if request.host == STAMPS and STAMPS not in self._trouble:
            response = self._stamps.answer(request.method, request.target, request.body)
        else:
            response = self._web.answer(scheme, request.host, request.target)
        self._log.add(
            Asked(
                at=now(),
                protocol=scheme,
                host=request.host,
                what=f"{request.method} {request.target}",
                outcome=str(response.status),
                off_limits=self._rules.forbid(request.host),
                trap=self._snares.sprung(request.host, address),
                who=request.who,
            )
        )
        return response

"""A scenario as one small internet: a question of any protocol in, the answer out, and a line in the log."""

from typing import Literal

from osint_kit.clock import now
from osint_kit.exercises.addresses import Address, target_path
from osint_kit.exercises.hosts import assign, web_hosts
from osint_kit.exercises.log import Asked, Log
from osint_kit.exercises.names import Zone, answer_wire, outcome, question
from osint_kit.exercises.registries import Lookup, any_server, whois_servers
from osint_kit.exercises.responses import Response
from osint_kit.exercises.scenario import Scenario
from osint_kit.exercises.web import Web

ANY_HOST = "*"


class Internet:
    """All that a scenario can be asked. Opens no socket; safe to use from many threads.

    Raises ``UsageError`` where the scenario has more hosts than there are documentation addresses.
    """

    def __init__(self, scenario: Scenario, log: Log) -> None:
        self._rules = scenario.rules
        self._log = log
        self._zone = Zone(scenario, assign(scenario))
        self._web = Web(scenario, web_hosts(scenario), log.visits)
        self.whois_hosts: dict[str, Lookup] = {ANY_HOST: any_server(scenario), **whois_servers(scenario)}

    def dns(self, message: bytes, over_udp: bool) -> bytes | None:
        """The answer to a DNS message, both as on the wire; None for what is no query."""
        answered = answer_wire(self._zone, message, over_udp)
        if answered is None:
            return None
        answer, wire = answered
        self._log.add(Asked(now(), "dns", *question(answer), outcome(answer)))
        return wire

    def whois(self, host: str, query: str) -> str:
        """The text that a WHOIS server answers."""
        text = self.whois_hosts[host](query)
        first = next((line for line in text.splitlines() if line and not line.startswith("%")), "")
        self._log.add(Asked(now(), "whois", host, query, first))
        return text

    def web(self, method: str, host: str, target: str, scheme: Literal["http", "https"]) -> Response:
        """The answer to a web request, which counts as a visit to its host and its address."""
        self._log.count_visit(host)
        self._log.count_visit(str(Address(scheme, host, target_path(target))))
        response = self._web.answer(scheme, host, target)
        forbidden = self._rules.forbid(host)
        self._log.add(Asked(now(), scheme, host, f"{method} {target}", str(response.status), forbidden))
        return response

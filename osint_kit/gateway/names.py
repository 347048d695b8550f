"""The addresses of hosts, by the resolver of a world: IPv4 first, IPv6 where there is none of it."""

import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from osint_kit.clock import now
from osint_kit.gateway.caps import Deadline
from osint_kit.gateway.dns_reading import read_message
from osint_kit.gateway.dns_transport import ask, system_resolvers
from osint_kit.gateway.dns_wire import Malformed
from osint_kit.gateway.exchange import DnsRecord, DnsRequest, Exchange
from osint_kit.gateway.failures import Failure, NotInWorld, TimedOut, Unreachable
from osint_kit.gateway.routes import shown
from osint_kit.gateway.sockets import PLAIN, Sockets
from osint_kit.gateway.wire import Place, Tape

if TYPE_CHECKING:
    from osint_kit.gateway.doh import Doh

SOURCE = "gateway"
"""Who asks for the address of a host that a source wants to connect to."""
KEPT_SECONDS = 5.0
"""How long addresses are remembered, which spares a question where a site is asked twice in a row."""
MOST_KEPT = 4096
"""Hosts remembered, so that memory stays constant in their number."""
LONGEST_CHAIN = 8
"""Aliases on the way to an address."""


class Names:
    """Asks the resolvers of a world; those of the system where ``resolvers`` is None. Safe in many threads.

    With ``doh`` it is asked for everything, and the resolvers for nothing. The addresses of ``most_kept`` hosts are
    remembered for a few seconds.
    """

    def __init__(
        self,
        resolvers: Sequence[Place] | None,
        doh: "Doh | None" = None,
        sockets: Sockets = PLAIN,
        most_kept: int = MOST_KEPT,
    ) -> None:
        self._most_kept = most_kept
        self._resolvers = resolvers
        self._sockets = sockets
        self._doh = doh
        self._kept: dict[str, tuple[float, tuple[str, ...], str]] = {}
        self._lock = threading.Lock()

    def addresses(self, host: str, deadline: Deadline, tape: Tape) -> tuple[tuple[str, ...], str]:
        """The addresses of a host and the resolver that gave them; the questions go onto the tape, as ``lookups``.

        Raises `Unreachable` where it has none or that could not be found out, `NotInWorld` without resolvers.
        """
        with self._lock:
            until, addresses, resolver = self._kept.get(host, (0.0, (), ""))
        if time.monotonic() < until:
            return addresses, resolver
        addresses, resolver = self._find(host, deadline, tape)
        with self._lock:
            if len(self._kept) >= self._most_kept:
                self._forget_passed()
            self._kept[host] = (time.monotonic() + KEPT_SECONDS, addresses, resolver)
        return addresses, resolver

    def ask(self, name: str, type_: str, deadline: Deadline, tape: Tape) -> tuple[str, tuple[DnsRecord, ...]]:
        """Status and records of one question, kept on the tape. Raises `Failure`."""
        if self._doh:
            data = self._doh.ask(name, type_, deadline, tape)
        else:
            data = ask(name, type_, self.resolvers(), deadline, tape, self._sockets)
        try:
            status, records, _ = read_message(data)
        except Malformed as error:
            raise Unreachable(f"the answer about {name} is no DNS message: {error}") from error
        return status, records

    def resolvers(self) -> Sequence[Place]:
        """Whom the questions go to. Raises `NotInWorld` where there is nobody."""
        if self._resolvers is None:
            self._resolvers = system_resolvers()
        elif not self._resolvers:
            raise NotInWorld("the world file names no resolver, so no DNS question can be asked in this world")
        return self._resolvers

    def _forget_passed(self) -> None:
        """Make room: for what is remembered no longer, or for all where that is nothing."""
        moment = time.monotonic()
        self._kept = {host: kept for host, kept in self._kept.items() if kept[0] > moment}
        if len(self._kept) >= self._most_kept:
            self._kept.clear()

    def _find(self, host: str, deadline: Deadline, tape: Tape) -> tuple[tuple[str, ...], str]:
        for type_ in ("A", "AAAA"):
            name = host
            for _ in range(LONGEST_CHAIN + 1):
                try:
                    status, records, place = self._look_up(name, type_, deadline, tape)
                except TimedOut as failure:
                    raise Unreachable(f"the address of {host} is unknown: {failure.message}") from failure
                resolver = f"the resolver {shown(place)}" if place else "the resolver"
                if status == "NXDOMAIN":
                    raise Unreachable(f"the name {name} does not exist (NXDOMAIN, says {resolver})")
                if status != "NOERROR":
                    raise Unreachable(f"{resolver} could not find out the address of {name} ({status})")
                end, addresses = _follow(name, type_, records)
                if addresses:
                    return addresses, resolver
                if end == name:
                    break
                name = end
            else:
                raise Unreachable(f"the name {host} leads through more than {LONGEST_CHAIN} aliases")
        raise Unreachable(f"the name {host} exists but has no address")

    def _look_up(
        self, name: str, type_: str, deadline: Deadline, tape: Tape
    ) -> tuple[str, tuple[DnsRecord, ...], Place | None]:
        """One question on the way to a host, kept as an exchange of its own, failed or not."""
        own, started, failed = Tape(), now(), None
        try:
            return *self.ask(name, type_, deadline, own), own.peer
        except Failure as failure:
            failed = failure
            raise
        finally:
            lookup = Exchange(
                DnsRequest(name, type_, SOURCE),
                started,
                now(),
                sent=bytes(own.sent),
                received=bytes(own.received),
                peer=own.peer,
                failure=failed.word if failed else "",
                why=failed.message if failed else "",
            )
            tape.lookups.append(lookup)


def _follow(name: str, type_: str, records: Sequence[DnsRecord]) -> tuple[str, tuple[str, ...]]:
    """Where the aliases of an answer end, and the addresses there."""
    aliases = {record.name.lower(): record.value.rstrip(".").lower() for record in records if record.type == "CNAME"}
    end = name.lower()
    for _ in range(LONGEST_CHAIN):
        end = aliases.get(end, end)
    return end, tuple(record.value for record in records if record.type == type_ and record.name.lower() == end)

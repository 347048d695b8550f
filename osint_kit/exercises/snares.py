"""Which trap a web request springs, for the trainer's live view."""

from osint_kit.exercises.addresses import host_name, read_address
from osint_kit.exercises.story import Trap


class Snares:
    """The traps that a visit can spring: those at an address, and those at a host with all below it."""

    def __init__(self, traps: tuple[Trap, ...]) -> None:
        self._addresses: dict[str, str] = {}
        self._hosts: dict[str, str] = {}
        for trap in traps:
            try:
                if "://" in trap.at:
                    self._addresses[str(read_address(trap.at))] = trap.title
                else:
                    self._hosts[host_name(trap.at)] = trap.title
            except ValueError:
                continue  # a handle, a site or a number: no visit springs it, only what is claimed

    def sprung(self, host: str, address: str) -> str:
        """The title of the trap; empty where there is none."""
        if address in self._addresses:
            return self._addresses[address]
        while host and self._hosts:
            if host in self._hosts:
                return self._hosts[host]
            host = host.partition(".")[2]
        return ""

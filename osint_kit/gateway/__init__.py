"""The one door to any network: HTTP, DNS and WHOIS, at a declared reach, guarded, paced and recorded.

No socket is opened anywhere else but in the exercises. Importing this room loads no network library.
"""

from collections.abc import Sequence
from pathlib import Path

from osint_kit.gateway.budget import Budget, read_budget
from osint_kit.gateway.caps import Caps
from osint_kit.gateway.gateway import Gateway
from osint_kit.gateway.recorder import KeepNothing, Recorder
from osint_kit.gateway.redirects import redirect_reference, redirect_target
from osint_kit.gateway.usage import Learnt, Usage
from osint_kit.gateway.world import World

__all__ = [
    "Budget",
    "Caps",
    "Gateway",
    "KeepNothing",
    "Learnt",
    "Recorder",
    "Usage",
    "World",
    "open_world",
    "read_budget",
    "redirect_reference",
    "redirect_target",
]


def open_world(
    world_file: Path | None = None,
    proxy: str | None = None,
    doh: str | None = None,
    resolvers: Sequence[str] = (),
    dns_rate: float | None = None,
) -> World:
    """The world of a world file, or the internet; through a proxy where one is named.

    ``doh`` is asked over HTTPS in place of all resolvers, ``resolvers`` in place of the system's, with ``dns_rate``
    questions a second at most. Raises `UsageError` that says what is wrong with any of them.
    """
    from osint_kit.gateway.network import open_network

    return open_network(world_file, proxy, doh, resolvers, dns_rate)

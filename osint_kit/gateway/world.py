"""What stands behind the gateway's door."""

from typing import Protocol

from osint_kit.gateway.exchange import Exchange, Request
from osint_kit.gateway.pace import Pace


class World(Protocol):
    """The internet, a simulated one, or a recording. Used from many threads at once.

    ``name`` is stamped on every run; ``simulated`` says that nothing in it can be evidence; ``pace`` says how fast
    its hosts may be asked.
    """

    @property
    def name(self) -> str: ...

    @property
    def simulated(self) -> bool: ...

    @property
    def pace(self) -> Pace: ...

    def perform(self, request: Request) -> Exchange:
        """Carry out one request. Raises no `Failure`: what went wrong is in the exchange."""
        ...

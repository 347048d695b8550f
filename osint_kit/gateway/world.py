"""What stands behind the gateway's door."""

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from osint_kit.gateway.exchange import Exchange, Request
from osint_kit.gateway.pace import Pace

if TYPE_CHECKING:
    from osint_kit.gateway.hub import Hub


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


@runtime_checkable
class SharesThread(Protocol):
    """A world that can carry out many requests side by side in one thread."""

    def in_one_thread(self, hub: "Hub") -> World | None:
        """The same world, which waits by way of a hub; None where it needs a thread for each request all the same."""
        ...

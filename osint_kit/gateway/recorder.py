"""Where exchanges go to be kept. A case's run is a recorder; without a case nothing is kept."""

from typing import Protocol

from osint_kit.gateway.exchange import Exchange


class Recorder(Protocol):
    """Keeps exchanges. ``keep`` is called from many threads; it returns only when the bytes are written."""

    def keep(self, exchange: Exchange) -> str | None:
        """Keep one exchange and return the id of its evidence (``urn:uuid:…``), or None if nothing is kept."""
        ...


class KeepNothing:
    """The recorder of a command that runs outside any case."""

    def keep(self, exchange: Exchange) -> None:
        """Keep nothing."""

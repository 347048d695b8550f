"""Where exchanges go to be kept. A case's run is a recorder; without a case nothing is kept."""

from collections.abc import Sequence
from typing import Protocol, cast

from osint_kit.gateway.exchange import Exchange


class Recorder(Protocol):
    """Keeps exchanges. ``keep`` is called from many threads; it returns only when the bytes are written."""

    def keep(self, exchange: Exchange) -> str | None:
        """Keep one exchange and return the id of its evidence (``urn:uuid:…``), or None if nothing is kept."""
        ...


class KeepsMany(Protocol):
    """A recorder that keeps many exchanges in one step, for less than so many single ones cost."""

    def keep_many(self, exchanges: Sequence[Exchange]) -> Sequence[str | None]:
        """Keep exchanges in order and return the ids of their evidence, when all bytes are written."""
        ...


def keep_all(recorder: Recorder, exchanges: Sequence[Exchange]) -> Sequence[str | None]:
    """Keep exchanges by whichever way the recorder has; the ids of their evidence, in order."""
    if isinstance(recorder, KeepNothing):
        return [None] * len(exchanges)
    if hasattr(recorder, "keep_many"):  # to hold it against a protocol costs as much as to keep an exchange
        return cast(KeepsMany, recorder).keep_many(exchanges)
    return [recorder.keep(exchange) for exchange in exchanges]


class KeepNothing:
    """The recorder of a command that runs outside any case."""

    def keep(self, exchange: Exchange) -> None:
        """Keep nothing."""

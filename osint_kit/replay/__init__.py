"""Recorded runs derived again, offline, from their evidence, and what comes out compared with what was found then."""

from osint_kit.replay.deriving import Again, Compared, Outcome, RunReplay, replay
from osint_kit.replay.rereading import Rereading

__all__ = ["Again", "Compared", "Outcome", "Rereading", "RunReplay", "replay"]

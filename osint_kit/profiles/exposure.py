"""Who would learn what from a build, and who learnt what, in plain words; and what a build would cost. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import median

from osint_kit.errors import UsageError
from osint_kit.identifiers import Identifier
from osint_kit.profiles.material import Consulted
from osint_kit.reach import Reach
from osint_kit.sources.source import Source

KNOWN_SIZES = {"dns": 512}
"""Bytes of an answer at most, where its standard says so: a DNS message over UDP, RFC 1035 section 4.2.1."""
NAMED = 3
"""So many systems or identifiers are named, the rest counted."""
_SECONDS = {"s": 1, "m": 60, "h": 3600}


@dataclass(frozen=True)
class PlannedRow:
    """One line of a plan: what is asked by which source of whom, who learns of it, how much it takes.

    ``bytes`` is None where nobody knows.
    """

    identifier: Identifier
    source: str
    asks: str
    whom: str
    reach: Reach
    learns: str
    requests: int
    bytes: int | None


def plan_rows(seeds: Iterable[Identifier], sources: Iterable[Source], sizes: Mapping[str, int]) -> Iterator[PlannedRow]:
    """What would first be asked about each seed. ``sizes`` are bytes a request by source, as measured before."""
    asking = list(sources)
    for seed in seeds:
        for source in asking:
            name = source.declaration.name
            if seed.kind not in source.declaration.kinds:
                continue
            for item in source.plan(seed):
                size = sizes.get(name, KNOWN_SIZES.get(name))
                total = None if size is None else size * item.requests
                yield PlannedRow(seed, name, item.asks, item.whom, item.reach, item.learns, item.requests, total)


def measured(consulted: Iterable[Consulted]) -> dict[str, int]:
    """Bytes a request by source, sent and received: the median over what was asked before."""
    seen: dict[str, list[float]] = {}
    for item in consulted:
        requests = sum(host.requests for host in item.hosts)
        if requests:
            seen.setdefault(item.source, []).append(sum(host.bytes for host in item.hosts) / requests)
    return {source: round(median(values)) for source, values in seen.items()}


def who_learns(pairs: Iterable[tuple[str, str, Identifier]]) -> list[str]:
    """A line a source from ``(source, system, identifier)``, such as ``github: api.github.com … @sefa``."""
    told: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for source, system, identifier in pairs:
        systems, identifiers = told.setdefault(source, ({}, {}))
        systems[system] = identifiers[identifier.value] = None
    return [f"{source}: {_some(systems)} … {_some(identifiers)}" for source, (systems, identifiers) in told.items()]


def read_time(text: str) -> float:
    """Seconds from ``90s``, ``10m`` or ``1.5h``. Raises `UsageError`."""
    found = re.fullmatch(r"(\d{1,6}(?:\.\d{1,3})?)\s*([smh])", text.strip().lower())
    if not found or not float(found[1]):
        raise UsageError(f"{text!r} is no time", "write one such as 90s, 10m or 1h")
    return float(found[1]) * _SECONDS[found[2]]


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    more = f" and {len(listed) - NAMED} more" if len(listed) > NAMED else ""
    return ", ".join(listed[:NAMED]) + more

"""What was asked of whom: the systems that learnt something, and the questions that stay open. Pure."""

from collections.abc import Iterable

from osint_kit.canonical import Json
from osint_kit.findings import identifier_record
from osint_kit.identifiers import Identifier
from osint_kit.profiles.material import ANSWERED, Consulted


def learnt(consulted: Iterable[Consulted]) -> list[Json]:
    """An entry a system, source and reach: how often it was asked, and about which identifiers."""
    told: dict[tuple[str, str, str], tuple[int, set[Identifier], set[str]]] = {}
    for item in consulted:
        for host in item.hosts:
            key = (host.host, item.source, host.reach)
            requests, identifiers, ids = told.get(key, (0, set(), set()))
            told[key] = (requests + host.requests, identifiers | {item.identifier}, ids | {item.id})
    return [
        {
            "host": host,
            "source": source,
            "reach": reach,
            "requests": requests,
            "identifiers": [identifier_record(identifier) for identifier in sorted(identifiers)],
            "findings": list[Json](sorted(ids)),
        }
        for (host, source, reach), (requests, identifiers, ids) in sorted(told.items())
    ]


def open_questions(consulted: Iterable[Consulted]) -> list[Json]:
    """The questions whose newest asking brought no answer, and why."""
    newest: dict[tuple[Identifier, str], Consulted] = {}
    for item in sorted(consulted, key=lambda item: str(item.at)):
        newest[item.identifier, item.source] = item
    return [
        {
            "source": item.source,
            **identifier_record(item.identifier),
            "outcome": item.outcome,
            "why": item.why,
            "findings": [item.id],
        }
        for (_, _), item in sorted(newest.items())
        if item.outcome != ANSWERED
    ]

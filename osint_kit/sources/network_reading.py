"""The "ip network" of RDAP (RFC 9083 section 5.4), its entities (5.1) and jCards (RFC 7095): pure reading."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address

from osint_kit.canonical import Json
from osint_kit.gateway.exchange import HttpAnswer
from osint_kit.gateway.failures import Unreachable
from osint_kit.sources.json_answers import read_json

WHO = "the regional internet registry"
DEEPEST = 5
"""Entities within entities."""


@dataclass(frozen=True)
class Network:
    """One registered network; empty where the registry does not say. ``country`` has two letters."""

    start: str
    end: str
    name: str = ""
    holder: str = ""
    country: str = ""
    allocated: str = ""
    abuse_email: str = ""

    def holds(self, address: str) -> bool:
        """Whether an address lies in it."""
        asked, start, end = ip_address(address), ip_address(self.start), ip_address(self.end)
        return asked.version == start.version == end.version and int(start) <= int(asked) <= int(end)


def read_network(answer: HttpAnswer) -> Network | None:
    """The network of an answer; None for 404, by which a registry says that it knows none (RFC 7480 section 5.3).

    Raises `Unreachable` for any other form, `TooMuch` where the answer was cut.
    """
    if answer.status == 404:
        return None
    record = read_json(answer, WHO)
    if not isinstance(record, Mapping) or record.get("objectClassName") != "ip network":
        raise _unknown(answer)
    start, end = _text(record, "startAddress"), _text(record, "endAddress")
    try:
        ip_address(start), ip_address(end)
    except ValueError as error:
        raise _unknown(answer) from error
    entities = list(_entities(record, 0))
    return Network(
        start=start,
        end=end,
        name=_text(record, "name"),
        holder=_holder(record, entities),
        country=_text(record, "country").upper(),
        allocated=_event(record, "registration"),
        abuse_email=_of_role(entities, "abuse", "email").lower(),
    )


def _entities(record: Mapping[str, Json], depth: int) -> Iterator[Mapping[str, Json]]:
    """The entities of an object, and those within them, nearest first."""
    children = [item for item in _items(record, "entities") if isinstance(item, Mapping)]
    yield from children
    if depth < DEEPEST:
        for child in children:
            yield from _entities(child, depth + 1)


def _holder(record: Mapping[str, Json], entities: Sequence[Mapping[str, Json]]) -> str:
    """The registrant; where there is none, the first line of what is titled a description, as APNIC has it (remarks of
    RFC 9083 section 4.3)."""
    if named := _of_role(entities, "registrant", "fn") or _of_role(entities, "registrant", "org"):
        return named
    for remark in _items(record, "remarks"):
        if isinstance(remark, Mapping) and remark.get("title") == "description":
            lines = _items(remark, "description")
            return " ".join(lines[0].split()) if lines and isinstance(lines[0], str) else ""
    return ""


def _of_role(entities: Sequence[Mapping[str, Json]], role: str, property_: str) -> str:
    """The first value of a jCard property of the first entity in a role that has one."""
    for entity in entities:
        if role in _items(entity, "roles"):
            card = _items(entity, "vcardArray")
            for line in card[1] if len(card) > 1 and isinstance(card[1], list) else ():
                if isinstance(line, list) and len(line) > 3 and line[0] == property_ and isinstance(line[3], str):
                    return " ".join(line[3].split())
    return ""


def _event(record: Mapping[str, Json], action: str) -> str:
    for event in _items(record, "events"):
        if isinstance(event, Mapping) and event.get("eventAction") == action:
            return _text(event, "eventDate")
    return ""


def _items(record: Mapping[str, Json], key: str) -> Sequence[Json]:
    value = record.get(key)
    return value if isinstance(value, list) else []


def _text(record: Mapping[str, Json], key: str) -> str:
    value = record.get(key)
    return value.strip() if isinstance(value, str) else ""


def _unknown(answer: HttpAnswer) -> Unreachable:
    return Unreachable(f"{WHO} answered in an unknown form", answer.evidence)

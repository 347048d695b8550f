"""The parts that all RDAP objects are made of: entities and events (RFC 9083 sections 4.5, 5.1), jCards (RFC 7095)."""

from collections.abc import Iterator, Mapping, Sequence

from osint_kit.canonical import Json

DEEPEST = 5
"""Entities within entities."""
MOST = 1000
"""Entities that are looked at."""
Object = Mapping[str, Json]


def text(record: Object, key: str) -> str:
    """A text of an object; empty where there is none."""
    value = record.get(key)
    return value.strip() if isinstance(value, str) else ""


def items(record: Object, key: str) -> Sequence[Json]:
    """A list of an object; empty where there is none."""
    value = record.get(key)
    return value if isinstance(value, list) else []


def objects(record: Object, key: str) -> Iterator[Object]:
    """The objects in a list of an object."""
    return (item for item in items(record, key) if isinstance(item, Mapping))


def texts(record: Object, key: str) -> tuple[str, ...]:
    """The texts in a list of an object."""
    return tuple(item.strip() for item in items(record, key) if isinstance(item, str) and item.strip())


def event(record: Object, action: str) -> str:
    """When something happened, as it is written; empty where that is not told."""
    told = (item for item in objects(record, "events") if text(item, "eventAction") == action)
    return next((text(item, "eventDate") for item in told), "")


def entities(record: Object) -> list[Object]:
    """The entities of an object, and those within them, nearest first."""
    found: list[Object] = []
    level = [record]
    for _ in range(DEEPEST):
        level = [child for parent in level for child in objects(parent, "entities")][: MOST - len(found)]
        found += level
    return found


def in_role(found: Sequence[Object], *roles: str) -> Iterator[Object]:
    """The entities that have one of some roles (RFC 9083 section 10.2.4)."""
    return (entity for entity in found if set(roles) & set(texts(entity, "roles")))


def card(entity: Object, property_: str) -> Iterator[tuple[Object, Json]]:
    """Parameters and value of each line of an entity's jCard that has a property."""
    whole = items(entity, "vcardArray")
    for line in whole[1] if len(whole) > 1 and isinstance(whole[1], list) else ():
        if isinstance(line, list) and len(line) > 3 and line[0] == property_:
            parameters = line[1] if isinstance(line[1], Mapping) else {}
            for value in line[3:]:
                yield parameters, value


def card_texts(entity: Object, property_: str) -> Iterator[str]:
    """The texts of a property, each in one line."""
    for _, value in card(entity, property_):
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, str) and (plain := " ".join(first.split())):
            yield plain

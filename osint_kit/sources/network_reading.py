"""The "ip network" of RDAP (RFC 9083 section 5.4), its entities (5.1) and jCards (RFC 7095): pure reading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address

from osint_kit.gateway.exchange import HttpAnswer
from osint_kit.gateway.failures import Unreachable
from osint_kit.sources.json_answers import read_json
from osint_kit.sources.rdap_parts import Object, card_texts, entities, event, in_role, objects, text, texts

WHO = "the regional internet registry"


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
    start, end = text(record, "startAddress"), text(record, "endAddress")
    try:
        ip_address(start), ip_address(end)
    except ValueError as error:
        raise _unknown(answer) from error
    found = entities(record)
    return Network(
        start=start,
        end=end,
        name=text(record, "name"),
        holder=_holder(record, found),
        country=text(record, "country").upper(),
        allocated=event(record, "registration"),
        abuse_email=_of_role(found, "abuse", "email").lower(),
    )


def _holder(record: Object, found: Sequence[Object]) -> str:
    """The registrant; where there is none, the first line of what is titled a description, as APNIC has it (remarks of
    RFC 9083 section 4.3)."""
    if named := _of_role(found, "registrant", "fn") or _of_role(found, "registrant", "org"):
        return named
    for remark in objects(record, "remarks"):
        if remark.get("title") == "description":
            return " ".join(next(iter(texts(remark, "description")), "").split())
    return ""


def _of_role(found: Sequence[Object], role: str, property_: str) -> str:
    """The first value of a jCard property of the first entity in a role that has one."""
    return next((value for entity in in_role(found, role) for value in card_texts(entity, property_)), "")


def _unknown(answer: HttpAnswer) -> Unreachable:
    return Unreachable(f"{WHO} answered in an unknown form", answer.evidence)

"""What a phone number says by itself: the numbering plans that libphonenumber collects. Nothing is asked."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from osint_kit.canonical import Json
from osint_kit.clock import now
from osint_kit.findings import Finding, Grade
from osint_kit.identifiers import Identifier, Kind
from osint_kit.identifiers.phone import PhoneRecord, phone_record
from osint_kit.reach import Reach
from osint_kit.sources.source import Declaration, Planned

if TYPE_CHECKING:
    from osint_kit.gateway import Gateway

DECLARATION = Declaration(
    name="numbering-plan",
    title="Numbering plans, by libphonenumber",
    home="https://github.com/google/libphonenumber",
    documentation="https://github.com/google/libphonenumber/blob/master/FAQ.md",
    terms="https://github.com/google/libphonenumber/blob/master/LICENSE",
    kinds=(Kind.PHONE,),
    reach=Reach.OFFLINE,
    pace="offline",
    yields=("number",),
    grade=Grade("B", 2, "published numbering plans; numbers are ported, so the range is not the holder's network"),
    learns="nobody",
)


class NumberingPlan:
    """Country, kind and range of a number."""

    declaration = DECLARATION

    def plan(self, identifier: Identifier) -> list[Planned]:
        """Nothing."""
        return []

    def ask(self, identifier: Identifier, gateway: "Gateway") -> Iterator[Finding]:
        """One finding: the facts of the number."""
        yield finding(identifier, phone_record(identifier.value))


def finding(number: Identifier, record: PhoneRecord, asked: str | None = None) -> Finding:
    """The one finding of a number; ``asked`` is the id of the line that says it was asked about."""
    facts = ("valid", "country", "type", "carrier", "location")
    value: dict[str, Json] = {name: getattr(record, name) for name in facts}
    return DECLARATION.finding(number, "number", {**value, "timezones": list(record.timezones)}, now(), asked)

"""Local facts about phone numbers, each with its source: `phone_facts.toml` as values."""

import tomllib
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

PACKAGED = Path(__file__).with_name("phone_facts.toml")


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One entry of the file: ``published`` is the date of its source, or ``read`` the day that it was read."""

    source: str
    published: date | None = None
    read: date | None = None

    @property
    def cited(self) -> str:
        """The source and its date, in one line."""
        return f"{self.source} ({self.published or f'read {self.read}'})"


@dataclass(frozen=True, kw_only=True)
class Range(Fact):
    """National numbers of so many digits that begin so were assigned to an operator."""

    region: str
    prefixes: tuple[str, ...]
    digits: int
    assigned_to: str

    def covers(self, region: str | None, national: str) -> bool:
        """Whether a national number of a region is in the range."""
        return region == self.region and len(national) == self.digits and national.startswith(self.prefixes)


@dataclass(frozen=True, kw_only=True)
class Operator(Fact):
    """Who stands today behind the name of a carrier that libphonenumber has."""

    region: str
    carrier: str
    today: str


@dataclass(frozen=True, kw_only=True)
class Code(Fact):
    """A short code of a region."""

    region: str
    code: str
    service: str
    emergency: bool


@dataclass(frozen=True, kw_only=True)
class WayOut(Fact):
    """What is dialled in a region before the country code of another."""

    region: str
    prefixes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Messenger(Fact):
    """The address that a number would have in a messenger, with ``{digits}`` or ``{e164}`` in it."""

    name: str
    address: str

    def of(self, e164: str) -> str:
        """The address of one number."""
        return self.address.format(digits=e164.removeprefix("+"), e164=e164)


@dataclass(frozen=True)
class PhoneFacts:
    """All local facts, in the order of the file."""

    ranges: tuple[Range, ...]
    operators: tuple[Operator, ...]
    codes: tuple[Code, ...]
    ways_out: tuple[WayOut, ...]
    messengers: tuple[Messenger, ...]


_Kind = TypeVar("_Kind", bound=Fact)


@cache
def phone_facts() -> PhoneFacts:
    """The facts that the kit ships, read once."""
    tables = tomllib.loads(PACKAGED.read_text(encoding="utf-8"))
    return PhoneFacts(
        ranges=_read(Range, tables["range"]),
        operators=_read(Operator, tables["operator"]),
        codes=_read(Code, tables["code"]),
        ways_out=_read(WayOut, tables["way_out"]),
        messengers=_read(Messenger, tables["messenger"]),
    )


def _read(kind: type[_Kind], entries: list[dict[str, Any]]) -> tuple[_Kind, ...]:
    listed = [field.name for field in fields(kind) if field.name == "prefixes"]
    return tuple(kind(**{**entry, **{name: tuple(entry[name]) for name in listed}}) for entry in entries)

"""Aliases in a DNS answer: where they lead, and whether they go round in a circle (RFC 1034 section 3.6.2). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from osint_kit.gateway.exchange import DnsAnswer, DnsRecord

LONGEST_CHAIN = 8
"""Aliases on the way from a name to its records, across all answers."""


@dataclass(frozen=True)
class Chain:
    """The names from the one that was asked for to the last alias; ``loop`` where that had been passed already."""

    names: tuple[str, ...]
    loop: bool = False

    @property
    def end(self) -> str:
        """Where it leads."""
        return self.names[-1]

    def __str__(self) -> str:
        return " → ".join(self.names)


def has_alias(records: Sequence[DnsRecord]) -> bool:
    """Whether any of the records is an alias."""
    return "CNAME" in [record.type for record in records]


def chain(name: str, records: Sequence[DnsRecord]) -> Chain:
    """The chain of aliases from a name, by the records of one answer or more."""
    aliases = {record.name.lower(): record.value.rstrip(".").lower() for record in records if record.type == "CNAME"}
    names = [name.lower()]
    while names[-1] in aliases:
        following = aliases[names[-1]]
        if following in names:
            return Chain((*names, following), loop=True)
        names.append(following)
    return Chain(tuple(names))


def to_follow(answer: DnsAnswer, so_far: Sequence[DnsRecord]) -> str | None:
    """The name to ask about next, where the resolver left that to us; None where it followed the aliases itself."""
    if (
        answer.status != "NOERROR"
        or answer.type in ("CNAME", "ANY")
        or answer.negative
        or not has_alias(answer.records)
    ):
        return None
    way = chain(answer.name, answer.records)
    if len(way.names) == 1 or way.loop or answer.values():
        return None
    whole = chain(so_far[0].name if so_far else answer.name, [*so_far, *answer.records])
    return None if whole.loop or len(whole.names) > LONGEST_CHAIN + 1 else way.end

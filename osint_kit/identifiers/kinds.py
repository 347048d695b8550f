"""What an identifier is: a kind, and a value in the canonical form of that kind."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of online identifiers."""

    PHONE = "phone"
    EMAIL = "email"
    DOMAIN = "domain"
    IP = "ip"
    URL = "url"
    HANDLE = "handle"
    ACCOUNT = "account"
    WALLET = "wallet"
    NAME = "name"
    TEXT = "text"
    """What could not be read as any of these: only ever the subject of what was asked."""


@dataclass(frozen=True, order=True)
class Identifier:
    """An identifier in canonical form, so that two that mean the same are equal.

    Made by `parse` and the ``read_…`` functions; made by hand, ``value`` must be canonical already.
    """

    kind: Kind
    value: str

    def __str__(self) -> str:
        """The form that `parse` reads back as this very identifier, such as ``handle:sefa``; not so for `TEXT`."""
        return f"{self.kind}:{self.value}"


class NotReadable(ValueError):
    """The text is no identifier; the message says why not, and what to write instead."""

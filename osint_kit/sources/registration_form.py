"""What a registry says of a domain, in one form always. The readers of RDAP and of WHOIS both fill it."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib.resources import files
from typing import Any

WITHHELD = "redacted for privacy"
"""The value that stands where a person is withheld, or a proxy stands in for him."""
SINGLE = ("registrar", "created", "updated", "expires", "registrant", "organisation", "country")
"""Fields with one value; each is a property of findings by the same name."""
LISTS = {"emails": "email", "phones": "phone", "name_servers": "name_server", "status": "status"}
"""Fields with several values, and the property of a finding of one of them."""
FACTS = (*SINGLE, *LISTS.values(), "registered")
HANDLE = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)+|\d[\d. -]*")
"""How a registry names a contact: ``GI7803022-NICAT``, ``CON-66``, a tax number. It is nobody's name."""

PHONE = re.compile(r"(?!\+\d{1,3}[ .-]?\(?0)\+\d(?:[ .-]?\(?\d\)?){6,13}")
"""RFC 5733 section 2.5 writes a dot behind the country code, RFC 3966 allows dashes, registries spaces. What begins
with 0 behind the code has a digit too many in most countries."""


@dataclass(frozen=True)
class Registration:
    """What an answer says. Lists are tuples, names lower-case, times ISO 8601 in UTC, a date stays a date.

    A time that cannot be told from what was written (``03/04/2020``) stands as it was written. ``problem`` is set
    where the answer is a refusal or cannot be read; ``registered`` is False only where the registry says that
    there is no such name, and None where it cannot be told. ``status`` holds EPP words such as
    ``clientHold`` (RFC 5731), or the registry's own.
    """

    domain: str
    registered: bool | None = None
    registrar: str | None = None
    created: str | None = None
    updated: str | None = None
    expires: str | None = None
    registrant: str | None = None
    organisation: str | None = None
    country: str | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    name_servers: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    problem: str | None = None

    def with_gaps_filled(self, other: "Registration") -> "Registration":
        """This registration; what it does not say, or withholds, is taken from another answer about the name."""
        taken: dict[str, Any] = {}
        for item in fields(self):
            mine, theirs = getattr(self, item.name), getattr(other, item.name)
            if theirs and (not mine or mine in (WITHHELD, (WITHHELD,))):
                taken[item.name] = theirs
        return replace(self, **taken)


def is_withheld(text: str) -> bool:
    """Whether a text says that a person is withheld, or names a service that stands in for persons."""
    return bool(_withheld().search(text))


def person(values: Iterable[str]) -> str | None:
    """The first of some values about a person that is none withheld; `WITHHELD` where all are; None without any."""
    said = [name for value in values if (name := " ".join(value.split())) and not HANDLE.fullmatch(name)]
    return next((value for value in said if not is_withheld(value)), WITHHELD if said else None)


def phone_number(text: str) -> str:
    """A number with a country code as plus and digits (ITU-T E.164), without separators; any other as it was written.

    >>> phone_number("+679.9991234"), phone_number("+679-999-1234"), phone_number("999 1234")
    ('+6799991234', '+6799991234', '999 1234')
    """
    written = " ".join(text.split())
    plain = PHONE.fullmatch(written)
    return re.sub(r"[ .()-]", "", written) if plain else written


def epp_status(text: str) -> str:
    """A status in the words of EPP (RFC 5731, RFC 3915), also from RDAP's words (RFC 8056); others as they stand.

    >>> epp_status("client transfer prohibited"), epp_status("clientHold https://icann.org/epp#clientHold")
    ('clientTransferProhibited', 'clientHold')
    """
    words = re.sub(r"\(?https?://\S*", "", text).strip()
    known = _statuses().get(re.sub(r"[\s_-]", "", words).lower())
    return known or " ".join(words.split())


@cache
def words() -> dict[str, Any]:
    """The phrases of registries, ``registration_words.json``: each list with where it was read."""
    return json.loads((files(__package__) / "registration_words.json").read_text("utf-8"))  # type: ignore[no-any-return]


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The phrases of one list as one pattern, case ignored, ``^`` at the start of each line."""
    phrases = [phrase for group in words()[name] for phrase in group["phrases"]]
    return re.compile("|".join(f"(?:{phrase})" for phrase in phrases), re.IGNORECASE | re.MULTILINE)


def _withheld() -> re.Pattern[str]:
    return pattern("withheld")


@cache
def _statuses() -> dict[str, str]:
    """EPP's words by themselves in lower case; ``active`` of RDAP is ``ok`` (RFC 8056 section 2)."""
    return {word.lower(): word for word in words()["epp_status"]["words"]} | {"active": "ok"}

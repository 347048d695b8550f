"""What several advertisements say together: one contact under several names, or for work in several countries."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from osint_kit.identifiers import Identifier
from osint_kit.profiles.advert import Advert
from osint_kit.profiles.flags_text import Flag, places_named
from osint_kit.profiles.flags_words import Book, own_book

_FIRM = re.compile(
    r"\b(?:[A-Z][\w&'’-]{0,30}[ ]){1,5}"
    r"(?:Ltd|Limited|Agency|Recruitment|Recruiters|Group|Company|Consultancy|Enterprises|Services|Corporation|Inc|Pty)\b"
)
LONGEST = 5
"""Names and countries that are told of one contact; the rest are counted."""


@dataclass
class _Seen:
    texts: int = 0
    names: dict[str, str] = field(default_factory=dict)
    countries: set[frozenset[str]] = field(default_factory=set)


class Contacts:
    """Advertisements as they come; `flags` at the end says what the contacts in them have in common."""

    def __init__(self, book: Book | None = None) -> None:
        self._book = book or own_book()
        self._seen: dict[Identifier, _Seen] = {}

    def add(self, advert: Advert) -> None:
        """Take one advertisement into account."""
        names = firms_in(advert.text)
        countries = frozenset(places_named(advert))
        for contact in dict.fromkeys(part.identifier for part in advert.parts if part.identifier):
            seen = self._seen.setdefault(contact, _Seen())
            seen.texts += 1
            for name in names:
                seen.names.setdefault(name.casefold(), name)
            if countries:
                seen.countries.add(countries)

    def flags(self) -> Iterator[tuple[Identifier, Flag]]:
        """Each contact with its flag; the excerpt says in how many texts it stands and as what."""
        for contact, seen in self._seen.items():
            if seen.texts > 1 and different(tuple(seen.names.values())):
                yield contact, self._flag("shared_contact", contact, seen.texts, tuple(seen.names.values()))
            apart = sorted({", ".join(sorted(group)) for group in seen.countries})
            if len(apart) > 1 and not frozenset.intersection(*seen.countries):
                yield contact, self._flag("place_changes", contact, seen.texts, apart)

    def _flag(self, code: str, contact: Identifier, texts: int, said: "tuple[str, ...] | list[str]") -> Flag:
        return Flag(self._book.rules[code], f"{contact.value} in {texts} texts: {listed(said)}", times=texts)


def firms_in(text: str) -> list[str]:
    """What calls itself a firm or an agency in a text, each once."""
    return list(dict.fromkeys(" ".join(found[0].split()) for found in _FIRM.finditer(text)))


def different(names: tuple[str, ...]) -> bool:
    """Whether names are those of several: ``Sefa V.`` and ``Sefa`` are not, ``Sefa V.`` and ``Mele T.`` are."""
    bags = [frozenset(re.findall(r"\w+", name.casefold())) for name in names]
    return any(one and other and not (one <= other or other <= one) for one in bags for other in bags)


def listed(names: "tuple[str, ...] | list[str]") -> str:
    """Names in one line; of many, the first and how many more there are."""
    more = f" and {len(names) - LONGEST} more" if len(names) > LONGEST else ""
    return "; ".join(names[:LONGEST]) + more

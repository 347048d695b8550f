"""Identifiers in what somebody wrote about himself: links, e-mail addresses, wallets, handles, phone numbers. Pure.

A number that tells no country is no identifier; its digits are a fact of their own, ``local_number``.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from osint_kit.identifiers import Identifier
from osint_kit.identifiers.phone_extract_spelled import may_hold_number
from osint_kit.sources.fact import Fact
from osint_kit.sources.handles_in_words import handles_in_words
from osint_kit.sources.local_numbers import local_numbers

TEXTS = frozenset({"bio", "description", "website"})
"""Properties in which other identifiers are looked for."""
LONGEST = 10_000
"""Characters that are read of a text: no platform gives its users more to write about themselves."""


def with_mentions(said: Iterable[Fact]) -> Iterator[Fact]:
    """Facts, each once, and behind each text the identifiers that stand in it."""
    seen: set[tuple[str, str]] = set()
    for fact in said:
        found = mentions(fact) if fact.property in TEXTS else ()
        for item in (fact, *(other for other in found if other.object is None or other.object != fact.object)):
            key = (item.property, str(item.object) if item.property == "mentions" else str(item.value).casefold())
            if key not in seen:
                seen.add(key)
                yield item


def mentions(fact: Fact) -> Iterator[Fact]:
    """The identifiers in a text: links, e-mail addresses, phone numbers, wallets and handles."""
    text = str(fact.value)[:LONGEST]
    taken: list[tuple[int, int]] = []
    for pattern, read in _readers():
        for found in re.finditer(pattern, text):
            excerpt = found[0].rstrip(".,;:!?)]}'\"")
            end = found.start() + len(excerpt)
            if not _free(found.start(), end, taken):
                continue
            if identifier := read(excerpt):
                taken.append((found.start(), end))
                yield Fact("mentions", excerpt, excerpt, fact.read_from, identifier)
    for named in handles_in_words(text):
        if _free(named.start, named.end, taken):
            taken.append((named.start, named.end))
            yield Fact(
                "mentions",
                text[named.start : named.end],
                text[named.start : named.end],
                fact.read_from,
                named.identifier,
            )
    yield from _numbers(text, fact.read_from, taken)


def _numbers(text: str, read_from: str, taken: list[tuple[int, int]]) -> Iterator[Fact]:
    if not may_hold_number(text):
        return  # the phone library is heavy
    from osint_kit.identifiers import Kind
    from osint_kit.identifiers.phone_extract import find_numbers

    for number in find_numbers(text):
        if number.valid and _free(number.start, number.end, taken):
            taken.append((number.start, number.end))
            yield Fact("mentions", number.text, number.text, read_from, Identifier(Kind.PHONE, number.e164))
    for local in local_numbers(text):
        if _free(local.start, local.end, taken):
            yield Fact("local_number", local.digits, text[local.start : local.end], read_from)


def _free(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    return not any(start < stop and begin < end for begin, stop in taken)


def _readers() -> tuple[tuple[str, Callable[[str], Identifier | None]], ...]:
    from osint_kit.identifiers.email import read_email
    from osint_kit.identifiers.handle import read_handle
    from osint_kit.identifiers.wallet import read_wallet

    return (
        (r"https?://[^\s<>\"']+", _tried(_read_link)),
        (r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+", _tried(read_email)),
        (r"(?<![\w.-])(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s<>\"']+", _tried(lambda text: _read_link(f"https://{text}"))),
        (r"\b(?:0x[0-9a-fA-F]{40}|bc1[a-z0-9]{8,87}|[13T][1-9A-HJ-NP-Za-km-z]{25,34})\b", _tried(read_wallet)),
        (r"(?<![\w@./])@[\w.-]{2,40}", _tried(read_handle)),
    )


def _read_link(text: str) -> Identifier:
    from osint_kit.identifiers import Kind
    from osint_kit.identifiers.url import read_url

    return Identifier(Kind.URL, read_url(text).text)


def _tried(read: Callable[[str], Identifier]) -> Callable[[str], Identifier | None]:
    """A reader that answers None for what it cannot read."""

    def tried(text: str) -> Identifier | None:
        try:
            return read(text)
        except ValueError:
            return None

    return tried

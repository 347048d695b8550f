"""Identifiers in what somebody wrote about himself: links, e-mail addresses, wallets, handles, phone numbers. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator

from osint_kit.identifiers import Identifier
from osint_kit.sources.fact import Fact

TEXTS = frozenset({"bio", "description", "website"})
"""Properties in which other identifiers are looked for."""


def with_mentions(said: Iterable[Fact]) -> Iterator[Fact]:
    """Facts, each once, and behind each text the identifiers that stand in it."""
    seen: set[tuple[str, str]] = set()
    for fact in said:
        found = mentions(fact) if fact.property in TEXTS else ()
        for item in (fact, *(other for other in found if other.object != fact.object)):
            key = (item.property, str(item.object) if item.property == "mentions" else str(item.value).casefold())
            if key not in seen:
                seen.add(key)
                yield item


def mentions(fact: Fact) -> Iterator[Fact]:
    """The identifiers in a text: links, e-mail addresses, phone numbers, wallets and handles."""
    text = str(fact.value)
    taken: list[tuple[int, int]] = []
    for pattern, read in _readers():
        for found in re.finditer(pattern, text):
            excerpt = found[0].rstrip(".,;:!?)]}'\"")
            end = found.start() + len(excerpt)
            if any(found.start() < stop and start < end for start, stop in taken):
                continue
            if identifier := read(excerpt):
                taken.append((found.start(), end))
                yield Fact("mentions", excerpt, excerpt, fact.read_from, identifier)
    yield from _numbers(text, fact.read_from, taken)


def _numbers(text: str, read_from: str, taken: list[tuple[int, int]]) -> Iterator[Fact]:
    if not re.search(r"(?:\d\D{0,3}){7}", text):
        return  # the phone library is heavy
    from osint_kit.identifiers import Kind
    from osint_kit.identifiers.phone_extract import find_numbers

    for number in find_numbers(text):
        if number.valid and not any(number.start < stop and start < number.end for start, stop in taken):
            yield Fact("mentions", number.text, number.text, read_from, Identifier(Kind.PHONE, number.e164))


def _readers() -> tuple[tuple[str, Callable[[str], Identifier | None]], ...]:
    from osint_kit.identifiers.email import read_email
    from osint_kit.identifiers.handle import read_handle
    from osint_kit.identifiers.wallet import read_wallet

    return (
        (r"https?://[^\s<>\"']+", _tried(_read_link)),
        (r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+", _tried(read_email)),
        (r"\b(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s<>\"']+", _tried(lambda text: _read_link(f"https://{text}"))),
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

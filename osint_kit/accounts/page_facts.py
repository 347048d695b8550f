"""Facts out of what a page says for programs: JSON-LD, Open Graph, ``rel=me``, h-card, and its title. Pure.

Vocabularies: https://schema.org/Person, https://schema.org/ProfilePage, https://ogp.me/#type_profile,
https://microformats.org/wiki/rel-me, https://microformats.org/wiki/h-card.
"""

from collections.abc import Iterator

from osint_kit.accounts.answers import Answer
from osint_kit.accounts.page import Page, read_page
from osint_kit.canonical import Json
from osint_kit.identifiers import Identifier, Kind
from osint_kit.identifiers.url import join, read_url
from osint_kit.sources.fact import Fact

OPEN_GRAPH = {"og:title": "title", "og:description": "description", "og:image": "picture"}
CARD = {"p-name": "display_name", "p-note": "bio", "u-photo": "picture", "p-locality": "location", "dt-bday": "born"}
PERSON = {"name": "display_name", "description": "bio", "image": "picture", "sameAs": "website", "jobTitle": "job"}


def page_facts(answer: Answer) -> Iterator[Fact]:
    """The facts of a page; none of an answer that is data."""
    if answer.body.lstrip()[:1] in ("{", "["):
        return
    page = read_page(answer.body)
    for thing in page.linked_data:
        yield from _of_person(thing, answer)
    for name, what in CARD.items():
        if value := page.card.get(name):
            yield _said(what, value, f"h-card {name}", answer)
    if value := page.card.get("u-url"):
        yield _link(value, "h-card u-url", answer)
    for rels, address in page.links:
        if "me" in rels.split():
            yield _link(address, "rel=me", answer)
    yield from _of_head(page, answer)


def _of_head(page: Page, answer: Answer) -> Iterator[Fact]:
    first, last = page.meta.get("profile:first_name", ""), page.meta.get("profile:last_name", "")
    if name := f"{first} {last}".strip():
        yield Fact("display_name", name, name, "profile:first_name, profile:last_name")
    for name, what in OPEN_GRAPH.items():
        if value := page.meta.get(name):
            yield _said(what, value, name, answer)
    if page.title:
        yield Fact("title", page.title, page.title, "title")


def _of_person(thing: Json, answer: Answer) -> Iterator[Fact]:
    if not isinstance(thing, dict):
        return
    main = thing.get("mainEntity")
    person = main if isinstance(main, dict) else thing
    kinds = person.get("@type")
    if "Person" not in (kinds if isinstance(kinds, list) else [kinds]):
        return
    if isinstance(joined := thing.get("dateCreated"), str) and isinstance(main, dict):
        yield Fact("joined", joined, joined, "JSON-LD dateCreated")
    for name, what in PERSON.items():
        for value in _texts(person.get(name)):
            place = f"JSON-LD {name}"
            yield _link(value, place, answer) if what == "website" else _said(what, value, place, answer)


def _texts(value: Json) -> Iterator[str]:
    """The texts of a JSON-LD value: itself, those of a list, or the address of an object."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            item = item.get("contentUrl") or item.get("url")
        if isinstance(item, str) and item.strip():
            yield item


def _said(what: str, value: str, place: str, answer: Answer) -> Fact:
    return Fact(what, _absolute(value, answer) if what == "picture" else value, value, place)


def _link(address: str, place: str, answer: Answer) -> Fact:
    whole = _absolute(address, answer)
    try:
        leads_to = Identifier(Kind.URL, read_url(whole).text)
    except ValueError:
        leads_to = None
    return Fact("website", whole, address, place, leads_to)


def _absolute(address: str, answer: Answer) -> str:
    """An address as a reader of the page would follow it; as it stands there where it leads nowhere."""
    try:
        return join(read_url(answer.url), address).text
    except ValueError:
        return address

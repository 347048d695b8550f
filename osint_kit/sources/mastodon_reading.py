"""What a Mastodon account says of its owner (https://docs.joinmastodon.org/entities/Account/). Pure.

A field with ``verified_at`` is a link whose page links back with ``rel="me"``: whoever writes the account writes that
page too (https://docs.joinmastodon.org/user/profile/#verification).
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from osint_kit.canonical import Json
from osint_kit.sources.accounts import account_of, link_fact, linked, text_fact
from osint_kit.sources.fact import Fact
from osint_kit.sources.html_text import links, plain

MOST_FIELDS = 20
FIELDS = {"display_name": "display_name", "joined": "created_at", "picture": "avatar"}


def facts(entity: dict[str, Json]) -> Iterator[Fact]:
    """The facts of an account, as they stand in it."""
    for what, name in FIELDS.items():
        yield from text_fact(what, entity.get(name), name)
    note = entity.get("note")
    if isinstance(note, str) and plain(note):
        yield Fact("bio", plain(note), note, "note")
        for address in links(note):
            yield from _mentioned(address)
    fields = entity.get("fields")
    for place, item in enumerate((fields if isinstance(fields, list) else [])[:MOST_FIELDS]):
        if isinstance(item, dict):
            yield from _field(item, f"fields.{place}")


def moved_from_here(entity: dict[str, Json]) -> Iterator[Fact]:
    """The account that the owner says he moved to."""
    moved = entity.get("moved")
    url = moved.get("url") if isinstance(moved, dict) else None
    name = moved.get("username") if isinstance(moved, dict) else None
    if isinstance(url, str) and isinstance(name, str) and (server := urlsplit(url).hostname):
        yield Fact("also_known_as", f"{name}@{server}", url, "moved.url", account_of(server, name))


def _field(item: dict[str, Json], place: str) -> Iterator[Fact]:
    value, name = item.get("value"), item.get("name")
    if not isinstance(value, str) or not plain(value):
        return
    what = "verified_link" if isinstance(item.get("verified_at"), str) else "website"
    found = links(value)
    for address in found:
        yield from link_fact(what, address, f"{place}.value")
    if not found:
        label = f"{name}: " if isinstance(name, str) and name.strip() else ""
        yield Fact("description", f"{label}{plain(value)}", value, f"{place}.value")


def _mentioned(address: str) -> Iterator[Fact]:
    if address.startswith(("http://", "https://")) and (leads_to := linked(address)):
        yield Fact("mentions", address, address, "note", leads_to)

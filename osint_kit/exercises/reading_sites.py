"""``[[site]]`` of a scenario file. A site of ``sites.toml`` or ``more_sites.toml`` needs its name only."""

import json
import tomllib
from datetime import date
from functools import cache
from pathlib import Path

from osint_kit.canonical import Json
from osint_kit.exercises.reading_story import bare_handle, read_picture
from osint_kit.exercises.reading_web import web_address
from osint_kit.exercises.scenario import Account, Answer, Behaviour, Site
from osint_kit.exercises.sites import OWN_WORDS
from osint_kit.exercises.story import Profile
from osint_kit.exercises.templates import words
from osint_kit.exercises.toml_table import Table, nearest

PACKAGED = ("sites.toml", "more_sites.toml")
ASKED_ALWAYS = ("GitHub", "Mastodon", "Bluesky", "Telegram", "Gravatar", "Keybase")
"""Platforms that every profile asks: they are in every exercise, and where it does not name them nobody is there."""
FOUND = "<h1>{account}</h1><p>{name}</p><p>{bio}</p><p>{website}</p>"
ABSENT = "<h1>Page not found</h1>"


def read_sites(file: Table) -> tuple[Site, ...]:
    """All sites; with ``other_sites = "nobody"`` all that are packaged and not named, too."""
    sites: dict[str, Site] = {}

    def read(table: Table) -> Site:
        site = read_site(table)
        if site.name in sites:
            table.mistake(f"{site.name} is there twice", "name")
        return sites.setdefault(site.name, site)

    file.each("site", read)
    others = packaged_sites() if file.word("other_sites", ["nobody", "none"], "none") == "nobody" else ASKED_ALWAYS
    for name in others:
        sites.setdefault(name, read_site(Table({"name": name}, file.mistakes, file.start, keys=("site",))))
    return tuple(sites.values())


@cache
def packaged_sites() -> dict[str, dict[str, object]]:
    """The sites that a scenario can name without describing them, by name."""
    lists = ((Path(__file__).parent / name).read_text(encoding="utf-8") for name in PACKAGED)
    return {name: site for text in lists for name, site in tomllib.loads(text).items()}


@cache
def shown_fields(name: str) -> frozenset[str]:
    """What a packaged site shows of a profile."""
    found = packaged_sites()[name].get("found", {})
    template = found.get("json") or found.get("html") or FOUND if isinstance(found, dict) else FOUND
    return frozenset(words(str(template)) - OWN_WORDS)


def read_site(given: Table) -> Site:
    """One site; what the file does not say is as on the packaged site of that name."""
    name = given.text("name")
    if name not in packaged_sites() and "url" not in given:
        message = f"{name!r} is not in the packaged list, so it needs a 'url'"
        raise given.wrong(message + nearest(name, packaged_sites()), "name")
    table = given.over(packaged_sites().get(name, {}))
    found = _read_answer(table, "found", 200, FOUND)
    shown = words(found.body)
    fields = sorted(shown - OWN_WORDS | ({"email"} if "email_hash" in shown else set()))
    behaviour = Behaviour(table.word("behaviour", Behaviour, Behaviour.NORMAL))
    if "retry_after" in table and behaviour != Behaviour.RATE_LIMIT:
        table.mistake('only a site with behaviour = "rate-limit" sends it', "retry_after")
    defaults = table.table("defaults")
    site = Site(
        name=table.text("name"),
        url=table.read("url", _pattern),
        found=found,
        absent=_read_answer(table, "absent", 404, ABSENT),
        accounts=_read_accounts(table, fields),
        defaults=_read_profile(defaults, fields) if defaults else {},
        behaviour=behaviour,
        retry_after=table.number("retry_after", 120, 0, 86400),
        picture=table.text("picture", ""),
    )
    table.close()
    return site


def _pattern(text: str) -> str:
    address = web_address(text)
    if address.count("{account}") != 1:
        raise ValueError(f"{text!r} must hold {{account}} once, behind the host")
    return address


def _read_answer(site: Table, key: str, status: int, html: str) -> Answer:
    table = site.table(key)
    if table is None:
        return Answer(status, html)
    status = table.number("status", status, 200, 599)
    if "json" in table:
        answer = Answer(status, table.read("json", _json), is_json=True)
    else:
        answer = Answer(status, table.text("html", html))
    table.close()
    return answer


def _json(text: str) -> str:
    try:
        json.loads(text)  # its JSONDecodeError is a ValueError that names line and column
    except RecursionError as error:
        raise ValueError("this JSON is nested too deep") from error
    return text


def _read_accounts(site: Table, fields: list[str]) -> tuple[Account, ...]:
    accounts: dict[str, Account] = {}
    for table in site.tables("accounts", short_for="handle"):
        handle = bare_handle(table.text("handle"))
        if handle.casefold() in accounts:
            table.mistake(f"{handle} is there twice", "handle")
        picture = read_picture(table)
        accounts[handle.casefold()] = Account(handle, _read_profile(table, fields), picture)
    return tuple(accounts.values())


def _read_profile(table: Table, fields: list[str]) -> Profile:
    """What the fields of a profile say; those that the site does not show are refused."""
    profile = {key: _as_json(value) for key, value in table.rest().items()}
    for key in profile:
        if key not in fields:
            table.mistake(f"{key!r} is nothing that this site shows" + nearest(key, fields), key)
    return profile


def _as_json(value: object) -> Json:
    """A TOML value as JSON: dates become texts."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [_as_json(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _as_json(item) for key, item in value.items()}
    if value is None or isinstance(value, str | int | float):
        return value
    return str(value)

"""Facts out of documented answers for programs; which field holds what is data, ``profile_fields.toml``. Pure."""

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from html import unescape
from importlib.resources import files

from osint_kit.accounts.answers import Answer
from osint_kit.canonical import Json
from osint_kit.clock import iso
from osint_kit.identifiers import Identifier, NotReadable
from osint_kit.identifiers.account import read_account
from osint_kit.sources.fact import Fact

_NO_FIELDS = frozenset({"like", "source"})
_UNITS = {"s": 1, "ms": 1000}


def data_facts(answer: Answer) -> Iterator[Fact]:
    """The facts of an answer in JSON of a site that is known; none of any other."""
    fields = _fields_of(re.sub(r"^https?://|\?.*$", "", answer.url))
    if not fields:
        return
    try:
        data: Json = json.loads(answer.body)
    except (ValueError, RecursionError):
        return
    for what, path in fields:
        steps, _, form = path.partition(":")
        for value in _at(data, steps.split(".")):
            if (fact := _fact(what, value, form, steps)) is not None:
                yield fact


@lru_cache(maxsize=1)
def _sites() -> list[dict[str, str | list[str]]]:
    text = (files("osint_kit.accounts") / "profile_fields.toml").read_text("utf-8")
    sites: list[dict[str, str | list[str]]] = tomllib.loads(text)["site"]
    return sites


def _fields_of(address: str) -> list[tuple[str, str]]:
    """The property and the path of each field that a site documents."""
    found: list[tuple[str, str]] = []
    for site in _sites():
        if re.search(str(site["like"]), address):
            for what, paths in site.items():
                if what not in _NO_FIELDS:
                    found += [(what, path) for path in ([paths] if isinstance(paths, str) else paths)]
    return found


def _at(value: Json, steps: list[str]) -> Iterator[Json]:
    """The values at a path."""
    if not steps:
        yield value
    elif isinstance(value, dict):
        if steps[0] in value:
            yield from _at(value[steps[0]], steps[1:])
    elif isinstance(value, list):
        here = value if steps[0] == "*" else value[int(steps[0]) :][:1] if steps[0].isdecimal() else []
        for item in here:
            yield from _at(item, steps[1:])


def _fact(what: str, value: Json, form: str, steps: str) -> Fact | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float) or not str(value).strip():
        return None
    excerpt = str(value)
    if form in _UNITS:
        try:
            moment = datetime.fromtimestamp(float(value) / _UNITS[form], UTC)
        except (ValueError, OverflowError, OSError):
            return None
        return Fact(what, iso(moment), excerpt, steps)
    if form == "html":
        text = unescape(re.sub(r"<(?:br|/p)\b[^<>]*>", "\n", excerpt))
        return Fact(what, re.sub(r"<[^<>]*>", "", text).strip(), excerpt, steps)
    if form:
        return Fact(what, excerpt, excerpt, steps, _account(form, excerpt))
    return Fact(what, excerpt.strip(), excerpt, steps)


def _account(platform: str, handle: str) -> Identifier | None:
    try:
        return read_account(platform, handle)
    except NotReadable:
        return None

"""The lines of a WHOIS answer as sections, keys and values, whatever the form; pure, and it never raises.

RFC 3912 gives an answer no form. Read are ``key: value``, ``key....: value``, ``[key] value``, a key whose values stand
in the lines below it, and headings over such lines. Which key means what is data: ``whois_keys.json``.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

COMMENT = ("%", "#", ">>>", "--", "==")
KEY = re.compile(r"^\s*(?:\[(?P<box>[^\]]{1,60})\]|(?P<key>[^:\[\]]{1,60}?)[ .\t]*:(?![/\d]))\s*(?P<value>.*)$")
LABEL = re.compile(r"^\s*[a-z]\.\s*\[")
HEADING = 60
"""Characters of a line that may be a heading."""


@dataclass(frozen=True)
class Line:
    """One value: the heading that it stands under, its key, and what is said; heading and key in plain lower case."""

    section: str
    key: str
    value: str


def read_lines(text: str) -> list[Line]:
    """All values of an answer, in order."""
    return list(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    section = open_key = ""
    depth = 0
    after_blank = True
    for raw in text.splitlines():
        line = raw.expandtabs(8)
        stripped = line.strip()
        if not stripped:
            after_blank = True
            continue
        if stripped.startswith(COMMENT):
            continue
        indent = len(line) - len(line.lstrip())
        found = KEY.match(LABEL.sub("[", line))
        if found is None or _is_prose(found["key"] or found["box"]):
            if open_key and (indent > depth or not after_blank or _is_list(open_key)):
                yield Line(section, open_key, stripped)
            elif len(stripped) <= HEADING and (role := role_of(plain(stripped))):
                section, open_key, depth = role, "", indent
                if role == "servers":
                    open_key = "name servers"
            after_blank = False
            continue
        key, value = plain(found["key"] or found["box"]), found["value"].strip()
        role = role_of(key)
        if after_blank and (role or (indent <= depth and section != "servers")):
            section = role if role != "servers" else ""
        if value:
            yield Line(section, key, value)
            open_key = key if _is_list(key) else ""
        else:
            section, open_key, depth = role or section, key, indent
        after_blank = False


def plain(key: str) -> str:
    """A key without dots, dashes and capitals."""
    return " ".join(re.sub(r"[\W_]+", " ", key.lower()).split())


def field_of(line: Line) -> str:
    """Which field a value belongs to by its key, with what the heading adds; empty where none."""
    direct = next((name for name, keys in _keys()["fields"].items() if line.key in keys), "")
    within = next((name for name, keys in _keys()["within"].get(line.section, {}).items() if line.key in keys), "")
    if within:
        return within
    if line.key == "state" and line.section:
        return ""
    of_others = line.section in ("registrar", "contact") and not line.key.startswith(("registrant", "owner", "holder"))
    if of_others and direct in ("registrant", "organisation", "country", "status"):
        return ""
    return direct


def role_of(heading: str) -> str:
    """Whose lines stand under a heading: ``holder``, ``contact`` (any other person), ``registrar``, ``servers``."""
    for role, pattern in _headings():
        if pattern.search(heading):
            return role
    return ""


def _is_list(key: str) -> bool:
    return key in _keys()["lists"]


def _is_prose(key: str) -> bool:
    return len(key.split()) > 6


@cache
def _keys() -> dict[str, Any]:
    return json.loads((files(__package__) / "whois_keys.json").read_text("utf-8"))  # type: ignore[no-any-return]


@cache
def _headings() -> list[tuple[str, re.Pattern[str]]]:
    return [(role, re.compile("|".join(patterns))) for role, patterns in _keys()["headings"].items()]

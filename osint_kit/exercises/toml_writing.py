"""Values as TOML text (https://toml.io/en/v1.0.0), for scenarios that a program writes."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

Value = str | int | bool | date | datetime | Sequence["Value"] | Mapping[str, "Value"]
BARE = re.compile(r"[A-Za-z0-9_-]+")
LONGEST = 110
"""Characters of a list on one line."""


def toml_text(value: Value) -> str:
    """One value on the right of an equals sign."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date | int):
        return value.isoformat() if isinstance(value, date) else str(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {toml_text(item)}" for key, item in value.items()) + " }"
    items = [toml_text(item) for item in value]
    whole = f"[{', '.join(items)}]"
    return whole if len(whole) <= LONGEST else "[\n" + "".join(f"  {item},\n" for item in items) + "]"


def toml_table(header: str, values: Mapping[str, Value]) -> str:
    """A table with its ``header`` (``[[page]]``, or empty for the top of a file); what is empty is left out."""
    lines = [f"{_key(key)} = {toml_text(value)}\n" for key, value in values.items() if value not in ("", [], (), {})]
    return "".join([f"{header}\n" if header else "", *lines])


def _text(value: str) -> str:
    if "\n" in value and "'''" not in value and not _odd(value.replace("\n", "")):
        return f"'''\n{value}'''"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _odd(text: str) -> bool:
    return any((ord(character) < 32 and character != "\t") or ord(character) == 127 for character in text)


def _key(key: str) -> str:
    return key if BARE.fullmatch(key) else _text(key)

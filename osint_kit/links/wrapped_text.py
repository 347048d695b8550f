"""What the readers of wrappers share: a target that was found, and text in base64 and JSON."""

import base64
import binascii
import json
from typing import NamedTuple

from osint_kit.links.taken_apart import Link, inner_link


class Found(NamedTuple):
    """A target, and where in the wrapper it was read."""

    target: str
    where: str


def found_in(value: str, where: str) -> Found | None:
    """The link that a value is."""
    target = inner_link(value)
    return Found(target, where) if target else None


def tail_of(link: Link) -> str:
    """Query and fragment of a wrapper, where they are those of its target."""
    query = "" if link.query is None else f"?{link.query}"
    return query if link.fragment is None else f"{query}#{link.fragment}"


def decoded(text: str) -> str | None:
    """The text that base64 of the URL alphabet holds (RFC 4648 section 5); None where it is none."""
    data = bytes_of(text)
    try:
        return None if data is None else data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def bytes_of(text: str) -> bytes | None:
    """The bytes that base64 of the URL alphabet holds; None where it is none."""
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None


def object_of(text: str | None) -> dict[str, object]:
    """The JSON object that a text is; empty where it is none."""
    try:
        found = json.loads(text or "")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}

"""One form for every JSON value that is hashed or chained: RFC 8785 (JSON Canonicalization Scheme)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

LARGEST = 2**53 - 1
"""The largest integer that every program reads alike (RFC 8785 section 3.2.2.3)."""
Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"


def canonical(value: Json) -> bytes:
    """The canonical UTF-8 bytes of a JSON value, without a line end.

    Lone surrogates, which no UTF-8 can hold, become U+FFFD. Raises ``ValueError`` for what JSON cannot carry
    between any two programs: NaN, and integers beyond 2^53.
    """
    if _is_plain(value):
        try:
            return _ENCODER.encode(value).encode()
        except UnicodeEncodeError:
            value = _encodable(value)
    import rfc8785

    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError):
        return rfc8785.dumps(_encodable(value))


_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"), sort_keys=True)
"""Writes texts, and what `_is_plain` lets through, as RFC 8785 section 3.2 wants it, and ten times as fast."""


def _is_plain(value: Json) -> bool:
    """Whether a value has neither numbers that RFC 8785 writes otherwise nor names that it orders otherwise."""
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return True
    if kind is int:
        return -LARGEST <= value <= LARGEST  # type: ignore[operator]
    if kind is dict:
        return all(type(name) is str and name.isascii() and _is_plain(item) for name, item in value.items())  # type: ignore[union-attr]
    return (kind is list or kind is tuple) and all(map(_is_plain, value))  # type: ignore[arg-type]


def sha256_hex(data: bytes) -> str:
    """The SHA-256 of some bytes as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def _encodable(value: Json) -> Json:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, Mapping):
        return {str(_encodable(key)): _encodable(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [_encodable(item) for item in value]
    return value

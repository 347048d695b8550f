"""One form for every JSON value that is hashed or chained: RFC 8785 (JSON Canonicalization Scheme)."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"


def canonical(value: Json) -> bytes:
    """The canonical UTF-8 bytes of a JSON value, without a line end.

    Lone surrogates, which no UTF-8 can hold, become U+FFFD. Raises ``ValueError`` for what JSON cannot carry
    between any two programs: NaN, and integers beyond 2^53.
    """
    if _is_plain(value):
        try:
            return _encode_plain(value).encode()
        except UnicodeEncodeError:
            value = _encodable(value)
    import rfc8785

    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError):
        return rfc8785.dumps(_encodable(value))


_encode_plain = json.JSONEncoder(ensure_ascii=False, check_circular=False, sort_keys=True, separators=(",", ":")).encode
_EXACT = 2**53


def _is_plain(value: Any) -> bool:
    """Whether Python's own encoder, which is ten times as fast, writes the same bytes as RFC 8785 prescribes.

    It does but for numbers with a fraction (section 3.2.2.3), and for keys beyond ASCII, which it sorts by code
    points instead of UTF-16 units (section 3.2.3).
    """
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return True
    if kind is dict:
        return all(map(str.isascii, value)) and all(type(one) is str or _is_plain(one) for one in value.values())
    if kind is list or kind is tuple:
        return all(type(one) is str or _is_plain(one) for one in value)
    return bool(kind is int and -_EXACT < value < _EXACT)


def leaves(value: object) -> Iterator[object]:
    """The values at the ends of a JSON value, in order: all but objects, arrays and null."""
    if isinstance(value, Mapping):
        for item in value.values():
            yield from leaves(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from leaves(item)
    elif value is not None:
        yield value


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

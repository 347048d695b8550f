"""The values that a cell can hold, and how they are written as text and as JSON."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from osint_kit.tables.safe import HIDDEN

Value: TypeAlias = "bool | int | float | str | Sequence[Value] | Mapping[str, Value] | None"
Row: TypeAlias = Mapping[str, Value]
NOTHING: Row = MappingProxyType({})


def cell_text(value: Value) -> str:
    """A value as the text of one cell: absent is empty, ``true`` or ``false``, lists joined by ``"; "``.

    A mapping becomes compact JSON. Whole numbers have no decimal point, so a phone number that a spreadsheet
    keeps as ``6799991234.0`` comes out as it was typed.
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, Mapping):
        return json_text(value)
    return "; ".join(cell_text(item) for item in value)


def json_text(value: Value) -> str:
    r"""A value as one line of JSON (RFC 8259), the same when parsed, with nothing that acts on a screen.

    Control characters, bidi controls and the like are written ``\u202e``; all other text as it is.
    Raises ``ValueError`` for NaN and infinities, which JSON does not have.
    """
    import json

    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_plain)
    if text.isascii() and text.isprintable():
        return text
    return HIDDEN.sub(lambda found: json.dumps(found[0])[1:-1], text)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Sequence):
        return list(value)
    raise TypeError(f"no value of a table: {type(value).__name__}")

"""Text in, identifiers out: pure, no input or output. A file a kind; `parse` tells which kind a text is.

Importing this room loads no phone metadata, no suffix list and no IDNA tables; the first text that needs one
does. The readers themselves are loaded by the first call of `parse`: many rooms want the words alone.
"""

from osint_kit.identifiers.kinds import Identifier, Kind, NotReadable

__all__ = ["Identifier", "Kind", "NotReadable", "parse"]


def parse(text: str, region: str | None = None) -> Identifier:
    """Tell the kind of an identifier, and bring it into canonical form: see `reading.parse`.

    ``region`` is that of phone numbers without a country code, two letters. Raises `NotReadable` with the
    reason for a text that is no identifier, and `UsageError` for a region that there is not.
    """
    from osint_kit.identifiers import reading

    return reading.parse(text, region)

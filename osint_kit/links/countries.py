"""Names that one firm holds in every country, such as google.com.fj: https://www.google.com/supported_domains."""

import re

_COUNTRY = r"\.(?:com|co|[a-z]{2}|com?\.[a-z]{2})"
_END = re.compile(f"{_COUNTRY}$")

GOOGLE = re.compile(rf"(?:[a-z0-9-]+\.)*google{_COUNTRY}")
"""A host of Google, of whatever product."""


def without_country(host: str) -> str:
    """A host without its ending, ``www.google`` of ``www.google.com.fj``; the host itself where it ends otherwise."""
    end = _END.search(host)
    return host[: end.start()] if end else host

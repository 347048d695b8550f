"""Which RDAP server answers for a top-level domain: IANA's bootstrap file (RFC 9224) as it comes with the kit.

It is never fetched by itself; a newer one can be given as a file. ``rdap_additions.json`` adds servers that IANA
does not list, each with its source; an entry of IANA's own wins.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from osint_kit.errors import UsageError
from osint_kit.identifiers.url import read_url


@dataclass(frozen=True)
class Bootstrap:
    """Base addresses of servers by top-level domain; ``published`` is the moment that IANA's file states."""

    published: str
    by_suffix: Mapping[str, tuple[str, ...]]

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The hosts of all servers."""
        return frozenset(read_url(url).host for urls in self.by_suffix.values() for url in urls)

    def servers(self, domain: str) -> tuple[str, ...]:
        """The base addresses for a domain, the longest entry that ends its name first, https before http."""
        labels = domain.split(".")
        names = (".".join(labels[at:]) for at in range(1, len(labels)))
        found = next((self.by_suffix[name] for name in names if name in self.by_suffix), ())
        return tuple(sorted(found, key=lambda url: not url.startswith("https:")))


@cache
def packaged() -> Bootstrap:
    """The file that comes with the kit, with the kit's additions."""
    return _read((files(__package__) / "rdap_bootstrap.json").read_bytes())


def bootstrap_from(path: Path) -> Bootstrap:
    """A file in IANA's form, with the kit's additions. Raises `UsageError` where it is none."""
    step = "give the file that IANA publishes as https://data.iana.org/rdap/dns.json"
    try:
        return _read(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", step) from error
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError(f"{path} is no RDAP bootstrap file of IANA's form (RFC 9224)", step) from error


def _read(data: bytes) -> Bootstrap:
    record = json.loads(data)
    added = json.loads((files(__package__) / "rdap_additions.json").read_bytes())["servers"]
    by_suffix = {item["suffix"]: (item["url"],) for item in added}
    for names, urls in record["services"]:
        by_suffix |= {name.lower().strip("."): tuple(map(_base, urls)) for name in names}
    return Bootstrap(str(record["publication"]), by_suffix)


def _base(url: Any) -> str:
    if not url.startswith(("https://", "http://")):
        raise ValueError(f"{url} is no web address")
    return str(url).rstrip("/") + "/"

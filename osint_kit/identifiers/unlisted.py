"""Zones that many bodies share although the Public Suffix List does not have them, such as ``gov.vu``.

The list takes ``police.gov.vu`` and ``finance.gov.vu`` for names of one domain. It is followed, and that is said.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Zone:
    """A zone, who has names in it, and where that is published."""

    name: str
    what: str
    source: str

    @property
    def note(self) -> str:
        """What should be known where one of its names is told."""
        return (
            f"{self.name} is shared by many ({self.what}) and is in no suffix list: "
            f"two names under it need not have one owner"
        )


def unlisted_zone(name: str) -> Zone | None:
    """The zone of that name, in lower case; None where it is no such zone."""
    return _zones().get(name)


@cache
def _zones() -> dict[str, Zone]:
    data = tomllib.loads(files("osint_kit.identifiers").joinpath("unlisted.toml").read_text("utf-8"))
    return {zone["name"]: Zone(**zone) for zone in data["zone"]}

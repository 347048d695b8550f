"""Wrappers: links that hold the link they lead to. `target_in` reads it out, and nobody is asked.

The wrappers are data, `wrappers.txt`, with the page that documents each; those that encode the target in a way of
their own are read by `osint_kit.links.wrapped_codes`.
"""

import base64
import binascii
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from osint_kit.links.countries import without_country
from osint_kit.links.taken_apart import Link, inner_link, take_apart
from osint_kit.links.wrapped_codes import CODES


@dataclass(frozen=True)
class Wrapped:
    """What stands in a wrapper: ``target`` is a web link as it stands there, ``where`` the place it was read from.

    ``wrapper`` names the service and ``source`` the page that documents it.
    """

    target: str
    wrapper: str
    where: str
    source: str


@dataclass(frozen=True)
class Rule:
    """A line of the data: the links of a wrapper, and where the target stands in them.

    ``path`` is a whole path, or the beginning of one that ends in ``*``. ``where`` names parameters, or with
    ``code:`` a reader of its own; ``base64:`` before a parameter says how its value is written.
    """

    wrapper: str
    host: str
    path: str
    where: str
    source: str


def target_in(url: str) -> Wrapped | None:
    """The link that stands in a wrapper; None where ``url`` is no known wrapper, or holds none. Never raises."""
    link = take_apart(url)
    return target_of(link) if link else None


def target_of(link: Link) -> Wrapped | None:
    """The same for a link that is taken apart already."""
    if not link.is_web:
        return None
    for rule in _rules_for(link.host):
        if not _path_fits(rule.path, link.path):
            continue
        kind, colon, name = rule.where.rpartition(":")
        if kind == "code":
            found = CODES[name](link)
            if found:
                return Wrapped(found.target, rule.wrapper, found.where, rule.source)
            continue
        for parameter in name.split(","):
            value = link.first(parameter)
            target = inner_link(_plain(value) if colon else value)
            if target:
                return Wrapped(target, rule.wrapper, f"parameter {parameter}", rule.source)
    return None


def is_wrapper(host: str) -> bool:
    """Whether a host is that of a known wrapper: a platform, never the subject's own."""
    return bool(_rules_for(host.removesuffix(".")))


def wrapper_owns(domain: str) -> bool:
    """Whether the hosts of a known wrapper stand under a domain: it is the service's own, and nobody's tie."""
    return domain in _owned() or f"{without_country(domain)}.{{cc}}" in _owned()


def wrapper_hosts() -> tuple[str, ...]:
    """The hosts of the known wrappers in order; ``*.`` stands for any name before, ``.{cc}`` for any country's end."""
    return tuple(sorted({rule.host for rule in rules()}))


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """The lines of the packaged data."""
    lines = (files("osint_kit.links") / "wrappers.txt").read_text("utf-8").splitlines()
    return tuple(Rule(*line.split("\t")) for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=1)
def _owned() -> frozenset[str]:
    owned: set[str] = set()
    for host in wrapper_hosts():
        labels = host.removeprefix("*.").split(".")
        owned.update(".".join(labels[start:]) for start in range(len(labels) - 1))
    return frozenset(owned)


@lru_cache(maxsize=1)
def _by_host() -> dict[str, tuple[Rule, ...]]:
    table: dict[str, tuple[Rule, ...]] = {}
    for rule in rules():
        table[rule.host] = (*table.get(rule.host, ()), rule)
    return table


@lru_cache(maxsize=4096)
def _rules_for(host: str) -> tuple[Rule, ...]:
    """The rules of a host, those of its exact name first."""
    table = _by_host()
    names = [host]
    names.append(f"{without_country(host)}.{{cc}}")
    parent = host
    while "." in parent:
        parent = parent.partition(".")[2]
        names.append(f"*.{parent}")
    return tuple(rule for name in names for rule in table.get(name, ()))


def _path_fits(wanted: str, path: str) -> bool:
    if wanted.endswith("*"):
        return path.startswith(wanted[:-1])
    return path.rstrip("/") == wanted.rstrip("/")


def _plain(value: str) -> str:
    """The text that a base64 value of either alphabet holds (RFC 4648); empty where it is none."""
    bare = value.replace(" ", "+").translate({ord("-"): "+", ord("_"): "/"}).rstrip("=")
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return ""

"""Tracking parameters: whose each is, and the link without them. The parameters are data, `trackers.txt`.

A parameter that changes what is shown is no tracker and stays, also where it tells who shared the link.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from osint_kit.links.countries import without_country
from osint_kit.links.part import Certainty, Part
from osint_kit.links.taken_apart import Link


@dataclass(frozen=True)
class Tracker:
    """A line of the data: a parameter, or with a final ``*`` the beginning of one, on one host or on all (``*``)."""

    name: str
    host: str
    owner: str
    about: str
    source: str


def read(link: Link) -> Iterator[Part]:
    """A part a tracking parameter, then the link without them."""
    if not link.is_web:
        return
    tracked: set[str] = set()
    for pair in link.pairs:
        tracker = tracker_of(pair.name, link.host)
        if tracker is None:
            continue
        tracked.add(pair.name)
        yield Part(
            "tracker",
            f"{pair.name}={pair.value}",
            Certainty.CERTAIN,
            f"A tracking parameter of {tracker.owner}: {tracker.about}. It does not change the page that is shown.",
            tracker.source,
        )
    if tracked:
        yield Part(
            "clean link",
            without(link, tracked),
            Certainty.LIKELY,
            f"The link without {_count(len(tracked))}. It should lead to the same page; nobody was asked.",
        )


def tracker_of(name: str, host: str) -> Tracker | None:
    """The tracker that a parameter is on a host."""
    exact, beginnings = _table()
    for tracker in exact.get(name.lower(), ()):
        if _on(tracker.host, host):
            return tracker
    for tracker in beginnings:
        if name.lower().startswith(tracker.name[:-1]) and _on(tracker.host, host):
            return tracker
    return None


def without(link: Link, names: set[str]) -> str:
    """The text of a link without some parameters; everything else stays as it stands there."""
    from urllib.parse import unquote_plus

    head, mark, fragment = link.text.partition("#")
    base, question, query = head.partition("?")

    def kept(text: str) -> str:
        return "&".join(part for part in text.split("&") if unquote_plus(part.partition("=")[0]) not in names)

    left = kept(query) if question else ""
    if mark and "=" in fragment and not kept(fragment):
        mark = fragment = ""
    elif mark and "=" in fragment:
        fragment = kept(fragment)
    return f"{base}{'?' if left else ''}{left}{mark}{fragment}"


@lru_cache(maxsize=1)
def trackers() -> tuple[Tracker, ...]:
    """The lines of the packaged data."""
    lines = (files("osint_kit.links") / "trackers.txt").read_text("utf-8").splitlines()
    return tuple(Tracker(*line.split("\t")) for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, tuple[Tracker, ...]], tuple[Tracker, ...]]:
    exact: dict[str, tuple[Tracker, ...]] = {}
    beginnings = []
    for tracker in trackers():
        if tracker.name.endswith("*"):
            beginnings.append(tracker)
        else:
            exact[tracker.name] = (*exact.get(tracker.name, ()), tracker)
    return exact, tuple(beginnings)


def _on(wanted: str, host: str) -> bool:
    """Whether a host is the one that is wanted, or a name under it; ``google.*`` is google in any country."""
    if wanted == "*":
        return True
    if wanted.endswith(".*"):
        return f".{without_country(host)}".endswith(f".{wanted[:-2]}")
    return host == wanted or host.endswith(f".{wanted}")


def _count(number: int) -> str:
    return "its tracking parameter" if number == 1 else f"its {number} tracking parameters"

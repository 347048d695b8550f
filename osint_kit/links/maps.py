"""Places on maps: Google, Apple, OpenStreetMap, Bing, Waze, HERE, Yandex, what3words, and `geo:`.

Google https://developers.google.com/maps/documentation/urls/get-started; the `!3d…!4d…` of its longer links
https://github.com/marin-m/pbtk/wiki/Protobuf-URL; Apple
https://developer.apple.com/library/archive/featuredarticles/iPhoneURLScheme_Reference/MapLinks/MapLinks.html;
OpenStreetMap https://wiki.openstreetmap.org/wiki/Template:BrowseMapWithMarker; `geo` RFC 5870.
A place in a link is what was looked at or shared, not where anybody was.
"""

import re
from collections.abc import Callable, Iterator

from osint_kit.links.countries import GOOGLE as GOOGLE_HOST
from osint_kit.links.part import Certainty, Part
from osint_kit.links.taken_apart import Link

GOOGLE = "https://developers.google.com/maps/documentation/urls/get-started"
GOOGLE_DATA = "https://github.com/marin-m/pbtk/wiki/Protobuf-URL"
APPLE = "https://developer.apple.com/library/archive/featuredarticles/iPhoneURLScheme_Reference/MapLinks/MapLinks.html"
OSM = "https://wiki.openstreetmap.org/wiki/Template:BrowseMapWithMarker"
BING = "https://learn.microsoft.com/en-us/bingmaps/articles/create-a-custom-map-url"
WAZE = "https://developers.google.com/waze/deeplinks"
GEO = "https://www.rfc-editor.org/rfc/rfc5870"
YANDEX = "https://yandex.com/dev/yandex-apps-launch-maps/"

_NUMBER = r"-?\d{1,3}(?:\.\d{1,15})?"
_AT = re.compile(rf"@({_NUMBER}),({_NUMBER})(?:,([\d.]{{1,12}})([zma]))?")
_MARK = re.compile(rf"!3d({_NUMBER})!4d({_NUMBER})")
_CENTRE = re.compile(rf"!2d({_NUMBER})!3d({_NUMBER})")
_COMMA = re.compile(rf"\s*(?:loc:|ll\.|sll\.)?\s*({_NUMBER})\s*[,~]\s*({_NUMBER})(?:\D.*)?", re.DOTALL)
_NOT_WHERE = "It is what was looked at or shared, not where anybody was."


def read(link: Link) -> Iterator[Part]:
    """The places in a link to a map."""
    if link.scheme == "geo":
        yield from _geo(link)
        return
    host = link.host.removeprefix("www.")
    if GOOGLE_HOST.fullmatch(link.host) and (link.host.startswith("maps.") or link.path.startswith("/maps")):
        yield from _google(link)
    elif reader := _READERS.get(host):
        yield from reader(link)


def place(
    latitude: str, longitude: str, says: str, source: str, certainty: Certainty = Certainty.CERTAIN
) -> Iterator[Part]:
    """A place in degrees north and east; nothing where no place has these numbers."""
    if abs(float(latitude)) <= 90 and abs(float(longitude)) <= 180:
        yield Part("coordinates", f"{latitude}, {longitude}", certainty, f"{says} {_NOT_WHERE}", source)


def _google(link: Link) -> Iterator[Part]:
    text = "/".join(link.segments)
    if found := _AT.search(text):
        unit = {"z": "zoom level", "m": "metres of height shown", "a": "metres above ground"}.get(found[4] or "", "")
        says = f"The middle of the map that was shown{f', with {found[3]} as {unit}' if unit else ''}."
        yield from place(found[1], found[2], says, GOOGLE)
    for found in list(_MARK.finditer(text))[:10]:
        yield from place(found[1], found[2], "The place that is marked on the map.", GOOGLE_DATA, Certainty.LIKELY)
    if found := _CENTRE.search(link.first("pb")):
        yield from place(found[2], found[1], "The middle of the map that is shown.", GOOGLE_DATA, Certainty.LIKELY)
    for name in ("q", "query", "ll", "sll", "center", "viewpoint", "destination", "origin", "daddr", "saddr", "cbll"):
        value = link.first(name)
        if found := _COMMA.fullmatch(value[:200]):
            yield from place(found[1], found[2], f"The place in the parameter {name}.", GOOGLE)
        elif value and name not in ("ll", "sll", "center", "viewpoint", "cbll"):
            yield Part(
                "place", value[:300], Certainty.CERTAIN, f"A place that was asked for by name. {_NOT_WHERE}", GOOGLE
            )
    if (
        link.segments[1:2] in (("place",), ("search",))
        and len(link.segments) > 2
        and link.segments[2][:1] not in ("", "@")
    ):
        name = link.segments[2].replace("+", " ")
        found = _COMMA.fullmatch(name[:200])
        if found:
            yield from place(found[1], found[2], "The place in the path.", GOOGLE)
        else:
            yield Part(
                "place", name[:300], Certainty.CERTAIN, f"A place that was asked for by name. {_NOT_WHERE}", GOOGLE
            )
    if link.segments[1:2] == ("dir",):
        for stop in link.segments[2:8]:
            if (found := _COMMA.fullmatch(stop[:200])) and not stop.startswith("@"):
                yield from place(found[1], found[2], "A stop of a route.", GOOGLE)


def _apple(link: Link) -> Iterator[Part]:
    yield from _by_parameters(link, ("ll", "sll", "near", "coordinate", "daddr", "saddr", "center", "q"), APPLE)
    for name in ("q", "address", "name"):
        value = link.first(name)
        if value and not _COMMA.fullmatch(value[:200]):
            yield Part("place", value[:300], Certainty.CERTAIN, f"A place by name or address. {_NOT_WHERE}", APPLE)


def _osm(link: Link) -> Iterator[Part]:
    for left, right, says in (
        ("mlat", "mlon", "The place that is marked on the map."),
        ("lat", "lon", "The middle of the map."),
    ):
        yield from _pair(link.first(left), link.first(right), says, OSM)
    if found := re.search(rf"map=\d{{1,2}}(?:\.\d+)?/({_NUMBER})/({_NUMBER})", link.fragment or ""):
        yield from place(found[1], found[2], "The middle of the map that was shown.", OSM)


def _bing(link: Link) -> Iterator[Part]:
    yield from _by_parameters(link, ("cp", "where1"), BING)
    if found := re.search(rf"point\.({_NUMBER})_({_NUMBER})", link.first("sp")):
        yield from place(found[1], found[2], "The place that is marked on the map.", BING)


def _waze(link: Link) -> Iterator[Part]:
    yield from _by_parameters(link, ("ll", "latlng", "to", "from"), WAZE)


def _yandex(link: Link) -> Iterator[Part]:
    """Longitude first."""
    for name in ("ll", "pt", "whatshere[point]"):
        if found := _COMMA.fullmatch(link.first(name)[:200]):
            yield from place(found[2], found[1], f"The place in the parameter {name}.", YANDEX)


def _geo(link: Link) -> Iterator[Part]:
    if found := re.match(rf"({_NUMBER}),({_NUMBER})", link.path):
        yield from place(found[1], found[2], "The place that the link names.", GEO)
    if words := link.first("q"):
        yield Part("place", words[:300], Certainty.CERTAIN, f"A place that was asked for by name. {_NOT_WHERE}", GEO)


def _by_parameters(link: Link, names: tuple[str, ...], source: str) -> Iterator[Part]:
    for name in names:
        if found := _COMMA.fullmatch(link.first(name)[:200]):
            yield from place(found[1], found[2], f"The place in the parameter {name}.", source)


def _pair(latitude: str, longitude: str, says: str, source: str) -> Iterator[Part]:
    if re.fullmatch(_NUMBER, latitude) and re.fullmatch(_NUMBER, longitude):
        yield from place(latitude, longitude, says, source)


_READERS: dict[str, Callable[[Link], Iterator[Part]]] = {
    "maps.apple.com": _apple,
    "maps.apple": _apple,
    "openstreetmap.org": _osm,
    "bing.com": _bing,
    "waze.com": _waze,
    "ul.waze.com": _waze,
    "yandex.ru": _yandex,
    "yandex.com": _yandex,
}

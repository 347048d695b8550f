"""Names that one could be taken to for a given name: made here, offline, always the same ones in the same order."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain

from osint_kit.identifiers import slips
from osint_kit.identifiers.hostname import LONGEST_LABEL, read_host_name
from osint_kit.identifiers.kinds import NotReadable
from osint_kit.identifiers.known_names import known_names, registered_suffix
from osint_kit.identifiers.suffixes import suffix_list

SHORTEST = 3
"""In characters: what is left of a label before or behind a dot that was put into it."""


@dataclass(frozen=True)
class LookAlike:
    """A name in both its forms, and by which kind of change it came about."""

    domain: str
    unicode: str
    change: str


@dataclass(frozen=True)
class _Name:
    """``front`` are the labels before the registered one, ``suffix`` what stands behind it, in Unicode."""

    front: tuple[str, ...]
    label: str
    suffix: str


def look_alikes(name: str) -> Iterator[LookAlike]:
    """The look-alikes of a full name in ASCII, each once, nearest first; no name of the same known owner is among them.

    Nearest is what is seen as the same, then what one slip of the hand makes, then other suffixes and added words.
    Raises `NotReadable` for a name that is a public suffix by itself.
    """
    split = _split(read_host_name(name).unicode)
    own = f"{split.label}.{split.suffix}"
    seen = {read_host_name(own).ascii}
    for change, candidates in chain(_of_label(split), _of_whole(split)):
        for candidate in candidates:
            try:
                host = read_host_name(candidate)
            except NotReadable:
                continue
            if host.ascii not in seen and not known_names().same_owner(own, host.unicode):
                seen.add(host.ascii)
                yield LookAlike(host.ascii, host.unicode, change)


def _split(name: str) -> _Name:
    labels = name.split(".")
    own = len(labels) - registered_suffix(labels, suffix_list()) - 1
    if own < 0:
        raise NotReadable(f"{name} is a public suffix: look-alikes are made of a name under it")
    return _Name(tuple(labels[:own]), labels[own], ".".join(labels[own + 1 :]))


_SLIPS: tuple[tuple[str, Callable[[str], Iterator[str]]], ...] = (
    ("look-alike letters", slips.twins),
    ("letters of another alphabet", slips.other_alphabets),
    ("hyphen", slips.hyphens),
    ("plural", slips.plurals),
    ("letters swapped", slips.swapped),
    ("letter left out", slips.left_out),
    ("letter doubled", slips.doubled),
    ("wrong key", slips.wrong_key),
    ("other vowel", slips.other_vowel),
)
_FAR_SLIPS: tuple[tuple[str, Callable[[str], Iterator[str]]], ...] = (
    ("accent", slips.accents),
    ("letter added", slips.one_more),
    ("key too many", slips.key_too_many),
    ("bit flip", slips.bit_flips),
)
CHANGES = (
    *(change for change, _ in _SLIPS),
    *("dot left out", "other suffix", "suffix in the name", "word added", "dot put in"),
    *(change for change, _ in _FAR_SLIPS),
)
"""The words for the kinds of change, in the order in which they come."""


def _of_label(name: _Name) -> Iterator[tuple[str, Iterator[str]]]:
    for change, slip in _SLIPS:
        yield change, _under(name.suffix, slip(name.label))


def _of_whole(name: _Name) -> Iterator[tuple[str, Iterator[str]]]:
    label, suffix = name.label, name.suffix
    yield "dot left out", _under(suffix, _dots_left_out(name))
    yield "other suffix", (f"{label}.{other}" for other in _data("suffixes"))
    yield "suffix in the name", _suffix_in_name(name)
    yield "word added", _words_added(name)
    yield "dot put in", _under(suffix, (f"{label[:at]}.{label[at:]}" for at in range(1, len(label) - SHORTEST + 1)))
    for change, slip in _FAR_SLIPS:
        yield change, _under(suffix, slip(label))


def _under(suffix: str, labels: Iterator[str]) -> Iterator[str]:
    return (f"{label}.{suffix}" for label in labels if len(label) <= LONGEST_LABEL)


def _dots_left_out(name: _Name) -> Iterator[str]:
    fronts = ["".join(name.front), "-".join(name.front)] if name.front else []
    for front in (*fronts, "www"):
        if front:
            yield front + name.label
            yield f"{front}-{name.label}"


def _suffix_in_name(name: _Name) -> Iterator[str]:
    """For ``bank.com.fj``: ``bankcom.fj``, ``bank-com-fj.com``, ``bank.com-fj.com``."""
    parts = name.suffix.split(".")
    if len(parts) > 1:
        yield from (f"{name.label}{sign}{parts[0]}.{'.'.join(parts[1:])}" for sign in ("", "-"))
    for sign in ("", "-"):
        yield f"{name.label}{sign}{sign.join(parts)}.com"
    yield f"{name.label}.{'-'.join(parts)}.com"


def _words_added(name: _Name) -> Iterator[str]:
    for suffix in dict.fromkeys((name.suffix, "com")):
        for word in _data("words"):
            if word in name.label.split("-"):
                continue
            yield f"{name.label}-{word}.{suffix}"
            yield f"{word}-{name.label}.{suffix}"
            yield f"{name.label}{word}.{suffix}"
            yield f"{word}{name.label}.{suffix}"


@cache
def _data(key: str) -> tuple[str, ...]:
    text = files("osint_kit.identifiers").joinpath("look_alike_words.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)[key])

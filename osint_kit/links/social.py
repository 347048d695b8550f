"""Profiles and posts on platforms: who and what a link names. The forms are data, `platforms.txt`.

A link names an account; it says neither who is behind it nor who published the link.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from osint_kit.links.naming import account
from osint_kit.links.part import Certainty, Part
from osint_kit.links.taken_apart import Link

ANY, ACCOUNT = "*", "{account}"
"""Whose words hold for every platform, and what stands for an account in a path."""

_NUMBER = re.compile(r"-?\d[\d_.]*$")
_FRONT = re.compile(r"(?:www|m|mobile|mbasic|touch|web|vm|old|new|np|[a-z]{2}(?:-[a-z]{2})?)\.(?=.+\.)")
_NAMES = {"tiktok": "TikTok", "youtube": "YouTube", "linkedin": "LinkedIn", "github": "GitHub", "gitlab": "GitLab"}
_NAMES |= {"vk": "VK", "ok": "OK.ru", "cash-app": "Cash App", "paypal": "PayPal", "onlyfans": "OnlyFans"}
_SAYS = {
    "account_id": "The number of an account; the platform alone can tell whose.",
    "post": "The id of one post.",
    "share": "A code for what was shared; only the platform can tell what that is, and who shared it.",
    "invitation": "A code that lets into a group; its name and members do not stand in it.",
}


class Form(NamedTuple):
    """A line of the data: the segments of a path, and parameters of the query, with the names of what stands there."""

    platform: str
    segments: tuple[str, ...]
    parameters: tuple[tuple[str, str], ...]
    source: str
    words: frozenset[str]


class _Table(NamedTuple):
    forms: dict[str, tuple[Form, ...]]
    words: dict[str, frozenset[str]]


def read(link: Link) -> Iterator[Part]:
    """The account, the post and the like that a link to a platform names."""
    if not link.is_web:
        return
    for form in _forms_of(link.host):
        found = _matched(form, link)
        if found is None:
            continue
        called = _NAMES.get(form.platform, form.platform.capitalize())
        for name, value in found.items():
            if name == "account":
                yield from account(form.platform, value, f"an account on {called}", form.source)
            else:
                says = _SAYS.get(name, f"The id of {'an' if name[0] in 'aeiou' else 'a'} {name} on {called}.")
                yield Part(
                    f"{name.replace('_', ' ')}" + ("" if name in ("account_id", "share", "invitation") else " id"),
                    value[:300],
                    Certainty.CERTAIN,
                    says,
                    form.source,
                )
        return


def is_own_page(link: Link) -> bool:
    """Whether a link leads to a page of the platform itself, such as its sign-in, by the first word of its path."""
    first = next(filter(None, link.segments), "").lower()
    lists = [form.words for form in _forms_of(link.host) if form.segments == (ACCOUNT,)] or [_table().words[ANY]]
    return any(_is_word(first, words) for words in lists)


def _forms_of(host: str) -> tuple[Form, ...]:
    forms = _table().forms
    return forms.get(host) or forms.get(_FRONT.sub("", host), ())


def _matched(form: Form, link: Link) -> dict[str, str] | None:
    """What stands at the named places; None where the link has another form."""
    segments = [part for part in link.segments if part]
    if len(segments) < len(form.segments) or (not form.segments and segments):
        return None
    found: dict[str, str] = {}
    for wanted, segment in zip(form.segments, segments, strict=False):
        before, name = _split(wanted)
        if not name:
            if wanted not in ("*", segment):
                return None
            continue
        if not segment.startswith(before) or len(segment) == len(before) or len(segment) > 300:
            return None
        value = segment[len(before) :]
        if name == "account" and (_is_word(value.lower(), form.words) or (not before and value.startswith("@"))):
            return None
        if before.isalpha() and not re.match(r"-?\d", value):
            return None
        found[name] = value
    for parameter, name in form.parameters:
        value = link.first(parameter)
        if not value:
            return None
        found[name] = value
    return found


def _is_word(value: str, words: frozenset[str]) -> bool:
    return value in words or _NUMBER.sub("#", value) in words


def _split(wanted: str) -> tuple[str, str]:
    before, brace, name = wanted.partition("{")
    return (before, name[:-1]) if brace else (wanted, "")


@lru_cache(maxsize=1)
def _table() -> _Table:
    forms: dict[str, tuple[Form, ...]] = {}
    words: dict[str, frozenset[str]] = {}
    for line in (files("osint_kit.links") / "platforms.txt").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        platform, hosts, path, source = line.split("\t")
        if hosts == "-":
            words[platform] = frozenset(source.split())
            continue
        path, _, query = path.partition("?")
        pairs = [item.partition("=") for item in query.split("&") if item]
        parameters = tuple((name, value[1:-1]) for name, _, value in pairs)
        segments = tuple(part for part in path.split("/") if part)
        own = words.get(platform, frozenset()) | (words[ANY] if segments[:1] == (ACCOUNT,) else frozenset())
        form = Form(platform, segments, parameters, source, own)
        for host in hosts.split():
            forms[host] = (*forms.get(host, ()), form)
    return _Table(forms, words)

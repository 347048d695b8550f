"""Handles that stand in a text without an ``@``, behind words that announce them: ``my other name is sefa_77``. Pure.

A word with a digit, a dot or a line in it is taken behind these words alone. A plain word is taken only behind a colon
and at the end of its clause: ``telegram: islandjobs``, but not ``telegram: ask me``. What looks like a domain is none.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from osint_kit.identifiers import Identifier, NotReadable
from osint_kit.identifiers.account import read_account
from osint_kit.identifiers.handle import read_handle

DATA = Path(__file__).with_name("handle_words.toml")
SHORTEST = 4
"""Characters: shorter ones are words and sizes more often than handles."""
ANY_SITE = ""


class Named(NamedTuple):
    """A handle in a text: ``text[start:end]``, and the account or, where no site is told, the handle that it names."""

    start: int
    end: int
    identifier: Identifier


def handles_in_words(text: str) -> Iterator[Named]:
    """The handles that a text names in words, by their place."""
    pattern, platforms = _words()
    for found in pattern.finditer(text):
        handle = found["handle"]
        sure = any(char.isdigit() or char in "._-" for char in handle)
        if not any(char.isalpha() for char in handle) or not (
            sure or (found["colon"] and _ends_here(text, found.end()))
        ):
            continue
        if "." in handle and _is_domain(handle):
            continue
        platform = platforms.get(" ".join(found["word"].casefold().split()), ANY_SITE)
        try:
            identifier = read_account(platform, handle) if platform else read_handle(handle)
        except NotReadable:
            continue
        yield Named(found.start("handle"), found.end("handle"), identifier)


def _ends_here(text: str, end: int) -> bool:
    """Whether a clause ends at a place: no other word of the same clause follows."""
    return re.match(r"\s*(?:$|[^\w\s]|\n|(?:and|or|et|mo|ou)\b)", text[end:], re.IGNORECASE) is not None


def _is_domain(text: str) -> bool:
    from osint_kit.identifiers.suffixes import suffix_list

    return suffix_list().knows(text.lower().split("."))


@cache
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    data = tomllib.loads(DATA.read_text("utf-8"))
    platforms = {word: platform for platform, words in data["platforms"].items() for word in words}
    words = "|".join(_spaced(word) for word in sorted([*data["names"], *platforms], key=len, reverse=True))
    links = "|".join(_spaced(word) for word in sorted(data["links"], key=len, reverse=True))
    handle = rf"[A-Za-z0-9_](?:[\w.-]*[A-Za-z0-9_])?(?<=[\w.-]{{{SHORTEST}}})"
    return re.compile(
        rf"(?<![\w@./])(?P<word>{words})(?:\s*(?P<colon>[:=])\s*|\s+(?:{links})\s+|\s+-\s+|\s+)"
        rf"(?P<handle>{handle})(?![\w@/:-])",
        re.IGNORECASE | re.ASCII,
    ), platforms


def _spaced(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in words.split())

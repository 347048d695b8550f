"""What the words before a link, a handle or a number say about it: his own, an office's, somebody else's. Pure."""

import re
from collections.abc import Iterable
from enum import StrEnum
from itertools import pairwise

from osint_kit.profiles.weights import weights

NEAR = 3
"""So many words before a number or a handle may say that it is an office's, or somebody else's."""


class Wording(StrEnum):
    """What a text says of something that stands in it."""

    OWN = "own"
    """Words such as ``my`` or ``find me`` stand before it in the same sentence."""
    OFFICE = "office"
    """Words such as ``agency`` stand right before it: it is that of all who are there."""
    OTHERS = "others"
    """Words such as ``wife`` or ``boss`` stand right before it: it is that of somebody whom the writer knows."""
    DENIED = "denied"
    """Words such as ``fake`` or ``not me`` stand in the sentence: the owner warns of it."""
    PLAIN = "plain"


def wording(excerpt: str, texts: Iterable[str]) -> Wording:
    """What the first of some texts that holds an excerpt says of it."""
    data = weights()
    for text in texts:
        before, found, behind = text.partition(excerpt)
        if not found:
            continue
        words = _words(re.split(r"[.!?\n]\s", before)[-1])
        all_words = [*words, *_words(re.split(r"[.!?\n](?:\s|$)", behind)[0])]
        if data.denying_words & _with_pairs(all_words):
            return Wording.DENIED
        if data.others_words & {*words[-NEAR:]}:
            return Wording.OTHERS
        if data.office_words & _with_pairs(words[-NEAR:]) and not data.own_words & {*words[-NEAR:]}:
            return Wording.OFFICE
        if data.own_words & _with_pairs(words):
            return Wording.OWN
    return Wording.PLAIN


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


def _with_pairs(words: list[str]) -> set[str]:
    return {*words, *(f"{one} {other}" for one, other in pairwise(words))}

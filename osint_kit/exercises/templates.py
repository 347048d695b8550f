"""Answers of simulated sites: a template with ``{words}`` and a profile in, the bytes of a body out.

In a template of JSON a text that is nothing but ``"{word}"`` becomes the value itself, ``null`` where the
profile does not say; within a longer text a missing word leaves nothing.
"""

import html
import json
import re

from osint_kit.canonical import Json
from osint_kit.exercises.scenario import Answer
from osint_kit.exercises.story import Profile

WORD = re.compile(r"\{([a-z_]+)\}")


def words(template: str) -> set[str]:
    """The words in braces of a template."""
    return set(WORD.findall(template))


def fill(answer: Answer, profile: Profile) -> bytes:
    """The body that says what the profile says, as UTF-8."""
    if answer.is_json:
        filled = fill_json(answer, profile)
        return json.dumps(filled, ensure_ascii=False, separators=(",", ":")).encode()
    return WORD.sub(lambda found: html.escape(_text(profile.get(found[1]))), answer.body).encode()


def fill_json(answer: Answer, profile: Profile) -> Json:
    """The same for an answer in JSON, as a value."""
    return _fill_json(json.loads(answer.body), profile)


def _fill_json(value: Json, profile: Profile) -> Json:
    if isinstance(value, dict):
        return {key: _fill_json(item, profile) for key, item in value.items()}
    if isinstance(value, list):
        return [_fill_json(item, profile) for item in value]
    if not isinstance(value, str):
        return value
    if whole := WORD.fullmatch(value):
        return profile.get(whole[1])
    return WORD.sub(lambda found: _text(profile.get(found[1])), value)


def _text(value: Json) -> str:
    return "" if value is None else str(value)

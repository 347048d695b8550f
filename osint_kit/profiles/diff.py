"""What changed between two profiles of one subject: what came, what went, what is another now. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

NEW, GONE, OTHER = "new", "gone", "changed"


@dataclass(frozen=True)
class Change:
    """One difference: in which part, what it is about, what stood there before and stands there now, the findings."""

    change: str
    part: str
    about: str
    before: str | None
    after: str | None
    findings: tuple[str, ...]


Key = Callable[[dict[str, Any]], str]
PARTS: Mapping[str, tuple[Key, Key]] = {
    "called": (lambda item: f"{item['name']}: {item['what']} of {item['value']}", lambda item: str(item["grade"])),
    "identifiers": (lambda item: f"{item['kind']}:{item['value']}", lambda item: str(item["belief"])),
    "joins": (
        lambda item: f"{item['a']['kind']}:{item['a']['value']} = {item['b']['kind']}:{item['b']['value']}",
        lambda item: str(item["belief"] or "decided against"),
    ),
    "accounts": (lambda item: str(item["value"]), lambda item: str(item["state"])),
    "links": (
        lambda item: f"{item['from']['value']} {item['property']} {item['to']['value']} ({item['source']})",
        lambda item: str(item["grade"]),
    ),
    "timeline": (lambda item: f"{item['what']}: {item['value']}", lambda item: str(item["at"])),
    "contradictions": (
        lambda item: f"{item['property']} of {item['subject']['value']}",
        lambda item: "; ".join(sorted(str(value["value"]) for value in item["values"])),
    ),
    "flags": (lambda item: f"{item['flag']}: {item['about']['value']}", lambda item: str(item["title"])),
    "not_followed": (lambda item: str(item["value"]), lambda item: str(item["reason"])),
}
"""By which words an entry of each part is known again, and what of it may change."""


def changes(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    """The differences, part by part, in the order of what they are about."""
    for part, (key, told) in PARTS.items():
        old, new = ({key(item): item for item in profile[part]} for profile in (before, after))
        for about in sorted(old.keys() | new.keys()):
            was, now = old.get(about), new.get(about)
            said = (told(was) if was else None, told(now) if now else None)
            if said[0] == said[1]:
                continue
            change = OTHER if was and now else NEW if now else GONE
            findings = tuple((now or was or {}).get("findings", ()))
            yield Change(change, part, about, *said, findings)

"""A profile in plain words, for one screen. Pure: lines of text come out, folded to a width."""

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from osint_kit.findings import CALLED
from osint_kit.profiles.timeline import LATER
from osint_kit.tables.safe import visible

NARROWEST = 24
MOST = 8
"""Identifiers that are shown of one belief; the rest is counted."""
MOST_NAMES = 4
INDENT = "  "
HEADS = {
    "certain": "Certain",
    "probable": "Probable",
    "possible": "Possible (may be somebody else's)",
}
GROUNDS = {
    "same-handle": "same handle",
    "contact": "named in its own text",
    "mentioned": "mentioned there",
    "stated": "named as his own",
    "office": "named there as an office's",
    "registered": "given to the registry",
    "leads-to": "the link leads there",
    "both-ways": "link in both directions",
    "page-at-domain": "a page lies there",
    "mail-at-domain": "an address lies there",
}


def in_words(profile: dict[str, Any], width: int) -> list[str]:
    """The lines of a profile; no line is wider than ``width`` columns, 24 at the least."""
    width = max(width, NARROWEST)
    lines: list[str] = []
    for indent, text in _said(profile):
        lead = INDENT * indent
        folded = textwrap.wrap(
            visible(text), width, initial_indent=lead, subsequent_indent=lead + INDENT, break_on_hyphens=False
        )
        lines.extend(folded or [""])
    return lines


def _said(profile: dict[str, Any]) -> Iterator[tuple[int, str]]:
    subject = profile["subject"]
    yield 0, subject["name"] or "A subject without a name"
    yield 1, f"from {', '.join(seed['text'] for seed in subject['seeds'])}"
    yield from _called(profile["called"])
    joins = {join["id"]: join for join in profile["joins"]}
    found = [entry for entry in profile["identifiers"] if entry["join"]]
    own = {entry["join"]: entry["value"] for entry in found if _is_end(entry, joins.get(entry["join"]))}
    for belief, head in HEADS.items():
        entries = [entry for entry in found if entry["belief"] == belief]
        if entries:
            yield 0, ""
            yield 0, head
            for entry in entries[:MOST]:
                join = joins.get(entry["join"])
                why = _why(entry, join) if _is_end(entry, join) else f"stands for {own.get(entry['join'])}"
                yield 1, f"{entry['kind']} {entry['value']} — {why}"
            if len(entries) > MOST:
                yield 1, f"and {len(entries) - MOST} more"
    if not found:
        yield 0, ""
        yield 0, "Nothing was found that hangs together with it."
    yield 0, ""
    yield from _counted(profile)


def _called(entries: Sequence[dict[str, Any]]) -> Iterator[tuple[int, str]]:
    """A line a name: who tells it, and of what. Nothing where nobody but the operator does: his is the headline."""
    names: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for entry in entries:
        names.setdefault(entry["name"], {}).setdefault(entry["what"], []).append(entry)
    if not any(entry["what"] != CALLED for entry in entries):
        return
    yield 0, ""
    yield 0, "Called (no name here is known to be the real one)"
    for name, by_what in list(names.items())[:MOST_NAMES]:
        yield 1, f"{name} — {'; '.join(map(_told, by_what.values()))}"
    if len(names) > MOST_NAMES:
        yield 1, f"and {len(names) - MOST_NAMES} more name{'s' * (len(names) > MOST_NAMES + 1)}"


def _told(entries: Sequence[dict[str, Any]]) -> str:
    first = entries[0]
    if first["what"] == CALLED:
        return "so called by the operator"
    more = f" and {len(entries) - 1} more" if len(entries) > 1 else ""
    doubt = ", may be somebody else's" if first["belief"] == "possible" else ""
    return f"{first['what'].replace('_', ' ')} of {first['value']}{more} ({first['grade']}{doubt})"


def _counted(profile: dict[str, Any]) -> Iterator[tuple[int, str]]:
    states = Counter(entry["state"] for entry in profile["accounts"])
    if states:
        order = ("found", "named", "unclear", "absent")
        counted = ", ".join(f"{states[state]} {state}" for state in order if states[state])
        loose = sum(entry["state"] == "found" and entry["belief"] is None for entry in profile["accounts"])
        yield 0, f"Accounts: {counted}" + (f"; {loose} of those found not tied to the subject" if loose else "")
    against = [join for join in profile["joins"] if len(join["against"]) > 1 or join["belief"] is None]
    for join in against[:3]:
        said = next((item["why"] for item in join["against"][1:]), "decided by the operator")
        head = "Against" if join["belief"] else "Not joined"
        yield 0, f"{head}: {join['a']['value']} and {join['b']['value']}: {said}"
    if len(against) > 3:
        yield 0, f"Against or not joined: {len(against) - 3} more"
    for item in profile["contradictions"][:3]:
        values = "; ".join(f"{value['value']} ({value['source']}, {value['grade']})" for value in item["values"])
        yield 0, f"Sources differ: {item['property']} of {item['subject']['value']}: {values}"
    if len(profile["contradictions"]) > 3:
        yield 0, f"Sources differ: on {len(profile['contradictions']) - 3} more"
    if profile["flags"]:
        titles = Counter(flag["title"] for flag in profile["flags"])
        yield 0, f"Red flags, counted and not added up: {_some(list(titles))}"
    if profile["timeline"]:
        yield 0, f"Dates: {_some([_date(entry) for entry in _beginnings(profile['timeline'])])}"
    reasons = Counter(entry["reason"] for entry in profile["not_followed"])
    if reasons:
        yield 0, f"Not followed: {sum(reasons.values())} ({_some([reason for reason, _ in reasons.most_common()], 2)})"
    if profile["open_questions"]:
        yield 0, f"Without an answer: {len(profile['open_questions'])} questions"
    hosts = {entry["host"] for entry in profile["learnt"]}
    if hosts:
        yield 0, f"Who learnt of it: {len(hosts)} systems"


def _is_end(entry: dict[str, Any], join: dict[str, Any] | None) -> bool:
    """Whether a join is of an identifier itself; that of the front page of a domain is the domain's."""
    return join is None or entry["value"] in (join["a"]["value"], join["b"]["value"])


def _why(entry: dict[str, Any], join: dict[str, Any] | None) -> str:
    if join is None:
        return "seed"
    if join["decision"]:
        return f"decided: {join['decision']['reason']}"
    told = [GROUNDS.get(ground["what"], ground["what"].replace("-", " ")) for ground in join["grounds"]]
    other = join["b"] if join["a"]["value"] == entry["value"] else join["a"]
    return f"with {other['value']}: {', '.join(told)}"


def _beginnings(timeline: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first date of each kind that says since when there is something; all dates where none does."""
    firsts = {entry["what"]: entry for entry in reversed(timeline) if entry["what"] not in LATER}
    return sorted(firsts.values(), key=lambda entry: str(entry["at"])) or list(timeline)


def _date(entry: dict[str, Any]) -> str:
    return f"{entry['at'][:10]} {entry['what']}"


def _some(texts: Sequence[str], most: int = 3) -> str:
    more = f" and {len(texts) - most} more" if len(texts) > most else ""
    return "; ".join(texts[:most]) + more

"""Files of site rules of any of the three projects, told apart by what is in them, and merged into one list.

WhatsMyName: https://github.com/WebBreacher/WhatsMyName, CC BY-SA 4.0. Sherlock: https://github.com/sherlock-project/sherlock,
MIT. Maigret: https://github.com/soxoj/maigret, MIT. Each rule keeps whose it is and on which terms.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from typing import Literal

from osint_kit.accounts.foreign_rules import Object, from_maigret, from_sherlock
from osint_kit.accounts.json_places import BadJson, Entry, read_entries
from osint_kit.accounts.rule import Rule, host_of
from osint_kit.accounts.rule_reading import BadRule, read_rule
from osint_kit.errors import UsageError

LICENCES = {"WhatsMyName": "CC BY-SA 4.0", "Sherlock": "MIT", "Maigret": "MIT"}
"""By origin; a rule that names its own keeps that."""
HOMES = {
    "WhatsMyName": "https://github.com/WebBreacher/WhatsMyName",
    "Sherlock": "https://github.com/sherlock-project/sherlock",
    "Maigret": "https://github.com/soxoj/maigret",
}
Result = Literal["taken", "not valid", "covered", "refused"]


@dataclass(frozen=True)
class Outcome:
    """What became of one entry of one file.

    ``taken``; ``not valid``: kept, and not asked by, as its project marked it so; ``covered`` by another rule;
    ``refused``. ``rule`` is None for what was refused.
    """

    file: str
    line: int
    name: str
    origin: str
    result: Result
    why: str = ""
    rule: Rule | None = None


def read_foreign(data: bytes, label: str) -> list[Outcome]:
    """Every entry of a file, as a rule or refused. Raises `UsageError` where the file is of none of the forms."""
    form = "the forms are those of WhatsMyName, Sherlock and Maigret"
    try:
        outer, inner = read_entries(data, "sites")
    except BadJson as error:
        raise UsageError(f"{label} is no file of site rules: {error}", form) from error
    origin, entries = _project(outer, inner)
    if not entries:
        raise UsageError(f"{label} holds no site rules", form)
    engines = next((entry.value for entry in outer if entry.key == "engines"), None)
    seen: set[str] = set()
    outcomes = []
    for entry in entries:
        outcome = _outcome(label, entry, origin, engines if isinstance(engines, dict) else {})
        if outcome.rule and outcome.name in seen:
            outcome = replace(outcome, result="refused", why="the name stands twice in the file", rule=None)
        seen.add(outcome.name)
        outcomes.append(outcome)
    return outcomes


def merge(files: Sequence[Sequence[Outcome]]) -> list[Outcome]:
    """Rules of several files as one list: for each host those of one file, so that a site is asked once.

    It is the file whose rule proves most (`_weakness`), among equals the earlier. Within a file a host may have several
    rules, as its project keeps them apart. Names become unique; the regions of rules that are covered are kept.
    """
    best: dict[str, tuple[int, int, str]] = {}
    regions: dict[str, dict[str, None]] = {}
    for number, outcomes in enumerate(files):
        for read in rules_of(outcomes):
            host = page_host(read)
            mine = (_weakness(read), number, read.name)
            best[host] = min(best.get(host, mine), mine)
            regions.setdefault(host, {}).update(dict.fromkeys(read.region))
    names: set[str] = set()
    questions: dict[tuple[str, str], str] = {}
    merged: list[Outcome] = []
    for number, outcomes in enumerate(files):
        for outcome in outcomes:
            rule = outcome.rule
            if rule is None:
                merged.append(outcome)
                continue
            host = page_host(rule)
            _, of_file, by = best[host]
            question = (rule.uri_check, rule.post_body)
            if of_file != number or question in questions:
                why = f"'{questions.get(question, by)}' answers for {host}"
                merged.append(replace(outcome, result="covered", why=why))
                continue
            named = replace(rule, name=_free(rule.name, host, names), region=tuple(regions[host]))
            names.add(named.name.casefold())
            questions[question] = named.name
            merged.append(replace(outcome, rule=named))
    return merged


def _weakness(rule: Rule) -> int:
    """How little a rule proves of an account: 0 by a text, 1 by the status code, 2 nothing, 3 where it is not valid."""
    return ("string", "code", "nothing").index(rule.there.proof) if rule.valid else 3


def page_host(rule: Rule) -> str:
    """The host by which two rules are about the same site: that of the page for a person."""
    return re.sub(r"^(?:www|m|mobile)\.", "", host_of(rule.uri_pretty or rule.uri_check))


def rules_of(outcomes: Iterable[Outcome]) -> list[Rule]:
    """The rules of a merged list."""
    return [outcome.rule for outcome in outcomes if outcome.rule and outcome.result in ("taken", "not valid")]


def as_outcomes(rules: Iterable[Rule], label: str) -> list[Outcome]:
    """Rules that are read already, for merging with others."""
    return [
        Outcome(label, 0, rule.name, rule.origin, "taken" if rule.valid else "not valid", rule=rule) for rule in rules
    ]


def _project(outer: list[Entry], inner: list[Entry]) -> tuple[str, list[Entry]]:
    """Whose form a file has, by what is in it, and its entries; none where it is nobody's."""
    if inner:
        return ("Maigret" if inner[0].key else "WhatsMyName"), inner
    sites = [entry for entry in outer if entry.key and not entry.key.startswith("$")]
    if any(isinstance(entry.value, dict) and {"errorType", "urlMain"} & set(entry.value) for entry in sites):
        return "Sherlock", sites
    return "", []


def _outcome(label: str, entry: Entry, origin: str, engines: Object) -> Outcome:
    value = entry.value
    name = entry.key or (str(value.get("name") or "") if isinstance(value, dict) else "")
    try:
        if not isinstance(value, dict):
            raise BadRule("it is no rule: an object in braces is")
        if origin == "Sherlock":
            value = from_sherlock(name, value)
        elif origin == "Maigret":
            value = from_maigret(name, value, engines)
        rule = read_rule(value)
    except BadRule as error:
        return Outcome(label, entry.line, name, origin, "refused", str(error))
    owner = rule.origin or origin
    licence = rule.licence or LICENCES.get(owner, "not stated")
    rule = replace(rule, origin=owner, licence=licence, source=rule.source or HOMES.get(owner, ""))
    return Outcome(label, entry.line, rule.name, owner, "taken" if rule.valid else "not valid", rule=rule)


def _free(name: str, host: str, names: set[str]) -> str:
    """A name that no rule before has: with its host behind it where needed, and then a number."""
    tries = chain((name, f"{name} ({host})"), (f"{name} ({host} {number})" for number in count(2)))
    return next(free for free in tries if free.casefold() not in names)

"""Lists of site rules: files in the WhatsMyName form, ``{"sites": [RULE, …]}``, and the one that comes with the kit."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from osint_kit.accounts.json_places import BadJson, read_entries
from osint_kit.accounts.rule import PLACE, Marks, Rule
from osint_kit.accounts.rule_reading import BadRule, read_rule, rule_json
from osint_kit.canonical import sha256_hex
from osint_kit.errors import UsageError

__all__ = ["OWN", "PLACE", "Marks", "Refusal", "Rule", "RuleList", "list_bytes", "read_list", "read_rules"]

OWN = "osint-kit"
"""The origin of the kit's own rules."""


@dataclass(frozen=True)
class Refusal:
    """A rule that was left out: where it begins, its place in the list, its name as far as it has one, and why."""

    line: int
    number: int
    name: str
    why: str

    def __str__(self) -> str:
        return f"line {self.line}, site {self.number} {self.name!r}: {self.why}"


@dataclass(frozen=True)
class RuleList:
    """Rules that may be asked by, and the SHA-256 of the file that they came from.

    ``retired`` are the rules that the list itself marks as not valid, ``refused`` those that could not be read.
    ``data`` is the file; ``of_kit`` says that it came with the kit.
    """

    rules: tuple[Rule, ...]
    sha256: str
    retired: tuple[Rule, ...] = ()
    refused: tuple[Refusal, ...] = ()
    label: str = ""
    data: bytes = b""
    of_kit: bool = False


def read_rules(path: Path | None = None) -> RuleList:
    """The rules of a file, or the kit's own; bad ones are left out and told.

    Raises `UsageError` for a file that cannot be read, holds no list, or not one rule that can be used.
    """
    if path is None:
        return replace(
            read_list((files("osint_kit.accounts") / "sites.json").read_bytes(), "the kit's own list"), of_kit=True
        )
    try:
        return read_list(path.read_bytes(), path.name)
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read: {error.strerror}", "name a file of site rules with --sites"
        ) from error


def read_list(data: bytes, label: str) -> RuleList:
    """The rules in the bytes of a file; ``label`` names it in messages."""
    form = "the form is {\"sites\": [...]}, as WhatsMyName keeps it; 'osint account sites import' reads other forms"
    try:
        _, entries = read_entries(data, "sites")
    except BadJson as error:
        raise UsageError(f"{label} holds no site rules: {error}", form) from error
    if not entries:
        raise UsageError(f"{label} holds no site rules: there is no list of sites in it", form)
    rules: list[Rule] = []
    refused: list[Refusal] = []
    names: set[str] = set()
    for number, entry in enumerate(entries, start=1):
        try:
            if entry.key:
                raise BadRule("it stands under a name, as in Sherlock's and Maigret's files")
            rule = read_rule(entry.value)
            if rule.name.casefold() in names:
                raise BadRule("name stands twice in the list")
        except BadRule as error:
            refused.append(Refusal(entry.line, number, _name(entry.value), str(error)))
            continue
        names.add(rule.name.casefold())
        rules.append(rule)
    if refused and not rules:
        raise UsageError(f"{label} holds no rule that can be used; {refused[0]}", form)
    return RuleList(
        tuple(rule for rule in rules if rule.valid),
        sha256_hex(data),
        tuple(rule for rule in rules if not rule.valid),
        tuple(refused),
        label,
        data,
    )


def list_bytes(rules: Sequence[Rule]) -> bytes:
    """A list file; the same rules make the same bytes, so its SHA-256 names the list wherever it travels."""
    document = {
        "about": "Site rules, gathered by osint-kit. Each rule names its origin, its licence and its source.",
        "licences": sorted({f"{rule.origin}: {rule.licence}" for rule in rules if rule.origin}),
        "sites": [rule_json(rule) for rule in rules],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _name(value: object) -> str:
    name = value.get("name") if isinstance(value, dict) else None
    return name if isinstance(name, str) else ""

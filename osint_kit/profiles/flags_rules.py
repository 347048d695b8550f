"""The catalogue of red flags: what each says, how good the evidence for it is, and what it means when all is well."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from osint_kit.errors import UsageError

DATA = Path(__file__).with_name("flags.toml")


class EvidenceGrade(StrEnum):
    """How good the evidence is that an indicator tells anything."""

    HELD = "tested and held"
    FAILED = "tested and failed"
    LISTED = "expert list"
    LOCAL = "local case"


@dataclass(frozen=True)
class Rule:
    """One red flag. ``source`` is where it was published; ``innocent`` what it means when all is well.

    Of one that was tested and failed ``innocent`` says what the test found. ``negatable``: a phrase behind "no"
    says the opposite, and is not taken.
    """

    code: str
    title: str
    evidence_grade: EvidenceGrade
    source: str
    innocent: str
    reads: tuple[str, ...] = ()
    negatable: bool = False

    @property
    def shown(self) -> bool:
        """Whether it is a flag at all: what was tested and failed is none."""
        return self.evidence_grade is not EvidenceGrade.FAILED


@cache
def own_rules() -> Mapping[str, Rule]:
    """The rules that come with the kit, by code, in a fixed order."""
    return read_rules(tomllib.loads(DATA.read_text("utf-8")).get("flag", ()), DATA.name)


def read_rules(tables: Iterable[Any], where: str) -> dict[str, Rule]:
    """Rules out of ``[[flag]]`` tables. Raises `UsageError` naming the file, the flag and what is wrong with it."""
    rules: dict[str, Rule] = {}
    for number, table in enumerate(tables, start=1):
        rule = _rule(table, f"{where}, flag {number}")
        if rule.code in rules:
            raise UsageError(f"{where}: the flag '{rule.code}' stands there twice", "give each a code of its own")
        rules[rule.code] = rule
    return rules


def _rule(table: Any, where: str) -> Rule:
    if not isinstance(table, Mapping):
        raise UsageError(f"{where} is no table", "begin each flag with [[flag]]")
    texts = ("code", "title", "evidence_grade", "source", "innocent")
    for name in texts:
        if not isinstance(table.get(name), str) or not table[name].strip():
            raise UsageError(f"{where} has no '{name}'", f"each flag needs {', '.join(texts)}")
    try:
        grade = EvidenceGrade(table["evidence_grade"])
    except ValueError as error:
        raise UsageError(
            f"{where}: '{table['evidence_grade']}' is no evidence grade", f"use one of {', '.join(EvidenceGrade)}"
        ) from error
    return Rule(
        code=table["code"],
        title=table["title"],
        evidence_grade=grade,
        source=table["source"],
        innocent=table["innocent"],
        reads=tuple(map(str, table.get("reads", ("words",)))),
        negatable=bool(table.get("negatable", False)),
    )

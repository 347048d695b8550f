"""Which site rules a command works by: those of ``--sites``, else the operator's own list, else the kit's."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osint_kit.commands.settings import config_path

if TYPE_CHECKING:
    from osint_kit.accounts.rule import Rule
    from osint_kit.accounts.rules import RuleList
    from osint_kit.accounts.shelf import Shelf
    from osint_kit.commands.messages import Messages
    from osint_kit.commands.session import Session
    from osint_kit.investigation import Investigation

SHOWN = 10
"""Rules that are named as left out; the rest are counted."""

Sites = Annotated[
    Path | None,
    typer.Option("--sites", metavar="FILE", help="Rules in the WhatsMyName form instead of the installed list."),
]
Categories = Annotated[
    list[str] | None,
    typer.Option("--category", metavar="WORD", help="Only sites of this category; repeat for more."),
]
Regions = Annotated[
    list[str] | None,
    typer.Option("--region", metavar="CODE", help="Only sites used in this country, such as FJ; repeat for more."),
]
Origins = Annotated[
    list[str] | None,
    typer.Option("--origin", metavar="NAME", help="Only rules of this project, such as WhatsMyName; repeat for more."),
]
SiteNames = Annotated[list[str] | None, typer.Option("--site", metavar="NAME", help="Only this site; repeat for more.")]


def shelf() -> "Shelf":
    """The operator's lists, in ``site-rules`` beside the file of settings."""
    from osint_kit.accounts.shelf import Shelf

    return Shelf(config_path().parent / "site-rules")


def rules_to_use(sites: Path | None, messages: "Messages") -> "RuleList":
    """The rules to work by; what a file holds that is no rule is told, and left out."""
    from osint_kit.accounts.rules import read_rules

    rules = read_rules(sites) if sites else shelf().rules() or read_rules()
    for refusal in rules.refused[:SHOWN]:
        messages.warn(f"{rules.label}, {refusal}; left out")
    if len(rules.refused) > SHOWN:
        messages.warn(f"{rules.label}: {len(rules.refused):,} rules in all are left out")
    return rules


def say_untried(session: "Session", rules: "Sequence[Rule]") -> None:
    """How many of the rules that are asked by nobody has tried in this world yet."""
    from osint_kit.accounts.rule_reading import fingerprint

    last = shelf().last_checks(session.world.name)
    untried = sum(fingerprint(rule) not in last for rule in rules)
    if untried:
        session.messages.say(
            f"{untried:,} of {len(rules):,} site rules are not tried live: 'osint account sites check' tries them"
        )


def keep_rules(work: "Investigation", rules: "RuleList", sites: Path | None) -> None:
    """Keep the operator's own list as evidence: the findings cannot be derived again without it.

    A list that was named by ``sites`` is kept as every file of an option is.
    """
    if work.run and not rules.of_kit and sites is None:
        work.run.keep_file(rules.label, rules.data, "application/json", "sites")

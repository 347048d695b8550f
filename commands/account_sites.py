"""`osint account sites`: the rules by which accounts are looked for; what changes or tries them is in other files."""

from typing import TYPE_CHECKING, Annotated

import typer

from osint_kit.commands.account_sites_check import check
from osint_kit.commands.account_sites_import import import_
from osint_kit.commands.account_sites_update import update
from osint_kit.commands.options import leaf, new_group
from osint_kit.commands.session import Session
from osint_kit.commands.site_rules import Categories, Origins, Regions, Sites, rules_to_use, shelf
from osint_kit.reach import Reach

if TYPE_CHECKING:
    from osint_kit.accounts.checks import Checked
    from osint_kit.accounts.rule import Rule
    from osint_kit.tables.values import Row

sites_app = new_group("sites", "The site rules: which there are, where they come from, whether they hold.")

FIELDS = (
    *("site", "category", "region", "host", "state", "how", "checked", "found_by", "absent_by"),
    *("known", "protection", "origin", "licence", "source", "date"),
)
BRIEF = ("site", "category", "host", "state", "how", "checked", "origin")
STATES = ("good", "broken", "walled", "unreachable", "not tried", "not valid")


@leaf(sites_app, "list")
def list_(
    session: Session,
    text: Annotated[
        str | None, typer.Argument(metavar="[TEXT]", show_default=False, help="Only sites whose name or host has it.")
    ] = None,
    sites: Sites = None,
    category: Categories = None,
    region: Regions = None,
    state: Annotated[
        list[str] | None,
        typer.Option("--state", metavar="STATE", help=f"Only of this state: {', '.join(STATES)}; repeat for more."),
    ] = None,
    origin: Origins = None,
) -> None:
    """List the site rules with what the last check of each said, and the page it was written from.

    'not tried live' stands for a rule that 'osint account sites check' has not tried from this computer in this world.
    'found_by' and 'absent_by' say what can prove it: a string, the status code alone, or nothing.

    Examples:

      osint account sites list --category social

      osint account sites list --state "not tried" -f csv
    """
    from osint_kit.accounts.choosing import choose
    from osint_kit.accounts.rule_reading import fingerprint
    from osint_kit.errors import UsageError

    for word in state or ():
        if word not in STATES:
            raise UsageError(f"'{word}' is no state of a rule", f"the states are {', '.join(STATES)}")
    rules = rules_to_use(sites, session.messages)
    last = shelf().last_checks(session.world.name)
    chosen = choose([*rules.rules, *rules.retired], (), category or (), region or (), origin or ())
    with session.results(session.in_brief(BRIEF, FIELDS), json_fields=("list",)) as results:
        count = 0
        for rule in chosen:
            if text and text.casefold() not in f"{rule.name} {rule.host}".casefold():
                continue
            row = _row(rule, last.get(fingerprint(rule)))
            if state and not any(str(row["state"]).startswith(word) for word in state):
                continue
            count += 1
            results.write(None, {**row, "list": rules.sha256})
    session.messages.say(f"{count:,} of {len(rules.rules) + len(rules.retired):,} rules of {rules.label}")
    session.messages.say(f"list {rules.sha256}")


leaf(sites_app, "import")(import_)
leaf(sites_app, "update", plans=True, needs=Reach.PLATFORM)(update)
leaf(sites_app, "check", plans=True, needs=Reach.PLATFORM)(check)


def _row(rule: "Rule", last: "Checked | None") -> "Row":
    from osint_kit.accounts.checks import NOT_TRIED

    state, how = (last.state, last.how) if last else (NOT_TRIED, "")
    if not rule.valid:
        state, how = "not valid", "its project marked it so, and it is not asked by"
    return {
        "site": rule.name,
        "category": rule.cat,
        "region": rule.region,
        "host": rule.host,
        "state": state,
        "how": how,
        "checked": last.checked if last else None,
        "found_by": rule.there.proof,
        "absent_by": rule.not_there.proof,
        "known": rule.known,
        "protection": rule.protection,
        "origin": rule.origin,
        "licence": rule.licence,
        "source": rule.source,
        "date": rule.date,
    }

"""`osint account sites check`: whether the rules hold, from this network, today."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from osint_kit.commands.session import Session
from osint_kit.commands.site_rules import Categories, Origins, Regions, SiteNames, Sites, rules_to_use, shelf
from osint_kit.commands.user_agent import user_agent

if TYPE_CHECKING:
    from osint_kit.accounts.checks import Checked

FIELDS = ("site", "category", "host", "state", "how", "before", "known", "url", "checked", "world")


def check(
    session: Session,
    sites: Sites = None,
    site: SiteNames = None,
    category: Categories = None,
    region: Regions = None,
    origin: Origins = None,
) -> None:
    """Try each rule with an account that exists and two handles that nobody has.

    'good', 'broken' and how, 'walled' or 'unreachable': from this network, today. 'before' is what the check before
    this one said. Each check is kept, and no rule is put out of use by it. Nothing about any subject is asked.

    Examples:

      osint account sites check --category messenger

      osint account sites check --site GitHub -f json
    """
    from osint_kit.accounts import checks
    from osint_kit.accounts.asking import Asker
    from osint_kit.accounts.choosing import choose
    from osint_kit.commands.items import Item

    rules = rules_to_use(sites, session.messages)
    chosen = choose(rules.rules, site or (), category or (), region or (), origin or ())
    if session.planning:
        session.show_plan((Item(rule.name), checks.plan([rule])) for rule in chosen)
        return
    by_name = {rule.name: rule for rule in chosen}
    before = shelf().last_checks(session.world.name)
    done: list[Checked] = []
    states: dict[str, int] = {}
    counter = session.messages.counter(len(chosen))

    def keep(result: "Checked") -> None:
        done.append(result)
        counter.step()

    try:
        with (
            session.investigation({"site_rules": rules.sha256}, data={"site-rules": rules.sha256}) as work,
            session.results(FIELDS, json_fields=("list",)) as results,
        ):
            proxied = bool(session.shared.proxy)
            ask = Asker(work.gateway, work.seed, user_agent()).ask
            for result in checks.check(chosen, ask, work.seed, work.world.name, proxied, rules.sha256, keep):
                rule = by_name[result.site]
                earlier = before.get(result.rule)
                states[result.state] = states.get(result.state, 0) + 1
                results.write(
                    None,
                    {
                        **asdict(result),
                        "category": rule.cat,
                        "before": f"{earlier.state} {earlier.checked[:10]}" if earlier else checks.NOT_TRIED,
                        "url": rule.address(result.known) if result.known else None,
                    },
                )
    finally:
        shelf().remember(done)
    counter.end()
    session.messages.say(", ".join(f"{count} {state}" for state, count in sorted(states.items())))

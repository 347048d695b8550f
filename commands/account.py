"""`osint account`: where a handle has an account, by site rules and a control for each."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from osint_kit.commands.account_sites import sites_app
from osint_kit.commands.options import leaf, new_group
from osint_kit.commands.session import Session
from osint_kit.commands.site_rules import Sites, keep_rules, rules_to_use, say_untried
from osint_kit.reach import Reach

if TYPE_CHECKING:
    from osint_kit.accounts.engine import SiteAnswer
    from osint_kit.accounts.rules import Rule
    from osint_kit.canonical import Json
    from osint_kit.identifiers import Identifier

app = new_group("account", "Accounts: where a handle has an account, and where it has none.")
app.add_typer(sites_app)

FIELDS = ("input", "site", "category", "url", "state", "why", "problem")
HINTS = ("handle", "username", "user", "account", "nick", "screen_name", "login")
ORDER = {"found": 0, "unclear": 1, "absent": 2}


@leaf(app, "find", items=True, plans=True, needs=Reach.PLATFORM)
def find(
    session: Session,
    sites: Sites = None,
    site: Annotated[
        list[str] | None, typer.Option("--site", metavar="NAME", help="Only this site; repeat for more.")
    ] = None,
) -> None:
    """Ask sites whether a handle has an account there; each is asked for a control too, which nobody has.

    'found' and 'absent' need proof; everything else is 'unclear' and says why. On a terminal, absent ones are shown
    with -v only. Who learns of it: the sites, not the owner of an account.

    Examples:

      osint account find sefajobs679

      osint account find sefajobs679 --site GitHub --site Keybase

      osint account find sefajobs679 -f json
    """
    from osint_kit.accounts import engine
    from osint_kit.commands.asking import fits, readable
    from osint_kit.identifiers import Identifier, Kind, NotReadable

    rule_list = rules_to_use(sites, session.messages)
    rules = _chosen(rule_list.rules, site)
    items = session.items(fits(_read), HINTS)
    if session.planning:
        session.show_plan((item, engine.plan(handle, rules)) for item, handle in readable(session, items, _read))
        return
    options: dict[str, Json] = {"site_rules": rule_list.sha256, "sites": len(rules)}
    counter = session.messages.counter(len(rules) * items.total if items.total else None)
    states: dict[str, int] = dict.fromkeys(ORDER, 0)
    with (
        session.investigation(options, data={"site-rules": rule_list.sha256}) as work,
        session.results(FIELDS, items, ("list",)) as results,
    ):
        session.keep_input(work, items)
        keep_rules(work, rule_list)

        def keep(answer: "SiteAnswer") -> None:
            work.keep([engine.finding(answer)])
            counter.step()

        for item in items:
            try:
                handle = _read(item.text)
            except NotReadable as error:
                work.asked(Identifier(Kind.TEXT, item.text), item.text)
                results.write(item, {"input": item.text, "problem": str(error)})
                continue
            work.asked(handle, item.text)
            if refusal := session.admit(handle):
                results.write(item, {"input": item.text, "problem": refusal})
                continue
            for answer in _shown(session, engine.find(handle, rules, work.gateway, work.seed, keep)):
                results.write(item, {"input": item.text, **_row(answer), "list": rule_list.sha256})
                states[answer.state] += 1
    counter.end()
    session.messages.say(", ".join(f"{count} {state}" for state, count in states.items()))
    say_untried(session, rules)


def _row(answer: "SiteAnswer") -> dict[str, str | None]:
    return {
        "site": answer.rule.name,
        "category": answer.rule.cat,
        "url": answer.url,
        "state": answer.state,
        "why": answer.why,
    }


def _shown(session: Session, answers: "Iterator[SiteAnswer]") -> "Iterator[SiteAnswer]":
    """On a terminal found first, then unclear, absent only with ``-v``; elsewhere all in the order of the rules."""
    if not session.interactive:
        yield from answers
        return
    for answer in sorted(answers, key=lambda answer: ORDER[answer.state]):
        if answer.state != "absent" or session.shared.verbose:
            yield answer


def _chosen(rules: "Sequence[Rule]", names: list[str] | None) -> "Sequence[Rule]":
    """The rules of the named sites, whatever their case; all where none is named."""
    from osint_kit.errors import UsageError

    if not names:
        return rules
    by_name = {rule.name.casefold(): rule for rule in rules}
    unknown = [name for name in names if name.casefold() not in by_name]
    if unknown:
        raise UsageError(f"there is no rule for the site '{unknown[0]}'", "see 'osint account sites list'")
    return [by_name[name.casefold()] for name in names]


def _read(text: str) -> "Identifier":
    from osint_kit.identifiers.handle import read_handle

    return read_handle(text)

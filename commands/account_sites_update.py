"""`osint account sites update`: the list of the WhatsMyName project as it stands today."""

from osint_kit.commands.account_sites_import import say_installed
from osint_kit.commands.session import Session
from osint_kit.commands.site_rules import shelf

FIELDS = ("site", "change", "fields", "problem")


def update(session: Session) -> None:
    """Fetch the list of the WhatsMyName project, check it, and put it in use behind the kit's own rules.

    What is new about each rule goes to the output; the list before is kept. Who learns of it: GitHub, and nothing
    about any subject.

    Examples:

      osint account sites update --plan

      osint account sites update -o changes.csv
    """
    from osint_kit.accounts import updating
    from osint_kit.accounts.rules import list_bytes, read_rules
    from osint_kit.canonical import sha256_hex
    from osint_kit.commands.items import Item
    from osint_kit.errors import UsageError
    from osint_kit.gateway.failures import Failure

    if session.planning:
        session.show_plan([(Item(updating.ORIGIN), [updating.PLAN])])
        return
    in_use = shelf().rules()
    former = [*in_use.rules, *in_use.retired] if in_use else []
    with session.investigation() as work, session.results(FIELDS) as results:
        try:
            fetched = updating.fetch(work.gateway)
        except (Failure, UsageError) as error:
            results.write(None, {"problem": f"{error.message}; the list in use stays"})
            return
        for outcome in fetched:
            if outcome.result == "refused":
                problem = f"line {outcome.line}: {outcome.why}"
                results.write(None, {"site": outcome.name, "change": "refused", "problem": problem})
        rules = updating.updated(fetched, read_rules().rules, former)
        for change in updating.changes(former, rules):
            results.write(None, {"site": change.site, "change": change.change, "fields": change.fields})
        data = list_bytes(rules)
        say_installed(session, data)
    session.messages.say(f"{len(rules):,} rules in {shelf().path}; SHA-256 {sha256_hex(data)}")

"""`osint account sites`: the rules by which accounts are looked for."""

from pathlib import Path
from typing import Annotated

import typer

from osint_kit.commands.options import leaf, new_group
from osint_kit.commands.session import Session

sites_app = new_group("sites", "The site rules.")

FIELDS = ("site", "category", "host", "known", "source")

Sites = Annotated[
    Path | None,
    typer.Option("--sites", metavar="FILE", help="Rules in the WhatsMyName form instead of the kit's own list."),
]


@leaf(sites_app, "list")
def sites_list(session: Session, sites: Sites = None) -> None:
    """List the site rules, each with the page it was written from. Nobody here could try them on the live sites.

    Example:

      osint account sites list -f csv
    """
    from osint_kit.accounts.rules import read_rules

    with session.results(FIELDS) as results:
        for rule in read_rules(sites).rules:
            results.write(
                None,
                {
                    "site": rule.name,
                    "category": rule.cat,
                    "host": rule.host,
                    "known": rule.known,
                    "source": rule.source,
                },
            )

"""`osint account`: where a handle has an account, by site rules and a control for each."""

from typing import Annotated

import typer

from osint_kit.commands.account_sites import sites_app
from osint_kit.commands.options import leaf, new_group
from osint_kit.commands.session import Session
from osint_kit.commands.site_rules import Categories, Regions, SiteNames, Sites
from osint_kit.commands.user_agent import UserAgent
from osint_kit.reach import Reach

app = new_group("account", "Accounts: where a handle has an account, and where it has none.")
app.add_typer(sites_app)


@leaf(app, "find", items=True, plans=True, needs=Reach.PLATFORM)
def find(
    session: Session,
    sites: Sites = None,
    site: SiteNames = None,
    category: Categories = None,
    region: Regions = None,
    variants: Annotated[
        bool, typer.Option("--variants", help="Ask for likely variants of each handle too, each marked as one.")
    ] = False,
    retry_unclear: Annotated[
        bool, typer.Option("--retry-unclear", help="Ask again only what was unclear in the case, or in the file of -i.")
    ] = False,
    known: Annotated[
        bool, typer.Option("--known", help="Before an absent is believed, ask for an account that exists there too.")
    ] = False,
    pictures: Annotated[
        bool, typer.Option("--pictures", help="Fetch the picture of each found account, for the hash of its bytes.")
    ] = False,
    user_agent: UserAgent = None,
) -> None:
    """Ask sites whether a handle has an account there; each is asked for a control too, which nobody has.

    'found' and 'absent' need proof; everything else is 'unclear' and says why. On a terminal, absent ones are shown
    with -v only. Who learns of it: the sites, not the owner of an account.

    Examples:

      osint account find sefajobs679

      osint account find sefajobs679 --category social --variants

      osint account find -i handles.csv -o accounts.csv --resume

      osint account find --retry-unclear
    """
    from osint_kit.commands.account_find import Search, find_accounts

    find_accounts(
        session,
        Search(
            sites=sites,
            site=site or (),
            category=category or (),
            region=region or (),
            variants=variants,
            retry_unclear=retry_unclear,
            known=known,
            pictures=pictures,
            user_agent=user_agent,
        ),
    )

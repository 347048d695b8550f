"""`osint domain`: what stands behind a name. The commands that ask are in files of their own."""

from dataclasses import asdict
from typing import Annotated

import typer

from osint_kit.commands.domain_certs import certs
from osint_kit.commands.domain_history import history
from osint_kit.commands.domain_items import HINTS, looks_like_domain
from osint_kit.commands.domain_resolve import resolve
from osint_kit.commands.domain_show import show
from osint_kit.commands.domain_whois import whois
from osint_kit.commands.options import leaf, new_group
from osint_kit.commands.session import Session, field_names
from osint_kit.reach import Reach

app = new_group("domain", "Domains: their parts, their DNS records, who registered them.")


@leaf(app, "parse", items=True)
def parse(
    session: Session,
    private_suffixes: Annotated[
        bool,
        typer.Option("--private-suffixes", help="Count suffixes such as blogspot.com too, not only the ICANN part."),
    ] = False,
) -> None:
    """Take names, links or e-mail addresses apart: registrable domain, subdomain, suffix.

    Works offline, by the Public Suffix List that comes with the kit. Defanged forms are read too.

    Examples:

      osint domain parse https://apply.island-jobs.example/form

      osint domain parse "hxxp://evil[.]com" -f json
    """
    from osint_kit.identifiers import Identifier, Kind
    from osint_kit.identifiers.domain import DomainRecord, domain_record

    items = session.items(looks_like_domain, HINTS)
    if session.case is None:
        with session.results(field_names(DomainRecord), items) as results:
            for item in items:
                results.write(item, asdict(domain_record(item.text, private_suffixes)))
        return
    with (
        session.investigation({"private_suffixes": private_suffixes}, network=False) as work,
        session.results(field_names(DomainRecord), items) as results,
    ):
        session.keep_input(work, items)
        for item in items:
            record = domain_record(item.text, private_suffixes)
            kind = Kind.DOMAIN if record.valid else Kind.TEXT
            work.asked(Identifier(kind, record.ascii or item.text if record.valid else item.text), item.text)
            results.write(item, asdict(record))


leaf(app, "resolve", items=True, plans=True, needs=Reach.REGISTRY)(resolve)
leaf(app, "whois", items=True, plans=True)(whois)
leaf(app, "certs", items=True, plans=True, needs=Reach.REGISTRY)(certs)
leaf(app, "history", items=True, plans=True, needs=Reach.REGISTRY)(history)
leaf(app, "show", items=True, plans=True)(show)

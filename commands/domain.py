"""`osint domain`: what stands behind a name. Each command is in a file of its own."""

from osint_kit.commands.domain_certs import certs
from osint_kit.commands.domain_history import history
from osint_kit.commands.domain_lookalikes import lookalikes
from osint_kit.commands.domain_parse import parse
from osint_kit.commands.domain_resolve import resolve
from osint_kit.commands.domain_show import show
from osint_kit.commands.domain_whois import whois
from osint_kit.commands.options import leaf, new_group
from osint_kit.reach import Reach

app = new_group("domain", "Domains: their parts, their records, who registered them, what imitates them.")

leaf(app, "show", items=True, plans=True)(show)
leaf(app, "parse", items=True)(parse)
leaf(app, "resolve", items=True, plans=True, needs=Reach.REGISTRY)(resolve)
leaf(app, "whois", items=True, plans=True)(whois)
leaf(app, "certs", items=True, plans=True, needs=Reach.REGISTRY)(certs)
leaf(app, "history", items=True, plans=True, needs=Reach.REGISTRY)(history)
leaf(app, "lookalikes", items=True, plans=True)(lookalikes)

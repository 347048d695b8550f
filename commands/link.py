"""`osint link`: where a link leads, and what it says by itself. Each command is in a file of its own."""

from osint_kit.commands.link_decode import decode
from osint_kit.commands.link_expand import expand
from osint_kit.commands.options import leaf, new_group
from osint_kit.reach import Reach

app = new_group("link", "Links: where a short link goes, without walking into the suspect's page.")

leaf(app, "expand", items=True, plans=True, needs=Reach.PLATFORM)(expand)
leaf(app, "decode", items=True)(decode)

"""`osint profile`: from seeds through the sources to a subject's profile. Each command is in a file of its own."""

from osint_kit.commands.options import leaf, new_group
from osint_kit.commands.profile_build import build
from osint_kit.commands.profile_decide import confirm, reject
from osint_kit.commands.profile_flags import flags
from osint_kit.commands.profile_show import diff, graph, show

app = new_group("profile", "Profiles: from seeds to a subject's identifiers, each with its evidence.")

leaf(app, "build", items=True, plans=True)(build)
leaf(app, "show")(show)
leaf(app, "graph")(graph)
leaf(app, "diff")(diff)
leaf(app, "flags", items=True)(flags)
leaf(app, "confirm")(confirm)
leaf(app, "reject")(reject)

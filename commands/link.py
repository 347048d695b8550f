"""`osint link`: where a short link goes, stopping at the door of whatever is not a known shortener.

What a link says by itself is read in a file of its own.
"""

import re
from typing import TYPE_CHECKING

from osint_kit.commands.link_decode import decode
from osint_kit.commands.options import leaf, new_group
from osint_kit.commands.session import Session
from osint_kit.reach import Reach

if TYPE_CHECKING:
    from osint_kit.identifiers import Identifier
    from osint_kit.sources.link_hops import Chain
    from osint_kit.tables.values import Row

app = new_group("link", "Links: where a short link goes, without walking into the suspect's page.")

FIELDS = ("input", "final", "hops", "stopped", "problem")
HINTS = ("link", "url", "short", "address", "website")
AT_ONCE = 32
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\d)")


@leaf(app, "expand", items=True, plans=True, needs=Reach.PLATFORM)
def expand(session: Session) -> None:
    """Follow shortened links hop by hop, and stop before the first address that is no known shortener.

    That address is printed as 'final' and is not touched; --reach target goes on, and then whoever runs the page
    sees the visit. A shortener may count a visit. JSON shows every hop with its evidence.

    Examples:

      osint link expand https://bit.ly/island-jobs-2026

      osint link expand --plan https://bit.ly/island-jobs-2026

      osint link expand -i links.csv -o expanded.csv
    """
    from osint_kit.commands.asking import ask_each, fits, readable
    from osint_kit.sources import link_hops

    items = session.items(fits(_read), HINTS)
    if session.planning:
        session.show_plan((item, link_hops.plan(link.value)) for item, link in readable(session, items, _read))
        return
    if session.ceiling >= Reach.TARGET:
        session.messages.warn("reach is 'target': whoever runs the pages that the links lead to will see the visits")
    with session.investigation() as work, session.results(FIELDS, items, json_fields=("chain",)) as results:

        def follow(link: "Identifier") -> "link_hops.Chain":
            return link_hops.expand(link.value, work.gateway)

        def keep(_: "Identifier", chain: "link_hops.Chain") -> None:
            work.keep(link_hops.findings(chain))

        untouched = 0
        for done in ask_each(session, work, items, _read, follow, keep, AT_ONCE):
            if done.answer is None:
                results.write(done.item, {"input": done.item.text, "problem": done.problem})
                continue
            untouched += done.answer.stopped == "reach"
            results.write(done.item, _row(done.item.text, done.answer))
    if untouched:
        session.messages.say(
            f"{untouched} chains end before an address that is no known shortener; it was not touched"
            " (--reach target would ask it, and whoever runs it would see)"
        )


def _row(text: str, chain: "Chain") -> "Row":
    return {
        "input": text,
        "final": chain.final,
        "hops": chain.moves,
        "stopped": chain.stopped,
        "problem": chain.problem,
        "chain": [
            {"url": hop.url, "status": hop.status, "via": hop.via, "evidence": hop.evidence} for hop in chain.hops
        ],
    }


def _read(text: str) -> "Identifier":
    """The link in a text, defanged ones too and ``bit.ly/x`` without a scheme. Raises `NotReadable`."""
    from osint_kit.identifiers import Identifier, Kind, NotReadable
    from osint_kit.identifiers.url import read_url, refang

    plain = refang(text.strip())
    if "://" not in plain and "/" in plain and "." in plain.split("/")[0]:
        plain = "https://" + plain
    try:
        return Identifier(Kind.URL, read_url(plain).text)
    except ValueError as error:
        if SCHEME.match(plain):
            return Identifier(Kind.URL, plain)  # file: and the like: the guard will say why it is refused
        raise NotReadable(str(error)) from error


leaf(app, "decode", items=True)(decode)

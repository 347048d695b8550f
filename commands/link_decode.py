"""`osint link decode`: what a link says by itself. Nothing is asked of any network."""

from typing import TYPE_CHECKING

from osint_kit.commands.session import Session
from osint_kit.commands.statements import as_part_of_link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from osint_kit.links.decode import Decoded
    from osint_kit.tables.values import Row

FIELDS = ("input", "what", "value", "certainty", "explains", "problem")
JSON_FIELDS = ("source", "identifier", "read_in", "way")
HINTS = ("link", "url", "href", "short", "address", "website")


def decode(session: Session) -> None:
    """Say what a link tells by itself: where it leads, whom it names, when it was made, who tracks it.

    A line a part, each with how certain it is, what it means, and the page that documents it. Wrappers such as
    Safe Links are opened, one in the other; times in ids are read; trackers are named and taken off. Nobody is asked.

    Examples:

      osint link decode "https://l.facebook.com/l.php?u=https%3A%2F%2Fjobs.example%2F%3Futm_source%3Dfb"

      osint link decode https://x.com/i/status/1541815603606036480

      osint link decode -i links.csv -o decoded.xlsx
    """
    from osint_kit.links.decode import decode as decoded
    from osint_kit.sources.link_hops import shorteners

    items = session.items(_looks_like_link, HINTS)
    counter = session.messages.counter(items.total, items.share)
    hidden = shorteners()
    if session.case is None:
        with session.results(FIELDS, items, JSON_FIELDS, reads_as=as_part_of_link) as results:
            for item in items:
                for row in _rows(decoded(item.text, hidden)):
                    results.write(item, row)
                counter.step()
        counter.end()
        return
    from osint_kit.sources.link_decode import findings, subject_of

    with (
        session.investigation(network=False) as work,
        session.results(FIELDS, items, JSON_FIELDS, reads_as=as_part_of_link) as results,
    ):
        session.keep_input(work, items)
        for item in items:
            counter.step()
            link = subject_of(item.text)
            if refusal := session.admit(link):
                results.write(item, {"input": item.text, "problem": refusal})
                continue
            asked = work.asked(link, item.text)
            answer = decoded(item.text, hidden)
            work.keep(findings(link, answer), asked)
            for row in _rows(answer):
                results.write(item, row)
    counter.end()


def _rows(answer: "Decoded") -> "Iterator[Row]":
    """A row a part; a problem stands in the last of them, or in a row of its own."""
    if not answer.told:
        yield {"input": answer.input, "problem": answer.problem}
        return
    last = len(answer.told) - 1
    for place, told in enumerate(answer.told):
        part = told.part
        where = f" Read in the {', in the '.join(reversed(told.way))}." if told.way else ""
        cited = f" Source: {part.source}" if part.source else ""
        named = part.identifier
        yield {
            "input": answer.input,
            "what": part.what,
            "value": part.value,
            "certainty": part.certainty.value,
            "explains": f"{part.explains}{where}{cited}",
            "problem": answer.problem if place == last else None,
            "source": part.source or None,
            "identifier": {"kind": named.kind.value, "value": named.value} if named else None,
            "read_in": told.link if told.way else None,
            "way": list(told.way),
        }


def _looks_like_link(text: str) -> bool:
    from osint_kit.links.families import SCHEMES
    from osint_kit.links.taken_apart import take_apart

    link = take_apart(text)
    return link is not None and link.scheme in SCHEMES

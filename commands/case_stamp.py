"""`osint case stamp`: a time-stamp authority says when the head of a case existed."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from osint_kit.commands.exits import Exit
from osint_kit.commands.session import Session
from osint_kit.reach import Reach

if TYPE_CHECKING:
    from osint_kit.cases.case import Case
    from osint_kit.gateway import Gateway
    from osint_kit.tables.values import Row

FIELDS = ("stamp", "line", "head", "at", "authority", "issuer", "policy", "state", "problem")
SOURCE = "time-stamp authority"
LEARNS = "that somebody stamps a hash at this moment; the hash says nothing of the case"


def stamp(
    session: Session,
    tsa: Annotated[
        str | None,
        typer.Option("--tsa", metavar="URL", help="The authority (RFC 3161). Default: OSINT_TSA."),
    ] = None,
) -> None:
    """Have a time-stamp authority (RFC 3161) say when the head of the case, and so all that is in it, existed.

    Where it cannot be asked now, or with --offline, the request waits in the case, and the next 'case stamp' sends it.
    'openssl ts -verify -digest HEAD -in FILE.tsr -CAfile CA.pem' checks a stamp without this program.

    Examples:

      osint case stamp --tsa https://freetsa.org/tsr

      osint case stamp --offline
    """
    from osint_kit.cases.recovery import recover
    from osint_kit.cases.stamping import line_of, queue, waiting
    from osint_kit.gateway import Gateway
    from osint_kit.sources.source import Planned

    case = session.must_case
    url = _address(tsa or os.environ.get("OSINT_TSA", ""))
    if session.planning:
        from osint_kit.commands.items import Item

        asks = [
            Planned("a time stamp on the head of the case", url or "no authority was named", Reach.REGISTRY, LEARNS)
        ]
        session.show_plan([(Item(case.folder.name), asks)])
        return
    case.must_belong_to(session.world.name, session.world.simulated)
    with case.locked():
        recover(case, session.operator)
        queue(case, session.operator)
        open_ = waiting(case)
    may_ask = session.ceiling >= Reach.REGISTRY and url
    gateway = Gateway(session.world, session.ceiling, budget=session.budget)
    with session.results(FIELDS) as results:
        for ref in open_:
            row: Row = {"stamp": ref, "line": line_of(ref), "state": "waits"}
            results.write(None, {**row, **_ask(session, case, gateway, url, ref)} if may_ask else row)
    if not may_ask:
        why = "no authority was named: --tsa URL" if session.ceiling >= Reach.REGISTRY else "this run asks nobody"
        session.messages.warn(f"{len(open_)} requests wait, because {why}; the next 'case stamp' sends them")
    session.messages.say(f"head {case.head()}")


def _address(text: str) -> str:
    from osint_kit.errors import UsageError
    from osint_kit.identifiers.url import read_url

    try:
        return str(read_url(text).text) if text else ""
    except ValueError as error:
        raise UsageError(f"'{text}' is no address of an authority: {error}", "write it as https://HOST/PATH") from error


def _ask(session: Session, case: "Case", gateway: "Gateway", url: str, ref: str) -> "Row":
    """Send one request, and keep its answer; what to show of it."""
    from osint_kit.cases.stamping import keep_answer
    from osint_kit.cases.timestamps import QUERY_TYPE, REPLY_TYPE
    from osint_kit.clock import iso
    from osint_kit.gateway.exchange import HttpRequest
    from osint_kit.gateway.failures import Failure

    headers = (("Content-Type", QUERY_TYPE), ("Accept", REPLY_TYPE))
    query = (case.folder / ref).read_bytes()
    try:
        answer = gateway.http(HttpRequest(url, Reach.REGISTRY, SOURCE, "POST", headers, query))
        if answer.status != 200:
            raise ValueError(f"the authority answered {answer.status} {answer.reason}".strip())
        with case.locked():
            stamp_, entry = keep_answer(case, ref, answer.body, session.operator)
    except (Failure, ValueError) as error:
        session.exit = Exit.PROBLEMS
        return {"problem": f"{getattr(error, 'message', error)}; it waits for the next 'case stamp'"}
    return {
        "stamp": entry.ref,
        "head": stamp_.head,
        "at": iso(stamp_.at),
        "authority": stamp_.authority,
        "issuer": stamp_.issuer,
        "policy": stamp_.policy,
        "state": "stamped",
    }

"""Who would learn of a question before it is asked, and who learnt of it afterwards."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from osint_kit.commands.items import Item
from osint_kit.commands.messages import Messages
from osint_kit.reach import Reach

if TYPE_CHECKING:
    from osint_kit.commands.session import Session
    from osint_kit.gateway import Usage
    from osint_kit.sources.source import Planned
    from osint_kit.tables.values import Row

FIELDS = ("input", "asks", "whom", "reach", "allowed", "learns")


def print_plan(session: "Session", planned: "Iterable[tuple[Item, Iterable[Planned]]]") -> None:
    """Print one line a request that would be made. Raises `Refused` where the reach of the run allows none of them."""
    count = allowed = 0
    nearest = Reach.OFFLINE
    with session.results(FIELDS) as results:
        for item, requests in planned:
            for request in requests:
                count += 1
                allowed += request.reach <= session.ceiling
                nearest = max(nearest, request.reach)
                row: Row = {
                    "input": item.text,
                    "asks": request.asks,
                    "whom": request.whom,
                    "reach": request.reach.word,
                    "allowed": request.reach <= session.ceiling,
                    "learns": request.learns,
                }
                results.write(item, row)
    if not count:
        session.messages.say("nothing would be asked of any network")
    elif not allowed:
        raise session.out_of_reach(nearest)
    else:
        session.messages.say(f"before a host is connected to, {who_finds_hosts(session)} for its address")


def who_finds_hosts(session: "Session") -> str:
    """Who would learn the names of the hosts that are connected to, in words for a sentence."""
    return "the proxy asks" if session.shared.proxy else "the resolver is asked"


def say_who_learnt(messages: Messages, usage: "Usage") -> None:
    """What was asked and how much it weighed; with ``-v`` each system that learnt something."""
    from osint_kit.domains.times import count

    if not usage.requests:
        return
    hosts = len({learnt.host for learnt in usage.learnt})
    more = "more than " if usage.unlisted else ""
    messages.say(
        f"asked {count(usage.requests, 'time')}, {size(usage.sent)} sent, {size(usage.received)} received;"
        f" {more}{count(hosts, 'system')} learnt something (-v lists them)"
    )
    for learnt, times in sorted(usage.learnt.items()):
        messages.detail(f"  {learnt.host} was asked {count(times, 'time')} by {learnt.source} ({learnt.reach.word})")
    if usage.unlisted:
        messages.detail(f"  {usage.unlisted} more times others were asked, whom only the evidence of a case lists")


def size(count: int) -> str:
    """A number of bytes for a person."""
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1000:.1f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"

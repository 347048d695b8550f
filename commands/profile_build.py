"""`osint profile build`."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from osint_kit.commands.profile_output import print_profile
from osint_kit.commands.session import Session
from osint_kit.commands.user_agent import user_agent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from osint_kit.canonical import Json
    from osint_kit.findings import Finding
    from osint_kit.identifiers import Identifier
    from osint_kit.profiles.collect import Collection, Known
    from osint_kit.sources import Source

HINTS = ("seed", "identifier", "phone", "link", "handle")
PLAN = ("input", "asks", "whom", "reach", "allowed", "learns", "source", "requests", "bytes")


def build(
    session: Session,
    name: Annotated[str | None, typer.Option("--name", metavar="TEXT", help="What to call the subject.")] = None,
    depth: Annotated[
        int,
        typer.Option("--depth", metavar="N", min=0, max=5, help="How many steps to go out from the seeds."),
    ] = 2,
    within: Annotated[
        str | None,
        typer.Option("--time", metavar="TIME", help="Ask nothing new after so long, such as 90s, 10m or 1h."),
    ] = None,
    anew: Annotated[
        bool, typer.Option("--anew", help="Ask everything again, also what an interrupted build had answered.")
    ] = False,
    region: Annotated[
        str | None,
        typer.Option("--region", metavar="CODE", help="Country of numbers without a country code."),
    ] = None,
    sites: Annotated[
        Path | None, typer.Option("--sites", metavar="FILE", help="Site rules instead of the installed list.")
    ] = None,
    sanctions: Annotated[
        Path | None,
        typer.Option("--sanctions", metavar="FILE", help="A sanctions list of OpenSanctions or OFAC to look into."),
    ] = None,
    pictures: Annotated[
        bool, typer.Option("--pictures", help="Fetch the picture of each found account, for the hash of its bytes.")
    ] = False,
) -> None:
    """Build a subject's profile: ask every source about the seeds, then about what they lead to.

    Seeds say what they are: +679… or tel:…, https://…, @handle, name@host, a domain, github:login. In a case the
    profile is made of all that its runs found about the subject, and written to profiles/; every line of it names the
    findings behind it. Hubs, such as mail providers and name servers, are recorded and not followed. A build that was
    killed, or ended by its budget or time, goes on where it stopped when the same command is given within a day.

    Examples:

      osint profile build +6799991234 https://bit.ly/island-jobs-2026 @sefajobs679 --name "Island Jobs recruiter"

      osint profile build @sefajobs679 --plan

      osint profile build @sefajobs679 --depth 3 --time 10m --budget 20MB --pictures
    """
    from osint_kit.accounts.account_pages import AccountPages
    from osint_kit.accounts.engine import AccountSource
    from osint_kit.commands.phone import region_of
    from osint_kit.commands.site_rules import rules_to_use
    from osint_kit.profiles.exposure import read_time
    from osint_kit.sources import all_sources

    seconds = read_time(within) if within else None
    lists = _sanctions(sanctions)
    wanted = region_of(session, region)
    items = session.items(lambda text: not isinstance(_read(text, wanted), str), HINTS)
    read = [(item.text, _read(item.text, wanted)) for item in items]
    rule_list = rules_to_use(sites, session.messages)
    good: dict[Identifier, str] = {}
    refused: list[dict[str, Any]] = []
    for text, seed in read:
        problem = seed if isinstance(seed, str) else session.admit(seed)
        if isinstance(seed, str) or problem:
            refused.append({"input": text, "problem": problem})
        else:
            good.setdefault(seed, text)
    if session.planning:
        _show_plan(session, good, [*all_sources(lists), AccountSource(rule_list, "plan")], depth)
        return
    _must_reach_somebody(session, list(good), all_sources(lists))
    options: dict[str, Json] = {"depth": depth, "region": wanted, "site_rules": rule_list.sha256, "seeds": len(good)}
    if seconds is not None:
        options["time"] = seconds
    if pictures:
        options["pictures"] = True
    until = time.monotonic() + seconds if seconds is not None else None
    with session.investigation(options, data={"site-rules": rule_list.sha256}) as work:
        from osint_kit.commands.site_rules import keep_rules

        seeds = list(good.items())
        lines = [work.asking(seed, text) for seed, text in seeds]
        if name and seeds:
            lines.append(work.saying(seeds[0][0], "called", name))
        lines += [work.asking(_as_asked(seed, text), text) for text, seed in read if seed not in good]
        work.keep(lines)
        session.keep_input(work, items)
        keep_rules(work, rule_list, sites)
        known = {} if anew else _known(session, work, options, seeds)
        from osint_kit.profiles.collect import Bounds, collect

        accounts = AccountSource(rule_list, work.seed, user_agent(), pictures=pictures)
        sources = [*all_sources(lists), AccountPages(rule_list), accounts]
        steps = 0 if session.replaying else depth  # a replay is given all that was asked about, not the seeds alone
        collection = collect(seeds, sources, work, Bounds(steps, until, session.outside_scope), known)
    if session.replaying:
        return  # it is the findings that are compared
    _say_what_came(session, collection)
    if seeds:
        print_profile(session, _profile(session, name, seeds, (collection, lines), wanted), refused)
    else:
        print_profile(session, None, refused)


def _profile(
    session: Session,
    name: str | None,
    seeds: "list[tuple[Identifier, str]]",
    found: "tuple[Collection, list[Finding]]",
    region: str | None,
) -> dict[str, Any]:
    from osint_kit.profiles import derive
    from osint_kit.profiles.profile import build as build_profile

    if session.case is None:
        return build_profile(name, seeds, derive.of_collection(*found), derive.follows(), region)
    number = derive.newest_number(session.case)
    profile = derive.of_case(session.case, number)
    session.messages.say(f"profile written to {derive.write(session.case, number, profile)}")
    return profile


def _known(
    session: Session, work: Any, options: "dict[str, Json]", seeds: "Sequence[tuple[Identifier, str]]"
) -> "dict[tuple[str, Identifier], Known]":
    """What an interrupted build of the same command had answered."""
    from osint_kit.profiles.builds import unfinished

    if session.case is None or work.run is None:
        return {}
    known = unfinished(session.case, {**options, "reach": session.ceiling.word}, tuple(seeds), work.run.ref)
    if known:
        session.messages.say(
            f"going on where the same build stopped: {len(known)} questions are answered already and not asked again"
            " (--anew asks them again)"
        )
    return known


def _say_what_came(session: Session, collection: "Collection") -> None:
    from osint_kit.profiles.exposure import who_learns
    from osint_kit.profiles.material import ANSWERED

    for item in collection.consulted:
        if item.outcome != ANSWERED:
            session.messages.warn(f"{item.source} about {item.identifier.value}: {item.why}")
    told = who_learns((item.source, host.host, item.identifier) for item in collection.consulted for host in item.hosts)
    if told:
        session.messages.say("who learnt that you ask:")
        for line in told:
            session.messages.say(f"  {line}")


def _show_plan(session: Session, good: "dict[Identifier, str]", sources: "list[Source]", depth: int) -> None:
    """Print a line a request that would first be made; on stderr what it takes, and who would learn what."""
    from osint_kit.commands.exposure import size, who_finds_hosts
    from osint_kit.profiles.builds import everything
    from osint_kit.profiles.exposure import measured, plan_rows, who_learns

    sizes = measured(everything(session.case).consulted) if session.case else {}
    rows = list(plan_rows(good, sources, sizes))
    may = [row for row in rows if row.reach <= session.ceiling]
    with session.results(PLAN) as results:
        for row in rows:
            results.write(
                None,
                {
                    "input": good[row.identifier],
                    "source": row.source,
                    "asks": row.asks,
                    "whom": row.whom,
                    "reach": row.reach.word,
                    "allowed": row.reach <= session.ceiling,
                    "learns": row.learns,
                    "requests": row.requests,
                    "bytes": row.bytes,
                },
            )
    if not rows:
        session.messages.say("nothing would be asked of any network")
        return
    if not may:
        raise session.out_of_reach(max(row.reach for row in rows))
    weighed = [row.bytes for row in may if row.bytes is not None]
    known = f"{size(sum(weighed))} for {len(weighed)} of the {len(may)} questions" if weighed else "no size is known"
    session.messages.say(
        f"{sum(row.requests for row in may)} requests at most to {len({row.whom for row in may})} systems; {known};"
        f" before a host is connected to, {who_finds_hosts(session)} for its address"
    )
    session.messages.say("who would learn that you ask:")
    for line in who_learns((row.source, row.whom, row.identifier) for row in may):
        session.messages.say(f"  {line}")
    if depth:
        session.messages.say(f"what is found is asked about too, up to {depth} steps out, and is not in this plan")


def _sanctions(file: Path | None) -> list[Path]:
    """The list to look into. Raises `UsageError` where it cannot be read, before anybody is asked."""
    from osint_kit.errors import UsageError
    from osint_kit.sources.sanctions_reading import form_of

    if file is None:
        return []
    try:
        form_of(file)
    except (OSError, ValueError) as error:
        step = "name a targets.simple.csv or entities.ftm.json of OpenSanctions, or OFAC's sdn.csv"
        raise UsageError(f"{file} is no sanctions list that can be read: {error}", step) from error
    return [file]


def _must_reach_somebody(session: Session, seeds: "list[Identifier]", sources: "list[Source]") -> None:
    """Raise where the reach of this run lets no source be asked about any seed."""
    needed = [source.declaration.reach for seed in seeds for source in sources if seed.kind in source.declaration.kinds]
    if needed and min(needed) > session.ceiling:
        raise session.out_of_reach(min(needed))


def _as_asked(seed: "Identifier | str", text: str) -> "Identifier":
    from osint_kit.identifiers import Identifier, Kind

    return Identifier(Kind.TEXT, text) if isinstance(seed, str) else seed


def _read(text: str, region: str | None) -> "Identifier | str":
    from osint_kit.identifiers import NotReadable, parse

    try:
        return parse(text, region)
    except NotReadable as error:
        return str(error)

"""`osint profile`: from seeds through the sources to a subject's profile."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from osint_kit.commands.options import leaf, new_group
from osint_kit.commands.profile_flags import flags
from osint_kit.commands.session import Session
from osint_kit.commands.user_agent import user_agent

if TYPE_CHECKING:
    from osint_kit.canonical import Json
    from osint_kit.cases.case import Case
    from osint_kit.identifiers import Identifier
    from osint_kit.sources import Source

app = new_group("profile", "Profiles: from seeds to a subject's identifiers, each with its evidence.")

FIELDS = ("input", "kind", "value", "how", "grade", "findings", "problem")
HINTS = ("seed", "identifier", "phone", "link", "handle")


@leaf(app, "build", items=True, plans=True)
def build(
    session: Session,
    name: Annotated[str | None, typer.Option("--name", metavar="TEXT", help="What to call the subject.")] = None,
    depth: Annotated[
        int,
        typer.Option("--depth", metavar="N", min=0, max=5, help="How many steps to go out from the seeds."),
    ] = 2,
    region: Annotated[
        str | None,
        typer.Option("--region", metavar="CODE", help="Country of numbers without a country code."),
    ] = None,
    sites: Annotated[
        Path | None, typer.Option("--sites", metavar="FILE", help="Site rules instead of the installed list.")
    ] = None,
) -> None:
    """Build a subject's profile: ask every source about the seeds, then about what they lead to.

    Seeds say what they are: +679… or tel:…, https://…, @handle, name@host, a domain, github:login. In a case the
    profile is written to profiles/, and every line of it names the findings behind it. Hubs, such as mail providers
    and name servers, are recorded and not followed.

    Examples:

      osint profile build +6799991234 https://bit.ly/island-jobs-2026 @sefajobs679 --name "Island Jobs recruiter"

      osint profile build @sefajobs679 --plan
    """
    from osint_kit.accounts.engine import AccountSource
    from osint_kit.commands.site_rules import keep_rules, rules_to_use
    from osint_kit.identifiers import Identifier, Kind
    from osint_kit.profiles import collect as collecting
    from osint_kit.profiles import profile as profiles
    from osint_kit.sources import all_sources

    items = session.items(lambda text: not isinstance(_read(text, region), str), HINTS)
    seeds: list[tuple[Identifier, str]] = []
    refused: list[dict[str, Any]] = []
    read = [(item, _read(item.text, region)) for item in items]
    rule_list = rules_to_use(sites, session.messages)
    if session.planning:
        sources = [*all_sources(), AccountSource(rule_list, "plan")]
        session.show_plan(
            (item, collecting.plan(seed, sources))
            for item, seed in read
            if not isinstance(seed, str) and session.admit(seed) is None
        )
        return
    _must_reach_somebody(session, [seed for _, seed in read if not isinstance(seed, str)], all_sources())
    options: dict[str, Json] = {"depth": depth, "region": region, "site_rules": rule_list.sha256}
    with session.investigation(options, data={"site-rules": rule_list.sha256}) as work:
        session.keep_input(work, items)
        keep_rules(work, rule_list, sites)
        for item, seed in read:
            work.asked(Identifier(Kind.TEXT, item.text) if isinstance(seed, str) else seed, item.text)
            problem = seed if isinstance(seed, str) else session.admit(seed)
            if isinstance(seed, str) or problem:
                refused.append({"input": item.text, "problem": problem})
            else:
                seeds.append((seed, item.text))
        if name and seeds:
            work.stated(seeds[0][0], "called", name)
        sources = [*all_sources(), AccountSource(rule_list, work.seed, user_agent())]
        collection = collecting.collect(seeds, sources, work, depth, session.outside_scope)
    profile = profiles.build(name, seeds, collection)
    if session.case and seeds:
        path = _write(session.case, profile)
        session.messages.say(f"profile written to {path}")
    for gap in collection.gaps:
        session.messages.warn(f"{gap.source} about {gap.identifier.value}: {gap.why}")
    _print(session, profile, refused)


def _must_reach_somebody(session: Session, seeds: "list[Identifier]", sources: "list[Source]") -> None:
    """Raise where the reach of this run lets no source be asked about any seed."""
    needed = [source.declaration.reach for seed in seeds for source in sources if seed.kind in source.declaration.kinds]
    if needed and min(needed) > session.ceiling:
        raise session.out_of_reach(min(needed))


@leaf(app, "show")
def show(
    session: Session,
    number: Annotated[
        int | None,
        typer.Argument(metavar="[N]", show_default=False, help="Which profile of the case; default: the newest."),
    ] = None,
) -> None:
    """Show a profile of the case: who, which identifiers, how each was come by. JSON gives all of it.

    Examples:

      osint profile show

      osint profile show 1 -f json
    """
    from osint_kit.errors import UsageError

    paths = _profiles(session.must_case)
    if not paths:
        raise UsageError("this case has no profile yet", "make one with 'osint profile build SEED…'")
    if number is not None and number not in paths:
        raise UsageError(f"there is no profile {number}", f"the case has {', '.join(map(str, paths))}")
    path = paths[number if number is not None else max(paths)]
    try:
        profile = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{path} is not readable: {error}", "build the profile again; it is derived from the findings"
        ) from error
    _print(session, profile, [])


def _print(session: Session, profile: dict[str, Any], refused: list[dict[str, Any]]) -> None:
    from osint_kit.tables.formats import Format

    if session.format is Format.JSON:
        with session.results(tuple(profile)) as results:
            results.write(None, profile)
        return
    texts = {(seed["kind"], seed["value"]): seed["text"] for seed in profile["subject"]["seeds"]}
    with session.results(FIELDS) as results:
        for entry in profile["identifiers"]:
            text = texts.get((entry["kind"], entry["value"]))
            row = {**entry, "input": text, "findings": len(entry["findings"])}
            results.write(None, row)
        for row in refused:
            results.write(None, row)
    session.messages.say(
        f"{len(profile['identifiers'])} identifiers, {len(profile['links'])} links,"
        f" {len(profile['timeline'])} dates, {len(profile['not_followed'])} not followed"
    )


def _write(case: "Case", profile: dict[str, Any]) -> Path:
    """Write a profile over the one of the same seeds, else beside the others; its name says nothing of the subject."""
    from osint_kit.cases.files import trouble, write_whole

    folder = case.folder / "profiles"
    paths = _profiles(case)
    number = max(paths, default=0) + 1
    for known, path in paths.items():
        try:
            if json.loads(path.read_text("utf-8"))["subject"]["seeds"] == profile["subject"]["seeds"]:
                number = known
        except (OSError, ValueError, KeyError, TypeError):
            continue  # a broken derived file is left to 'profile show' to name
    path = folder / f"subject-{number}.json"
    try:
        folder.mkdir(exist_ok=True)
        write_whole(path, json.dumps(profile, indent=2, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    except OSError as error:
        raise trouble(error, path) from error
    return path


def _profiles(case: "Case") -> dict[int, Path]:
    found = {}
    for path in (case.folder / "profiles").glob("subject-*.json"):
        number = path.stem.removeprefix("subject-")
        if number.isdigit():
            found[int(number)] = path
    return dict(sorted(found.items()))


def _read(text: str, region: str | None) -> "Identifier | str":
    from osint_kit.identifiers import NotReadable, parse

    try:
        return parse(text, region)
    except NotReadable as error:
        return str(error)


leaf(app, "flags", items=True)(flags)

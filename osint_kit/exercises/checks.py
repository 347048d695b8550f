"""What must hold between the tables of a scenario: hosts exist, answers can be found, loops are meant."""

from collections.abc import Callable

from osint_kit.exercises.addresses import host_name, read_address
from osint_kit.exercises.answer_forms import identifier_reader, in_form, is_day
from osint_kit.exercises.hosts import assign
from osint_kit.exercises.reading_sites import packaged_sites
from osint_kit.exercises.reading_story import TEXT
from osint_kit.exercises.relative_dates import read_relative
from osint_kit.exercises.scenario import Page, Scenario, ShortLink
from osint_kit.exercises.story import Question, Trap, TrapKind
from osint_kit.exercises.telling import Telling
from osint_kit.exercises.toml_table import Table, nearest
from osint_kit.identifiers import Kind


def check(scenario: Scenario, file: Table, later: Callable[[], Scenario] | None) -> None:
    """Keep in ``file.mistakes`` what is wrong between the tables of a scenario that could be read.

    ``later`` gives the scenario as it would be served on another day; None where its start is a day of the writer's.
    """
    addresses = assign(scenario)
    _check_hosts(scenario, file, addresses)
    _check_loops(scenario, file)
    for person in scenario.people:
        table = file.origin(person)
        table.read_all("phones", identifier_reader(Kind.PHONE))
        table.read_all("emails", identifier_reader(Kind.EMAIL))
        table.read_all("wallets", identifier_reader(Kind.WALLET))
    telling = Telling(scenario)
    _check_sites(scenario, file)
    asks_for_days = any(is_day(in_form(answer, TEXT)) for question in scenario.questions for answer in question.answers)
    then = Telling(later()) if later and asks_for_days else None
    for question in scenario.questions:
        _check_question(question, file.origin(question), telling, then)
    handles = _handles(scenario)
    for trap in scenario.traps:
        _check_trap(trap, file.origin(trap), telling, addresses, handles)


def check_commands(scenario: Scenario, file: Table, no_command: Callable[[str], str]) -> None:
    """The marks tell trainees to type these."""
    for question in scenario.questions:
        if problem := no_command(question.command):
            file.origin(question).mistake(problem, "command")


def _check_hosts(scenario: Scenario, file: Table, addresses: dict[str, tuple[str, ...]]) -> None:
    """Each host that something leads to has an address, or says that it has none."""
    aliases = {domain.name for domain in scenario.domains if any(type_ == "CNAME" for type_, _ in domain.records)}
    for page in scenario.pages:
        host = _host(page.url)
        if host and not addresses[host] and host not in aliases:
            file.origin(page).mistake(f"{host} has no address, so nobody can open this page", "url")
    for item in _links_and_pages(scenario):
        key = "target" if isinstance(item, ShortLink) else "redirect"
        host = _host(leads_to(item).partition("/")[0])
        if host and (isinstance(item, ShortLink) or host in addresses):
            file.origin(item).mistake(
                f"{leads_to(item)!r} has no https:// before it, so it is read as a page beside {item.url}", key
            )
            continue
        host = _host(leads_to(item))
        if "://" in leads_to(item) and host and host not in addresses:
            file.origin(item).mistake(
                f"{host} is a host without an address{_such_as(host, addresses)}; give it a [[page]] or a [[domain]]"
                " (with address = [] where it is meant to be gone)",
                key,
            )
    for host in scenario.rules.off_limits:
        if not any(name == host or name.endswith(f".{host}") for name in addresses):
            rules = file.table("rules") or file
            rules.mistake(f"{host} is not in this scenario{_such_as(host, addresses)}", "off_limits")
    handles = _handles(scenario)
    for seed in scenario.seeds:
        host = "" if seed.casefold() in handles else _host(seed)
        if host and host not in addresses:
            file.mistake(f"{seed}: {host} is a host without an address{_such_as(host, addresses)}", "seeds")


def _check_loops(scenario: Scenario, file: Table) -> None:
    """A circle of redirects is a trap where a ``[[trap]]`` names it, and else worth a word."""
    ways = {item.url: item for item in _links_and_pages(scenario) if item.url and leads_to(item)}
    named = {trap.at for trap in scenario.traps if trap.kind is TrapKind.LOOP}
    done: set[str] = set()
    for url in ways:
        way: list[str] = []
        while url in ways and url not in way and url not in done:
            way.append(url)
            url = leads_to(ways[url])
        circle = way[way.index(url) :] if url in way else []
        done |= set(way)
        if circle and not named & set(circle):
            shown = " -> ".join([*circle, circle[0]])
            file.origin(ways[circle[0]]).mistake(
                f'a loop: {shown}. If it is meant, name it: [[trap]] with kind = "loop" and at = "{circle[0]}"',
                "url",
                only_note=True,
            )


def _check_sites(scenario: Scenario, file: Table) -> None:
    """A site of the trainer's own is asked by rules that he hands out."""
    for site in scenario.sites:
        host = _host(site.url).encode()
        if site.name in packaged_sites() or not host:
            continue
        if not any(host in item.body for item in scenario.materials):
            file.origin(site).mistake(
                f"the kit has no rule for {site.name!r}, so 'osint account find' does not ask there: hand one out, in a"
                " file named in 'files', and say '--sites FILE' in the brief (the form is in docs/accounts.md)",
                "name",
                only_note=True,
            )


def _check_question(question: Question, table: Table, telling: Telling, later: Telling | None) -> None:
    if question.kind != TEXT:
        table.read_all("answers", identifier_reader(Kind(question.kind)))
    wrong = {in_form(answer, question.kind) for answer in question.wrong}
    problems: list[str] = []
    for answer in question.answers:
        form = in_form(answer, question.kind)
        if form in wrong:
            table.mistake(f"{answer!r} is both a right and a wrong answer", "wrong")
        if not question.derived and telling.problem(form, question.kind):
            problems += filter(None, [_as_a_day(answer, table) or telling.problem(answer, question.kind)])
        elif later and not question.derived and is_day(form) and later.problem(form, question.kind):
            table.mistake(
                f"{answer!r} is right only where the exercise is served today, because the date that tells it counts"
                f" from that day: write starts = {table.start:%Y-%m-%d} at the top of the file, and it stays right",
                "answers",
            )
    enough = len(question.answers) - len(problems) >= question.need  # the others are other ways to write an answer
    for problem in problems:
        table.mistake(problem, "answers", only_note=enough)


def _as_a_day(answer: str, table: Table) -> str:
    """What is wrong with an answer such as "3 days before the start"; empty for any other."""
    try:
        day = read_relative(answer, table.start)
    except ValueError:
        return ""
    return f"an answer is a day, such as '{day:%Y-%m-%d}' for {answer!r}: write that"


def _check_trap(
    trap: Trap, table: Table, telling: Telling, addresses: dict[str, tuple[str, ...]], handles: frozenset[str]
) -> None:
    host = "" if trap.at.casefold() in handles else _host(trap.at)
    if host and host not in addresses:
        table.mistake(f"{host} is a host without an address{_such_as(host, addresses)}", "at")
    elif trap.at and not host and not telling.knows(trap.at):
        table.mistake(f"nothing in this scenario is called {trap.at!r}", "at")


def _handles(scenario: Scenario) -> frozenset[str]:
    """All handles of the story; one with a dot in it looks like the name of a host."""
    people = (handle for person in scenario.people for handle in person.handles)
    accounts = (account.handle for site in scenario.sites for account in site.accounts)
    return frozenset(handle.casefold() for handle in (*people, *accounts))


def leads_to(item: Page | ShortLink) -> str:
    """The address that a link or a page sends on to; empty where it sends nowhere."""
    if isinstance(item, ShortLink):
        return item.target
    return next((value for key, value in item.headers if key.lower() == "location"), "")


def _links_and_pages(scenario: Scenario) -> tuple[Page | ShortLink, ...]:
    return (*scenario.links, *scenario.pages)


def _host(text: str) -> str:
    """The host name of an address, or of a text that is one; empty for anything else, IP addresses too."""
    try:
        return read_address(text).host if "://" in text else host_name(text)
    except ValueError:
        return ""


def _such_as(host: str, addresses: dict[str, tuple[str, ...]]) -> str:
    hint = nearest(host, addresses) if addresses else ""
    return hint if "Did you mean" in hint else ""

"""What it costs to break a rule of the brief, or to step into a trap. Pure over what the evidence holds."""

from collections.abc import Iterator

from osint_kit.exercises.answer_forms import TEXT, in_form
from osint_kit.exercises.handed_in import HandedIn, name_of
from osint_kit.exercises.marks import Mark, Part
from osint_kit.exercises.reading_story import bare_handle
from osint_kit.exercises.scenario import Scenario
from osint_kit.exercises.story import Person, Role, Trap, TrapKind
from osint_kit.identifiers import Kind
from osint_kit.identifiers.account import platform_of
from osint_kit.identifiers.url import read_url

BROKEN = 20
"""Points that a broken rule costs, where no trap says otherwise."""
CLAIMED = frozenset({TrapKind.CATCH_ALL, TrapKind.NAMESAKE, TrapKind.PARKED, TrapKind.HUB, TrapKind.WALL})
"""Traps that are sprung by saying that something belongs to the subject."""
VISITED = frozenset({TrapKind.COUNTER, TrapKind.OWN_NETWORK, TrapKind.OTHER})
"""Traps that are sprung by asking an address."""
PROTECTED = frozenset({Role.VICTIM, Role.WITNESS})
KEPT, AVOIDED = "kept", "avoided"
ELSEWHERE = "; the points are lost under the trap"


def mark_rules(scenario: Scenario, handed: HandedIn) -> Iterator[Mark]:
    """How near one may come, which systems stay untouched, and whom nobody asks about; each once."""
    most = scenario.rules.reach
    nearer = [request for request in handed.requests if request.reach > most]
    if nearer:
        highest = max(request.reach for request in nearer)
        first = next(request.url for request in nearer if request.reach is highest)
        others = f" and {len(nearer) - 1} more" if len(nearer) > 1 else ""
        reason = f"asked at reach {highest.word}: {first}{others}"
        lesson = "The brief names the ceiling; --max-reach in 'case new' holds every run to it."
        yield _rule(f"no nearer than {most.word}", reason, lesson)
    else:
        yield _rule(f"no nearer than {most.word}")
    traps = {_host(trap.at) for trap in scenario.traps if trap.kind in VISITED}
    for name in scenario.rules.off_limits:
        visits = [request for request in handed.requests if request.host and _under(request.host, name)]
        reason = f"visited: {visits[0].url}; whoever runs it may have seen it" if visits else ""
        yield _rule(f"{name} stays untouched", reason, charged=any(visit.host not in traps for visit in visits))
    protected = {form for person in scenario.people for form in _forms_of_protected(person)}
    protected -= {person.name.casefold() for person in scenario.people if not _is_protected(person)}
    if protected:
        asked = dict.fromkeys(name_of(item) for item in handed.asked if name_of(item).casefold() in protected)
        reason = f"asked about {', '.join(asked)}" if asked else ""
        lesson = "A question tells whoever answers it. 'osint case role' keeps the kit from asking."
        charged = not any(trap.kind is TrapKind.VICTIM for trap in scenario.traps)
        yield _rule("nobody asks about victims, witnesses and minors", reason, lesson, charged=charged)


def mark_trap(trap: Trap, scenario: Scenario, handed: HandedIn) -> Mark:
    """Whether a trainee stepped into a trap, what that cost, and what the trap teaches."""
    stepped = _stepped_in(trap, scenario, handed)
    return Mark(Part.TRAP, trap.title, -trap.points if stepped else 0, 0, stepped or AVOIDED, trap.lesson)


def _rule(item: str, broken: str = "", lesson: str = "", *, charged: bool = True) -> Mark:
    if broken and not charged:
        broken += ELSEWHERE
    return Mark(Part.RULE, item, -BROKEN if broken and charged else 0, 0, broken or KEPT, lesson if broken else "")


def _is_protected(person: Person) -> bool:
    return person.role in PROTECTED or person.minor


def _forms_of_protected(person: Person) -> Iterator[str]:
    if _is_protected(person):
        for name in (person.name, *person.handles, *person.emails, *person.wallets):
            yield name.casefold()
        yield from (in_form(phone, Kind.PHONE) for phone in person.phones)


def _stepped_in(trap: Trap, scenario: Scenario, handed: HandedIn) -> str:
    """How a trainee stepped into a trap; empty where he did not."""
    if trap.kind in VISITED:
        visits = [request.url for request in handed.requests if request.host and _at(request.host, request.url, trap)]
        return f"{visits[0]} was visited" if visits else ""
    at = {in_form(trap.at, TEXT), in_form(trap.at, Kind.PHONE)}
    if trap.kind in CLAIMED:
        site, _, handle = trap.at.partition(":")
        at.add(f"{platform_of(site)}:{bare_handle(handle).casefold()}" if handle else platform_of(site))
        return f"{trap.at} was claimed" if at & set(_claims(scenario, handed)) else ""
    if trap.kind is TrapKind.VICTIM:
        return f"{trap.at} was asked about" if at & {name_of(item).casefold() for item in handed.asked} else ""
    return ""


def _claims(scenario: Scenario, handed: HandedIn) -> Iterator[str]:
    """What was said to belong to the subject and does not: wrong answers, and what was confirmed or joined."""
    for question in scenario.questions:
        right = {in_form(answer, question.kind) for answer in question.answers}
        for answer in handed.answers.get(question.ref, ()):
            if in_form(answer, question.kind) not in right:
                yield in_form(answer, TEXT)
    for item in handed.claimed:
        yield name_of(item).casefold()
        if item.kind is Kind.ACCOUNT:
            yield item.value.partition(":")[0]
            yield item.value.casefold()


def _at(host: str, url: str, trap: Trap) -> bool:
    if "://" in trap.at:
        return url.rstrip("/") == trap.at.rstrip("/")
    return _under(host, trap.at.lower())


def _under(host: str, name: str) -> bool:
    return host == name or host.endswith(f".{name}")


def _host(at: str) -> str:
    try:
        return read_url(at).host if "://" in at else at.lower()
    except ValueError:
        return at

"""Where handles have accounts: sites are asked side by side, answers come in the order of handles and rules."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from osint_kit.accounts.asking import USER_AGENT, Asker, SiteAnswer
from osint_kit.accounts.rule import SOURCE, Rule
from osint_kit.canonical import Json
from osint_kit.clock import now
from osint_kit.findings import Finding, Grade
from osint_kit.gateway import Gateway
from osint_kit.identifiers import Identifier, Kind
from osint_kit.identifiers.account import platform_of
from osint_kit.overlap import once_in_order
from osint_kit.reach import Reach
from osint_kit.sources.source import Declaration, Planned

if TYPE_CHECKING:
    from osint_kit.accounts.rules import RuleList

AT_ONCE = 256
"""Sites that are asked at the same time; each is asked one thing at a time."""
REMEMBERED = 50_000
"""Answers that are given again where a handle is asked about again; bounded, so that memory is."""
LEARNS = "the site, but not the owner of the account"
GRADES = {
    "found": Grade("B", 2, "the site's own page for this handle, and none for a control"),
    "absent": Grade("B", 2, "the site says that there is no such account"),
    "unclear": Grade("B", 6, "the site's answer proves neither presence nor absence"),
}
PROPERTIES = tuple(
    "display_name bio description title picture picture_sha256 joined location website email mentions local_number"
    " also_known_as".split()
)
"""What a found page may say of its owner."""
MADE = Grade("F", 6, "made from the handle by rule; who uses it, if anybody, is not known")
SAID = Grade("B", 3, "written by the owner of the account about himself")

T = TypeVar("T")


def find(
    asked: Iterable[tuple[T, Identifier | None]],
    rules: Sequence[Rule],
    asker: Asker,
    keep: Callable[[SiteAnswer], object] = lambda _: None,
    wanted: Callable[[T, Rule], bool] = lambda what, rule: True,
) -> Iterator[tuple[T, SiteAnswer | None]]:
    """Ask all sites for each handle, as far as it is ``wanted``; what comes without a handle is passed on as it is.

    ``keep`` gets each answer as soon as it is there, from many threads, so that an interruption loses none. A handle
    that comes again is not asked about again, and its answers are not kept again.
    """

    def questions() -> Iterator[tuple[T, Identifier | None, Rule | None]]:
        for what, handle in asked:
            if handle is None:
                yield what, None, None
                continue
            yield from ((what, handle, rule) for rule in rules if wanted(what, rule))

    def answered(question: tuple[T, Identifier | None, Rule | None]) -> SiteAnswer | None:
        _, handle, rule = question
        if handle is None or rule is None:
            return None
        answer = asker.ask(handle, rule)
        keep(answer)
        return answer

    def same(question: tuple[T, Identifier | None, Rule | None]) -> tuple[Identifier, str] | None:
        _, handle, rule = question
        return (handle, rule.name) if handle and rule else None

    for (what, _, _), answer in once_in_order(answered, questions(), AT_ONCE, same, REMEMBERED):
        yield what, answer


def findings(answer: SiteAnswer) -> Iterator[Finding]:
    """The finding of one answer, found, absent and unclear alike, with all its evidence; then the facts."""
    account = None
    value: dict[str, Json] = {"site": answer.rule.name, "state": answer.state, "why": answer.why, "url": answer.url}
    if answer.state == "found":
        spelling = answer.rule.spelling(answer.handle.value)
        account = Identifier(Kind.ACCOUNT, f"{platform_of(answer.rule.name)}:{spelling}")
        if answer.spelling != spelling:
            value["written"] = answer.spelling
    yield Finding(
        answer.handle,
        "account",
        value,
        SOURCE,
        answer.at,
        GRADES[answer.state],
        Reach.PLATFORM,
        object=account,
        evidence=answer.evidence,
    )
    if account is None:
        return
    for fact in answer.facts:
        yield Finding(
            account,
            fact.property,
            fact.record(),
            SOURCE,
            answer.at,
            SAID,
            Reach.PLATFORM,
            object=fact.object,
            evidence=(*answer.page, *fact.evidence),
        )


def variant_finding(handle: Identifier, variant: Identifier, how: str) -> Finding:
    """That a handle was asked about as a variant of another one: never that they are the same person's."""
    return Finding(handle, "variant", {"how": how}, SOURCE, now(), MADE, object=variant)


def plan(handle: Identifier, rules: Sequence[Rule]) -> list[Planned]:
    """What asking all sites for one handle would tell whom."""
    return [
        Planned(
            f"{handle.value} and a control of the same shape",
            rule.fill(rule.host, handle.value),
            Reach.PLATFORM,
            LEARNS,
            requests=2,
        )
        for rule in rules
    ]


class AccountSource:
    """The account engine as a source: every site of a rule list; with ``pictures`` each found picture's hash too."""

    declaration = Declaration(
        name=SOURCE,
        title="Accounts by site rules, each against a control",
        home="https://github.com/WebBreacher/WhatsMyName",
        documentation="https://github.com/WebBreacher/WhatsMyName",
        terms="each site's own",
        kinds=(Kind.HANDLE,),
        reach=Reach.PLATFORM,
        pace="one request at a time to a site",
        yields=("account", *PROPERTIES),
        grade=GRADES["found"],
        learns=LEARNS,
        follows=("website", "email", "also_known_as", "mentions"),
    )

    def __init__(self, rules: "RuleList", seed: str, user_agent: str = USER_AGENT, *, pictures: bool = False) -> None:
        self._rules = rules.rules
        self._seed = seed
        self._user_agent = user_agent
        self._pictures = pictures

    def plan(self, identifier: Identifier) -> list[Planned]:
        """Two requests a site."""
        return plan(identifier, self._rules)

    def ask(self, identifier: Identifier, gateway: Gateway) -> Iterator[Finding]:
        """A finding a site."""
        asker = Asker(gateway, self._seed, self._user_agent, pictures=self._pictures)
        for _, answer in find([(None, identifier)], self._rules, asker):
            if answer:
                yield from findings(answer)

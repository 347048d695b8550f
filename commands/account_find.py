"""`osint account find`: handles in, a row for each site out."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from osint_kit.commands.asking import admitted, fits, readable
from osint_kit.commands.items import Item, Items, is_pipe
from osint_kit.commands.session import Session
from osint_kit.commands.site_rules import keep_rules, rules_to_use, say_untried
from osint_kit.commands.user_agent import user_agent
from osint_kit.errors import UsageError
from osint_kit.identifiers import Identifier, NotReadable
from osint_kit.identifiers.handle import read_handle

if TYPE_CHECKING:
    from osint_kit.accounts.asking import SiteAnswer
    from osint_kit.accounts.earlier import Earlier
    from osint_kit.accounts.rule import Rule
    from osint_kit.commands.results import Results
    from osint_kit.investigation import Investigation
    from osint_kit.tables.values import Row

FIELDS = ("input", "site", "category", "url", "state", "why", "problem")
JSON_FIELDS = ("handle", "variant", "list", "facts", "evidence")
BRIEF = ("site", "state", "why", "url", "problem")
"""What a person reads of one handle; a longer list begins with ``input``."""
HINTS = (
    *(
        "input",
        "handle",
        "username",
        "user_name",
        "user",
        "account",
        "nick",
        "nickname",
        "screen_name",
        "alias",
        "login",
    ),
    *("instagram", "insta", "ig", "tiktok", "facebook", "telegram", "twitter"),
)
VARIANT = re.compile(r"variant ([^:]+)")
"""How the reason in a row begins that is about a variant."""
ORDER = {"found": 0, "unclear": 1, "absent": 2}


@dataclass(frozen=True)
class Search:
    """What was typed."""

    sites: Path | None
    site: Sequence[str]
    category: Sequence[str]
    region: Sequence[str]
    variants: bool
    retry_unclear: bool
    known: bool
    pictures: bool
    user_agent: str | None


@dataclass(frozen=True)
class Asked:
    """A handle to ask about for an item, and how it was made where it is a variant; or why it is not asked."""

    item: Item
    handle: Identifier | None
    variant: str | None = None
    problem: str | None = None


def find_accounts(session: Session, search: Search) -> None:
    """Carry out a search."""
    from osint_kit.accounts import engine
    from osint_kit.accounts.asking import Asker
    from osint_kit.accounts.choosing import choose

    agent = user_agent(search.user_agent)
    rule_list = rules_to_use(search.sites, session.messages)
    rules = choose(rule_list.rules, search.site, search.category, search.region)
    earlier = _earlier(session) if search.retry_unclear and session.case else None
    pairs = set(earlier.unclear) if earlier else set()
    items = _items(session, earlier)
    if search.retry_unclear and earlier is None and not {"site", "state"} <= set(items.columns):
        raise UsageError(
            "--retry-unclear needs a case, or an earlier output with its columns site and state",
            "go into the case folder, or name the output of the earlier command with -i FILE",
        )

    def wanted(asked: Asked, rule: "Rule") -> bool:
        if not search.retry_unclear:
            return True
        if earlier is None:
            return asked.item.cells.get("site") == rule.name and asked.item.cells.get("state") == "unclear"
        return asked.handle is not None and (asked.handle.value, rule.name) in pairs

    def ways(item: Item, handle: Identifier) -> Iterator[Asked]:
        """The handle and its variants; of an earlier search those that it asked about."""
        if search.retry_unclear and earlier is None:
            yield _of_row(item, handle)
            return
        yield from _with_variants(item, handle, search.variants)
        if earlier and not search.variants:
            yield from (Asked(item, variant, how) for variant, how in earlier.variants(handle.value))

    if session.planning:
        session.show_plan(
            (item, engine.plan(made.handle, [rule for rule in rules if wanted(made, rule)]))
            for item, handle in readable(session, items, read_handle)
            for made in ways(item, handle)
            if made.handle
        )
        return
    counter = session.messages.counter(len(rules) * items.total if items.total and not search.variants else None)
    states: dict[str, int] = dict.fromkeys(ORDER, 0)
    with (
        session.investigation(
            {
                "site_rules": rule_list.sha256,
                "site_count": len(rules),
                "variants": search.variants,
                "known": search.known,
                "pictures": search.pictures,
            },
            data={"site-rules": rule_list.sha256},
        ) as work,
        session.results(
            session.in_brief(BRIEF if items.total == 1 else ("input", *BRIEF), FIELDS),
            items,
            JSON_FIELDS,
            depends=rule_list.sha256,
        ) as results,
    ):
        session.keep_input(work, items)
        keep_rules(work, rule_list, search.sites)

        def row(asked: Asked, answer: "SiteAnswer | None") -> "Row":
            if answer:
                states[answer.state] += 1
                counter.note = ", ".join(f"{count:,} {state}" for state, count in states.items())
                counter.step()
            return _row(asked, answer, rule_list.sha256)

        asker = Asker(work.gateway, work.seed, agent, known=search.known, pictures=search.pictures)
        to_ask = _to_ask(session, work, items, ways)
        handles = ((asked, asked.handle) for asked in to_ask)
        found = engine.find(handles, rules, asker, lambda answer: work.keep(engine.findings(answer)), wanted)
        _write(session, results, ((asked, row(asked, answer)) for asked, answer in found))
    counter.end()
    session.messages.say(", ".join(f"{count:,} {state}" for state, count in states.items()))
    say_untried(session, rules)


def _earlier(session: Session) -> "Earlier":
    from osint_kit.accounts.earlier import earlier_in

    earlier = earlier_in(session.must_case)
    if not earlier.unclear:
        session.messages.say("nothing is unclear in this case")
    return earlier


def _items(session: Session, earlier: "Earlier | None") -> Items:
    """The items; where all that is unclear in the case is to be asked again, its handles."""
    if earlier is None or session.typed_items or session.has_input or is_pipe():
        return session.items(_looks_like_handle, HINTS)
    handles = earlier.handles()
    return Items([Item(handle, place=place) for place, handle in enumerate(handles)], total=len(handles))


def _looks_like_handle(text: str) -> bool:
    """Whether a column of such cells may be one of handles; one of nothing but digits is rather of numbers or ids."""
    return any(map(str.isalpha, text)) and fits(read_handle)(text)


def _to_ask(
    session: Session, work: "Investigation", items: Items, ways: Callable[[Item, Identifier], Iterator[Asked]]
) -> Iterator[Asked]:
    """The handles of the items, kept as asked; what cannot be read or asked comes with its problem."""
    from osint_kit.accounts.engine import variant_finding

    for one in admitted(session, work, items, read_handle):
        if one.problem or one.identifier is None:
            yield Asked(one.item, handle=None, problem=one.problem)
            continue
        for asked in ways(one.item, one.identifier):
            if asked.variant and asked.handle:
                if session.outside_scope(asked.handle):
                    continue
                work.keep([variant_finding(one.identifier, asked.handle, asked.variant)], one.asked)
            yield asked


def _of_row(item: Item, handle: Identifier) -> Asked:
    """What a row of an earlier output is about: the handle, or the variant of it that the row names."""
    named = VARIANT.match(str(item.cells.get("why") or ""))
    if named is None or item.cells.get("state") != "unclear":
        return Asked(item, handle)
    made = (asked for asked in _with_variants(item, handle, variants=True) if asked.variant and asked.handle)
    of_row = next((asked for asked in made if asked.handle and asked.handle.value == named[1]), None)
    return of_row or Asked(item, None, problem=f"{named[1]} is no variant of {handle.value}")


def _with_variants(item: Item, handle: Identifier, variants: bool) -> Iterator[Asked]:
    from osint_kit.accounts.variants import variants as variants_of

    yield Asked(item, handle)
    for made in variants_of(handle.value) if variants else ():
        try:
            yield Asked(item, read_handle(made.handle), made.how)
        except NotReadable:
            continue


def _row(asked: Asked, answer: "SiteAnswer | None", rules_hash: str) -> "Row":
    if answer is None:
        return {"input": asked.item.text, "problem": asked.problem}
    why = answer.why
    if asked.variant:
        why = f"variant {answer.handle.value}" + (f": {why}" if why else "")
    return {
        "input": asked.item.text,
        "site": answer.rule.name,
        "category": answer.rule.cat,
        "url": answer.url,
        "state": answer.state,
        "why": why,
        "handle": answer.spelling or answer.handle.value,
        "variant": asked.variant,
        "list": rules_hash,
        "facts": [{"property": fact.property, **fact.record()} for fact in answer.facts],
        "evidence": answer.evidence,
    }


def _write(session: Session, results: "Results", rows: "Iterator[tuple[Asked, Row]]") -> None:
    """On a terminal found first, then unclear, absent only with ``-v``; elsewhere all in the order of the rules."""
    if not session.interactive:
        for asked, row in rows:
            results.write(asked.item, row)
        return
    waiting: list[tuple[Asked, Row]] = []
    try:
        waiting.extend(rows)
    finally:  # what is there is shown, also where the rest was interrupted
        waiting.sort(key=lambda pair: (pair[0].item.place, ORDER.get(str(pair[1].get("state")), 0)))
        for asked, row in waiting:
            if row.get("state") != "absent" or session.shared.verbose:
                results.write(asked.item, row)

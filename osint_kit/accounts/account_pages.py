"""Whose page a link is, by the form that the pages of a site's accounts have. Nothing is asked."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from osint_kit.accounts.rule import PLACE, Rule
from osint_kit.clock import now
from osint_kit.findings import Finding, Grade
from osint_kit.identifiers import Identifier, Kind, NotReadable
from osint_kit.identifiers.account import platform_of, read_account
from osint_kit.reach import Reach
from osint_kit.sources.source import Declaration, Planned

if TYPE_CHECKING:
    from osint_kit.accounts.rules import RuleList
    from osint_kit.gateway import Gateway

DECLARATION = Declaration(
    name="account-pages",
    title="Links to the pages of accounts, by site rules",
    home="https://github.com/WebBreacher/WhatsMyName",
    documentation="https://github.com/WebBreacher/WhatsMyName",
    terms="offline",
    kinds=(Kind.URL,),
    reach=Reach.OFFLINE,
    pace="offline",
    yields=("names",),
    grade=Grade(
        "B", 2, "the link has the form of this site's account pages; whether the account is there was not asked"
    ),
    learns="nobody",
    follows=("names",),
)


class AccountPages:
    """The account that a link names, where a site rule has such pages."""

    declaration = DECLARATION

    def __init__(self, rules: "RuleList") -> None:
        self._forms = [(form, rule) for rule in rules.rules for form in _forms(rule)]

    def plan(self, identifier: Identifier) -> list[Planned]:
        """Nothing."""
        return []

    def ask(self, identifier: Identifier, gateway: "Gateway") -> Iterator[Finding]:
        """One finding for the first rule that fits."""
        account = self.account(identifier.value)
        if account:
            yield DECLARATION.finding(identifier, "names", identifier.value, now(), None, account)

    def account(self, url: str) -> Identifier | None:
        """The account of a page; None where no rule knows such pages, or it is the site's own, such as its sign-in."""
        from osint_kit.links import social, telegram
        from osint_kit.links.taken_apart import take_apart

        link = take_apart(url)
        if link is None or social.is_own_page(link) or telegram.is_own_page(link):
            return None
        bare = _bare(url)
        for form, rule in self._forms:
            if found := form.fullmatch(bare):
                try:
                    return read_account(platform_of(rule.name), unquote(found[1]))
                except NotReadable:
                    continue
        return None


def _forms(rule: Rule) -> Iterator[re.Pattern[str]]:
    """The addresses of a rule's pages as patterns; what is asked of an API is no page."""
    template = _bare(rule.uri_pretty or rule.uri_check)
    before, place, after = template.partition(PLACE)
    if place and PLACE not in after:
        yield re.compile(rf"{re.escape(before)}([\w.~%-]{{1,64}}?){re.escape(after)}", re.IGNORECASE)


def _bare(url: str) -> str:
    return url.partition("://")[2].removeprefix("www.").rstrip("/")

"""Asking sites: the handle, then its control; one request at a time to a host, and controls remembered for a while."""

import threading
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from osint_kit.accounts.answers import NOT_ALLOWED, Answer, answer_of, failed
from osint_kit.accounts.controls import controls, shape
from osint_kit.accounts.facts import facts
from osint_kit.accounts.judge import Judgement, State, bears, judge, marks
from osint_kit.accounts.naming import spelling_on
from osint_kit.accounts.pictures import picture_hashes
from osint_kit.accounts.rule import Rule
from osint_kit.accounts.walls import wall
from osint_kit.clock import now
from osint_kit.gateway import Gateway
from osint_kit.gateway.exchange import Headers, HttpRequest
from osint_kit.gateway.failures import Failure
from osint_kit.identifiers import Identifier
from osint_kit.identifiers.url import Url, join, read_url
from osint_kit.sources.fact import Fact
from osint_kit.version import VERSION

USER_AGENT = f"Mozilla/5.0 (compatible; osint-kit/{VERSION})"
"""In the form that browsers use and that robots give their name in."""
ACCEPT = "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8"
MOVES = 2
"""How often a site may send on within itself."""
REMEMBERED = timedelta(minutes=15)
"""How long the answer about a control stands for that of the moment."""
MOST_CONTROLS = 2


@dataclass(frozen=True)
class SiteAnswer:
    """The state of one handle on one site.

    ``evidence`` names the records of the answers about the handle and its controls; ``facts`` are what a found page
    says of its owner, and ``page`` is the record of that page; ``spelling`` is the handle as the site writes it.
    """

    handle: Identifier
    rule: Rule
    state: State
    why: str | None
    url: str
    evidence: tuple[str, ...]
    at: datetime
    spelling: str = ""
    facts: tuple[Fact, ...] = ()
    page: tuple[str, ...] = ()


class Asker:
    """Asks on behalf of one run. Safe to use from many threads.

    ``seed`` decides the controls. ``known``: an account that exists is asked about too before an absent is believed.
    ``pictures``: the picture of a found account is fetched for the hash of its bytes.
    """

    def __init__(
        self,
        gateway: Gateway,
        seed: str,
        user_agent: str = USER_AGENT,
        *,
        known: bool = False,
        pictures: bool = False,
    ) -> None:
        self._gateway = gateway
        self._seed = seed
        self._headers = (("User-Agent", user_agent), ("Accept", ACCEPT), ("Accept-Language", "en"))
        self._known = known
        self._pictures = pictures
        self._hosts: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._remembered: dict[tuple[str, str], Answer] = {}

    def ask(self, handle: Identifier, rule: Rule) -> SiteAnswer:
        """Ask one site for a handle and, where that answer says anything, for the controls; never raises `Failure`."""
        with self._hosts[rule.host]:
            asked = self.answer(handle.value, rule)
            mark = marks(rule, asked)
            spares = [] if mark == "neither" else self._controls(handle.value, rule)
            known = None
            if mark == "not there" and self._known and rule.known:
                known = self._one_of(rule.known, rule)
        judgement = judge(rule, asked, spares, known)
        site_answer = _site_answer(handle, rule, asked, [*spares, *([known] if known else [])], judgement)
        if not self._pictures:
            return site_answer
        hashes = tuple(picture_hashes(site_answer.facts, rule.host, self._gateway, self._headers[:1]))
        return replace(site_answer, facts=(*site_answer.facts, *hashes))

    def answer(self, handle: str, rule: Rule) -> Answer:
        """What a site answers about one handle; redirects within the site that keep the handle are followed."""
        if not rule.takes(handle):
            return Answer(handle, failure=NOT_ALLOWED)
        request = self._request(handle, rule)
        evidence: tuple[str, ...] = ()
        for moves_left in reversed(range(MOVES + 1)):
            try:
                came = self._gateway.http(request)
            except Failure as failure:
                return failed(handle, failure, evidence)
            evidence += (came.evidence,) if came.evidence else ()
            answer = answer_of(handle, came, evidence)
            target = moved_to(rule, answer)
            if target is None or not moves_left:
                break
            request = replace(request, url=target.text, method="GET", body=None)
        return answer

    def _request(self, handle: str, rule: Rule) -> HttpRequest:
        request = rule.request(handle)
        named = {name.lower() for name, _ in request.headers}
        own: Headers = tuple((name, value) for name, value in self._headers if name.lower() not in named)
        return replace(request, headers=(*request.headers, *own))

    def _controls(self, handle: str, rule: Rule) -> list[Answer]:
        """The answer about a control; where it is "there", that about a second one too."""
        found: list[Answer] = []
        for spare in islice(controls(handle, self._seed), MOST_CONTROLS):
            found.append(self._remember(spare, f"{shape(handle)} {len(found)}", rule))
            if not bears(rule, found[-1], rule.there):
                break
        return found

    def _one_of(self, handles: Iterable[str], rule: Rule) -> Answer:
        """The answer about the first of two known accounts that is there, else about the last."""
        for handle in islice(handles, MOST_CONTROLS):
            answer = self._remember(handle, handle, rule)
            if marks(rule, answer) == "there":
                break
        return answer

    def _remember(self, handle: str, key: str, rule: Rule) -> Answer:
        """The answer about a control, asked again only where the last one is of too long ago or proved nothing."""
        place = (rule.name, key)
        kept = self._remembered.get(place)
        if kept and kept.handle == handle and kept.at and now() - kept.at < REMEMBERED:
            return kept
        answer = self.answer(handle, rule)
        if not answer.failure and marks(rule, answer) != "neither":
            self._remembered[place] = answer
        return answer


def moved_to(rule: Rule, answer: Answer) -> Url | None:
    """Where to ask on: an address of the same site that keeps the handle. None for all else, such as a login page."""
    codes = (*rule.there.codes, *rule.not_there.codes)
    if not answer.location or answer.status in codes or wall(answer):
        return None
    try:
        here = read_url(answer.url)
        there = join(here, answer.location)
    except ValueError:
        return None
    if there.host.removeprefix("www.") != here.host.removeprefix("www.") or there.scheme < here.scheme:
        return None  # another site, or from https back to http
    kept = rule.spelling(answer.handle).casefold()
    segments = there.path.casefold().replace("@", "").replace("~", "").split("/")
    same = there.path.rstrip("/").casefold() == here.path.rstrip("/").casefold() and there.query == here.query
    return there if same or kept in segments else None


def _site_answer(
    handle: Identifier, rule: Rule, asked: Answer, others: list[Answer], judgement: Judgement
) -> SiteAnswer:
    found = judgement.state == "found"
    names = dict.fromkeys(name for answer in (asked, *others) for name in answer.evidence)
    return SiteAnswer(
        handle,
        rule,
        judgement.state,
        judgement.why,
        rule.address(handle.value),
        tuple(names),
        asked.at or now(),
        spelling_on(rule, asked) if found else "",
        facts(asked) if found else (),
        asked.evidence[-1:],
    )

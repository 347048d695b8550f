"""Going from one address of a chain to the next, until it ends."""

import contextlib
from dataclasses import replace
from datetime import datetime, timedelta

from osint_kit.gateway import Gateway
from osint_kit.gateway.exchange import HttpAnswer, HttpRequest
from osint_kit.gateway.failures import Failure, Guarded, OverReach, TooMuch
from osint_kit.gateway.guard import literal_refusal
from osint_kit.identifiers.url import Url, join, read_url
from osint_kit.links import is_wrapper, target_in
from osint_kit.reach import Reach
from osint_kit.sources.link_chain import DECODED, PREVIEW, Chain, Hop, failed_hop, hop_of
from osint_kit.sources.link_cookies import Cookies
from osint_kit.sources.link_pages import Lead, forwarder, lead_of, previewed
from osint_kit.sources.shorteners import Shorteners, shorteners

SOURCE = "links"
"""Who asks."""
MAX_HOPS = 20
MAX_SECONDS = 120
"""From the first question of a chain to its last answer."""


def expand(link: str, gateway: Gateway, known: Shorteners | None = None, insecure: bool = False) -> Chain:
    """Follow one link. ``link`` is an absolute http or https address; never raises.

    ``known`` is the list of shorteners, the packaged one by default. ``insecure``: go on where a certificate does not
    hold, and say so in the chain.
    """
    chain = Chain(link, link)
    try:
        url: Url | None = read_url(link)
    except ValueError as error:
        return chain.end("guard" if ":" in link else "error", str(error))
    walk = _Walk(chain, gateway, known or shorteners(), insecure)
    while url is not None:
        url = walk.step(url)
    return chain


class _Walk:
    """One chain on its way: what was seen, which cookies it carries."""

    def __init__(self, chain: Chain, gateway: Gateway, known: Shorteners, insecure: bool) -> None:
        self._chain = chain
        self._gateway = gateway
        self._known = known
        self._insecure = insecure
        self._seen: set[tuple[str, str]] = set()
        self._cookies = Cookies()
        self._begun: datetime | None = None

    def step(self, url: Url) -> Url | None:
        """Go from an address to the one it leads to; None at the end of the chain, which is closed then."""
        chain = self._chain
        chain.final = url.text
        if ended := self._must_end(url):
            chain.hops.append(Hop(url.text))
            chain.end(*ended)
            return None
        if is_wrapper(url.host) and (wrapped := target_in(url.text)):
            chain.hops.append(Hop(url.text, via=DECODED, note=f"{wrapped.wrapper}: {wrapped.where}"))
            return self._joined(url, Lead(wrapped.target, DECODED))
        reach = self._known.reach(url)
        if reach > self._gateway.ceiling:
            chain.hops.append(Hop(url.text))
            chain.end("reach")
            return None
        preview = self._known.preview(url)
        if preview and (lead := self._preview(url, preview, reach)):
            return self._joined(url, lead)
        answer = self._ask(url, reach)
        if answer is None:
            return None
        lead = lead_of(answer, forwards=reach <= Reach.PLATFORM)
        hop = hop_of(url, answer)
        if lead is None:
            chain.hops.append(hop)
            self._land(url, answer)
            return None
        chain.hops.append(replace(hop, via=lead.via))
        return self._joined(url, lead)

    def _must_end(self, url: Url) -> tuple[str, str] | None:
        """Why an address is not gone to, for any reason but reach."""
        if refusal := literal_refusal(url, simulated=self._gateway.world.simulated):
            return "guard", refusal
        state = _without_fragment(url), self._cookies.header(url)
        if state in self._seen:
            return "loop", f"{url.text} leads back to itself"
        if len(self._seen) > MAX_HOPS:
            return "limit", f"more than {MAX_HOPS} hops"
        last = self._chain.hops[-1].at if self._chain.hops else None
        if last and self._begun and last - self._begun > timedelta(seconds=MAX_SECONDS):
            return "limit", f"more than {MAX_SECONDS} s on the way"
        self._seen.add(state)
        return None

    def _preview(self, url: Url, preview: Url, reach: Reach) -> Lead | None:
        """What the preview page of a link shows; None where it is no such page, which the chain then tells."""
        hop = Hop(preview.text, of=url.text)
        try:
            answer = self._request(preview, reach)
        except Failure as failure:
            hop = replace(failed_hop(preview, failure), of=url.text, note=f"no preview: {failure.message}")
            self._chain.hops.append(hop)
            return None
        target = previewed(answer, url)
        hop = replace(hop_of(preview, answer), of=url.text)
        if target is None:
            why = f"{answer.status} {answer.reason}".strip() if answer.status != 200 else "it shows no single address"
            self._chain.hops.append(replace(hop, note=f"no preview: {why}"))
            return None
        self._chain.hops.append(replace(hop, via=PREVIEW))
        return Lead(target, PREVIEW)

    def _ask(self, url: Url, reach: Reach) -> HttpAnswer | None:
        try:
            return self._request(url, reach)
        except Failure as failure:
            self._chain.hops.append(failed_hop(url, failure))
            self._chain.end(_word(failure), failure.message)
            return None

    def _request(self, url: Url, reach: Reach) -> HttpAnswer:
        """Raises `Failure`."""
        cookies = self._cookies.header(url)
        headers = (("Cookie", cookies),) if cookies else ()
        request = HttpRequest(_without_fragment(url), reach, SOURCE, headers=headers, insecure=self._insecure)
        answer = self._gateway.http(request)
        self._begun = self._begun or answer.at
        self._cookies.keep(url, answer)
        return answer

    def _joined(self, url: Url, lead: Lead) -> Url | None:
        """The address that a lead means; a redirect hands its fragment on (RFC 9110 section 10.2.2)."""
        try:
            target = join(url, lead.reference)
        except ValueError as error:
            final = lead.reference.strip()  # whatsapp:, tel: and the like: what it names is worth knowing
            self._chain.final = final
            self._chain.hops.append(Hop(final))
            self._chain.end("guard", str(error))
            return None
        if lead.via == "http" and target.fragment is None:
            return replace(target, fragment=url.fragment)
        return target

    def _land(self, url: Url, answer: HttpAnswer) -> None:
        """Close the chain at an answer that leads no further."""
        if answer.status >= 400:
            self._chain.end("error", f"{url.host} answered {answer.status} {answer.reason}".rstrip())
        elif answer.truncated:
            self._chain.end("limit", "the answer is larger than the cap on size")
        elif script := forwarder(answer):
            self._chain.end("landing", _scripted(url, script.reference))
        else:
            self._chain.end("landing")


def _scripted(url: Url, reference: str | None) -> str:
    """What is said of a page that only a script would forward."""
    if reference is None:
        return "only a script forwards from this page; no script was run, and where it leads cannot be read"
    with contextlib.suppress(ValueError):  # else it is told as it stands there
        reference = join(url, reference).text
    return f"only a script forwards from this page, to {reference}; no script was run"


def _without_fragment(url: Url) -> str:
    return url.text.partition("#")[0]


def _word(failure: Failure) -> str:
    if isinstance(failure, Guarded):
        return "guard"
    if isinstance(failure, TooMuch) or failure.word in ("timeout", "budget"):
        return "limit"
    return "reach" if isinstance(failure, OverReach) else "error"

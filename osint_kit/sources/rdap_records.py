"""RDAP of the domain registries (RFC 9082 section 3.1.3): asked over HTTPS where the bootstrap names a server.

Where the registry's answer names the registrar's own, which mostly says more, that is asked too, once. Redirects are
followed to servers of the bootstrap and to the host that was asked.
"""

from collections.abc import Iterator
from urllib.parse import quote

from osint_kit.findings import Grade
from osint_kit.gateway import Gateway, redirect_target
from osint_kit.gateway.exchange import HttpAnswer, HttpRequest
from osint_kit.gateway.failures import Failure, Unreachable
from osint_kit.identifiers import Kind
from osint_kit.identifiers.url import read_url
from osint_kit.reach import Reach
from osint_kit.sources.rdap_bootstrap import Bootstrap
from osint_kit.sources.rdap_reading import RDAP_JSON, WHO, read_domain, registrar_address
from osint_kit.sources.registration_answer import Answer
from osint_kit.sources.registration_form import FACTS
from osint_kit.sources.source import Declaration, Planned

HOPS = 4
ACCEPT = (("Accept", f"{RDAP_JSON}, application/json;q=0.5"),)
LEARNS = "the registry of the top-level domain, and the registrar where the registry names his server"

DECLARATION = Declaration(
    name="rdap",
    title="RDAP of the domain registries and registrars",
    home="https://about.rdap.org",
    documentation="https://www.rfc-editor.org/rfc/rfc9082#section-3.1.3",
    terms="each registry's own, in the notices of its answers",
    kinds=(Kind.DOMAIN,),
    reach=Reach.REGISTRY,
    pace="10 a second to one server at most",
    yields=FACTS,
    grade=Grade("B", 3, "entered by the registrant and seldom checked by the registry"),
    learns=LEARNS,
    follows=("email", "phone"),
)


def plan_lookup(domain: str, bootstrap: Bootstrap) -> list[Planned]:
    """What asking would tell whom; nothing where no server is known."""
    servers = bootstrap.servers(domain)[:1]
    return [Planned(f"the registration of {domain}", read_url(url).host, Reach.REGISTRY, LEARNS) for url in servers]


def look_up(domain: str, gateway: Gateway, bootstrap: Bootstrap) -> list[Answer]:
    """The registry's answer, and behind it the registrar's where he has one. Raises `Failure`."""
    servers = bootstrap.servers(domain)
    if not servers:
        raise Unreachable(f"no RDAP server is known for .{domain.rpartition('.')[2]}")
    hosts = bootstrap.hosts
    answer = _ask(f"{servers[0]}domain/{quote(domain)}", hosts, gateway)
    answers = [_read(answer, domain)]
    if answers[0].registration.registered:
        answers.extend(_of_registrar(answer, domain, gateway))
    return answers


def _of_registrar(answer: HttpAnswer, domain: str, gateway: Gateway) -> Iterator[Answer]:
    """The registrar's answer; none where he gives none, because then the registry's holds."""
    address = registrar_address(answer, domain)
    if address is None:
        return
    try:
        of_registrar = _read(_ask(address, frozenset(), gateway), domain)
    except Failure:
        return
    if of_registrar.registration.registered:
        yield of_registrar


def _read(answer: HttpAnswer, domain: str) -> Answer:
    host = read_url(answer.url).host
    return Answer(read_domain(answer, domain), DECLARATION.name, host, answer.at, answer.evidence, DECLARATION)


def _ask(address: str, hosts: frozenset[str], gateway: Gateway) -> HttpAnswer:
    own = read_url(address).host
    for _ in range(HOPS):
        answer = gateway.http(HttpRequest(address, Reach.REGISTRY, DECLARATION.name, headers=ACCEPT))
        try:
            target = redirect_target(answer)
        except ValueError as error:
            raise Unreachable(f"{WHO} redirects to no web address: {error}", answer.evidence) from error
        if target is None:
            return answer
        if target.scheme != "https" or (target.host != own and target.host not in hosts):
            raise Unreachable(f"{WHO} redirects to {target.host}, which is no registry's server", answer.evidence)
        address = target.text
    raise Unreachable(f"{WHO} redirects more than {HOPS} times", answer.evidence)

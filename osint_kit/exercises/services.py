"""The public services of an exercise: certificate logs, archives, registries, notices, a Bitcoin explorer."""

from collections.abc import Callable, Iterable
from functools import partial

from osint_kit.exercises.certificate_log import HOST as LOG
from osint_kit.exercises.certificate_log import answer_search
from osint_kit.exercises.esplora import HOST as EXPLORER
from osint_kit.exercises.esplora import answer_address
from osint_kit.exercises.interpol import HOST as INTERPOL
from osint_kit.exercises.interpol import answer_notices
from osint_kit.exercises.networks import BOOTSTRAP, REGISTRIES, answer_rdap
from osint_kit.exercises.rdap import rdap_servers
from osint_kit.exercises.responses import Response, page
from osint_kit.exercises.scenario import Domain, Scenario, Trouble
from osint_kit.exercises.time_stamps import HOST as STAMPS
from osint_kit.exercises.urlscan import HOST as SCANS
from osint_kit.exercises.urlscan import answer_scans
from osint_kit.exercises.web_archive import HOST as ARCHIVE
from osint_kit.exercises.web_archive import answer_archive

EVERYWHERE = (LOG, ARCHIVE, BOOTSTRAP, *REGISTRIES, SCANS, INTERPOL, EXPLORER, STAMPS)
"""Services that every exercise has. That of time stamps reads what is posted; `Internet` asks it."""
RETRY_AFTER = "120"
Service = Callable[[str], Response]
"""From the target of a request to the answer."""


def service_hosts(domains: Iterable[Domain]) -> tuple[str, ...]:
    """The hosts of all services: those that every exercise has, and the RDAP servers of its domains."""
    return tuple(dict.fromkeys((*EVERYWHERE, *rdap_servers(domains))))


def services(scenario: Scenario) -> dict[str, Service]:
    """Each service by its host; one in trouble answers only that."""
    found: dict[str, Service] = {
        LOG: partial(answer_search, scenario),
        ARCHIVE: partial(answer_archive, scenario),
        SCANS: partial(answer_scans, scenario),
        INTERPOL: partial(answer_notices, scenario),
        EXPLORER: partial(answer_address, scenario),
        **{host: partial(answer_rdap, scenario, host) for host in (BOOTSTRAP, *REGISTRIES)},
        **rdap_servers(scenario.domains),
    }
    return found | {host: partial(_fail, trouble) for host, trouble in scenario.trouble.items()}


def _fail(trouble: Trouble, _: str) -> Response:
    match trouble:
        case Trouble.RATE_LIMIT:
            return page(429, "429 Too Many Requests", "<h1>Too Many Requests</h1>", ("Retry-After", RETRY_AFTER))
        case Trouble.DOWN:
            return page(503, "503 Service Unavailable", "<h1>Service Unavailable</h1>")
        case Trouble.PAGE:
            return page(200, "Sorry", "<p>Something went wrong, or we check whether you are human.</p>")

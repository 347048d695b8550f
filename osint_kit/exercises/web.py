"""The simulated web: which answer belongs to which address."""

import html
from collections.abc import Callable

from osint_kit.exercises.addresses import Address, read_address, target_path
from osint_kit.exercises.beside import beside
from osint_kit.exercises.responses import Response, misdirected, moved, not_found, page
from osint_kit.exercises.scenario import Behaviour, Page, Scenario, ShortLink
from osint_kit.exercises.services import services
from osint_kit.exercises.sites import SiteAnswers, login_page, owners


class Web:
    """All pages, shortened links and sites of a scenario; ``hosts`` are all names that have a web server.

    ``visits`` says how often an address had been visited before and now.
    """

    def __init__(self, scenario: Scenario, hosts: frozenset[str], visits: Callable[[str], int]) -> None:
        self._hosts = hosts
        self._visits = visits
        self._services = services(scenario)
        known = owners(scenario.people)
        sites = [SiteAnswers(site, known, scenario.seed) for site in scenario.sites]
        self._sites: dict[tuple[str, str], list[SiteAnswers]] = {}
        for site in sites:
            self._sites.setdefault(site.origin, []).append(site)
        self._pages = {read_address(item.url): item for item in scenario.pages}
        self._previews = {read_address(link.preview): link for link in scenario.links if link.preview}
        self._fixed = {read_address(link.url): moved(link.status, link.target) for link in scenario.links}
        self._fixed |= {s.login: login_page(s.site) for s in sites if s.site.behaviour == Behaviour.LOGIN}
        for site in sites:
            self._fixed |= {
                place: Response(200, (("Content-Type", picture.media_type),), picture.body)
                for place, picture in site.pictures()
            }

    def answer(self, scheme: str, host: str, target: str) -> Response:
        """The answer to a request; ``target`` as in the request line.

        What exists under https only is redirected there from http, as web servers do.
        """
        if host in self._services and host not in self._hosts:
            return self._services[host](target)
        if host not in self._hosts:
            return misdirected(host)
        found = self._find(scheme, host, target)
        if found is None and scheme == "http" and self._find("https", host, target):
            return moved(301, f"https://{host}{target}")
        return found or not_found()

    def _find(self, scheme: str, host: str, target: str) -> Response | None:
        whole = Address(scheme, host, target_path(target))
        bare = Address(scheme, host, target_path(target.partition("?")[0]))
        for address in (whole, bare):
            if address in self._pages:
                page = self._pages[address]
                return _visited(page, page.visits + self._visits(str(whole)))
            if address in self._fixed:
                return self._fixed[address]
            if address in self._previews:
                link = self._previews[address]
                return preview(link, link.visits + self._visits(str(read_address(link.url))))
        for site in self._sites.get((scheme, host), ()):
            if answer := beside(site, target):
                return answer
            handle = site.handle_asked(scheme, host, target)
            if handle is not None:
                return site.answer(handle)
        return None


def preview(link: ShortLink, visits: int) -> Response:
    """The page on which a shortener shows where a link leads, and counts no visit."""
    target = html.escape(link.target)
    count = f"\n<p>Followed {visits} times so far.</p>" if visits else ""
    return page(200, "Link preview", f'<h1>This link leads to</h1>\n<p><a href="{target}">{target}</a></p>{count}')


def _visited(item: Page, visits: int) -> Response:
    is_html = any(key.lower() == "content-type" and "html" in value for key, value in item.headers)
    body = item.body.replace(b"{visits}", str(visits).encode()) if is_html else item.body
    return Response(item.status, item.headers, body)

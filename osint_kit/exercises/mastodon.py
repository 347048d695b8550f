"""WebFinger of a simulated Mastodon server (https://docs.joinmastodon.org/spec/webfinger/, RFC 7033)."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from osint_kit.exercises.responses import Response, json_page, not_found
from osint_kit.exercises.sites import SiteAnswers

PATH = "/api/v1/accounts/lookup"
JRD = "application/jrd+json; charset=utf-8"


def answer(site: SiteAnswers, path: str, query: Mapping[str, str]) -> Response | None:
    """Where the account of ``acct:name@host`` is; 404 where the server has none of that name."""
    if path != "/.well-known/webfinger":
        return None
    host = urlsplit(site.site.url).netloc
    name, _, server = query.get("resource", "").removeprefix("acct:").rpartition("@")
    if server.lower() != host or not site.has(name):
        return not_found()
    page, self = f"https://{host}/@{name}", f"https://{host}/users/{name}"
    links = [
        {"rel": "http://webfinger.net/rel/profile-page", "type": "text/html", "href": page},
        {"rel": "self", "type": "application/activity+json", "href": self},
    ]
    return json_page(200, {"subject": f"acct:{name}@{host}", "aliases": [page, self], "links": [*links]}, JRD)

"""Simulated Gravatar profiles by the hash of an e-mail address (https://docs.gravatar.com/rest-api)."""

from collections.abc import Mapping

from osint_kit.exercises.responses import Response, json_page
from osint_kit.exercises.sites import SiteAnswers

PATH = "/v3/profiles/"


def answer(site: SiteAnswers, path: str, query: Mapping[str, str]) -> Response | None:
    """The profile of the address with this hash; None where there is none, or where a name is asked for."""
    for record in site.records:
        if isinstance(record, dict) and path == f"{PATH}{record.get('hash')}":
            return json_page(200, record)
    return None

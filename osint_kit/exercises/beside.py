"""What the platforms that the kit has a source for answer beside their question about one handle."""

from collections.abc import Callable
from urllib.parse import parse_qs

from osint_kit.exercises import bluesky, gravatar, keybase, mastodon
from osint_kit.exercises.responses import Response
from osint_kit.exercises.scenario import Behaviour
from osint_kit.exercises.sites import SiteAnswers

Query = dict[str, str]
SHUT = (Behaviour.WALL, Behaviour.LOGIN, Behaviour.RATE_LIMIT)
ANSWERS: dict[str, Callable[[SiteAnswers, str, Query], Response | None]] = {
    bluesky.PATH: bluesky.answer,
    gravatar.PATH: gravatar.answer,
    keybase.PATH: keybase.answer,
    mastodon.PATH: mastodon.answer,
}
"""By a part of the address at which such a platform is asked about a handle."""


def beside(site: SiteAnswers, target: str) -> Response | None:
    """The answer to a request at a platform's host; None where it is nothing that the platform documents.

    A site that is shut to programs is shut here too.
    """
    path, _, query = target.partition("?")
    asked = {key: values[-1] for key, values in parse_qs(query).items()}
    for place, answer in ANSWERS.items():
        if place in site.site.url and (found := answer(site, path, asked)):
            return site.answer("nobody") if site.site.behaviour in SHUT else found
    return None

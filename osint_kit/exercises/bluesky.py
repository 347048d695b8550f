"""Bluesky handles that are a domain of their owner's (https://atproto.com/specs/handle), in the simulated AppView.

An account whose handle in the scenario is a host name, such as ``sefa.example``, is one.
"""

from collections.abc import Mapping

from osint_kit.exercises.responses import Response, json_page
from osint_kit.exercises.sites import SiteAnswers

OWN_HOST = ".bsky.social"
PATH = "/xrpc/app.bsky.actor.getProfile"


def answer(site: SiteAnswers, path: str, query: Mapping[str, str]) -> Response | None:
    """The profile of a handle that is not under ``bsky.social``; the documented error where there is none."""
    actor = query.get("actor", "")
    if path != PATH or actor.endswith(OWN_HOST):
        return None
    record = site.record(actor) if "." in actor else None
    if isinstance(record, dict):
        return json_page(200, {**record, "handle": str(record["handle"]).removesuffix(OWN_HOST)})
    if "." not in actor:
        return json_page(400, {"error": "InvalidRequest", "message": "Error: actor must be a valid did or a handle"})
    return json_page(400, {"error": "InvalidRequest", "message": "Profile not found"})

"""Simulated lookups of Keybase by several names and by proofs (https://keybase.io/docs/api/1.0/call/user/lookup)."""

from collections.abc import Mapping

from osint_kit.canonical import Json
from osint_kit.exercises.responses import Response, json_page
from osint_kit.exercises.sites import SiteAnswers

PATH = "/_/api/1.0/user/lookup.json"
OK: Json = {"code": 0, "name": "OK"}
BY_PROOF = {
    "domain": ("dns", "generic_web_site", "http", "https"),
    "twitter": ("twitter",),
    "github": ("github",),
    "reddit": ("reddit",),
    "hackernews": ("hackernews",),
}
"""Parameters that look for a proof, and the types of proofs that count."""


def answer(site: SiteAnswers, path: str, query: Mapping[str, str]) -> Response | None:
    """A list of users: one a name, ``null`` where nobody has it; or those who proved an account or a domain."""
    if path != PATH or "username" in query:
        return None  # one name: the site answers
    if "usernames" in query:
        them = [_user(site.record(name)) for name in query["usernames"].split(",")]
        return json_page(200, {"status": OK, "them": [*them]})
    for parameter, types in BY_PROOF.items():
        if parameter in query:
            wanted = query[parameter].casefold()
            users = map(_user, site.records)
            return json_page(200, {"status": OK, "them": [user for user in users if _proved(user, types, wanted)]})
    return json_page(200, {"status": {"code": 100, "name": "INPUT_ERROR", "desc": "missing or invalid input"}})


def _user(record: Json) -> Json:
    return record.get("them") if isinstance(record, dict) else None


def _proved(user: Json, types: tuple[str, ...], wanted: str) -> bool:
    summary = user.get("proofs_summary") if isinstance(user, dict) else None
    proofs = summary.get("all") if isinstance(summary, dict) else None
    return any(
        proof.get("proof_type") in types and str(proof.get("nametag")).casefold() == wanted
        for proof in (proofs if isinstance(proofs, list) else [])
        if isinstance(proof, dict)
    )

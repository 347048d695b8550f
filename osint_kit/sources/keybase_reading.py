"""What a Keybase user object says (https://keybase.io/docs/api/1.0/user_objects). Pure."""

from collections.abc import Iterator
from datetime import UTC, datetime

from osint_kit.canonical import Json
from osint_kit.clock import iso
from osint_kit.identifiers import Identifier
from osint_kit.sources.accounts import account_of, read_identifier, text_fact
from osint_kit.sources.fact import Fact

SERVICES = {
    "twitter": "x",
    "github": "github",
    "reddit": "reddit",
    "hackernews": "hacker-news",
    "facebook": "facebook",
}
"""Types of proofs, and the platform of the account that each proves."""
SITES = frozenset({"dns", "generic_web_site", "http", "https"})
HOLDS = 1
MOST = 50
PROFILE = {"display_name": "full_name", "bio": "bio", "location": "location"}


def facts(user: dict[str, Json]) -> Iterator[Fact]:
    """The profile, the day of joining, each proof, each wallet."""
    profile, basics = _part(user, "profile"), _part(user, "basics")
    for what, name in PROFILE.items():
        yield from text_fact(what, profile.get(name), f"profile.{name}")
    made = basics.get("ctime")
    if isinstance(made, int) and not isinstance(made, bool) and 0 < made < 1 << 33:
        yield Fact("joined", iso(datetime.fromtimestamp(made, UTC)), str(made), "basics.ctime")
    yield from text_fact("picture", _part(_part(user, "pictures"), "primary").get("url"), "pictures.primary.url")
    yield from _proofs(_part(user, "proofs_summary").get("all"))
    yield from _wallets(_part(user, "cryptocurrency_addresses"))


def _proofs(proofs: Json) -> Iterator[Fact]:
    for place, proof in enumerate((proofs if isinstance(proofs, list) else [])[:MOST]):
        kind, name = (proof.get("proof_type"), proof.get("nametag")) if isinstance(proof, dict) else (None, None)
        if not isinstance(proof, dict) or not isinstance(kind, str) or not isinstance(name, str):
            continue
        leads_to = _proved(kind, name)
        if leads_to is not None:
            what = "verified_link" if proof.get("state") == HOLDS else "also_known_as"
            yield Fact(what, f"{kind}:{name}", name, f"proofs_summary.all.{place}.nametag", leads_to)


def _proved(kind: str, name: str) -> Identifier | None:
    if kind in SERVICES:
        return account_of(SERVICES[kind], name)
    if kind in SITES:
        return read_identifier(f"domain:{name}")
    return account_of(kind, name) if "." in kind else None  # a server of a federated platform


def _wallets(coins: dict[str, Json]) -> Iterator[Fact]:
    for coin, listed in list(coins.items())[:MOST]:
        for place, item in enumerate((listed if isinstance(listed, list) else [])[:MOST]):
            address = item.get("address") if isinstance(item, dict) else None
            if isinstance(address, str) and (wallet := read_identifier(f"wallet:{address}")):
                yield Fact("wallet", address, address, f"cryptocurrency_addresses.{coin}.{place}.address", wallet)


def _part(of: dict[str, Json], name: str) -> dict[str, Json]:
    value = of.get(name)
    return value if isinstance(value, dict) else {}

"""The picture of a found account, as the hash of its bytes. No picture is looked at, and no face recognised.

Two accounts that show the very same file are a ground for joining them; a platform's stand-in picture is none.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files

from osint_kit.accounts.rule import SOURCE
from osint_kit.gateway import Gateway
from osint_kit.gateway.exchange import Headers, HttpRequest
from osint_kit.gateway.failures import Failure
from osint_kit.identifiers.domain import domain_record
from osint_kit.identifiers.url import read_url
from osint_kit.reach import Reach
from osint_kit.sources.fact import Fact


def picture_hashes(facts: Iterable[Fact], site: str, gateway: Gateway, headers: Headers) -> Iterator[Fact]:
    """The SHA-256 of the first picture that a page names, as a fact with its record; nothing where it did not come.

    ``site`` is the host of the account. A picture on a host of neither the site nor a platform is asked for at reach
    ``target``: the owner of an account may keep it on a machine of his own, and would see who fetches it.
    """
    for fact in facts:
        if fact.property != "picture" or not isinstance(fact.value, str):
            continue
        try:
            host = read_url(fact.value).host
            answer = gateway.http(HttpRequest(fact.value, _reach(host, site), SOURCE, headers=headers))
        except (ValueError, Failure):
            return
        kind = answer.header("content-type") or ""
        if answer.status == 200 and answer.body and not answer.truncated and kind.startswith("image/"):
            evidence = (answer.evidence,) if answer.evidence else ()
            digest = sha256(answer.body).hexdigest()
            yield Fact("picture_sha256", digest, fact.value, f"{len(answer.body)} bytes, {kind}", evidence=evidence)
        return


def _reach(host: str, site: str) -> Reach:
    own = _owned(site)
    if host == site or (own and _owned(host) == own) or any(_under(host, name) for name in _platforms()):
        return Reach.PLATFORM
    return Reach.TARGET


def _owned(host: str) -> str | None:
    """The domain that one party holds: a page under ``github.io`` is its member's, not GitHub's."""
    return domain_record(host, private_suffixes=True).domain


def _under(host: str, name: str) -> bool:
    return host == name or host.endswith(f".{name}")


@lru_cache(maxsize=1)
def _platforms() -> frozenset[str]:
    text = (files("osint_kit.accounts") / "picture_hosts.txt").read_text("utf-8")
    return frozenset(line.split()[0] for line in text.splitlines() if line and not line.startswith("#"))

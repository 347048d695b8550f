"""What a server answers beside what it documents is a failure with its evidence, and never "nothing known"."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from osint_kit.gateway.failures import Failure, Unreachable
from osint_kit.identifiers import Identifier, Kind
from osint_kit.sources import Source
from osint_kit.sources.bitcoin import BitcoinExplorer
from osint_kit.sources.bluesky import Bluesky
from osint_kit.sources.github import GitHubSource
from osint_kit.sources.gravatar import Gravatar
from osint_kit.sources.interpol import Interpol
from osint_kit.sources.keybase import Keybase
from osint_kit.sources.mastodon import Mastodon
from osint_kit.sources.telegram import Telegram
from osint_kit.sources.urlscan import Urlscan
from tests.gateway.servers import ok
from tests.sources.conftest import Ask, Keeper

JSON = "Content-Type: application/json"
HANDLE = Identifier(Kind.HANDLE, "sefa")
WALLET = Identifier(Kind.WALLET, "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4")


class Asked(NamedTuple):
    source: Callable[[], Source]
    host: str
    about: Identifier


ALL = {
    "bitcoin": Asked(BitcoinExplorer, "blockstream.info", WALLET),
    "bluesky": Asked(Bluesky, "public.api.bsky.app", HANDLE),
    "github": Asked(GitHubSource, "api.github.com", HANDLE),
    "gravatar": Asked(Gravatar, "api.gravatar.com", Identifier(Kind.EMAIL, "sefa@ravu.example")),
    "interpol": Asked(Interpol, "ws-public.interpol.int", Identifier(Kind.NAME, "Sefa Vuki")),
    "keybase": Asked(Keybase, "keybase.io", HANDLE),
    "mastodon": Asked(Mastodon, "mastodon.social", HANDLE),
    "telegram": Asked(Telegram, "t.me", HANDLE),
    "urlscan": Asked(Urlscan, "urlscan.io", Identifier(Kind.DOMAIN, "ravu.example")),
}
GARBAGE = [
    ok(b""),
    ok(b"", JSON),
    ok(b"<html><h1>Just a moment</h1></html>", "Content-Type: text/html"),
    ok(b"<html>", JSON),
    ok(b"{", JSON),
    ok(b"[]", JSON),
    ok(b"{}", JSON),
    ok(b"null", JSON),
    ok(b"7", JSON),
    ok(b'"sefa"', JSON),
    ok(b"\xff\xfe\x00", JSON),
    ok(b"[" * 200_000, JSON),
    ok(b'{"login": 7, "did": [], "handle": 1, "total": "1", "results": {}, "them": {}, "links": 5, "hash": {}}', JSON),
    ok(b'{"status": {"code": 0}, "them": "x", "total": "x", "_embedded": [], "results": [], "chain_stats": []}', JSON),
    ok(b"{}", JSON, status="203 Non-Authoritative Information"),
    ok(b"", "Location: https://elsewhere.example/", status="302 Found"),
    ok(b"no", status="401 Unauthorized"),
    ok(b"no", status="403 Forbidden"),
    ok(b"oops", status="500 Internal Server Error"),
    ok(b"oops", status="502 Bad Gateway"),
]


class Everywhere(dict[str, bytes]):
    """One answer to whatever a host is asked."""

    def get(self, key: str, default: object = None) -> bytes:
        return next(iter(self.values()))


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("answer", GARBAGE, ids=range(len(GARBAGE)))
def test_garbage_is_a_failure_with_evidence(gateway: Ask, name: str, answer: bytes) -> None:
    asked = ALL[name]
    door = gateway(Everywhere({f"{asked.host}/": answer}), tls=asked.host)
    with pytest.raises(Failure) as caught:
        list(asked.source().ask(asked.about, door))
    assert caught.value.evidence


@pytest.mark.parametrize("name", ALL)
def test_a_rate_limit_is_called_one(gateway: Ask, name: str) -> None:
    asked = ALL[name]
    answer = ok(b"{}", JSON, "Retry-After: 120", status="429 Too Many Requests")
    door = gateway(Everywhere({f"{asked.host}/": answer}), tls=asked.host)
    with pytest.raises(Unreachable, match=r"rate limit is used up; try again in 120 s") as caught:
        list(asked.source().ask(asked.about, door))
    assert caught.value.evidence


@pytest.mark.parametrize("name", ALL)
def test_the_plan_names_whom_and_asks_nobody(gateway: Ask, keeper: Keeper, name: str) -> None:
    asked = ALL[name]
    assert {planned.whom for planned in asked.source().plan(asked.about)} == {asked.host}
    assert keeper.kept == []


@pytest.mark.parametrize("name", ALL)
def test_ten_megabytes_are_no_answer(gateway: Ask, name: str) -> None:
    asked = ALL[name]
    answer = ok(b"[" + b" " * 10_000_001 + b"]", JSON)
    with pytest.raises(Failure):
        list(asked.source().ask(asked.about, gateway(Everywhere({f"{asked.host}/": answer}), tls=asked.host)))

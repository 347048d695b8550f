"""GitHub's user record over real TLS, as documented and as it should not be."""

import json

import pytest

from osint_kit.gateway import Gateway
from osint_kit.gateway.failures import Unreachable
from osint_kit.identifiers import Identifier, Kind
from osint_kit.sources.github import GitHubSource
from tests.gateway.servers import ok
from tests.sources.conftest import Ask, Keeper, state_of, text_of

HOST = "api.github.com"
SEFA = Identifier(Kind.HANDLE, "sefa")
RECORD = {
    "login": "Sefa",
    "id": 1,
    "name": "Sefa R",
    "company": None,
    "blog": "https://ravu.example/",
    "email": "sefa@ravu.example",
    "bio": "Jobs! WhatsApp +679 999 1234 (https://bit.ly/x).",
    "twitter_username": "Sefa_R",
    "created_at": "2020-01-02T03:04:05Z",
}


def serve(gateway: Ask, answer: bytes) -> Gateway:
    return gateway({f"{HOST}/users/sefa": answer}, tls=HOST)


def record(**more: object) -> bytes:
    return ok(json.dumps({**RECORD, **more}).encode(), "Content-Type: application/json")


def test_what_the_owner_says_of_himself(gateway: Ask) -> None:
    found = list(GitHubSource().ask(SEFA, serve(gateway, record())))
    said = {(item.property, text_of(item), item.object.value if item.object else None) for item in found}
    assert said == {
        ("account", "https://github.com/Sefa", "github:sefa"),
        ("display_name", "Sefa R", None),
        ("bio", RECORD["bio"], None),
        ("joined", "2020-01-02T03:04:05Z", None),
        ("website", "https://ravu.example/", "https://ravu.example/"),
        ("email", "sefa@ravu.example", "sefa@ravu.example"),
        ("also_known_as", "Sefa_R", "x:Sefa_R"),
        ("mentions", "+679 999 1234", "+6799991234"),
        ("mentions", "https://bit.ly/x", "https://bit.ly/x"),
    }
    assert all(item.evidence for item in found)
    assert next(item.value for item in found if item.property == "mentions") == {
        "value": "https://bit.ly/x",
        "excerpt": "https://bit.ly/x",
        "from": "bio",
    }


def test_nobody_is_an_answer(gateway: Ask) -> None:
    (found,) = GitHubSource().ask(SEFA, serve(gateway, ok(b'{"message":"Not Found"}', status="404 Not Found")))
    assert (state_of(found), found.object) == ("absent", None)
    assert found.evidence


def test_somebody_else_yields_nothing(gateway: Ask) -> None:
    assert list(GitHubSource().ask(SEFA, serve(gateway, record(login="somebody-else")))) == []


def test_an_account_is_asked_about_too(gateway: Ask) -> None:
    account = Identifier(Kind.ACCOUNT, "github:sefa")
    found = list(GitHubSource().ask(account, serve(gateway, record())))
    assert (found[0].subject, state_of(found[0]), found[0].object) == (account, "found", None)
    assert GitHubSource().plan(Identifier(Kind.ACCOUNT, "gitlab:sefa")) == []


@pytest.mark.parametrize("status", ["403 Forbidden", "429 Too Many Requests"])
def test_a_rate_limit_is_called_one(gateway: Ask, status: str) -> None:
    with pytest.raises(Unreachable, match="rate limit"):
        list(GitHubSource().ask(SEFA, serve(gateway, ok(b"{}", status=status))))


@pytest.mark.parametrize(
    "answer",
    [
        ok(b"<html>"),
        ok(b"[]"),
        ok(b"null"),
        ok(b"{}"),
        ok(b'{"login":7}'),
        ok(b'{"login":""}'),
        ok(b"[" * 200_000),
        ok(b"\xff\xfe"),
        ok(b"", status="500 Oops"),
        ok(b"", "Location: https://github.com/", status="301 Moved"),
        ok(json.dumps(RECORD).encode(), status="203 Hm"),
    ],
)
def test_any_other_form_is_a_failure_with_evidence(gateway: Ask, answer: bytes) -> None:
    with pytest.raises(Unreachable) as caught:
        list(GitHubSource().ask(SEFA, serve(gateway, answer)))
    assert caught.value.evidence


def test_hostile_fields_lead_nowhere(gateway: Ask) -> None:
    answer = record(blog="javascript:alert(1)", email="nobody", twitter_username="../../x", bio=7, name=["x"])
    found = list(GitHubSource().ask(SEFA, serve(gateway, answer)))
    assert {item.property: item.object for item in found if item.property != "account"} == {
        "joined": None,
        "website": None,
        "email": None,
        "also_known_as": None,
    }


@pytest.mark.parametrize("handle", ["mr.smith", "a_b", "-a", "a" * 40, "राम"])
def test_handles_that_github_does_not_allow_are_not_asked(gateway: Ask, keeper: Keeper, handle: str) -> None:
    identifier = Identifier(Kind.HANDLE, handle)
    assert GitHubSource().plan(identifier) == []
    assert list(GitHubSource().ask(identifier, gateway())) == []
    assert keeper.kept == []

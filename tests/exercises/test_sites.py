from collections.abc import Mapping
from pathlib import Path

import pytest

from osint_kit.accounts.rules import read_rules
from osint_kit.canonical import Json
from osint_kit.exercises.reading_sites import packaged_sites
from tests.exercises.client import Client, running
from tests.exercises.conftest import Write

WIKIPEDIA = "https://en.wikipedia.org/w/api.php?action=query&list=users&ususers={}&format=json"
KEYBASE = "https://keybase.io/_/api/1.0/user/lookup.json?username={}"
BLUESKY = "https://public.api.bsky.app/xrpc/app.bsky.actor.getProfile?actor={}.bsky.social"
GITHUB_DOCS = "https://docs.github.com/rest/users/users#get-a-user"
ABSENT: dict[str, tuple[str, int, Json]] = {
    "GitHub": (
        "https://api.github.com/users/{}",
        404,
        {"message": "Not Found", "documentation_url": GITHUB_DOCS, "status": "404"},
    ),
    "GitLab": ("https://gitlab.com/api/v4/users?username={}", 200, []),
    "Mastodon": (
        "https://mastodon.social/api/v1/accounts/lookup?acct={}",
        404,
        {"error": "Record not found"},
    ),
    "Bluesky": (BLUESKY, 400, {"error": "InvalidRequest", "message": "Profile not found"}),
    "Keybase": (KEYBASE, 200, {"status": {"code": 205, "desc": "user not found", "name": "NOT_FOUND"}}),
    "Hacker News": ("https://hacker-news.firebaseio.com/v0/user/{}.json", 200, None),
    "Lichess": ("https://lichess.org/api/user/{}", 404, {"error": "Not found"}),
    "Chess.com": (
        "https://api.chess.com/pub/player/{}",
        404,
        {"code": 0, "message": 'User "nobody" not found.'},
    ),
    "DEV": ("https://dev.to/api/users/by_username?url={}", 404, {"error": "not found", "status": 404}),
    "Docker Hub": ("https://hub.docker.com/v2/users/{}/", 404, {"message": "User not found"}),
    "Wikipedia": (
        WIKIPEDIA,
        200,
        {"batchcomplete": "", "query": {"users": [{"name": "nobody", "missing": ""}]}},
    ),
    "Codeforces": (
        "https://codeforces.com/api/user.info?handles={}",
        400,
        {"status": "FAILED", "comment": "handles: User with handle nobody not found"},
    ),
    "Scratch": ("https://api.scratch.mit.edu/users/{}", 404, {"code": "NotFound", "message": ""}),
}
NAME_AT = {
    "GitHub": ("login",),
    "GitLab": (0, "username"),
    "Mastodon": ("acct",),
    "Bluesky": ("handle",),
    "Keybase": ("them", "basics", "username"),
    "Hacker News": ("id",),
    "Lichess": ("username",),
    "Chess.com": ("username",),
    "DEV": ("username",),
    "Docker Hub": ("username",),
    "Wikipedia": ("query", "users", 0, "name"),
    "Codeforces": ("result", 0, "handle"),
    "Scratch": ("username",),
}


def at(value: Json, path: tuple[str | int, ...]) -> Json:
    for step in path:
        if isinstance(step, int):
            assert isinstance(value, list)
            value = value[step]
        else:
            assert isinstance(value, dict)
            value = value[step]
    return value


def test_packaged_sites_answer_as_documented(scenario: Write, tmp_path: Path) -> None:
    assert set(ABSENT) == set(NAME_AT) < set(packaged_sites())
    tables = "".join(f'[[site]]\nname = "{name}"\naccounts = ["sefajobs679"]\n' for name in ABSENT)
    with running(scenario(tables), tmp_path) as (_, client):
        for name, (url, status, body) in ABSENT.items():
            assert client.fetch_json(url.format("nobody")) == (status, body), name
            found_status, found = client.fetch_json(url.format("SefaJobs679"))
            assert found_status == 200, name
            assert str(at(found, NAME_AT[name])).removesuffix(".bsky.social") == "sefajobs679"


NOT_SIMULATED = {"Discord", "Roblox", "AniList", "LeetCode", "Tumblr", "Blogger", "LiveJournal"}
"""Sites that are asked by POST, or where the handle is a host: no scenario can describe them yet."""


def test_the_answers_fit_the_rules_of_the_kit_s_own_list(scenario: Write, tmp_path: Path) -> None:
    tables = "".join(f'[[site]]\nname = "{name}"\naccounts = ["sefajobs679"]\n' for name in packaged_sites())
    rules = [rule for rule in read_rules().rules if rule.name not in NOT_SIMULATED]
    assert len(rules) == len(packaged_sites())
    with running(scenario(tables), tmp_path) as (_, client):
        for rule in rules:
            found, absent = (client.fetch(rule.check_url(handle)) for handle in ("sefajobs679", "nobody"))
            for marks, inside, outside in ((rule.there, found, absent), (rule.not_there, absent, found)):
                assert inside.status in marks.codes, rule.name
                assert not marks.strings or any(text.encode() in inside.data for text in marks.strings), rule.name
                assert not any(text.encode() in outside.data for text in marks.strings), rule.name
            assert b"sefajobs679" in found.data, rule.name


def test_sites_that_a_scenario_does_not_name_are_there_with_nobody(scenario: Write, tmp_path: Path) -> None:
    with running(scenario('other_sites = "nobody"\n[[site]]\nname = "GitHub"\n'), tmp_path) as (_, client):
        assert client.fetch("https://www.facebook.com/sefajobs679").status == 404
        assert client.fetch("https://api.github.com/users/sefajobs679").status == 404
        assert client.fetch("https://lichess.org/api/user/sefajobs679").status == 404


def profile(client: Client, site: str, handle: str = "sefajobs679") -> Mapping[str, Json]:
    status, body = client.fetch_json(ABSENT[site][0].format(handle))
    assert status == 200
    assert isinstance(body, dict)
    return body


def test_the_recruiter_has_four_accounts(island_jobs: Client) -> None:
    github = profile(island_jobs, "GitHub")
    assert (github["name"], github["blog"]) == ("Sefa V.", "https://island-jobs.example")
    assert (github["bio"], github["email"]) == ("Jobs abroad! WhatsApp +679 999 1234", None)
    assert isinstance(github["id"], int)
    mastodon = profile(island_jobs, "Mastodon")
    assert '+679 999 1234 <a href="https://bit.ly/island-jobs-2026"' in str(mastodon["note"])
    assert (mastodon["fields"], type(mastodon["id"])) == ([], str)
    assert at(profile(island_jobs, "Keybase"), ("them", "profile", "full_name")) == "Sefa V."
    assert profile(island_jobs, "DEV")["github_username"] == "sefajobs679"


@pytest.mark.parametrize("site", ["GitLab", "Bluesky", "Hacker News", "Chess.com", "Wikipedia", "Scratch"])
def test_and_none_elsewhere(island_jobs: Client, site: str) -> None:
    url, status, _ = ABSENT[site]
    nobody, recruiter = (island_jobs.fetch(url.format(handle)) for handle in ("nobody", "sefajobs679"))
    assert (recruiter.status, recruiter.data) == (status, nobody.data.replace(b"nobody", b"sefajobs679"))


def test_the_namesake(island_jobs: Client) -> None:
    status, body = island_jobs.fetch_json(ABSENT["GitLab"][0].format("sefajobs"))
    assert (status, at(body, (0, "name"))) == (200, "Sefa Jobs")


def test_a_catch_all_finds_everybody(island_jobs: Client) -> None:
    for handle in ("sefajobs679", "x9q7nobody"):
        assert profile(island_jobs, "Lichess", handle)["username"] == handle


def test_a_rate_limit(island_jobs: Client) -> None:
    answer = island_jobs.fetch(ABSENT["Codeforces"][0].format("sefajobs679"))
    assert (answer.status, answer.headers["Retry-After"]) == (429, "120")


def test_a_wall(island_jobs: Client) -> None:
    answer = island_jobs.fetch(ABSENT["Docker Hub"][0].format("sefajobs679"))
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert b"Checking your browser" in answer.data


OWN = """
[[person]]
name = "Ana <b>"
handles = ["Ana"]
bio = "from the person"
[[site]]
name = "Own"
url = "https://own.example/u/{account}?v=1"
accounts = ["Ana", { handle = "ben", bio = "his own" }]
defaults = { bio = "nothing said" }
[[site]]
name = "Soft"
url = "https://soft.example/{account}"
behaviour = "soft-404"
accounts = ["ana"]
[[site]]
name = "Closed"
url = "https://closed.example/{account}"
behaviour = "login"
"""


def test_a_site_of_the_scenario_s_own(scenario: Write, tmp_path: Path) -> None:
    with running(scenario(OWN), tmp_path) as (_, client):
        ana = client.fetch("https://own.example/u/%41na?x=2&v=1")
        assert ana.data.decode() == "<h1>Ana</h1><p>Ana &lt;b&gt;</p><p>from the person</p><p></p>"
        assert b"his own" in client.fetch("https://own.example/u/ben?v=1").data
        for other in ("u/eve?v=1", "u/Ana", "u/Ana?v=2", "u/Ana/x?v=1", "u/?v=1"):
            assert client.fetch(f"https://own.example/{other}").status == 404
        assert client.fetch("https://soft.example/ana").data.startswith(b"<h1>ana</h1>")
        soft = client.fetch("https://soft.example/eve")
        assert (soft.status, soft.data) == (200, b"<h1>Page not found</h1>")
        closed = client.fetch("https://closed.example/ana")
        assert (closed.status, closed.headers["Location"]) == (302, "https://closed.example/login")
        assert b"Log in" in client.fetch("https://closed.example/login").data

"""Every field of the form, by what it does to real requests and to the answers of real sites."""

import json
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from osint_kit.canonical import Json
from tests.accounts.sites import Asked, Sites, members, serving
from tests.conftest import Osint
from tests.gateway.servers import ok

HANDLES = ("mr.smith", "nobody.here")


def rule(name: str, **more: Json) -> dict[str, Json]:
    return {
        "name": name,
        "uri_check": f"http://{name}.example/u/{{account}}",
        "e_code": 200,
        "e_string": 'class="card"',
        "m_code": 404,
        "m_string": "nobody",
        "known": ["mr.smith"],
        "cat": "social",
        **more,
    }


def by_body(asked: Asked) -> bytes:
    """A site that is asked by POST, in JSON or as a form."""
    given = json.loads(asked.body)["user"] if asked.body.startswith("{") else parse_qs(asked.body)["user"][0]
    return members("mr.smith")(Asked(asked.method, f"/{given}", asked.headers, asked.body))


def by_header(asked: Asked) -> bytes:
    return members("mr.smith")(Asked(asked.method, f"/{asked.headers['x-who']}", asked.headers, ""))


SITES = {
    "plain.example": members("mr.smith"),
    "pretty.example": members("mr.smith"),
    "samecode.example": members("mr.smith", missing="200 OK"),
    "noestring.example": members("mr.smith", missing="200 OK"),
    "nomstring.example": members("mr.smith", missing="200 OK"),
    "codes.example": members("mr.smith"),
    "json.example": by_body,
    "form.example": by_body,
    "header.example": by_header,
    "stripped.example": members("mrsmith"),
    "invalid.example": members("mr.smith"),
    "more.example": members("mr.smith", missing="410 Gone"),
    "pattern.example": members("mr.smith"),
    "wronge.example": lambda _: ok(b'<h1 class="card">mr.smith</h1>', status="202 Accepted"),
}
RULES = [
    rule("plain", protection=["cloudflare"]),
    rule("pretty", uri_pretty="https://pretty.example/@{account}"),
    rule("samecode", m_code=200),
    rule("noestring", e_string="", m_code=200),
    rule("nomstring", m_string="", m_code=200),
    rule("codes", e_string="", m_string=""),
    rule(
        "json",
        uri_check="http://json.example/lookup",
        post_body='{"user":"{account}"}',
        headers={"Content-Type": "application/json"},
    ),
    rule(
        "form",
        uri_check="http://form.example/lookup",
        post_body="user={account}&go=1",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    ),
    rule(
        "header",
        uri_check="http://header.example/api?of={account}",
        headers={"X-Who": "{account}", "User-Agent": "its own"},
    ),
    rule("stripped", strip_bad_char=".-"),
    rule("invalid", valid=False),
    rule("more", e_string="never", e_strings=['class="card"'], m_string="never", m_strings=["nobody"], m_codes=[410]),
    rule("pattern", handles="^[a-z]+$"),
    rule("wronge"),
]
FOUND, ABSENT = "found", "absent"
States = dict[tuple[str, str], dict[str, str]]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sites, States]:
    folder = tmp_path_factory.mktemp("conformance")
    (folder / "rules.json").write_text(json.dumps({"sites": RULES}), "utf-8")
    with serving(folder, SITES) as (sites, world):
        done = Osint(folder, world)("account", "find", *HANDLES, "--sites", "rules.json", "-f", "json")
    assert done.code == 0, done.err
    return sites, {(row["site"], row["input"]): row for row in json.loads(done.out)}


@pytest.mark.parametrize(
    "site, there, not_there",
    [
        ("plain", FOUND, ABSENT),
        ("pretty", FOUND, ABSENT),
        ("samecode", FOUND, ABSENT),  # the codes are the same: the strings alone decide
        ("noestring", "unclear", ABSENT),  # an empty string is in every page, and matches nothing
        ("nomstring", FOUND, "unclear"),
        ("codes", FOUND, ABSENT),
        ("json", FOUND, ABSENT),
        ("form", FOUND, ABSENT),
        ("header", FOUND, ABSENT),
        ("stripped", FOUND, ABSENT),
        ("more", FOUND, ABSENT),
        ("pattern", "unclear", "unclear"),
        ("wronge", "unclear", "unclear"),
    ],
)
def test_states(answers: tuple[Sites, States], site: str, there: str, not_there: str) -> None:
    _, rows = answers
    assert (rows[site, "mr.smith"]["state"], rows[site, "nobody.here"]["state"]) == (there, not_there)


def test_the_page_for_a_person_and_the_category(answers: tuple[Sites, States]) -> None:
    _, rows = answers
    assert rows["pretty", "mr.smith"]["url"] == "https://pretty.example/@mr.smith"
    assert rows["plain", "mr.smith"]["url"] == "http://plain.example/u/mr.smith"
    assert rows["plain", "mr.smith"]["category"] == "social"


def test_what_is_not_valid_is_not_asked(answers: tuple[Sites, States]) -> None:
    sites, rows = answers
    assert "invalid.example" not in sites.asked
    assert not [site for site, _ in rows if site == "invalid"]


def test_what_the_pattern_refuses_is_not_asked(answers: tuple[Sites, States]) -> None:
    sites, rows = answers
    assert "pattern.example" not in sites.asked
    assert rows["pattern", "mr.smith"]["why"] == "handle not allowed there"


def test_characters_that_the_site_drops(answers: tuple[Sites, States]) -> None:
    sites, _ = answers
    assert "/u/mrsmith" in sites.targets("stripped.example")
    assert not [target for target in sites.targets("stripped.example") if "." in target]


def test_bodies_and_headers(answers: tuple[Sites, States]) -> None:
    sites, _ = answers
    (posted,) = [asked for asked in sites.asked["json.example"] if "mr.smith" in asked.body]
    assert (posted.method, posted.target, posted.body) == ("POST", "/lookup", '{"user":"mr.smith"}')
    assert posted.headers["content-type"] == "application/json"
    (posted,) = [asked for asked in sites.asked["form.example"] if "mr.smith" in asked.body]
    assert posted.body == "user=mr.smith&go=1"
    (got,) = [asked for asked in sites.asked["header.example"] if asked.headers["x-who"] == "mr.smith"]
    assert (got.method, got.target, got.headers["user-agent"]) == ("GET", "/api?of=mr.smith", "its own")


def test_each_result_names_the_list(answers: tuple[Sites, States], tmp_path: Path) -> None:
    from osint_kit.canonical import sha256_hex

    _, rows = answers
    assert {row["list"] for row in rows.values()} == {sha256_hex(json.dumps({"sites": RULES}).encode())}

"""The platforms and public records of a range, asked in their documented form, and by the kit's own sources."""

from pathlib import Path

import pytest

from osint_kit.errors import UsageError
from osint_kit.gateway import Gateway, open_world
from osint_kit.identifiers import Identifier, Kind
from osint_kit.reach import Reach
from osint_kit.sources import all_sources
from osint_kit.sources.gravatar import hash_of
from tests.exercises.client import running
from tests.exercises.conftest import Write

WALLET = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
STORY = f"""
[[domain]]
name = "ravu.example"
address = "203.0.113.5"
scans = [2026-11-01, {{ at = 2026-11-03, title = "Jobs" }}]

[[person]]
name = "Sefa Vuki"
handles = ["sefa"]
bio = "Jobs, WhatsApp +679 999 1234"
email = "sefa@ravu.example"

[[site]]
name = "Mastodon"
[[site.accounts]]
handle = "sefa"
[[site.accounts.fields]]
name = "Code"
value = '<a href="https://github.com/sefa">x</a>'
verified_at = "2026-01-01T00:00:00Z"

[[site]]
name = "Bluesky"
accounts = ["sefa", "ravu.example"]

[[site]]
name = "Telegram"
accounts = ["sefa"]

[[site]]
name = "Gravatar"
accounts = [{{ handle = "sefa", verified = [{{ service_type = "github", url = "https://github.com/sefa" }}] }}]

[[site]]
name = "Keybase"
[[site.accounts]]
handle = "sefa"
proofs = [{{ proof_type = "github", nametag = "sefa", state = 1 }}]
wallets = [{{ address = "{WALLET}" }}]

[[notice]]
name = "Vuki"
forename = "Sefa"
born = 1990-02-03
nationalities = "FJ"

[[wallet]]
address = "{WALLET}"
payments = [{{ at = 2026-10-01, satoshi = 500 }}, {{ at = 2026-10-05, satoshi = -200 }}]
"""
HANDLE = Identifier(Kind.HANDLE, "sefa")
MAIL = Identifier(Kind.EMAIL, "sefa@ravu.example")
ASKED = [
    ("mastodon", HANDLE, "verified_link", "github:sefa"),
    ("bluesky", HANDLE, "mentions", "+6799991234"),
    ("bluesky", Identifier(Kind.ACCOUNT, "bluesky:ravu.example"), "verified_link", "ravu.example"),
    ("telegram", HANDLE, "mentions", "+6799991234"),
    ("gravatar", MAIL, "verified_link", "github:sefa"),
    ("keybase", HANDLE, "verified_link", "github:sefa"),
    ("keybase", HANDLE, "wallet", WALLET),
    ("keybase", Identifier(Kind.ACCOUNT, "github:sefa"), "account", "keybase:sefa"),
    ("interpol", Identifier(Kind.NAME, "Sefa Vuki"), "wanted_notice", None),
    ("urlscan", Identifier(Kind.DOMAIN, "ravu.example"), "first_scan", None),
    ("bitcoin", Identifier(Kind.WALLET, WALLET), "first_payment", None),
]
NOBODY = [
    ("mastodon", Identifier(Kind.HANDLE, "nobody1")),
    ("bluesky", Identifier(Kind.HANDLE, "nobody1")),
    ("bluesky", Identifier(Kind.ACCOUNT, "bluesky:nobody.example")),
    ("telegram", Identifier(Kind.HANDLE, "nobody1")),
    ("github", Identifier(Kind.HANDLE, "nobody1")),
    ("gravatar", Identifier(Kind.EMAIL, "nobody@ravu.example")),
    ("keybase", Identifier(Kind.HANDLE, "nobody1")),
]


def test_each_source_finds_what_the_scenario_says(scenario: Write, tmp_path: Path) -> None:
    sources = {source.declaration.name: source for source in all_sources()}
    with running(scenario(STORY), tmp_path):
        door = Gateway(open_world(tmp_path / "world.toml"), Reach.PLATFORM)
        for name, about, what, value in ASKED:
            found = list(sources[name].ask(about, door))
            objects = [item.object.value if item.object else None for item in found if item.property == what]
            assert value in objects, (name, what, found)


def test_nobody_is_on_a_platform_that_a_scenario_does_not_name(scenario: Write, tmp_path: Path) -> None:
    sources = {source.declaration.name: source for source in all_sources()}
    with running(scenario(""), tmp_path):
        door = Gateway(open_world(tmp_path / "world.toml"), Reach.PLATFORM)
        for name, about in NOBODY:
            (found,) = sources[name].ask(about, door)
            assert isinstance(found.value, dict)
            assert found.value["state"] == "absent", (name, about)
        unproven = sources["keybase"].ask(Identifier(Kind.DOMAIN, "nobody.example"), door)
        assert list(unproven) == [], "that nobody proved a domain at Keybase says nothing of it"


def test_the_documented_forms(scenario: Write, tmp_path: Path) -> None:
    with running(scenario(STORY), tmp_path) as (_, client):
        finger = client.fetch("https://mastodon.social/.well-known/webfinger?resource=acct:sefa@mastodon.social")
        assert finger.headers["content-type"].startswith("application/jrd+json")
        _, users = client.fetch_json("https://keybase.io/_/api/1.0/user/lookup.json?usernames=sefa,nobody")
        assert isinstance(users, dict)
        assert [user is None for user in users["them"]] == [False, True]
        status, profile = client.fetch_json(f"https://api.gravatar.com/v3/profiles/{hash_of(MAIL.value)}")
        assert isinstance(profile, dict)
        assert (status, profile["hash"]) == (200, hash_of(MAIL.value))
        _, red = client.fetch_json("https://ws-public.interpol.int/notices/v1/red?name=Vuk&forename=Sefa")
        assert isinstance(red, dict)
        assert (red["total"], red["_embedded"]["notices"][0]["date_of_birth"]) == (1, "1990/02/03")
        assert client.fetch("https://ws-public.interpol.int/notices/v1/green").status == 404
        scans = client.fetch("https://urlscan.io/api/v1/search/?q=domain:ravu.example&size=1")
        assert scans.headers["X-Rate-Limit-Action"] == "search"
        assert client.fetch("https://urlscan.io/api/v1/search/?q=%22").status == 400
        assert client.fetch("https://blockstream.info/api/address/none").status == 400
        assert client.fetch("https://blockstream.info/api/blocks").status == 404
        _, unused = client.fetch_json("https://blockstream.info/api/address/1BoatSLRHtKNngkdXEeobR76b53LETtpyT")
        assert isinstance(unused, dict)
        assert unused["chain_stats"]["tx_count"] == 0


def test_a_platform_that_is_shut_is_shut_everywhere(scenario: Write, tmp_path: Path) -> None:
    with running(scenario('[[site]]\nname = "Mastodon"\nbehaviour = "rate-limit"\n'), tmp_path) as (_, client):
        finger = client.fetch("https://mastodon.social/.well-known/webfinger?resource=acct:sefa@mastodon.social")
        assert (finger.status, finger.headers["Retry-After"]) == (429, "120")


@pytest.mark.parametrize(
    "tables, why",
    [
        ('[[wallet]]\naddress = "nonsense"', "address"),
        ('[[wallet]]\naddress = "0x52908400098527886E0F7030069857D2E4169EE7"', "no Bitcoin address"),
        (f'[[wallet]]\naddress = "{WALLET}"\n[[wallet]]\naddress = "{WALLET}"', "twice"),
        (f'[[wallet]]\naddress = "{WALLET}"\npayments = [{{ at = 2026-01-01 }}]', "satoshi"),
        ('[[notice]]\nforename = "Sefa"', "'name' is missing"),
        ('[[notice]]\nname = "Vuki"\nkind = "green"', "green"),
        ('[[domain]]\nname = "a.example"\nscans = ["soon"]', "scans"),
    ],
)
def test_mistakes_are_named(scenario: Write, tables: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        scenario(tables)

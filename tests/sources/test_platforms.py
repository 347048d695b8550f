"""What platforms say in their documented form, over real TLS: the answer, and that nobody is known."""

import json
from collections.abc import Iterable

import pytest

from osint_kit.findings import Finding
from osint_kit.gateway.failures import OverReach, Unreachable
from osint_kit.identifiers import Identifier, Kind
from osint_kit.reach import Reach
from osint_kit.sources import declarations
from osint_kit.sources.accounts import linked
from osint_kit.sources.bluesky import Bluesky
from osint_kit.sources.gravatar import Gravatar, hash_of
from osint_kit.sources.keybase import Keybase
from osint_kit.sources.mastodon import Mastodon
from osint_kit.sources.mastodon_servers import reach_of
from osint_kit.sources.telegram import Telegram
from tests.gateway.servers import ok
from tests.sources.conftest import Ask, Keeper, state_of, text_of

DECLARED = {declared.name: declared for declared in declarations()}
SEFA = Identifier(Kind.HANDLE, "sefa")
BIO = 'Jobs! <br>WhatsApp +679 999 1234 <a href="https://t.me/ravu_jobs" rel="nofollow">t.me/ravu_jobs</a>'


def of(platform: str, handle: str) -> Identifier:
    return Identifier(Kind.ACCOUNT, f"{platform}:{handle}")


def answer(record: object, kind: str = "application/json", status: str = "200 OK") -> bytes:
    return ok(json.dumps(record).encode(), f"Content-Type: {kind}", status=status)


def said(found: Iterable[Finding]) -> set[tuple[str, object, str | None]]:
    listed = list(found)
    for item in listed:
        assert item.property in DECLARED[item.source].yields
    return {(item.property, text_of(item), str(item.object) if item.object else None) for item in listed}


def finger(server: str, name: str = "sefa", home: str = "") -> bytes:
    links = [{"rel": "self", "type": "application/activity+json", "href": f"https://{home or server}/users/{name}"}]
    return answer({"subject": f"acct:{name}@{server}", "links": links}, "application/jrd+json")


def entity(**more: object) -> bytes:
    field = '<a href="https://github.com/sefa-v" rel="me"><span class="invisible">https://</span>github.com/sefa-v</a>'
    record = {
        "username": "Sefa",
        "acct": "Sefa",
        "url": "https://mastodon.social/@Sefa",
        "display_name": "Sefa V",
        "created_at": "2020-01-02T00:00:00.000Z",
        "note": f"<p>{BIO}</p>",
        "fields": [
            {"name": "Code", "value": field, "verified_at": "2024-01-01T00:00:00Z"},
            {"name": "Site", "value": '<a href="https://ravu.example">ravu.example</a>', "verified_at": None},
            {"name": "Town", "value": "Suva", "verified_at": None},
        ],
    }
    return answer({**record, **more})


FINGER, LOOKUP = "/.well-known/webfinger?resource=acct:sefa%40", "/api/v1/accounts/lookup?acct=sefa"


def test_mastodon(gateway: Ask, keeper: Keeper) -> None:
    host = "mastodon.social"
    pages = {f"{host}{FINGER}{host}": finger(host), f"{host}{LOOKUP}": entity()}
    found = list(Mastodon().ask(SEFA, gateway(pages, tls=host)))
    assert said(found) == {
        ("account", "https://mastodon.social/@Sefa", "account:mastodon.social:sefa"),
        ("display_name", "Sefa V", None),
        ("joined", "2020-01-02T00:00:00.000Z", None),
        ("bio", "Jobs! \nWhatsApp +679 999 1234 t.me/ravu_jobs", None),
        ("mentions", "+679 999 1234", "phone:+6799991234"),
        ("mentions", "t.me/ravu_jobs", "url:https://t.me/ravu_jobs"),
        ("mentions", "https://t.me/ravu_jobs", "account:telegram:ravu_jobs"),
        ("verified_link", "https://github.com/sefa-v", "account:github:sefa-v"),
        ("website", "https://ravu.example", "url:https://ravu.example/"),
        ("description", "Town: Suva", None),
    }
    assert [page.request.url for page in keeper.pages if hasattr(page.request, "url")] == [
        f"https://{p}" for p in pages
    ]
    assert all(item.evidence for item in found)


def test_mastodon_knows_nobody_or_does_not_show(gateway: Ask) -> None:
    host = "mastodon.social"
    (found,) = Mastodon().ask(SEFA, gateway({f"{host}/": b""}, tls=host))
    assert state_of(found) == "absent"
    pages = {f"{host}{FINGER}{host}": finger(host), f"{host}{LOOKUP}": entity(suspended=True)}
    (found,) = Mastodon().ask(SEFA, gateway(pages, tls=host))
    assert state_of(found) == "unclear"


def test_a_mastodon_server_of_ones_own_is_the_subjects(gateway: Ask) -> None:
    host = "ravu.example"
    assert (reach_of(host), reach_of("mastodon.nz")) == (Reach.TARGET, Reach.PLATFORM)
    account = of(host, "sefa")
    assert [planned.reach for planned in Mastodon().plan(account)] == [Reach.TARGET]
    pages = {f"{host}{FINGER}{host}": finger(host), f"{host}{LOOKUP}": entity()}
    with pytest.raises(OverReach):
        list(Mastodon().ask(account, gateway(pages, tls=host)))
    found = list(Mastodon().ask(account, gateway(pages, tls=host, reach=Reach.TARGET)))
    assert found[0].subject == account
    assert {item.subject for item in found[1:]} == {account}


def test_an_account_elsewhere_is_asked_about_no_nearer_than_allowed(gateway: Ask) -> None:
    host = "mastodon.social"
    pages = {f"{host}{FINGER}{host}": finger(host, home="ravu.example")}
    with pytest.raises(OverReach):
        list(Mastodon().ask(SEFA, gateway(pages, tls=host)))


def test_whoever_moved_is_also_known_as(gateway: Ask) -> None:
    host = "mastodon.social"
    moved = {"username": "sefa2", "url": "https://mastodon.nz/@sefa2"}
    pages = {f"{host}{FINGER}{host}": finger(host), f"{host}{LOOKUP}": entity(moved=moved)}
    found = said(Mastodon().ask(SEFA, gateway(pages, tls=host)))
    assert ("also_known_as", "sefa2@mastodon.nz", "account:mastodon.nz:sefa2") in found


@pytest.mark.parametrize(
    "address, leads_to",
    [
        ("https://mastodon.nz/@sefa", "account:mastodon.nz:sefa"),
        ("https://mastodon.social/users/sefa", "account:mastodon.social:sefa"),
        ("https://mastodon.social/@sefa/1234", "url:https://mastodon.social/@sefa/1234"),
        ("https://ravu.example/@sefa", "url:https://ravu.example/@sefa"),
        ("https://github.com/sefa-v", "account:github:sefa-v"),
        ("javascript:alert(1)", "None"),
    ],
)
def test_whom_an_address_names(address: str, leads_to: str) -> None:
    assert str(linked(address)) == leads_to


PROFILE = "public.api.bsky.app/xrpc/app.bsky.actor.getProfile?actor="
BLUESKY = {
    "did": "did:plc:x",
    "displayName": "Sefa V",
    "description": "see @ravu.jobs",
    "createdAt": "2024-05-01T00:00:00Z",
}


def test_bluesky(gateway: Ask) -> None:
    pages = {f"{PROFILE}sefa.bsky.social": answer({**BLUESKY, "handle": "sefa.bsky.social"})}
    found = list(Bluesky().ask(SEFA, gateway(pages, tls="public.api.bsky.app")))
    assert said(found) == {
        ("account", "https://bsky.app/profile/sefa.bsky.social", "account:bluesky:sefa"),
        ("display_name", "Sefa V", None),
        ("bio", "see @ravu.jobs", None),
        ("joined", "2024-05-01T00:00:00Z", None),
        ("mentions", "@ravu.jobs", "handle:ravu.jobs"),
    }


def test_a_bluesky_handle_that_is_a_domain_proves_it(gateway: Ask) -> None:
    pages = {f"{PROFILE}ravu.example": answer({**BLUESKY, "handle": "ravu.example"})}
    account = of("bluesky", "ravu.example")
    found = said(Bluesky().ask(account, gateway(pages, tls="public.api.bsky.app")))
    assert ("verified_link", "ravu.example", "domain:ravu.example") in found
    assert Bluesky().plan(of("bluesky", "a_b")) == []


@pytest.mark.parametrize(
    "record, state",
    [
        ({"error": "InvalidRequest", "message": "Profile not found"}, "absent"),
        ({"error": "InvalidRequest", "message": "Unable to resolve handle"}, "absent"),
        ({"error": "AccountTakedown", "message": "Account has been suspended"}, "unclear"),
    ],
)
def test_bluesky_says_who_is_not_there(gateway: Ask, record: object, state: str) -> None:
    pages = {f"{PROFILE}sefa.bsky.social": answer(record, status="400 Bad Request")}
    (found,) = Bluesky().ask(SEFA, gateway(pages, tls="public.api.bsky.app"))
    assert (state_of(found), found.object) == (state, None)


TELEGRAM = b"""<html><head><meta property="og:title" content="x"></head><body>
<img class="tgme_page_photo_image" src="https://cdn4.telesco.pe/file/x.jpg">
<div class="tgme_page_title" dir="auto"><span dir="auto">Sefa &amp; Co</span></div>
<div class="tgme_page_extra">1 204 subscribers</div>
<div class="tgme_page_description" dir="auto">Jobs, write <a href="https://t.me/sefa_v">@sefa_v</a></div></body></html>"""


def test_telegram(gateway: Ask) -> None:
    found = list(Telegram().ask(SEFA, gateway({"t.me/sefa": ok(TELEGRAM, "Content-Type: text/html")}, tls="t.me")))
    assert said(found) == {
        ("account", "https://t.me/sefa", "account:telegram:sefa"),
        ("display_name", "Sefa & Co", None),
        ("bio", "Jobs, write @sefa_v", None),
        ("mentions", "@sefa_v", "handle:sefa_v"),
        ("mentions", "https://t.me/sefa_v", "account:telegram:sefa_v"),
        ("description", "1 204 subscribers", None),
        ("picture", "https://cdn4.telesco.pe/file/x.jpg", None),
    }


def test_telegram_knows_nobody(gateway: Ask) -> None:
    page = b'<meta name="robots" content="noindex, nofollow"><div class="tgme_page_icon"></div>'
    (found,) = Telegram().ask(SEFA, gateway({"t.me/sefa": ok(page, "Content-Type: text/html")}, tls="t.me"))
    assert state_of(found) == "absent"
    assert Telegram().plan(Identifier(Kind.HANDLE, "mr.smith")) == []


MAIL = Identifier(Kind.EMAIL, "sefa@ravu.example")


def test_gravatar(gateway: Ask, keeper: Keeper) -> None:
    record = {
        "hash": hash_of("sefa@ravu.example"),
        "profile_url": "https://gravatar.com/sefav",
        "display_name": "Sefa V",
        "description": "",
        "company": "Island Jobs",
        "verified_accounts": [
            {"service_type": "github", "url": "https://github.com/sefa-v", "is_hidden": False},
            {"service_type": "x", "url": "https://x.com/hidden", "is_hidden": True},
            "nonsense",
        ],
    }
    page = f"api.gravatar.com/v3/profiles/{hash_of('Sefa@Ravu.example ')}"
    found = list(Gravatar().ask(MAIL, gateway({page: answer(record)}, tls="api.gravatar.com")))
    assert said(found) == {
        ("account", "https://gravatar.com/sefav", "account:gravatar:sefav"),
        ("display_name", "Sefa V", None),
        ("organisation", "Island Jobs", None),
        ("verified_link", "https://github.com/sefa-v", "account:github:sefa-v"),
    }
    assert b"sefa@" not in keeper.pages[0].sent, "only the hash of an address is sent"


def test_gravatar_knows_nobody_or_answers_about_another(gateway: Ask) -> None:
    (found,) = Gravatar().ask(MAIL, gateway({"api.gravatar.com/": b""}, tls="api.gravatar.com"))
    assert state_of(found) == "absent"
    page = f"api.gravatar.com/v3/profiles/{hash_of(MAIL.value)}"
    other = answer({"hash": "0" * 64, "profile_url": "https://gravatar.com/x"})
    with pytest.raises(Unreachable, match="another address"):
        list(Gravatar().ask(MAIL, gateway({page: other}, tls="api.gravatar.com")))


LOOKUP_KEYBASE = "keybase.io/_/api/1.0/user/lookup.json?"
FIELDS = "&fields=basics,profile,pictures,proofs_summary,cryptocurrency_addresses"
WALLET = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
USER = {
    "basics": {"username": "sefa", "ctime": 1399919269},
    "profile": {"full_name": "Sefa V", "bio": None, "location": "Suva"},
    "proofs_summary": {
        "all": [
            {"proof_type": "github", "nametag": "sefa-v", "state": 1},
            {"proof_type": "twitter", "nametag": "sefa_v", "state": 2},
            {"proof_type": "dns", "nametag": "ravu.example", "state": 1},
            {"proof_type": "mastodon.nz", "nametag": "sefa", "state": 1},
            {"proof_type": "github", "nametag": "../../x", "state": 1},
            {"proof_type": 7, "nametag": "x"},
        ]
    },
    "cryptocurrency_addresses": {"bitcoin": [{"address": WALLET}, {"address": "none"}]},
}


def keybase(users: list[object]) -> bytes:
    return answer({"status": {"code": 0, "name": "OK"}, "them": users})


def test_keybase_proofs_are_links_of_their_own(gateway: Ask) -> None:
    pages = {f"{LOOKUP_KEYBASE}usernames=sefa{FIELDS}": keybase([USER])}
    found = list(Keybase().ask(SEFA, gateway(pages, tls="keybase.io")))
    assert said(found) == {
        ("account", "https://keybase.io/sefa", "account:keybase:sefa"),
        ("display_name", "Sefa V", None),
        ("location", "Suva", None),
        ("joined", "2014-05-12T18:27:49.000000Z", None),
        ("verified_link", "github:sefa-v", "account:github:sefa-v"),
        ("also_known_as", "twitter:sefa_v", "account:x:sefa_v"),
        ("verified_link", "dns:ravu.example", "domain:ravu.example"),
        ("verified_link", "mastodon.nz:sefa", "account:mastodon.nz:sefa"),
        ("wallet", WALLET, f"wallet:{WALLET}"),
    }


@pytest.mark.parametrize(
    "about, question",
    [
        (Identifier(Kind.DOMAIN, "ravu.example"), "domain=ravu.example"),
        (of("github", "sefa-v"), "github=sefa-v"),
        (of("x", "sefa_v"), "twitter=sefa_v"),
        (of("keybase", "sefa"), "usernames=sefa"),
    ],
)
def test_keybase_is_asked_by_what_somebody_proved(gateway: Ask, about: Identifier, question: str) -> None:
    pages = {f"{LOOKUP_KEYBASE}{question}{FIELDS}": keybase([USER])}
    first, *_ = Keybase().ask(about, gateway(pages, tls="keybase.io"))
    assert (first.subject, state_of(first)) == (about, "found")


@pytest.mark.parametrize("users", [[None], []])
def test_keybase_knows_nobody(gateway: Ask, users: list[object]) -> None:
    pages = {f"{LOOKUP_KEYBASE}usernames=sefa{FIELDS}": keybase(users)}
    (found,) = Keybase().ask(SEFA, gateway(pages, tls="keybase.io"))
    assert state_of(found) == "absent"
    pages = {f"{LOOKUP_KEYBASE}github=sefa{FIELDS}": keybase(users)}
    said_of_another = list(Keybase().ask(of("github", "sefa"), gateway(pages, tls="keybase.io")))
    assert said_of_another == [], "that nobody proved an account there does not say that it is absent"
    assert Keybase().plan(of("gitlab", "sefa")) == []
    assert Keybase().plan(Identifier(Kind.HANDLE, "a" * 17)) == []

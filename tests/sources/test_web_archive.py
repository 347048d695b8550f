"""The web archive's index and pages over real TLS, as documented and as they should not be."""

import json
from urllib.parse import quote_plus

import pytest

from osint_kit.gateway import Gateway
from osint_kit.gateway.failures import Failure, TooMuch, Unreachable
from osint_kit.identifiers import Identifier, Kind
from osint_kit.sources.web_archive import WebArchive, look_up, titles
from tests.gateway.servers import ok
from tests.sources.conftest import Ask, Keeper

HOST = "web.archive.org"
SHOP = Identifier(Kind.DOMAIN, "shop.example")
INDEX = (
    f"{HOST}/cdx/search/cdx?url=shop.example&output=json&fl=timestamp%2Coriginal%2Cmimetype%2Cstatuscode"
    "&collapse=timestamp%3A8&limit=5000&showResumeKey=true"
)
JSON = "Content-Type: application/json"
HEAD = ["timestamp", "original", "mimetype", "statuscode"]
FRONT = "https://shop.example/"


def row(timestamp: str, status: str = "200") -> list[str]:
    return [timestamp, FRONT, "text/html", status]


def index(*rows: object) -> bytes:
    return ok(json.dumps([HEAD, *rows] if rows else []).encode(), JSON)


def serve(gateway: Ask, answer: bytes, **pages: bytes) -> Gateway:
    kept = {f"{HOST}/web/{stamp[1:]}id_/{FRONT}": page for stamp, page in pages.items()}
    return gateway({INDEX: answer, **kept}, tls=HOST)


def test_first_last_and_days_by_year(gateway: Ask) -> None:
    answer = index(row("20190203040506"), row("20190301000000", "301"), row("20261106214003"))
    history = look_up("shop.example", serve(gateway, answer))
    assert history.by_year == {"2019": 2, "2026": 1}
    assert history.whole
    found = {item.property: item for item in WebArchive().ask(SHOP, serve(gateway, answer))}
    assert found["first_capture"].value == "2019-02-03T04:05:06Z"
    assert found["last_capture"].value == "2026-11-06T21:40:03Z"
    assert found["captures"].value == {
        "days": 3,
        "by_year": {"2019": 2, "2026": 1},
        "first": f"https://web.archive.org/web/20190203040506/{FRONT}",
        "last": f"https://web.archive.org/web/20261106214003/{FRONT}",
    }
    assert all(item.evidence for item in found.values())


def test_a_longer_history_is_asked_for_page_by_page(gateway: Ask) -> None:
    key = "example,shop)/ 20190203040506!"
    first = index(row("20190203040506"), [], [quote_plus(key)])
    more = f"{INDEX}&resumeKey={quote_plus(key)}"
    pages = {INDEX: first, more: index(row("20261106214003"))}
    history = look_up("shop.example", gateway(pages, tls=HOST))
    assert [capture.timestamp for capture in history.captures] == ["20190203040506", "20261106214003"]
    assert len(history.evidence) == 2


def test_an_endless_history_is_cut_and_says_so(gateway: Ask, keeper: Keeper) -> None:
    endless = index(row("20190203040506"), [], ["k"])
    history = look_up("shop.example", gateway({INDEX: endless, f"{INDEX}&resumeKey=k": endless}, tls=HOST))
    assert not history.whole
    assert len(keeper.pages) == 4


@pytest.mark.parametrize(
    "answer", [index(), ok(b"", JSON), ok(b"[]\n", JSON), index()[:0] + ok(b"\n", "Content-Type: text/plain")]
)
def test_nothing_kept_is_a_finding_too(gateway: Ask, answer: bytes) -> None:
    (found,) = WebArchive().ask(SHOP, serve(gateway, answer))
    assert found.value == {"days": 0, "by_year": {}, "first": None, "last": None}


def test_titles_of_the_first_and_the_last_page(gateway: Ask) -> None:
    answer = index(row("20180101000000", "301"), row("20190203040506"), row("20200101000000"), row("20261106214003"))
    pages = {
        "t20190203040506": ok(b"<TITLE>\n Fish &amp;\n chips </TITLE>"),
        "t20261106214003": ok(b"<h1>no title</h1>"),
    }
    world = serve(gateway, answer, **pages)
    said, missing = titles(SHOP, look_up("shop.example", world), world)
    assert missing is None
    assert [item.value for item in said] == [
        {
            "at": "2019-02-03T04:05:06Z",
            "title": "Fish & chips",
            "address": f"https://web.archive.org/web/20190203040506/{FRONT}",
        }
    ]


@pytest.mark.parametrize(
    "page, says",
    [
        (ok(b"", status="404 Not Found"), "does not show the capture"),
        (ok(b"", "Retry-After: 60", status="429 Too Many Requests"), "rate limit is used up; try again in 60 s"),
        (ok(b"", "Location: https://shop.example/", status="302 Found"), "redirect to shop.example"),
    ],
)
def test_a_title_that_cannot_be_had_says_why(gateway: Ask, keeper: Keeper, page: bytes, says: str) -> None:
    world = serve(gateway, index(row("20190203040506")), t20190203040506=page)
    said, missing = titles(SHOP, look_up("shop.example", world), world)
    assert said == []
    assert missing
    assert says in missing
    assert {exchange.request.url.split("/")[2] for exchange in keeper.pages} == {HOST}  # type: ignore[union-attr]


def test_a_rate_limit_is_called_one_and_the_archive_left_alone(gateway: Ask) -> None:
    world = serve(gateway, ok(b"", status="429 Too Many Requests"))
    with pytest.raises(Unreachable, match="rate limit"):
        look_up("shop.example", world)
    assert world.world.pace.held(HOST) > 25


BLOCKED = "AdministrativeAccessControlException: Blocked Site Error"


@pytest.mark.parametrize(
    "answer",
    [
        ok(f"org.archive.wayback.exception.{BLOCKED}\n".encode(), "Content-Type: text/plain", status="403 Forbidden"),
        ok(b"", f"X-Archive-Wayback-Runtime-Error: {BLOCKED}", status="403 Forbidden"),
    ],
)
def test_a_site_that_the_archive_hides_is_told_apart(gateway: Ask, answer: bytes) -> None:
    with pytest.raises(Unreachable, match="does not show this site"):
        look_up("shop.example", serve(gateway, answer))


def test_an_index_without_a_type_of_its_own_is_read(gateway: Ask) -> None:
    answer = ok(json.dumps([HEAD, row("20190203040506")]).encode(), "Content-Type: text/plain;charset=UTF-8")
    assert len(look_up("shop.example", serve(gateway, answer)).captures) == 1


@pytest.mark.parametrize(
    "answer",
    [
        ok(b"<html>", "Content-Type: text/html"),
        ok(b"20190203040506 https://shop.example/", "Content-Type: text/plain"),
        ok(b"[[", JSON),
        ok(b"\xff\x00", JSON),
        ok(b"{}", JSON),
        ok(b"[1]", JSON),
        ok(b'[["urlkey"],["x"]]', JSON),
        ok(json.dumps([HEAD, ["2019", FRONT, "text/html", "200"]]).encode(), JSON),
        ok(json.dumps([HEAD, ["20191399000000", FRONT, "text/html", "200"]]).encode(), JSON),
        ok(json.dumps([HEAD, ["20190203040506"]]).encode(), JSON),
        ok(json.dumps([HEAD, [None, None, None, None]]).encode(), JSON),
        ok(b"", status="503 Service Unavailable"),
        ok(b"Forbidden", status="403 Forbidden"),
    ],
)
def test_any_other_form_is_a_failure_with_evidence(gateway: Ask, answer: bytes) -> None:
    with pytest.raises(Failure) as caught:
        look_up("shop.example", serve(gateway, answer))
    assert caught.value.evidence


def test_ten_megabytes_are_too_much(gateway: Ask) -> None:
    with pytest.raises(TooMuch):
        look_up("shop.example", serve(gateway, ok(b"[" + b" " * 10_000_001 + b"]", JSON)))

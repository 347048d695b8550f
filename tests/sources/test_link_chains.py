"""Chains as shorteners really are: previews, wrappers, cookies, fragments, scripts, broken certificates."""

import ssl
from pathlib import Path

import pytest
import trustme

from osint_kit.reach import Reach
from osint_kit.sources.link_hops import Chain, expand, findings, plan
from osint_kit.sources.shorteners import read_shorteners, shorteners
from tests.gateway.conftest import server_context
from tests.gateway.servers import ok
from tests.sources.conftest import ADDRESS, Ask, Keeper, moved

END = "http://landing.example/end"
LINK = "https://bit.ly/x"


def html(text: str, *headers: str, status: str = "200 OK") -> bytes:
    return ok(text.encode(), "Content-Type: text/html; charset=utf-8", *headers, status=status)


def shown(target: str, text: str = "") -> str:
    return f'<h1>This link leads to</h1><p><a class="to" href="{target}">{text or target}</a></p>'


def vias(chain: Chain) -> list[str | None]:
    return [hop.via for hop in chain.hops]


def asked(keeper: Keeper) -> list[str]:
    return [exchange.request.url for exchange in keeper.pages]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "page",
    [
        shown(END),
        shown(END, "landing.example/en…"),
        shown(END, "<b>http://</b>landing.example/end"),
        '<a href="https://help.bit.ly">Help</a>' + shown(END) + '<a href="https://x.com/bitly"><img></a>',
        shown(END) + shown(END),
        shown(LINK) + shown(END),
    ],
)
def test_a_preview_is_asked_and_the_link_is_not(gateway: Ask, keeper: Keeper, page: str) -> None:
    chain = expand(LINK, gateway({"bit.ly/x+": html(page), "bit.ly/x": moved("http://other.example/")}, tls="bit.ly"))
    assert (chain.final, chain.stopped, chain.moves, vias(chain)) == (END, "reach", 1, ["preview", None])
    assert asked(keeper) == ["https://bit.ly/x+"]
    (found,) = findings(chain)
    assert (found.subject.value, found.value, found.reach) == (LINK, END, Reach.PLATFORM)
    assert found.evidence == (chain.hops[0].evidence,)


@pytest.mark.parametrize(
    "page",
    [
        moved("http://trap.example/"),
        html(shown("http://trap.example/"), status="404 Not Found"),
        html(shown("http://trap.example/") + shown("http://other.example/")),
        html('<a href="http://trap.example/">Sign in to see this</a>'),
        html("<!-- " + shown("http://trap.example/") + " -->"),
        html(shown(LINK)),
        ok(shown("http://trap.example/").encode(), "Content-Type: text/plain"),
        ok(),
        b"",
    ],
)
def test_what_is_no_preview_is_no_answer(gateway: Ask, keeper: Keeper, page: bytes) -> None:
    chain = expand(LINK, gateway({"bit.ly/x+": page, "bit.ly/x": moved(END)}, tls="bit.ly"))
    assert (chain.final, chain.stopped, chain.moves, vias(chain)) == (END, "reach", 1, [None, "http", None])
    assert asked(keeper) == ["https://bit.ly/x+", "https://bit.ly/x"]
    assert "no preview" in (chain.hops[0].note or "")
    assert [found.subject.value for found in findings(chain)] == [LINK]


def test_a_link_that_is_a_preview_already(gateway: Ask, keeper: Keeper) -> None:
    chain = expand(LINK + "+", gateway({"bit.ly/x+": html(shown(END))}, tls="bit.ly"))
    assert (chain.final, asked(keeper)) == (END, ["https://bit.ly/x+"])


def test_a_plan_names_the_preview_first() -> None:
    assert [(item.asks, item.whom) for item in plan("http://tinyurl.com/x?y")] == [
        ("https://preview.tinyurl.com/x", "preview.tinyurl.com"),
        ("http://tinyurl.com/x?y", "tinyurl.com"),
    ]
    assert [item.asks for item in plan("https://is.gd/x")] == ["https://is.gd/x-", "https://is.gd/x"]
    assert [item.asks for item in plan("https://is.gd/")] == ["https://is.gd/"]


def test_wrappers_are_opened_without_asking(gateway: Ask, keeper: Keeper) -> None:
    outer = "https://www.google.com/url?q=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttp%253A%252F%252Fow.ly%252Fx"
    chain = expand(outer, gateway({"ow.ly/x": moved("https://l.facebook.com/l.php?u=http%3A%2F%2Fend.example%2F")}))
    assert vias(chain) == ["link-decode", "link-decode", "http", "link-decode", None]
    assert (chain.final, chain.moves, chain.stopped) == ("http://end.example/", 4, "reach")
    assert asked(keeper) == ["http://ow.ly/x"]
    found = list(findings(chain))
    assert [item.property for item in found] == ["wraps", "wraps", "redirects_to", "wraps"]
    assert [bool(item.evidence) for item in found] == [False, False, True, True]
    assert [item.reach for item in found] == [Reach.OFFLINE, Reach.OFFLINE, Reach.PLATFORM, Reach.OFFLINE]


@pytest.mark.parametrize("inner", ["http%3A%2F%2F127.0.0.1%2F", "http%3A%2F%2F%5B%3A%3A1%5D%2F"])
def test_what_a_wrapper_holds_is_guarded(gateway: Ask, keeper: Keeper, inner: str) -> None:
    chain = expand(f"https://l.facebook.com/l.php?u={inner}", gateway(reach=Reach.TARGET))
    assert chain.stopped == "guard"
    assert keeper.kept == []


@pytest.mark.parametrize(
    "start, location, final",
    [
        ("http://ow.ly/x#part", END, END + "#part"),
        ("http://ow.ly/x#part", END + "#top", END + "#top"),
        ("http://ow.ly/x#part", END + "#", END + "#"),
        ("http://ow.ly/x", END, END),
    ],
)
def test_fragments_are_handed_on(gateway: Ask, keeper: Keeper, start: str, location: str, final: str) -> None:
    assert expand(start, gateway({"ow.ly/x": moved(location)})).final == final
    assert b"#" not in keeper.pages[0].sent


def test_fragments_are_not_handed_on_by_a_page(gateway: Ask) -> None:
    page = html(f'<meta http-equiv="refresh" content="0; url={END}">')
    assert expand("http://ow.ly/x#part", gateway({"ow.ly/x": page})).final == END


def with_cookie(head: str) -> bytes:
    if "Cookie: seen=1" in head:
        return moved(END)
    return moved("/x").replace(b"\r\n\r\n", b"\r\nSet-Cookie: seen=1; Path=/; Domain=.ly; HttpOnly\r\n\r\n")


def test_cookies_within_a_chain_open_the_way(gateway: Ask, keeper: Keeper) -> None:
    door = gateway({"ow.ly/x": with_cookie})
    for _ in range(2):  # the second chain begins without
        keeper.kept.clear()
        chain = expand("http://ow.ly/x", door)
        assert (chain.final, chain.stopped, chain.moves) == (END, "reach", 2)
        assert [b"Cookie" in exchange.sent for exchange in keeper.pages] == [False, True]


@pytest.mark.parametrize("cookie", ["a=1; Domain=urlz.fr", "a=1; Path=/other", "a=1; Secure", "a=1; Max-Age=0", "=1"])
def test_cookies_go_nowhere_else(gateway: Ask, keeper: Keeper, cookie: str) -> None:
    first = moved("http://urlz.fr/y").replace(b"\r\n\r\n", f"\r\nSet-Cookie: {cookie}\r\n\r\n".encode())
    expand("http://ow.ly/x", gateway({"ow.ly/x": first, "urlz.fr/y": moved("http://ow.ly/z"), "ow.ly/z": ok()}))
    assert len(keeper.pages) == 3
    assert not any(b"Cookie" in exchange.sent for exchange in keeper.pages)


def test_a_cookie_that_changes_each_time_ends_at_the_limit(gateway: Ask) -> None:
    count = iter(range(100))

    def page(_: str) -> bytes:
        return moved("/x").replace(b"\r\n\r\n", f"\r\nSet-Cookie: n={next(count)}\r\n\r\n".encode())

    assert expand("http://ow.ly/x", gateway({"ow.ly/x": page})).stopped == "limit"


@pytest.mark.parametrize(
    "page, final, via",
    [
        (html(f'<link rel="canonical" href="{END}">'), END, "canonical"),
        (ok(b"", f'Link: <{END}>; rel="canonical"', "Content-Type: text/html"), END, "canonical"),
        (html('<link rel="canonical" href="http://www.ow.ly/x">'), "http://ow.ly/x", None),
        (html('<link rel="canonical" href="/other">'), "http://ow.ly/x", None),
    ],
)
def test_a_shorteners_canonical_address(gateway: Ask, page: bytes, final: str, via: str | None) -> None:
    chain = expand("http://ow.ly/x", gateway({"ow.ly/x": page}))
    assert (chain.final, chain.hops[0].via) == (final, via)


def test_what_a_landing_page_calls_itself_is_no_move(gateway: Ask) -> None:
    page = html('<link rel="canonical" href="https://bank.example/">')
    chain = expand(END, gateway({"landing.example/end": page}, reach=Reach.TARGET))
    assert (chain.final, chain.stopped, chain.moves) == (END, "landing", 0)


@pytest.mark.parametrize(
    "page, final",
    [
        ('<base href="http://urlz.fr/a/"><meta http-equiv=refresh content="0;url=b">', "http://urlz.fr/a/b"),
        ('<meta http-equiv="refresh" content="0; url=http://urlz.fr/?a>b">', "http://urlz.fr/?a%3Eb"),
        ('<meta content="0;url=//urlz.fr/é ü" http-equiv="REFRESH">', "http://urlz.fr/%C3%A9%20%C3%BC"),
        ('<META HTTP-EQUIV="refresh" CONTENT="1 ; URL = \'http://bücher.example/\'">', "http://xn--bcher-kva.example/"),
    ],
)
def test_refreshes_as_browsers_read_them(gateway: Ask, page: str, final: str) -> None:
    assert expand("http://ow.ly/x", gateway({"ow.ly/x": html(page)})).final == final


@pytest.mark.parametrize(
    "page",
    [
        f"<script>document.write('<meta http-equiv=refresh content=\"0;url={END}\">')</script>",
        f'<textarea><meta http-equiv=refresh content="0;url={END}"></textarea>',
        f'<!-- <meta http-equiv=refresh content="0;url={END}">',
        f'<meta http-equiv=refresh content="1800;url={END}">',
    ],
)
def test_what_is_no_refresh(gateway: Ask, page: str) -> None:
    chain = expand("http://ow.ly/x", gateway({"ow.ly/x": html(page)}))
    assert (chain.final, chain.moves) == ("http://ow.ly/x", 0)


@pytest.mark.parametrize(
    "script, named",
    [
        ('location = "http://end.example/a"', "http://end.example/a"),
        ("window.location.href='http:\\/\\/end.example\\/a'", "http://end.example/a"),
        ('setTimeout(function(){top.location.replace("/a\\u003fb=\\x31")}, 500)', "http://ow.ly/a?b=1"),
        ("document.location.assign(`//end.example/`)", "http://end.example/"),
        ('self.location="whatsapp://send?phone=6799991234"', "whatsapp://send?phone=6799991234"),
    ],
)
def test_a_script_that_would_forward_is_told_of_and_not_run(
    gateway: Ask, keeper: Keeper, script: str, named: str
) -> None:
    page = html(f"<title>Wait</title><script>{script}</script><p>Loading…</p>")
    chain = expand("http://ow.ly/x", gateway({"ow.ly/x": page}, reach=Reach.TARGET))
    assert (chain.final, chain.stopped, chain.moves) == ("http://ow.ly/x", "landing", 0)
    assert "only a script forwards" in str(chain.problem)
    assert f"to {named};" in str(chain.problem)
    assert len(keeper.pages) == 1


@pytest.mark.parametrize(
    "page, told",
    [
        ("<script>location = atob('aHR0cA==')</script>", True),
        ("<body onload=\"location='http://end.example/'\">", True),
        ("<script>if (location == 'x') mylocation = 'http://end.example/'</script>", False),
        ("<script>location = 'http://end.example/'</script>" + "<p>A page to read.</p>" * 40, False),
        ("<p>location = 'http://end.example/'</p>", False),
    ],
)
def test_which_pages_are_told_of(gateway: Ask, page: str, told: bool) -> None:
    chain = expand("http://ow.ly/x", gateway({"ow.ly/x": html(page)}))
    assert bool(chain.problem) is told


def test_hops_say_whom_they_met(gateway: Ask) -> None:
    chain = expand("https://ow.ly/x", gateway({"ow.ly/x": moved(END)}, tls="ow.ly"))
    hop = chain.hops[0]
    assert (hop.address, hop.tls_name, hop.note) == (f"{ADDRESS}:443", "ow.ly", None)
    assert (hop.tls or "").startswith("TLSv1.")
    assert hop.at
    assert chain.hops[1].address is None


@pytest.fixture
def stranger() -> trustme.CA:
    """An authority that the world does not trust."""
    return trustme.CA(organization_name="Nobody\nin particular")


def test_broken_tls_is_reported_with_the_facts(gateway: Ask, keeper: Keeper, stranger: trustme.CA) -> None:
    own = server_context(stranger, "ow.ly")
    chain = expand("https://ow.ly/x", gateway({"ow.ly/x": moved(END)}, tls="ow.ly", context=own))
    assert (chain.stopped, chain.moves) == ("error", 0)
    for fact in ("certificate of ow.ly does not hold", "names ow.ly", "issuer ", "Nobody", "valid 2", "sha256:"):
        assert fact in str(chain.problem)
    assert "issuer" in str(chain.hops[0].tls)
    assert chain.hops[0].address == f"{ADDRESS}:443"
    assert keeper.pages[0].sent == keeper.pages[0].received == b""
    assert "not trusted" in keeper.pages[0].tls


@pytest.mark.parametrize("name", ["ow.ly", "other.example"])
def test_insecure_goes_on_and_is_stamped(gateway: Ask, keeper: Keeper, stranger: trustme.CA, name: str) -> None:
    own = server_context(stranger, name)
    door = gateway({"ow.ly/x": moved(END)}, tls="ow.ly", context=own)
    chain = expand("https://ow.ly/x", door, insecure=True)
    assert (chain.final, chain.stopped, chain.moves) == (END, "reach", 1)
    assert "followed with --insecure" in str(chain.problem)
    assert f"names {name}" in str(chain.hops[0].note)
    assert any("as the operator wished" in note for note in keeper.pages[0].notes)
    (found,) = findings(chain)
    assert found.grade.code == "F6"


def test_insecure_changes_nothing_where_the_certificate_holds(gateway: Ask) -> None:
    chain = expand("https://ow.ly/x", gateway({"ow.ly/x": moved(END)}, tls="ow.ly"), insecure=True)
    assert (chain.problem, chain.hops[0].note) == (None, None)
    assert [found.grade.code for found in findings(chain)] == ["B2"]


def test_an_expired_certificate(gateway: Ask, tmp_path: Path) -> None:
    from datetime import UTC, datetime

    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("ow.ly", not_after=datetime(2020, 1, 2, tzinfo=UTC)).configure_cert(context)
    chain = expand("https://ow.ly/x", gateway({"ow.ly/x": ok()}, tls="ow.ly", context=context))
    assert "to 2020-01-02T00:00:00Z" in str(chain.problem)


@pytest.mark.parametrize("address", ["10.0.0.5", "127.0.0.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "0.0.0.0"])
def test_a_listed_name_that_resolves_to_a_refused_address(gateway: Ask, keeper: Keeper, address: str) -> None:
    names = {"ow.ly": {"A": [ADDRESS]}, "urlz.fr": {"A": [ADDRESS, address]}}
    chain = expand("http://ow.ly/x", gateway({"ow.ly/x": moved("http://urlz.fr/y")}, names=names))
    assert (chain.stopped, chain.final) == ("guard", "http://urlz.fr/y")
    assert address in str(chain.problem)
    assert len([exchange for exchange in keeper.pages if exchange.sent]) == 1


def test_a_list_of_ones_own_takes_the_place_of_the_packaged_one(tmp_path: Path, gateway: Ask) -> None:
    file = tmp_path / "list.txt"
    file.write_bytes("\ufeff# mine\r\nShort.Example\thttps://short.example/about\r\n*.go.example # all\r\n".encode())
    known = read_shorteners(file)
    assert [host in known for host in ("short.example", "a.b.go.example")] == [True, True]
    assert not any(host in known for host in ("go.example", "bit.ly", "www.short.example", "xgo.example"))
    chain = expand("http://short.example/x", gateway({"short.example/x": moved(END)}), known)
    assert (chain.final, chain.stopped) == (END, "reach")
    assert expand("http://ow.ly/x", gateway({"ow.ly/x": moved(END)}), known).final == "http://ow.ly/x"


def test_the_packaged_lists_hold_what_people_send_around() -> None:
    wanted = ["bit.ly", "t.co", "lnkd.in", "fb.me", "wa.link", "tinyurl.com", "is.gd", "v.gd", "cutt.ly", "rb.gy"]
    assert [host for host in wanted if host not in shorteners()] == []
    assert not any(host in shorteners() for host in ("evil.bit.ly", "google.com", "facebook.com"))

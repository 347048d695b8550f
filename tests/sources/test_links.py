"""Chains of links over real connections: each way to lead on, and each way to end."""

from importlib.resources import files

import pytest

from osint_kit.identifiers.url import read_url
from osint_kit.reach import Reach
from osint_kit.sources.link_hops import MAX_HOPS, Chain, expand, findings, plan, shorteners
from osint_kit.sources.shorteners import PACKAGED, messengers
from tests.gateway.servers import ok
from tests.sources.conftest import Ask, Keeper, moved

END = "http://landing.example/end"


def steps(chain: Chain) -> list[tuple[str, int | None, str | None]]:
    return [(hop.url, hop.status, hop.via) for hop in chain.hops]


def html(text: str) -> bytes:
    return ok(text.encode(), "Content-Type: text/html")


@pytest.mark.parametrize(
    "answer, via",
    [
        (moved(END), "http"),
        (ok(b"", f"Location: {END}", status="307 Temporary Redirect"), "http"),
        (ok(b"", f"Refresh: 0; url={END}"), "refresh"),
        (ok(b"", f"Refresh: 0;{END}"), "refresh"),
        (html(f'<meta http-equiv="refresh" content="0; url={END}">'), "meta-refresh"),
        (html(f"<META content='5;URL=&quot;{END}&quot;' HTTP-EQUIV=Refresh>"), "meta-refresh"),
        (html(f"<meta http-equiv=refresh content=0;url={END}>"), "meta-refresh"),
        (html(f'<noscript><meta http-equiv="refresh" content="0;{END}"></noscript>'), "meta-refresh"),
        (ok(f'<meta http-equiv="refresh" content="0; url={END}">'.encode()), "meta-refresh"),
    ],
)
def test_each_way_to_lead_on(gateway: Ask, answer: bytes, via: str) -> None:
    chain = expand("http://ow.ly/x", gateway({"ow.ly/x": answer}))
    assert (chain.final, chain.stopped, chain.problem, chain.moves) == (END, "reach", None, 1)
    assert chain.hops[0].via == via
    assert chain.hops[0].evidence
    assert chain.hops[1].status is None


@pytest.mark.parametrize(
    "answer",
    [
        html(f"<!-- <meta http-equiv='refresh' content='0; url={END}'> -->"),
        html('<meta http-equiv="refresh" content="300">'),
        html('<meta http-equiv="refresh" content="5; url=">'),
        html(f'<meta name="description" content="0; url={END}">'),
        ok(f'<meta http-equiv="refresh" content="0; url={END}">'.encode(), "Content-Type: text/plain"),
        ok(b"", "Refresh: 30"),
        ok(b"", status="302 Found"),
        ok(b"", f"Location: {END}"),
        html("<meta" * 40_000),
    ],
)
def test_what_leads_nowhere_is_a_landing(gateway: Ask, answer: bytes) -> None:
    chain = expand("http://ow.ly/x", gateway({"ow.ly/x": answer}))
    assert (chain.final, chain.stopped, chain.problem, chain.moves) == ("http://ow.ly/x", "landing", None, 0)


@pytest.mark.parametrize(
    "location, final",
    [
        ("/b?c=1", "http://ow.ly/b?c=1"),
        ("b", "http://ow.ly/a/b"),
        ("../b", "http://ow.ly/b"),
        ("//urlz.fr/y", "http://urlz.fr/y"),
        ("HTTP://URLZ.FR:80/y", "http://urlz.fr/y"),
        ("http://ow.ly\\@urlz.fr/", "http://ow.ly/@urlz.fr/"),
        (" http://urlz.fr/y ", "http://urlz.fr/y"),
        ("?q", "http://ow.ly/a/x?q"),
    ],
)
def test_references_are_joined_as_browsers_do(gateway: Ask, location: str, final: str) -> None:
    door = gateway({"ow.ly/a/x": moved(location), final.removeprefix("http://"): ok()})
    chain = expand("http://ow.ly/a/x", door)
    assert (chain.final, chain.stopped) == (final, "landing")


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_a_location_of_bytes_beyond_ascii(gateway: Ask, encoding: str) -> None:
    answer = ok(b"", "Location: http://x.example/LOC", status="302 Found").replace(b"LOC", "é".encode(encoding))
    assert expand("http://ow.ly/x", gateway({"ow.ly/x": answer})).final == "http://x.example/%C3%A9"


@pytest.mark.parametrize(
    "location",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://x.example/",
        "data:text/html,x",
        "http://",
        "http://[::1]/",
        "http://127.1/",
        "http://2130706433/",
        "http://localhost/",
        "http://169.254.169.254/latest",
        "http://x:0/",
    ],
)
def test_targets_that_nobody_may_ask_stop_at_the_guard(gateway: Ask, location: str) -> None:
    chain = expand("http://ow.ly/x", gateway({"ow.ly/x": moved(location)}, reach=Reach.TARGET))
    assert chain.stopped == "guard"
    assert chain.problem
    assert chain.hops[0].status == 301


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "http://10.0.0.1/", "http://[::ffff:7f00:1]/"]
)
def test_links_that_nobody_may_ask_are_not_asked(gateway: Ask, keeper: Keeper, link: str) -> None:
    assert expand(link, gateway(reach=Reach.TARGET)).stopped == "guard"
    assert keeper.kept == []


@pytest.mark.parametrize("location", ["http://ow.ly/x", "/x", "", "#again", "http://ow.ly/y"])
def test_loops_end(gateway: Ask, keeper: Keeper, location: str) -> None:
    chain = expand("http://ow.ly/x", gateway({"ow.ly/x": moved(location), "ow.ly/y": moved("/x#other")}))
    assert chain.stopped == "loop"
    assert chain.problem
    assert len(keeper.pages) <= 2


@pytest.mark.parametrize("moves, stopped", [(MAX_HOPS, "landing"), (MAX_HOPS + 1, "limit")])
def test_the_limit_of_hops(gateway: Ask, moves: int, stopped: str) -> None:
    pages = {f"ow.ly/{n}": moved(f"/{n + 1}") for n in range(moves)} | {f"ow.ly/{moves}": ok()}
    chain = expand("http://ow.ly/0", gateway(pages))
    assert (chain.stopped, chain.moves) == (stopped, moves)


def test_from_one_shortener_over_another_to_the_suspects_door(gateway: Ask, keeper: Keeper) -> None:
    pages = {"ow.ly/x": moved("http://urlz.fr/y"), "urlz.fr/y": moved(END), "landing.example/end": ok()}
    chain = expand("http://ow.ly/x", gateway(pages))
    assert steps(chain) == [("http://ow.ly/x", 301, "http"), ("http://urlz.fr/y", 301, "http"), (END, None, None)]
    assert len(keeper.pages) == 2
    found = list(findings(chain))
    assert [(item.subject.value, item.value) for item in found] == [
        ("http://ow.ly/x", "http://urlz.fr/y"),
        ("http://urlz.fr/y", END),
    ]
    assert len({item.evidence for item in found if item.evidence}) == 2


def test_findings_beyond_the_door_say_how_near_they_came(gateway: Ask) -> None:
    pages = {"ow.ly/x": moved(END), "landing.example/end": moved("/next"), "landing.example/next": ok()}
    chain = expand("http://ow.ly/x", gateway(pages, reach=Reach.TARGET))
    assert chain.stopped == "landing"
    assert [item.reach for item in findings(chain)] == [Reach.PLATFORM, Reach.TARGET]


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "503 Service Unavailable"])
def test_errors_say_what_was_answered(gateway: Ask, status: str) -> None:
    chain = expand("http://ow.ly/x", gateway({"ow.ly/x": ok(status=status)}))
    assert chain.stopped == "error"
    assert status in str(chain.problem)


def test_no_answer_is_an_error_with_evidence(gateway: Ask) -> None:
    chain = expand("http://urlz.fr/x", gateway({"ow.ly/x": ok()}))
    assert chain.stopped == "error"
    assert chain.hops[0].evidence


def test_fragments_are_kept_and_not_sent(gateway: Ask, keeper: Keeper) -> None:
    chain = expand("http://ow.ly/x#part", gateway({"ow.ly/x": moved(END + "#top")}))
    assert chain.final == END + "#top"
    assert b"#" not in keeper.pages[0].sent


@pytest.mark.parametrize(
    "link, reach",
    [
        ("https://ow.ly/x", Reach.PLATFORM),
        ("https://OW.LY./x", Reach.PLATFORM),
        ("https://ow.ly.evil.example/x", Reach.TARGET),
        ("https://ow.ly@evil.example/x", Reach.TARGET),
        ("https://evil.ow.ly/x", Reach.TARGET),
        ("https://abc.de/x", Reach.TARGET),
    ],
)
def test_only_listed_hosts_are_shorteners(link: str, reach: Reach) -> None:
    assert shorteners().reach(read_url(link)) == reach
    (planned,) = plan(link)
    assert planned.reach == reach


@pytest.mark.parametrize("name", PACKAGED)
def test_the_lists_of_shorteners_are_well_formed(name: str) -> None:
    rows = [line.split("\t") for line in lines_of(name)]
    assert [row for row in rows if len(row) != 2] == []
    for host, page in rows:
        assert read_url(f"https://{host}/").host == host
        assert read_url(page).scheme == "https"
        assert shorteners().source(host) == (None if host in messengers() else page)


def test_the_lists_have_each_host_once() -> None:
    hosts = [line.split("\t")[0] for name in PACKAGED for line in lines_of(name)]
    assert len(hosts) == len(set(hosts))
    assert set(hosts) - messengers() == {host for host in hosts if host in shorteners()}
    assert len(shorteners()) > 1400


@pytest.mark.parametrize("link", ["https://wa.me/6799991234", "https://t.me/islandjobs", "https://m.me/islandjobs"])
def test_the_address_of_an_account_is_the_end_of_a_chain(gateway: Ask, keeper: Keeper, link: str) -> None:
    chain = expand("http://ow.ly/x", gateway({"ow.ly/x": moved(link)}))
    assert (chain.final, chain.stopped, chain.problem) == (link, "reach", None)
    assert len(keeper.pages) == 1


def lines_of(name: str) -> list[str]:
    lines = (files("osint_kit.sources") / name).read_text("utf-8").split("\n")
    return [line for line in lines if line and not line.startswith("#")]
